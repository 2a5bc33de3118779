"""The turns of files gathered into blocks of whole transcripts, each enough work to be worth handing on."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from roleplay.scoring.opening import Part

MOST_TURNS = 300
MOST_CHARACTERS = 60_000
"""A block is full at so much, whichever comes first: a tenth of a second of work; set by hand."""


class Block(NamedTuple):
    """Parts of one file: whole transcripts, or (`is_whole` false) a piece of one that is too long for a block.

    `is_last` is whether that long transcript ends here.
    """

    file: str
    parts: tuple[Part, ...]
    is_whole: bool = True
    is_last: bool = True


def blocks_of(file: str, parts: Iterable[Part]) -> Iterator[Block]:
    """All parts in their order, as blocks."""
    whole, current = _Heap(), _Heap()
    is_long = False
    for part in parts:
        if part.is_first:
            if is_long:
                yield Block(file, current.emptied(), False)
                is_long = False
            else:
                whole.take(current)
                if whole.is_full:
                    yield Block(file, whole.emptied())
        current.add(part)
        if current.is_full and current.parts[-1].kind != "json":
            if whole.parts:
                yield Block(file, whole.emptied())
            yield Block(file, current.emptied(), False, False)
            is_long = True
    if is_long:
        yield Block(file, current.emptied(), False)
    else:
        whole.take(current)
        yield Block(file, whole.emptied())


class _Heap:
    """Parts, and how much they are."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.size = 0

    @property
    def is_full(self) -> bool:
        return len(self.parts) >= MOST_TURNS or self.size >= MOST_CHARACTERS

    def add(self, part: Part) -> None:
        self.parts.append(part)
        self.size += len(part.text)

    def take(self, other: "_Heap") -> None:
        self.parts += other.parts
        self.size += other.size
        other.emptied()

    def emptied(self) -> tuple[Part, ...]:
        parts, self.parts, self.size = tuple(self.parts), [], 0
        return parts
