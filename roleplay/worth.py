"""What each behaviour in a reply is worth at this moment, before it moves anything."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from roleplay.trust import RUPTURE_STRAIN, Standing, TrustRules

if TYPE_CHECKING:
    from roleplay.reading import Reading, SkillUse

GAIN_SCALE = 1.4
_NEW_WORDS = (1.0, 0.85, 0.7225, 0.614125, 0.52200625)
_SAME_WORDS = (1.0, 0.6, 0.36, 0.216, 0.1296)
_STRIKES = {"affirmation": (1.0, 1.0, 0.5, 0.2), "summary": (1.0, 1.0, 0.6, 0.3)}
_TO_THE_POINT = 1.25
"""How much more it counts to meet just this line's need, or to fall into just its trap; set by hand."""
SURE = 0.5
"""The confidence from which a behaviour counts as heard; below it, it is a "maybe"."""

_AGAIN = (1.0, 1.25, 1.5, 1.75)
"""What a misstep costs the first, second, third and any later time that it is not forgiven."""

_ALWAYS_STALE = frozenset(("generic_warmth",))
_NOT_IN_A_RUPTURE = {"evocation": 0.4, "goal_alignment": 0.4, "advice_with_permission": 0.4}
_AFTER_LISTENING = {"evocation": 0.4, "hope": 0.4, "linking_resources": 0.3}
_LISTENING = frozenset(
    ("simple_reflection", "complex_reflection", "feeling_reflection", "validation", "summary", "warmth")
)
_PAIN = frozenset(("discloses", "grief", "shame", "trauma", "risk_cue"))
SAFETY = frozenset(("safety_question", "safety_support"))

Valued = Sequence[tuple[float, "SkillUse"]]
"""Behaviours with their worth in this moment: weight, confidence, context and repetition multiplied."""

Answer = tuple[float, float, int, tuple[float, ...]]
"""What one behaviour does just here: its points, the share of a repair it makes, how many uses are free, and what
the place multiplies its points by, one factor after the other."""


class Moment:
    """What every behaviour would do after one line of the client's, as far as that line and its node decide it.

    The step is asked for 100,000 times a second, so this is worked out once for each place in a scenario.
    `is_painful` holds after something hard, `is_risky` after a sign of danger.
    """

    __slots__ = ("acts", "answers", "growth", "is_painful", "is_risky", "rules")

    def __init__(
        self,
        rules: TrustRules,
        acts: tuple[str, ...],
        earlier_acts: tuple[str, ...],
        needs: tuple[str, ...],
        traps: tuple[str, ...],
    ) -> None:
        self.rules = rules
        self.acts = acts
        self.growth = GAIN_SCALE * rules.growth
        self.answers = _Answers(rules, acts, earlier_acts, frozenset((*needs, *traps)))
        self.is_painful = not _PAIN.isdisjoint(acts)
        self.is_risky = "risk_cue" in acts


class _Answers(dict[str, Answer | None]):
    """Each behaviour's answer, worked out when it is first heard; None for those that count for nothing here."""

    def __init__(
        self, rules: TrustRules, acts: tuple[str, ...], earlier_acts: tuple[str, ...], to_the_point: frozenset[str]
    ) -> None:
        super().__init__()
        self._place = rules, acts, earlier_acts, to_the_point

    def __missing__(self, skill: str) -> Answer | None:
        rules, acts, earlier_acts, to_the_point = self._place
        weight = rules.weights.get(skill)
        if weight is None:
            return None
        points, repair, _, only_after, forgiven = weight
        factors = [rules.contexts[act].get(skill) for act in acts]
        before = [rules.contexts[act].get(skill) for act in earlier_acts if act not in acts]
        factors += [factor if factor is None else 0.5 + 0.5 * factor for factor in before]
        if skill in to_the_point:
            factors.append(_TO_THE_POINT)
        if not repair and (not points or (only_after and set(acts).isdisjoint(only_after))):
            answer = None
        else:
            answer = points, repair, forgiven, tuple([factor for factor in factors if factor is not None])
        self[skill] = answer
        return answer


def worth_of(
    rules: TrustRules,
    standing: Standing,
    reading: "Reading",
    acts: tuple[str, ...],
    earlier_acts: tuple[str, ...],
    needs: tuple[str, ...],
    traps: tuple[str, ...],
) -> tuple[Valued, Valued, Valued]:
    """What builds, what costs and what repairs, each with its worth."""
    return weighed(Moment(rules, acts, earlier_acts, needs, traps), standing, reading)[:3]


def weighed(moment: Moment, standing: Standing, reading: "Reading") -> tuple[Valued, Valued, Valued, list[str]]:
    """What builds, what costs and what repairs in this moment, each with its worth; then all that was surely heard."""
    gains, losses, parts, sure = [], [], [], []
    counts, answers = standing.counts, moment.answers
    _, uses, _, echoes, _, _, lift, press = reading
    for use in uses:
        skill, _, _, confidence = use
        if confidence >= SURE:
            sure.append(skill)
        answer = answers[skill]
        if answer is None:
            continue
        points, repair, forgiven, factors = answer
        if repair:
            parts.append((repair * confidence, use))
            continue
        worth = points * confidence * (lift if points > 0 else press)
        if not worth:
            continue
        for factor in factors:
            worth *= factor
        if worth > 0:
            if skill in counts:
                worth *= _novelty(standing, skill, echoes)
            gains.append((worth, use))
        else:
            times = counts.get(skill, 0)
            if times >= forgiven:
                losses.append((-worth * _AGAIN[min(times - forgiven, 3)] if times > forgiven else -worth, use))
    if gains and (moment.is_painful or standing.strain >= RUPTURE_STRAIN):
        return _timed(gains, standing, reading, moment), losses, parts, sure
    return gains, losses, parts, sure


def _novelty(standing: Standing, skill: str, echoes: int) -> float:
    """How fresh a behaviour is: 0.85 for each of the last four replies that had it, 0.6 if in the same words."""
    used = 0
    for skills in standing.recent:
        used += skill in skills
    same = used if skill in _ALWAYS_STALE else min(echoes, used)
    fresh = _SAME_WORDS[same] * _NEW_WORDS[used - same]
    strikes = _STRIKES.get(skill)
    return fresh if strikes is None else fresh * strikes[min(standing.counts[skill], 3)]


def _timed(gains: Valued, standing: Standing, reading: "Reading", moment: Moment) -> Valued:
    """The gains, less for what comes too early: plans in an open hurt, hope before listening, all before safety."""
    if standing.strain >= RUPTURE_STRAIN:
        gains = [(worth * _NOT_IN_A_RUPTURE.get(use[0], 1.0), use) for worth, use in gains]
    if moment.is_painful:
        heard = {skill for skill, _, _, _ in reading.skill_uses}
        if _LISTENING.isdisjoint(heard) and all(map(_LISTENING.isdisjoint, standing.recent)):
            gains = [(worth * _AFTER_LISTENING.get(use[0], 1.0), use) for worth, use in gains]
        if (moment.is_risky or standing.risk) and SAFETY.isdisjoint(heard):
            gains = [(worth * 0.5, use) for worth, use in gains]
    return gains
