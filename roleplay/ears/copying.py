"""Whether a reply only hands the client's words back."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from roleplay.ears.hearing import Hearing
from roleplay.ears.words import plain_words
from roleplay.reading import SkillUse

_RUN = 8  # copied words in a row, set by hand
_SHARE = 0.85  # of the reply's words; with a shorter copied run of five, 0.7; set by hand
_LEAST = 7  # shorter replies have few other words to say it in, set by hand
_SHORT_RUN, _SHORT_SHARE = 5, 0.7
_SWAPPED = {
    "i": "you",
    "me": "you",
    "my": "your",
    "mine": "yours",
    "myself": "yourself",
    "am": "are",
    "was": "were",
}


@lru_cache(maxsize=512)
def _swapped_line(line: str) -> tuple[str, ...]:
    return tuple(_swapped(plain_words(line)))


@lru_cache(maxsize=512)
def _touching(line: str) -> frozenset[str]:
    """The words that stand in the line, "I" and "you" swapped."""
    text = frozenset(_swapped_line(line))
    return text.union(word for word, other in _SWAPPED.items() if other in text)


@lru_cache(maxsize=512)
def _runs_in(line: str, length: int) -> set[tuple[str, ...]]:
    return _runs_of(_swapped_line(line), length)


def parroting(hearing: Hearing) -> Iterator[SkillUse]:
    """Eight words in a row, or most of the reply, are the client's own, "I" and "you" swapped or not.

    A reply that opens as a reflection ("so you think ...") is only perhaps a copy.
    """
    text, line = hearing.words.text, hearing.context.line
    if len(text) < _LEAST or not line:
        return
    if sum(map(_touching(line).__contains__, text)) < min(_RUN, _SHORT_SHARE * len(text)):
        return
    text = _swapped(text)
    said, spoken = Counter(text), Counter(_swapped_line(line))
    share = sum(min(said[word], spoken[word]) for word in said.keys() & spoken.keys()) / len(text)
    whole = not _runs_of(text, _RUN).isdisjoint(_runs_in(line, _RUN))
    most = share >= _SHORT_SHARE and not _runs_of(text, _SHORT_RUN).isdisjoint(_runs_in(line, _SHORT_RUN))
    if whole or most or share >= _SHARE:
        framed = "_stem" in hearing.hits or text[0] == "so"
        yield hearing.use("parroting", 0, len(text), 0.3 if framed and len(text) < 20 else 0.8)


def _swapped(text: Iterable[str]) -> list[str]:
    return [_SWAPPED.get(word, word) for word in text]


def _runs_of(text: Sequence[str], length: int) -> set[tuple[str, ...]]:
    return set(zip(*(text[first:] for first in range(length)), strict=False))
