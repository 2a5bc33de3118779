"""What each behaviour in a reply is worth at this moment, before it moves anything."""

from typing import TYPE_CHECKING

from roleplay.trust import RUPTURE_STRAIN, Standing, TrustRules

if TYPE_CHECKING:
    from roleplay.reading import Reading, SkillUse

_NEW_WORDS = (1.0, 0.85, 0.7225, 0.614125, 0.52200625)
_SAME_WORDS = (1.0, 0.6, 0.36, 0.216, 0.1296)
_STRIKES = {"affirmation": (1.0, 1.0, 0.5, 0.2), "summary": (1.0, 1.0, 0.6, 0.3)}
_TO_THE_POINT = 1.25
"""How much more it counts to meet just this line's need, or to fall into just its trap; set by hand."""
_ALWAYS_STALE = frozenset(("generic_warmth",))
_NOT_IN_A_RUPTURE = {"evocation": 0.4, "goal_alignment": 0.4, "advice_with_permission": 0.4}
_AFTER_LISTENING = {"evocation": 0.4, "hope": 0.4, "linking_resources": 0.3}
_LISTENING = frozenset(
    ("simple_reflection", "complex_reflection", "feeling_reflection", "validation", "summary", "warmth")
)
_PAIN = frozenset(("discloses", "grief", "shame", "trauma", "risk_cue"))
SAFETY = frozenset(("safety_question", "safety_support"))

Valued = list[tuple[float, "SkillUse"]]
"""Behaviours with their worth in this moment: weight, confidence, context and repetition multiplied."""


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
    gains: Valued = []
    losses: Valued = []
    parts: Valued = []
    weights, contexts, counts = rules.weights, rules.contexts, standing.counts
    lift, press = reading.lift, reading.press
    for use in reading.skill_uses:
        skill, _, _, confidence = use
        weight = weights.get(skill)
        if weight is None:
            continue
        points, repair, _, only_after, forgiven = weight
        if repair:
            parts.append((repair * confidence, use))
            continue
        if not points or (only_after and not set(acts).intersection(only_after)):
            continue
        worth = points * confidence * (lift if points > 0 else press)
        if not worth:
            continue
        for act in acts:
            if skill in contexts[act]:
                worth *= contexts[act][skill]
        for act in earlier_acts:
            if skill in contexts[act] and act not in acts:
                worth *= 0.5 + 0.5 * contexts[act][skill]
        if skill in needs or skill in traps:
            worth *= _TO_THE_POINT
        if worth > 0:
            if skill in counts:
                worth *= _novelty(standing, skill, reading.echoes)
            gains.append((worth, use))
        else:
            times = counts.get(skill, 0)
            if times >= forgiven:
                losses.append((-worth * min(1.75, 1 + 0.25 * (times - forgiven)), use))
    if gains and (standing.strain >= RUPTURE_STRAIN or not _PAIN.isdisjoint(acts)):
        gains = _timed(gains, standing, reading, acts)
    return gains, losses, parts


def _novelty(standing: Standing, skill: str, echoes: int) -> float:
    """How fresh a behaviour is: 0.85 for each of the last four replies that had it, 0.6 if in the same words."""
    used = 0
    for skills in standing.recent:
        used += skill in skills
    same = used if skill in _ALWAYS_STALE else min(echoes, used)
    fresh = _SAME_WORDS[same] * _NEW_WORDS[used - same]
    strikes = _STRIKES.get(skill)
    return fresh if strikes is None else fresh * strikes[min(standing.counts[skill], 3)]


def _timed(gains: Valued, standing: Standing, reading: "Reading", acts: tuple[str, ...]) -> Valued:
    """The gains, less for what comes too early: plans in an open hurt, hope before listening, all before safety."""
    if standing.strain >= RUPTURE_STRAIN:
        gains = [(worth * _NOT_IN_A_RUPTURE.get(use.skill, 1.0), use) for worth, use in gains]
    if not _PAIN.isdisjoint(acts):
        heard = {use.skill for use in reading.skill_uses}
        if _LISTENING.isdisjoint(heard) and not any(skills & _LISTENING for skills in standing.recent):
            gains = [(worth * _AFTER_LISTENING.get(use.skill, 1.0), use) for worth, use in gains]
        if ("risk_cue" in acts or standing.risk) and SAFETY.isdisjoint(heard):
            gains = [(worth * 0.5, use) for worth, use in gains]
    return gains
