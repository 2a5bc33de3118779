"""Which of everything that could be heard counts: one code once, the best reflection, one question a sentence."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from roleplay.anchors import content_words, stem
from roleplay.behaviours import behaviours
from roleplay.cues import words_in
from roleplay.hearing import Hearing
from roleplay.reading import Assessment, SkillUse
from roleplay.words import Words

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
_SURE = 0.5
_CLEAR = 0.8
_HARSH = -0.5
_UNSURE = 0.4


def settle(hearing: Hearing, uses: Iterable[SkillUse]) -> list[SkillUse]:
    """The uses that count, in the order of the reply.

    The rules are MITI 4.2.1's: each code at most once a reply, the best reflection only, one question only
    (here: one a sentence), and the more harmful of two missteps in the same words.
    """
    kept = _one_of_each(_fitting(hearing, uses))
    kept = _best_reflection(kept)
    kept = _said_once(kept)
    kept = _one_question_a_sentence(hearing, kept)
    kept = _worst_misstep(kept)
    kept = [_halved_before_but(hearing, use, kept) for use in kept]
    kept = _stock_phrases_only_alone(kept)
    return sorted(kept, key=lambda use: (use.start, use.end, use.skill))


def _fitting(hearing: Hearing, uses: Iterable[SkillUse]) -> Iterator[SkillUse]:
    """The uses without those that the moment or a clear misstep in the same words rules out."""
    found = list(uses)
    known = behaviours()
    clear = [use for use in found if known[use.skill].points < 0 and use.confidence >= _CLEAR]
    parting = "goodbye" in hearing.context.acts
    for use in found:
        if use.skill in _REFLECTIONS and any(_overlap(use, other) for other in clear):
            continue
        if use.skill == "abandonment" and parting:
            continue
        yield use


def _one_of_each(uses: Iterable[SkillUse]) -> list[SkillUse]:
    best: dict[str, SkillUse] = {}
    for use in uses:
        held = best.get(use.skill)
        if held is None or (use.confidence, use.end - use.start) > (held.confidence, held.end - held.start):
            best[use.skill] = use
    return list(best.values())


def _best_reflection(uses: list[SkillUse]) -> list[SkillUse]:
    heard = {use.skill: use.confidence for use in uses if use.skill in _REFLECTIONS}
    if len(heard) < 2:
        return uses
    points = behaviours()
    best = max(heard, key=lambda skill: heard[skill] * points[skill].points)
    return [use for use in uses if use.skill == best or use.skill not in heard]


def _said_once(uses: list[SkillUse]) -> list[SkillUse]:
    """Words that could count as several ways of giving back what was said count as the weightiest only.

    A plain reflection gives way to whatever else the same words are.
    """
    known = behaviours()
    kept: list[SkillUse] = [use for use in uses if use.skill in _MORE_THAN_A_REFLECTION]
    weightiest_first = sorted(
        (use for use in uses if use.skill in _GIVES_BACK), key=lambda use: -known[use.skill].points * use.confidence
    )
    for use in weightiest_first:
        rivals = kept if use.skill == "simple_reflection" else [one for one in kept if one.skill in _GIVES_BACK]
        if not any(_overlap(use, other) for other in rivals):
            kept.append(use)
    return [use for use in uses if use in kept or use.skill not in _GIVES_BACK]


def _overlap(use: SkillUse, other: SkillUse) -> bool:
    return use.start < other.end and other.start < use.end


def _one_question_a_sentence(hearing: Hearing, uses: list[SkillUse]) -> list[SkillUse]:
    asked = [use for use in uses if use.skill in _QUESTIONS]
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
    known = behaviours()
    missteps = [use for use in uses if known[use.skill].points < 0]
    if len(missteps) < 2:
        return uses
    missteps.sort(key=lambda use: (use.confidence < _SURE, _gravity(use)))
    kept: list[SkillUse] = []
    for use in missteps:
        gives_way = [other for other in kept if use.skill == "advice" or _gravity(use) < len(_GRAVEST)]
        if not any(_overlap(use, other) for other in gives_way):
            kept.append(use)
    return [use for use in uses if known[use.skill].points >= 0 or use in kept]


def _gravity(use: SkillUse) -> int:
    """The place of a misstep among the gravest; those that are not named come after them."""
    return _GRAVEST.index(use.skill) if use.skill in _GRAVEST else len(_GRAVEST)


def _halved_before_but(hearing: Hearing, use: SkillUse, uses: Sequence[SkillUse]) -> SkillUse:
    """A kindness that a "but" and a misstep follow in the same sentence keeps half of its weight."""
    known = behaviours()
    if known[use.skill].points <= 0:
        return use
    words = hearing.words
    for clause in words.clauses:
        begins, ends = words.starts[clause.first], words.ends[clause.last - 1]
        if clause.joined == "but" and use.end <= begins and clause.sentence == _sentence_at(words, use.start):
            for other in uses:
                if known[other.skill].points < 0 and begins <= other.start < ends:
                    return use._replace(confidence=use.confidence * _HALF)
    return use


def _stock_phrases_only_alone(uses: list[SkillUse]) -> list[SkillUse]:
    """Stock phrases count only where nothing specific was said, and hardly-an-answer only where nothing was."""
    known = behaviours()
    specific = any(known[use.skill].points > 0 and use.skill not in _NEEDS_NO_ANCHOR for use in uses)
    if specific:
        uses = [use for use in uses if use.skill != "generic_warmth"]
    if len(uses) > 1:
        uses = [use for use in uses if use.skill != "low_effort"]
    return uses


def with_sentiment(hearing: Hearing, uses: Sequence[SkillUse], assessed: Sequence[Assessment]) -> Iterator[SkillUse]:
    """The uses, with what only attributed sentiment tells: a harsh word said of the client, unheard otherwise.

    "You are" and at most three words later a word of polarity -0.5 or less that names no feeling and no
    hardship, where nothing else was heard, is an unsure judgement: it moves trust little and shows as "maybe".
    """
    yield from uses
    if uses:
        return
    for assessment in assessed:
        if assessment.toward == "at_client" and assessment.polarity <= _HARSH:
            place = _said_of_client(hearing, assessment.words)
            if place is not None:
                yield hearing.use("judgement", *place, _UNSURE)
                return


def _said_of_client(hearing: Hearing, chunk: Sequence[str]) -> tuple[int, int] | None:
    """Where "you are ... WORD" stands as a statement, if the word is neither a feeling nor a hardship."""
    text = hearing.words.text
    if chunk[-1] not in text or chunk[-1] in words_in("feeling") or chunk[-1] in words_in("hard"):
        return None
    last = text.index(chunk[-1])
    for first in range(max(0, last - 4), last - 1):
        if text[first] == "you" and text[first + 1] == "are" and hearing.same_clause(first, last):
            meant = not (hearing.is_negated(last) or hearing.is_reported(last) or hearing.words.is_question(last))
            return (first, last + 1) if meant else None
    return None


def echoes(words: Words, replies: Sequence[str]) -> int:
    """How many of the last four replies share more than half of this one's content words."""
    if not replies:
        return 0
    empty = words_in("empty")
    said = {stem(word) for word in words.text if word not in empty and len(word) > 1}
    if not said:
        return sum(Words(reply).text == words.text for reply in replies[-4:])
    return sum(len(said & _stems_of(reply)) > len(said) / 2 for reply in replies[-4:])


@lru_cache(maxsize=256)
def _stems_of(reply: str) -> frozenset[str]:
    return frozenset(stem(word) for word in content_words(reply))
