"""Each sentence of a reply as statement or question, with where its parts begin and what was found in it."""

from functools import lru_cache
from typing import Literal

from roleplay.behaviours import behaviours
from roleplay.ears.anchors import Anchor, stem
from roleplay.ears.cues import Hit
from roleplay.ears.grammar import word_set
from roleplay.ears.hearing import Hearing
from roleplay.ears.words import Words, plain_words

LEADS = word_set("leads")
_PART_MARKS = frozenset(",-—–:(")
_NO_VETO = frozenset(("jargon", "label", "generic_warmth", "stuffing", "parroting", "low_effort", "overclaiming"))
_PARROT_RUN = 8
_PARROT_SHARE = 0.7
_PARROT_LEAST = 6


class Sentence:
    """Words `first` up to but not including `last`, ended by `mark`; `parts` are where its parts begin.

    `begin` is the first word after openings such as "ok so"; `hits` are the meant phrases in it by tag;
    `vetoed` holds if a misstep was found in it. What question it is (`asked`) and whether it tells people what to
    do (`tells`) are kept by questions.py and telling.py once they have looked.
    """

    __slots__ = ("anchors", "asked", "begin", "first", "hits", "last", "mark", "parts", "tells", "vetoed")

    def __init__(self, first: int, last: int, mark: str, parts: list[int], anchors: list[Anchor]) -> None:
        self.first = first
        self.last = last
        self.mark = mark
        self.begin = parts[0]
        self.parts = parts
        self.hits: dict[str, list[Hit]] = {}
        self.anchors = anchors
        self.vetoed = False
        self.asked: tuple[str, int] | Literal[False] | None = False
        self.tells: bool | None = None

    def has(self, *tags: str) -> bool:
        """Whether a phrase of any of the tags was found in the sentence."""
        return not self.hits.keys().isdisjoint(tags)


def sentences_of(hearing: Hearing) -> list[Sentence]:
    """The sentences of the reply, each with its phrases and anchors."""
    found = [
        Sentence(first, last, mark, parts, [])
        for (first, last, mark), parts in zip(hearing.words.sentences, _parts(hearing.words), strict=True)
    ]
    for anchor in hearing.anchors:
        found[hearing.words.sentence_of[anchor[0]]].anchors.append(anchor)
    _share_out(hearing, found)
    missteps = _missteps()
    for sentence in found:
        sentence.vetoed = not missteps.isdisjoint(sentence.hits)
    return found


@lru_cache(maxsize=1)
def _missteps() -> frozenset[str]:
    return frozenset(name for name, one in behaviours().items() if one.kind == "misstep") - _NO_VETO | {"_backhanded"}


def _share_out(hearing: Hearing, sentences: list[Sentence]) -> None:
    """Give each sentence the meant phrases that stand in it."""
    sentence_of = hearing.words.sentence_of
    hits_of = [sentence.hits for sentence in sentences]
    for tag in hearing.hits:
        if tag[:5] != "_not_":
            for hit in hearing.heard(tag):
                here = hits_of[sentence_of[hit[1]]]
                if tag in here:
                    here[tag].append(hit)
                else:
                    here[tag] = [hit]


def after_leads(text: list[str], first: int, last: int) -> int:
    """The first word that is no opening such as "ok so"."""
    while first < last - 1 and text[first] in LEADS:
        first += 1
    return first


def _parts(words: Words) -> list[list[int]]:
    """Where the parts of each sentence begin: after its openings, commas and dashes, and at its clauses."""
    text, clause_of, sentence_of = words.text, words.clause_of, words.sentence_of
    parts = [[after_leads(text, first, last)] for first, last, _ in words.sentences]
    for index in words.marked:
        if 0 < index < len(text) and sentence_of[index] == sentence_of[index - 1]:
            new = clause_of[index] != clause_of[index - 1] or text[index - 1] == "and"
            if new or _has_part_mark(words.raw, words.ends[index - 1], words.starts[index]):
                number = sentence_of[index]
                parts[number].append(after_leads(text, index, words.sentences[number][1]))
    return parts


def _has_part_mark(raw: str, before: int, after: int) -> bool:
    return after - before > 1 and not _PART_MARKS.isdisjoint(raw[before:after])


def share_copied(hearing: Hearing, sentence: Sentence) -> float:
    """The share of the sentence's words that stand in the client's line; 1.0 for a long unbroken copy."""
    spoken, runs = _spoken(hearing.context.line)
    text = hearing.words.text[sentence.first : sentence.last]
    for start in range(len(text) - _PARROT_RUN + 1):
        if tuple(text[start : start + _PARROT_RUN]) in runs:
            return 1.0
    if len(text) < _PARROT_LEAST:
        return 0.0
    return sum(word in spoken for word in text) / len(text)


def is_copy(share: float) -> bool:
    """Whether a sentence with this share of copied words only repeats the client."""
    return share > _PARROT_SHARE


@lru_cache(maxsize=256)
def _spoken(line: str) -> tuple[frozenset[str], frozenset[tuple[str, ...]]]:
    text = plain_words(line)
    runs = frozenset(text[start : start + _PARROT_RUN] for start in range(len(text) - _PARROT_RUN + 1))
    return frozenset(text), runs


@lru_cache(maxsize=256)
def spoken_stems(line: str) -> frozenset[str]:
    """The stems of the words in the client's line."""
    return frozenset(map(stem, _spoken(line)[0]))
