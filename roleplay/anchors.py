"""Whether a reply touches what the client just said: shared content words, and the author's words for them."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from roleplay.cues import words_in
from roleplay.words import Words

_ENDINGS = ("ingly", "edly", "ings", "ing", "edly", "ied", "ies", "ed", "es", "ly", "s", "er")
_SHORTEST_STEM = 3


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


def content_words(text: str) -> list[str]:
    """The words of a text that carry its content, in order, without those that any sentence has."""
    empty = words_in("empty")
    return [word for word in Words(text).text if word not in empty and len(word) > 1]


@lru_cache(maxsize=512)
def index_for(line: str, about: tuple[tuple[str, tuple[str, ...]], ...]) -> Index:
    """All ways to touch the subjects of a line: the author's words, then the line's own content words."""
    index: Index = {}
    for subject, ways in about:
        for way in (subject, *ways):
            _enter(index, Words(way).text, subject)
    for word in content_words(line):
        _enter(index, [word], word)
    return index


def _enter(index: Index, words: Iterable[str], subject: str) -> None:
    stems = tuple(map(stem, words))
    if stems:
        entries = index.setdefault(stems[0], [])
        if (stems[1:], subject) not in entries:
            entries.append((stems[1:], subject))


def anchors_in(words: Words, index: Index) -> list[Anchor]:
    """Where the reply touches the line, in order; of several at one word the longest."""
    stems = [stem(word) for word in words.text]
    found: list[Anchor] = []
    for first, beginning in enumerate(stems):
        best: Anchor | None = None
        for rest, subject in index.get(beginning, ()):
            last = first + 1 + len(rest)
            if tuple(stems[first + 1 : last]) == rest and (best is None or last > best.last):
                best = Anchor(first, last, subject)
        if best is not None:
            found.append(best)
    return found
