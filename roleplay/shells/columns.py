"""Two texts side by side in columns, as wide as their characters are on a screen."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from roleplay.safe_text import visible

BETWEEN = " | "


def beside(left: Sequence[str], right: Sequence[str], width: int) -> list[str]:
    """The paragraphs of both sides, wrapped, as lines of at most this many cells."""
    room = (width - len(BETWEEN)) // 2
    pairs = zip_longest(_lines(left, room), _lines(right, room), fillvalue="")
    return [f"{one}{' ' * (room - cells(one))}{BETWEEN}{other}".rstrip() for one, other in pairs]


def cells(text: str) -> int:
    """How many cells of a screen a text takes."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)


def _lines(paragraphs: Sequence[str], room: int) -> Iterator[str]:
    for paragraph in paragraphs:
        yield from _wrapped(visible(paragraph), room)


def _wrapped(text: str, room: int) -> list[str]:
    """The words of a text in lines that fit; a word that is wider than a line is cut."""
    lines, line, used = [], "", 0
    for word in [piece for written in text.split() for piece in _pieces(written, room)]:
        wide = cells(word)
        if line and used + 1 + wide > room:
            lines.append(line)
            line, used = "", 0
        line, used = (f"{line} {word}", used + 1 + wide) if line else (word, wide)
    return [*lines, line]


def _pieces(word: str, room: int) -> Iterator[str]:
    """A word in parts that fit into a line each."""
    while cells(word) > room:
        part = word[:room]
        while cells(part) > room:
            part = part[:-1]
        yield part
        word = word[len(part) :]
    yield word
