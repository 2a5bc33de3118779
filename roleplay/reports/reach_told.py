"""Which endings were still possible, and after which reply no longer, in words."""

from collections.abc import Iterator, Sequence

from roleplay.exploring.outlook import Outlook, PossibleEnding
from roleplay.reports.document import Section, items, listed, say
from roleplay.reviewing.account import Account
from roleplay.reviewing.reviewed import Review
from roleplay.reviewing.within_reach import all_closed, closed_after
from roleplay.shells.telling import counted

_MOST = 8
"""So many endings are named at once; set by hand."""


def within_reach(review: Review) -> tuple[Section, ...]:
    """What was possible at the start and how that grew less; nothing where that is not known."""
    outlook = review.account.outlook
    if outlook is None or not outlook.endings:
        return ()
    return (
        Section(
            "endings",
            "Endings that were possible",
            (
                *items(_course(review.account, outlook)),
                *say(
                    "Possible in principle means: trust and the story still left a way there, though not every "
                    "way has words for it. Out of reach is certain, whatever was said next. Each talk leaves some "
                    "endings behind, welcome ones and others, and a replay opens them again."
                ),
            ),
        ),
    )


def _course(account: Account, outlook: Outlook) -> Iterator[str]:
    first, last = outlook.within_reach[0], outlook.within_reach[-1]
    possible = [one for one in outlook.endings if one.id in first]
    how_many = "all" if len(possible) == len(outlook.endings) else f"{len(possible)} of"
    ending = counted(len(outlook.endings), "ending", "endings")
    yield f"At the start, {how_many} {ending} were possible in principle: {titles(possible)}."
    over = len(account.exchanges) if account.is_over else 0
    for number, endings in all_closed(outlook):
        if number != over:
            yield f"After reply {number}, {titles(endings)} {_was(endings)} out of reach."
    left = [one for one in outlook.endings if one.id in last]
    if not over and len(left) == len(possible):
        yield "As it stands, none of them is out of reach."
    elif not over:
        yield f"Still possible in principle as it stands: {titles(left)}."
    elif left:
        closed = closed_after(outlook, over)
        until = f" Until then, {titles(closed)} {_was(closed)} possible too." if closed else ""
        yield f"Reply {over} led to {titles(left)}.{until}"


def out_of_reach_after(account: Account, number: int) -> str:
    """What stands below a reply in the transcript; "" where nothing changed, or the conversation ended with it."""
    if account.outlook is None or (account.is_over and number == len(account.exchanges)):
        return ""
    endings = closed_after(account.outlook, number)
    return f"After this, {titles(endings)} {_was(endings)} out of reach." if endings else ""


def titles(endings: Sequence[PossibleEnding], last: str = "and") -> str:
    """Endings by their titles; no words of the transcript, so in marks of their own."""
    named = [f"‘{one.title}’" for one in endings[:_MOST]]
    more = len(endings) - _MOST
    return listed([*named, f"{more} more"] if more > 0 else named, last)


def _was(endings: Sequence[PossibleEnding]) -> str:
    return "was" if len(endings) == 1 else "were"
