"""The moments of a conversation that are worth another look: the best, the missed and the turning one."""

from collections.abc import Iterable, Sequence
from math import sqrt
from typing import NamedTuple, Protocol

from roleplay.conversation import is_skipped
from roleplay.reading import Reading
from roleplay.reviewing.account import Exchange, heard_in, surely_heard
from roleplay.reviewing.ruptures import HURT
from roleplay.trust import TrustChange

ANCHORED = frozenset(
    (
        "simple_reflection",
        "complex_reflection",
        "feeling_reflection",
        "validation",
        "affirmation",
        "summary",
        "self_disclosure",
        "role_clarity",
        "honest_limits",
        "confidentiality_limits",
    )
)
"""Skills that are only heard in words about this person or this meeting."""

_SPECIFIC = ANCHORED | {"repair_acknowledgement", "repair_ownership", "safety_question", "safety_support"}
"""Skills that make a moment one that would fit nobody else."""

_GOOD_ENOUGH = 10
"""A reply that builds this much trust, in tenths, missed nothing, whatever its line asked for; set by hand.

With more trust already there it takes less, as every gain is smaller there.
"""

_BY_THE_STORY = ("pledge_kept", "pledge_broken")
"""What the story brings when a promise comes due, whatever is said just then."""


class Replied(Protocol):
    """A reply with what was heard in it and did to trust: an Exchange or a Turn."""

    @property
    def reply(self) -> str: ...
    @property
    def reading(self) -> Reading: ...
    @property
    def trust(self) -> TrustChange: ...


class Missed(NamedTuple):
    """A client's line that asked for something it did not get.

    `number` is the reply's, from 1; `line` what the client had said, `needs` what would have helped, and
    `model_replies` the author's ways to say it.
    """

    number: int
    line: str
    needs: tuple[str, ...]
    model_replies: tuple[str, ...]


def trust_curve(start: int, turns: Iterable[Replied]) -> tuple[int, ...]:
    """Trust before the first reply and after each, in tenths."""
    return (start, *(turn.trust.after for turn in turns))


def best_moment(turns: Sequence[Replied]) -> int | None:
    """The number of the reply that built the most trust, those that were specific first; None if none built any.

    A reply that hurt in the same breath is none.
    """
    ranked = sorted(
        (own_gain(turn) * (1.5 if _is_specific(turn) else 1.0), -len(turn.reply), -number, number)
        for number, turn in enumerate(turns, 1)
        if turn.trust.after > turn.trust.before and own_gain(turn) > 0 and not _hurts(turn)
    )
    return ranked[-1][-1] if ranked else None


def turning_point(turns: Sequence[Replied]) -> int | None:
    """The number of the reply that moved trust furthest either way, the first of equals; None if none moved it."""
    moved = [(-abs(gain_of(turn)), number) for number, turn in enumerate(turns, 1) if gain_of(turn)]
    return min(moved)[1] if moved else None


def gain_of(turn: Replied) -> int:
    """What a reply changed in all, in tenths."""
    return turn.trust.after - turn.trust.before


def own_gain(turn: Replied) -> int:
    """What the words of a reply changed, in tenths, without a promise that came due just then."""
    before, after, reasons = turn.trust
    gain = after - before
    for cause, amount, _, _ in reasons:
        if cause in _BY_THE_STORY:
            gain -= amount
    return gain


def _hurts(turn: Replied) -> bool:
    """Whether the words of a reply cost so much that they are told as a hurt, whatever else they built."""
    return (
        -sum([amount for cause, amount, _, _ in turn.trust.reasons if amount < 0 and cause not in _BY_THE_STORY])
        >= HURT
    )


def _is_specific(turn: Replied) -> bool:
    return not surely_heard(turn.reading).isdisjoint(_SPECIFIC)


def missed_opportunity(exchanges: Sequence[Exchange]) -> Missed | None:
    """The reply that did least for trust, of those that cost some or met none of their line's needs, if there is one.

    A moment that the learner skipped is none.
    Only lines whose author says what would help, and how it could be said, can be missed.
    """
    missed = [
        exchange
        for exchange in exchanges
        if exchange.needs and exchange.model_replies and not is_skipped(exchange.reading) and _missed(exchange)
    ]
    if not missed:
        return None
    worst = min(missed, key=lambda exchange: (own_gain(exchange), exchange.number))
    return Missed(worst.number, worst.said, worst.needs, worst.model_replies)


def worth_another_try(exchanges: Sequence[Exchange]) -> int:
    """The number of the reply to say differently: the missed opportunity, else the one that did least for trust."""
    missed = missed_opportunity(exchanges)
    if missed is not None:
        return missed.number
    return least_helpful(exchanges).number


def least_helpful(exchanges: Sequence[Exchange]) -> Exchange:
    """The reply that did least for trust, the first of equals; a skipped moment only where nothing was said."""
    return min(exchanges, key=lambda one: (is_skipped(one.reading), own_gain(one), one.number))


def _missed(exchange: Exchange) -> bool:
    gain = own_gain(exchange)
    enough = _GOOD_ENOUGH * sqrt(1 - exchange.trust.before / 1000)
    return gain < 0 or (gain < enough and heard_in(exchange).isdisjoint(exchange.needs))


def helped_most(turns: Iterable[Replied]) -> tuple[str, int]:
    """The behaviour that built the most trust over the conversation, with its tenths; ("", 0) if none did."""
    return _extreme(turns, 1)


def cost_most(turns: Iterable[Replied]) -> tuple[str, int]:
    """The behaviour that cost the most trust over the conversation, with its tenths; ("", 0) if none did."""
    return _extreme(turns, -1)


def _extreme(turns: Iterable[Replied], sign: int) -> tuple[str, int]:
    sums: dict[str, int] = {}
    for turn in turns:
        for reason in turn.trust.reasons:
            if reason.amount * sign > 0 and ":" not in reason.cause:
                sums[reason.cause] = sums.get(reason.cause, 0) + reason.amount
    if not sums:
        return "", 0
    cause = max(sorted(sums), key=lambda name: sums[name] * sign)
    return cause, sums[cause]
