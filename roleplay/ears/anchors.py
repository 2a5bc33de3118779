"""Whether a reply touches what the client just said: shared content words, and the author's words for them."""

from collections.abc import Iterable
from functools import lru_cache
from itertools import compress, count
from typing import NamedTuple

from roleplay.ears.cues import words_in
from roleplay.ears.words import plain_words

_ENDINGS = ("ingly", "edly", "ings", "ing", "edly", "ied", "ies", "ed", "es", "ly", "s", "er")
_SHORTEST_STEM = 3
_new = tuple.__new__


class Anchor(NamedTuple):
    """Words `first` up to but not including `last` of a reply touch `subject`."""

    first: int
    last: int
    subject: str


Index = dict[str, list[tuple[tuple[str, ...], str]]]
"""The first stem of each way to touch a subject, to the rest of its stems and the subject."""


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The word without its ending, so that "leaving", "leaves" and "leave" meet: "leav"."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            word = word[: -len(ending)]
            break
    if len(word) > _SHORTEST_STEM and word[-1] in "eyi":
        word = word[:-1]
    if len(word) > _SHORTEST_STEM and word[-1] == word[-2] and word[-1] not in "ls":
        word = word[:-1]
    return word


@lru_cache(maxsize=512)
def content_words(text: str) -> tuple[str, ...]:
    """The words of a text that carry its content, in order, without those that any sentence has."""
    empty = words_in("empty")
    return tuple(word for word in plain_words(text) if word not in empty and len(word) > 1)


@lru_cache(maxsize=512)
def index_for(line: str, about: tuple[tuple[str, tuple[str, ...]], ...]) -> Index:
    """All ways to touch the subjects of a line: the author's words, then the line's own content words."""
    index: Index = {}
    for subject, ways in about:
        for way in (subject, *ways):
            _enter(index, plain_words(way), subject)
    for word in content_words(line):
        _enter(index, [word], word)
    return index


def _enter(index: Index, words: Iterable[str], subject: str) -> None:
    stems = tuple(map(stem, words))
    if stems:
        entries = index.setdefault(stems[0], [])
        if (stems[1:], subject) not in entries:
            entries.append((stems[1:], subject))


def anchors_in(stems: list[str], index: Index) -> list[Anchor]:
    """Where a reply with these stems touches the line, in order; of several at one word the longest."""
    if index.keys().isdisjoint(stems):
        return []
    found: list[Anchor] = []
    for first in compress(count(), map(index.__contains__, stems)):
        best: Anchor | None = None
        for rest, subject in index[stems[first]]:
            last = first + 1 + len(rest)
            if (not rest or tuple(stems[first + 1 : last]) == rest) and (best is None or last > best.last):
                best = _new(Anchor, (first, last, subject))
        if best is not None:
            found.append(best)
    return found
