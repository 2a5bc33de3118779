"""Which of everything that could be heard counts: one code once, the best reflection, one question a sentence."""

from collections.abc import Iterable
from functools import cache

from roleplay.behaviours import behaviours
from roleplay.ears.hearing import Hearing
from roleplay.ears.words import Words
from roleplay.reading import SkillUse
from roleplay.worth import SURE

_REFLECTIONS = ("complex_reflection", "feeling_reflection", "simple_reflection")
_QUESTIONS = (
    "safety_question",
    "seeking_collaboration",
    "goal_alignment",
    "cultural_humility",
    "evocation",
    "immediacy",
    "checking_understanding",
    "open_question",
    "closed_question",
)
_GRAVEST = ("hostility", "discrimination", "breach", "coercion", "sarcasm", "judgement", "confrontation")
_NEEDS_NO_ANCHOR = frozenset(("generic_warmth", "low_effort", "stuffing"))
_GIVES_BACK = frozenset((*_REFLECTIONS, "validation", "affirmation"))
_MORE_THAN_A_REFLECTION = frozenset(
    ("summary", "warmth", "role_clarity", "self_disclosure", "repair_ownership", "hope")
)
_HALF = 0.5
_CLEAR = 0.8


def settle(hearing: Hearing, uses: Iterable[SkillUse]) -> list[SkillUse]:
    """The uses that count, in the order of the reply.

    The rules are MITI 4.2.1's: each code at most once a reply, the best reflection only, one question only
    (here: one a sentence), and the more harmful of two missteps in the same words.
    """
    kept = _one_of_each(_fitting(hearing, list(uses)))
    if len(kept) > 1:
        kept = _best_reflection(kept)
        kept = _said_once(kept)
        kept = _one_question_a_sentence(hearing, kept)
        kept = _worst_misstep(kept)
        kept = _halved_before_but(hearing, kept)
        kept = _stock_phrases_only_alone(kept)
    return sorted(kept, key=lambda use: (use.start, use.end, use.skill))


@cache
def _harmful() -> frozenset[str]:
    """The behaviours that cost trust."""
    return frozenset(name for name, behaviour in behaviours().items() if behaviour.points < 0)


@cache
def _helpful() -> frozenset[str]:
    """The behaviours that build trust."""
    return frozenset(name for name, behaviour in behaviours().items() if behaviour.points > 0)


def _fitting(hearing: Hearing, uses: list[SkillUse]) -> list[SkillUse]:
    """The uses without those that the moment or a clear misstep in the same words rules out."""
    harmful = _harmful()
    clear = [use for use in uses if use[0] in harmful and use.confidence >= _CLEAR]
    if clear:
        uses = [use for use in uses if use.skill not in _REFLECTIONS or not any(_overlap(use, one) for one in clear)]
    if "goodbye" in hearing.context.acts:
        uses = [use for use in uses if use.skill != "abandonment"]
    return uses


def _one_of_each(uses: list[SkillUse]) -> list[SkillUse]:
    best: dict[str, SkillUse] = {}
    for use in uses:
        held = best.setdefault(use[0], use)
        if held is not use and (use.confidence, use.end - use.start) > (held.confidence, held.end - held.start):
            best[use[0]] = use
    return list(best.values())


def _best_reflection(uses: list[SkillUse]) -> list[SkillUse]:
    heard = {use[0]: use.confidence for use in uses if use[0] in _REFLECTIONS}
    if len(heard) < 2:
        return uses
    points = behaviours()
    best = max(heard, key=lambda skill: heard[skill] * points[skill].points)
    return [use for use in uses if use.skill == best or use.skill not in heard]


def _said_once(uses: list[SkillUse]) -> list[SkillUse]:
    """Words that could count as several ways of giving back what was said count as the weightiest only.

    A plain reflection gives way to whatever else the same words are.
    """
    giving_back = [use for use in uses if use[0] in _GIVES_BACK]
    if not giving_back or len(uses) < 2:
        return uses
    known = behaviours()
    kept: list[SkillUse] = [use for use in uses if use.skill in _MORE_THAN_A_REFLECTION]
    weightiest_first = sorted(giving_back, key=lambda use: -known[use.skill].points * use.confidence)
    for use in weightiest_first:
        rivals = kept if use.skill == "simple_reflection" else [one for one in kept if one.skill in _GIVES_BACK]
        if not any(_overlap(use, other) for other in rivals):
            kept.append(use)
    return [use for use in uses if use in kept or use.skill not in _GIVES_BACK]


def _overlap(use: SkillUse, other: SkillUse) -> bool:
    return use.start < other.end and other.start < use.end


def _one_question_a_sentence(hearing: Hearing, uses: list[SkillUse]) -> list[SkillUse]:
    asked = [use for use in uses if use[0] in _QUESTIONS]
    if len(asked) < 2:
        return uses
    best: dict[int, SkillUse] = {}
    for use in sorted(asked, key=lambda use: _QUESTIONS.index(use.skill)):
        best.setdefault(_sentence_at(hearing.words, use.start), use)
    kept = set(best.values())
    return [use for use in uses if use.skill not in _QUESTIONS or use in kept]


def _sentence_at(words: Words, start: int) -> int:
    for clause in words.clauses:
        if words.starts[clause.first] <= start < words.ends[clause.last - 1]:
            return clause.sentence
    return -1


def _worst_misstep(uses: list[SkillUse]) -> list[SkillUse]:
    """Of the gravest missteps in overlapping words the graver one, sure ones first; advice gives way to all."""
    harmful = _harmful()
    missteps = [use for use in uses if use[0] in harmful]
    if len(missteps) < 2:
        return uses
    missteps.sort(key=lambda use: (use.confidence < SURE, _gravity(use)))
    kept: list[SkillUse] = []
    for use in missteps:
        gives_way = [other for other in kept if use.skill == "advice" or _gravity(use) < len(_GRAVEST)]
        if not any(_overlap(use, other) for other in gives_way):
            kept.append(use)
    return [use for use in uses if use.skill not in harmful or use in kept]


def _gravity(use: SkillUse) -> int:
    """The place of a misstep among the gravest; those that are not named come after them."""
    return _GRAVEST.index(use.skill) if use.skill in _GRAVEST else len(_GRAVEST)


def _halved_before_but(hearing: Hearing, uses: list[SkillUse]) -> list[SkillUse]:
    """A kindness that a "but" and a misstep follow in the same sentence keeps half of its weight."""
    words = hearing.words
    spoilt: list[tuple[int, int]] = []
    for first, last, _, joined, sentence in words.clauses:
        if joined == "but":
            begins, ends = words.starts[first], words.ends[last - 1]
            if any(use.skill in _harmful() and begins <= use.start < ends for use in uses):
                spoilt.append((begins, sentence))
    return [_halved_in(words, use, spoilt) for use in uses] if spoilt else uses


def _halved_in(words: Words, use: SkillUse, spoilt: list[tuple[int, int]]) -> SkillUse:
    """The use, with half its confidence if it is a kindness before one of these places in their sentence."""
    if use.skill in _helpful() and any(
        use.end <= begins and sentence == _sentence_at(words, use.start) for begins, sentence in spoilt
    ):
        return use._replace(confidence=use.confidence * _HALF)
    return use


def _stock_phrases_only_alone(uses: list[SkillUse]) -> list[SkillUse]:
    """Stock phrases count only where nothing specific was said, and hardly-an-answer only where nothing was."""
    heard = {use[0] for use in uses}
    if "generic_warmth" in heard and heard & _helpful() - _NEEDS_NO_ANCHOR:
        uses = [use for use in uses if use.skill != "generic_warmth"]
    if "low_effort" in heard and len(uses) > 1:
        uses = [use for use in uses if use.skill != "low_effort"]
    return uses
