"""The frame of a sentence: its little words as they are, of every other word only the ending ("you need to ~")."""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "little_words.txt"
START, ASKED, SAID = "^", "?", "."
_ANY = "~"
_ENDINGS = ("ing", "ed", "ly", "er", "est", "s")
_LEAST_BEFORE_ENDING = 3


@cache
def little_words() -> frozenset[str]:
    """The words that the book of examples uses most; they hold a sentence together, whatever it is about."""
    return frozenset(FILE.read_text(encoding="utf-8").split())


@cache
def all_shapes() -> tuple[str, ...]:
    """Every shape that a word or mark can have."""
    return (START, ASKED, SAID, _ANY, *(_ANY + ending for ending in _ENDINGS), *sorted(little_words()))


def shape_of(word: str) -> str:
    """The word itself if it is little, or a mark; else "~" with its ending: "~ing", "~ed", "~"."""
    return shape_among(word, little_words())


def shape_among(word: str, little: frozenset[str]) -> str:
    """The shape of a word where these are the little words."""
    if word in little or word in (START, ASKED, SAID):
        return word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) >= len(ending) + _LEAST_BEFORE_ENDING:
            return _ANY + ending
    return _ANY


def phrases_of(run: Sequence[str], shapes: Sequence[str]) -> Iterator[str]:
    """What a sentence is known by: each word and its mark, and two and three shapes that stand together."""
    one, two = shapes[1:], shapes[2:]
    yield from run[1:]
    yield from map(" ".join, zip(shapes, one, strict=False))
    yield from map(" ".join, zip(shapes, one, two, strict=False))
