"""Whether a reply only hands the client's words back."""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from roleplay.hearing import Hearing
from roleplay.reading import SkillUse
from roleplay.words import Words

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


class Copy:
    """A client's line laid out so that copies of it are found quickly."""

    __slots__ = ("counts", "runs", "short_runs")

    def __init__(self, line: str) -> None:
        text = _swapped(Words(line).text)
        self.counts = Counter(text)
        self.runs = _runs_of(text, _RUN)
        self.short_runs = _runs_of(text, _SHORT_RUN)


@lru_cache(maxsize=512)
def copy_of(line: str) -> Copy:
    """The line, laid out once."""
    return Copy(line)


def parroting(hearing: Hearing) -> Iterator[SkillUse]:
    """Eight words in a row, or most of the reply, are the client's own, "I" and "you" swapped or not.

    A reply that opens as a reflection ("so you think ...") is only perhaps a copy.
    """
    text = _swapped(hearing.words.text)
    if len(text) < _LEAST or not hearing.context.line:
        return
    line = copy_of(hearing.context.line)
    if sum(word in line.counts for word in text) < min(_RUN, _SHORT_SHARE * len(text)):
        return
    share = sum((Counter(text) & line.counts).values()) / len(text)
    whole = not _runs_of(text, _RUN).isdisjoint(line.runs)
    most = share >= _SHORT_SHARE and not _runs_of(text, _SHORT_RUN).isdisjoint(line.short_runs)
    if whole or most or share >= _SHARE:
        framed = "_stem" in hearing.hits or text[0] == "so"
        yield hearing.use("parroting", 0, len(text), 0.3 if framed and len(text) < 20 else 0.8)


def _swapped(text: list[str]) -> list[str]:
    return [_SWAPPED.get(word, word) for word in text]


def _runs_of(text: list[str], length: int) -> set[tuple[str, ...]]:
    return {tuple(text[first : first + length]) for first in range(len(text) - length + 1)}
