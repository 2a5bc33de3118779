"""Which endings went out of reach after which reply."""

from typing import NamedTuple

from roleplay.exploring.outlook import Outlook, PossibleEnding
from roleplay.reviewing.account import Account


class Closed(NamedTuple):
    """Reply `number`, and the endings that were within reach before it and not after it."""

    number: int
    endings: tuple[PossibleEnding, ...]


def closed_after(outlook: Outlook, number: int) -> tuple[PossibleEnding, ...]:
    """The endings that were within reach before a reply and not after it, in the author's order."""
    before, after = outlook.within_reach[number - 1 : number + 1]
    return (
        tuple([one for one in outlook.endings if one.id in before and one.id not in after]) if before != after else ()
    )


def all_closed(outlook: Outlook) -> tuple[Closed, ...]:
    """Every reply after which an ending was out of reach that was not before."""
    found = (Closed(number, closed_after(outlook, number)) for number in range(1, len(outlook.within_reach)))
    return tuple(closed for closed in found if closed.endings)


def best_closed(account: Account) -> Closed | None:
    """Where a conversation that is over lost the ending that asks for most trust, of those within reach at its start.

    None where it came to that ending, or where no ending asks for more trust than the others.
    """
    outlook = account.outlook
    if outlook is None or not account.is_over:
        return None
    first, last = outlook.within_reach[0], outlook.within_reach[-1]
    at_first = [one for one in outlook.endings if one.id in first]
    most = max((one.asks for one in at_first), default=0)
    best = {one.id for one in at_first if one.asks == most}
    if len(best) == len(at_first) or not best.isdisjoint(last):
        return None
    number = next(number for number, within in enumerate(outlook.within_reach) if best.isdisjoint(within))
    return Closed(number, tuple(one for one in closed_after(outlook, number) if one.id in best))
