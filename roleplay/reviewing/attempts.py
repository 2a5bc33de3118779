"""Several attempts at the same conversation, each in a few figures to lay side by side."""

from typing import NamedTuple

from roleplay.reviewing.account import Account, heard_in
from roleplay.reviewing.listening_profile import Ratio, listening_profile
from roleplay.reviewing.ruptures import ruptures_in


class Attempt(NamedTuple):
    """One session in figures; trust is in tenths, `first_choice` the reply that first left the choice (0: none)."""

    session: str
    begun: str
    replies: int
    trust: int
    ending: str
    ruptures: int
    repaired: int
    reflections_to_questions: Ratio
    specific_share: Ratio
    first_choice: int


def attempt_of(account: Account, ending: str) -> Attempt:
    """The figures of one attempt."""
    ruptures = ruptures_in(account)
    profile = listening_profile(account)
    choices = (exchange.number for exchange in account.exchanges if "autonomy" in heard_in(exchange))
    return Attempt(
        account.session,
        account.started_at,
        len(account.exchanges),
        account.exchanges[-1].trust.after if account.exchanges else account.start,
        ending,
        len(ruptures),
        sum(rupture.outcome == "repaired" for rupture in ruptures),
        profile.reflections_to_questions,
        profile.specific_share,
        next(choices, 0),
    )
