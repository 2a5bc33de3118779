"""Validation and affirmation that touch the person, told from stock phrases that would fit anybody."""

from collections.abc import Iterator

from roleplay.ears.hearing import Hearing
from roleplay.ears.sentences import Sentence
from roleplay.ears.telling import is_telling
from roleplay.reading import SkillUse

_THEM = frozenset(("you", "your"))
_LEAST_REASON = 6


def _anchored(hearing: Hearing, sentences: list[Sentence], number: int) -> bool:
    """Whether a sentence or one beside it touches what the client said."""
    near = sentences[max(0, number - 1) : number + 2]
    if any(one.anchors for one in near):
        return True
    here = sentences[number]
    return any(here.first <= anchor.first < here.last for anchor in hearing.earlier_anchors)


def validation_in(hearing: Hearing, sentences: list[Sentence]) -> Iterator[SkillUse]:
    """Words that say that something makes sense, with what makes sense or why."""
    for number, sentence in enumerate(sentences):
        hits = sentence.hits.get("_makes_sense")
        if not hits or sentence.vetoed or ("?" in sentence.mark and not sentence.has("_stem")):
            continue
        text = hearing.words.text[sentence.first : sentence.last]
        long_enough = len(text) >= _LEAST_REASON
        if _anchored(hearing, sentences, number) or sentence.has("_you_feel"):
            confidence = 0.9
        elif (
            long_enough
            and not _THEM.isdisjoint(text)
            and not is_telling(hearing, sentence)
            and not sentence.has("_stock")
        ):
            confidence = 0.75
        else:
            continue
        yield hearing.use("validation", sentence.first, sentence.last, confidence)


def affirmation_in(hearing: Hearing, sentences: list[Sentence]) -> Iterator[SkillUse]:
    """A strength, effort or value of theirs, with the deed that shows it."""
    for number, sentence in enumerate(sentences):
        named, deeds = sentence.hits.get("_strength", []), sentence.hits.get("_deed", [])
        shown = named or (deeds if len({hit.first for hit in deeds}) > 1 else [])
        if not shown or sentence.vetoed or "?" in sentence.mark or is_telling(hearing, sentence):
            continue
        near = sentences[max(0, number - 1) : number + 2]
        text = hearing.words.text[near[0].first : near[-1].last]
        if _THEM.isdisjoint(text) and not sentence.anchors:
            continue
        first = min(hit.first for hit in shown)
        told_at_length = sentence.last - sentence.first >= _LEAST_REASON
        deed = told_at_length or any(one.has("_deed") for one in near)
        if _anchored(hearing, sentences, number):
            yield hearing.use("affirmation", first, sentence.last, 0.85 if deed else 0.75)
        elif deed and (len(named) + len(deeds) > 1 or first in sentence.parts):
            yield hearing.use("affirmation", first, sentence.last, 0.6)


def stock_in(hearing: Hearing, sentences: list[Sentence]) -> Iterator[SkillUse]:
    """A stock phrase in a sentence that touches nothing the client said."""
    for sentence in sentences:
        hits = sentence.hits.get("_stock")
        if hits and not sentence.anchors:
            yield hearing.use("generic_warmth", hits[0].first, hits[0].last, hits[0].group.confidence)
