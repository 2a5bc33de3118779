"""The one thing to try next, and the reply to try it from."""

from typing import NamedTuple

from roleplay.reviewing.account import Account, heard_in
from roleplay.reviewing.moments import Missed, least_helpful, missed_opportunity
from roleplay.reviewing.ruptures import REPAIR_PARTS, Rupture

_WORTH_TRYING = (
    "complex_reflection",
    "open_question",
    "validation",
    "affirmation",
    "evocation",
    "seeking_collaboration",
    "checking_understanding",
    "autonomy",
)
"""Skills to try for who missed nothing, the most useful first; set by hand."""


class NextStep(NamedTuple):
    """What to try: a skill, from which reply on, and the author's ways to say it.

    `why` is "missed", "repair" (a hurt was left open) or "new" (a skill that was not heard yet).
    """

    why: str
    skill: str
    number: int
    model_replies: tuple[str, ...] = ()


def next_step(account: Account, ruptures: tuple[Rupture, ...]) -> NextStep | None:
    """The missed opportunity, else a hurt to mend, else a skill that was not heard; None before the first reply."""
    if not account.exchanges:
        return None
    missed = missed_opportunity(account.exchanges)
    if missed is not None:
        return NextStep("missed", _unmet(account, missed), missed.number, missed.model_replies)
    for rupture in ruptures:
        if rupture.outcome != "repaired" and rupture.next_reply:
            missing = next(part for (part, _), words in zip(REPAIR_PARTS, rupture.parts, strict=True) if words is None)
            return NextStep("repair", missing, rupture.next_reply)
    return _something_new(account)


def _unmet(account: Account, missed: Missed) -> str:
    """The first need that the reply did not meet."""
    heard = heard_in(account.exchanges[missed.number - 1])
    return next((need for need in missed.needs if need not in heard), missed.needs[0])


def _something_new(account: Account) -> NextStep:
    heard = [heard_in(exchange) for exchange in account.exchanges]
    times = {skill: sum(skill in skills for skills in heard) for skill in _WORTH_TRYING}
    skill = min(_WORTH_TRYING, key=lambda name: times[name])
    return NextStep("new", skill, least_helpful(account.exchanges).number)
