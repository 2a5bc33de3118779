"""What a finished conversation shows: the best moment, a missed opportunity, and the curve of trust."""

from collections.abc import Sequence
from typing import NamedTuple

from roleplay.conversation import Turn
from roleplay.scenario import Scenario

_ANCHORED = frozenset(
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


_GOOD_ENOUGH = 10
"""A reply that builds this much trust, in tenths, missed nothing, whatever its line asked for; set by hand."""


class Missed(NamedTuple):
    """A client's line that asked for something it did not get.

    `number` is the reply's, from 1; `line` what the client had said, `needs` what would have helped, and
    `model_replies` the author's ways to say it.
    """

    number: int
    line: str
    needs: tuple[str, ...]
    model_replies: tuple[str, ...]


def trust_curve(start: int, turns: Sequence[Turn]) -> tuple[int, ...]:
    """Trust before the first reply and after each, in tenths."""
    return (start, *(turn.trust.after for turn in turns))


def best_moment(turns: Sequence[Turn]) -> int | None:
    """The number of the reply that built the most trust, those that were specific first; None if none built any."""
    ranked = sorted(
        (gain_of(turn) * (1.5 if _is_specific(turn) else 1.0), -len(turn.reply), -number, number)
        for number, turn in enumerate(turns, 1)
        if turn.trust.after > turn.trust.before
    )
    return ranked[-1][-1] if ranked else None


def gain_of(turn: Turn) -> int:
    """What a reply changed in all, in tenths."""
    return turn.trust.after - turn.trust.before


def _is_specific(turn: Turn) -> bool:
    return any(use.skill in _ANCHORED for use in turn.reading.skill_uses)


def missed_opportunity(scenario: Scenario, lines: Sequence[str], turns: Sequence[Turn]) -> Missed | None:
    """The reply that did least for trust, of those that cost some or met none of their line's needs, if there is one.

    `lines` are what the client said before each reply.
    """
    worst: tuple[int, int] | None = None
    for number, turn in enumerate(turns, 1):
        node = scenario.nodes.get(turn.left)
        if node is None or not node.needs or not node.model_replies:
            continue
        heard = {use.skill for use in turn.reading.skill_uses if use.confidence >= 0.5}
        if gain_of(turn) < 0 or (gain_of(turn) < _GOOD_ENOUGH and not heard.intersection(node.needs)):
            worst = min(worst or (gain_of(turn), number), (gain_of(turn), number))
    if worst is None:
        return None
    number = worst[1]
    node = scenario.nodes[turns[number - 1].left]
    return Missed(number, lines[number - 1], node.needs, node.model_replies)


def helped_most(turns: Sequence[Turn]) -> tuple[str, int]:
    """The behaviour that built the most trust over the conversation, with its tenths; ("", 0) if none did."""
    return _extreme(turns, 1)


def cost_most(turns: Sequence[Turn]) -> tuple[str, int]:
    """The behaviour that cost the most trust over the conversation, with its tenths; ("", 0) if none did."""
    return _extreme(turns, -1)


def _extreme(turns: Sequence[Turn], sign: int) -> tuple[str, int]:
    sums: dict[str, int] = {}
    for turn in turns:
        for reason in turn.trust.reasons:
            if reason.amount * sign > 0 and ":" not in reason.cause:
                sums[reason.cause] = sums.get(reason.cause, 0) + reason.amount
    if not sums:
        return "", 0
    cause = max(sorted(sums), key=lambda name: sums[name] * sign)
    return cause, sums[cause]
