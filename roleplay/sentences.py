"""Each sentence of a reply as statement or question, with where its parts begin and what was found in it."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from roleplay.anchors import Anchor, stem
from roleplay.behaviours import behaviours
from roleplay.cues import Hit
from roleplay.hearing import Hearing
from roleplay.words import Words

LEADS = frozenset(
    [
        "ok",
        "so",
        "and",
        "but",
        "well",
        "oh",
        "yes",
        "no",
        "hey",
        "hi",
        "hello",
        "alright",
        "right",
        "hmm",
        "um",
        "uh",
        "wow",
        "damn",
        "honestly",
        "man",
        "then",
        "yeah",
        "also",
        "now",
        "because",
        "maybe",
        "still",
        "just",
        "actually",
    ]
)
_PART_MARKS = frozenset(",-—–:(")
_NO_VETO = frozenset(("jargon", "label", "generic_warmth", "stuffing", "parroting", "low_effort", "overclaiming"))
_PARROT_RUN = 8
_PARROT_SHARE = 0.7
_PARROT_LEAST = 6


class Sentence(NamedTuple):
    """Words `first` up to but not including `last`, ended by `mark`; `parts` are where its parts begin.

    `begin` is the first word after openings such as "ok so"; `hits` are the meant phrases in it by tag;
    `vetoed` holds if a misstep was found in it.
    """

    first: int
    last: int
    mark: str
    begin: int
    parts: tuple[int, ...]
    hits: dict[str, list[Hit]]
    anchors: list[Anchor]
    vetoed: bool

    def has(self, *tags: str) -> bool:
        """Whether a phrase of any of the tags was found in the sentence."""
        return any(tag in self.hits for tag in tags)


def sentences_of(hearing: Hearing) -> list[Sentence]:
    """The sentences of the reply, each with its phrases and anchors."""
    hits = _hits_by_sentence(hearing)
    words = hearing.words
    missteps = _missteps()
    found = []
    for first, last, mark in words.sentences():
        here = hits.get(words.clauses[words.clause_of[first]].sentence, {})
        found.append(
            Sentence(
                first,
                last,
                mark,
                after_leads(words.text, first, last),
                tuple(_parts(hearing, first, last)),
                here,
                hearing.anchors_between(first, last),
                not missteps.isdisjoint(here) or "_backhanded" in here,
            )
        )
    return found


@lru_cache(maxsize=1)
def _missteps() -> frozenset[str]:
    return frozenset(name for name, one in behaviours().items() if one.kind == "misstep") - _NO_VETO


def _hits_by_sentence(hearing: Hearing) -> dict[int, dict[str, list[Hit]]]:
    clauses, clause_of = hearing.words.clauses, hearing.words.clause_of
    found: dict[int, dict[str, list[Hit]]] = {}
    for tag in hearing.hits:
        if tag.startswith("_not_"):
            continue
        for hit in hearing.heard(tag):
            sentence = clauses[clause_of[hit.first]].sentence
            if clauses[clause_of[hit.last - 1]].sentence == sentence:
                found.setdefault(sentence, {}).setdefault(tag, []).append(hit)
    return found


def after_leads(text: list[str], first: int, last: int) -> int:
    """The first word that is no opening such as "ok so"."""
    while first < last - 1 and text[first] in LEADS:
        first += 1
    return first


def _parts(hearing: Hearing, first: int, last: int) -> Iterator[int]:
    """Where the parts of a sentence begin: after its openings, commas and dashes, and at its clauses."""
    words = hearing.words
    yield after_leads(words.text, first, last)
    for index in range(first + 1, last):
        beside = words.starts[index] - words.ends[index - 1] <= 1  # no room for a mark
        new_clause = words.clause_of[index] != words.clause_of[index - 1]
        if new_clause or words.text[index - 1] == "and" or (not beside and _has_part_mark(words, index)):
            yield after_leads(words.text, index, last)


def _has_part_mark(words: Words, index: int) -> bool:
    return not _PART_MARKS.isdisjoint(words.raw[words.ends[index - 1] : words.starts[index]])


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
    text = Words(line).text
    runs = frozenset(tuple(text[start : start + _PARROT_RUN]) for start in range(len(text) - _PARROT_RUN + 1))
    return frozenset(text), runs


@lru_cache(maxsize=256)
def spoken_stems(line: str) -> frozenset[str]:
    """The stems of the words in the client's line."""
    return frozenset(map(stem, _spoken(line)[0]))
