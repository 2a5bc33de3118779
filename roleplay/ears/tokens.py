"""What was typed between two spaces, taken apart into words and marks, and kept for when it is typed again."""

import re
from typing import Any, NamedTuple

from roleplay.ears.forms import TWO_WAYS, emoji_meanings, expand

_EMOJI = "\u2600-\u27bf\U0001f300-\U0001faff"
_TOKEN = re.compile(
    rf"[^\W_](?:[^\W_]|['\x1f*@$](?=[\w*$@])|\*(?=\*|\W|$)(?<=\w\*|\*\*))*'?|[.!?]+|[,;:\n\"()]|--|—|[{_EMOJI}]"
)
BUT = frozenset(("but", "though", "although", "however"))
_JOINING = BUT | TWO_WAYS | {"so", "and", "tho", "n"}
_PART_MARKS = frozenset(",-—:(;")
_MOST_KEPT = 20_000
_LONGEST_KEPT = 24

WORD, JOINING, STOP, PAUSE, QUOTE, EMOJI, OTHER = range(7)
"""Kinds of tokens; a joining word is one whose reading depends on what stands beside it."""


class Token(NamedTuple):
    """A token of `kind` at `start` to `end`, with its plain `words` if it is a word."""

    kind: int
    text: str
    words: tuple[str, ...]
    start: int
    end: int


Chunk = str | tuple[bool, tuple[Token, ...]]
"""What stands between two spaces: a plain word, or whether a part of a sentence may begin there, and its tokens."""

_met: dict[str, Chunk] = {}


def chunks_of(typed: list[str]) -> list[Any]:
    """The tokens of each chunk; most replies are made of chunks that were met before."""
    chunks: list[Any] = list(map(_met.get, typed))
    if None in chunks:
        chunks = [_chunk(one) if chunk is None else chunk for one, chunk in zip(typed, chunks, strict=True)]
    return chunks


def _chunk(typed: str) -> Chunk:
    tokens = tuple(_token(match.group(), *match.span()) for match in _TOKEN.finditer(typed))
    parts = not _PART_MARKS.isdisjoint(typed) or any(not _JOINING.isdisjoint((one.text, *one.words)) for one in tokens)
    chunk: Chunk = (parts, tokens)
    if not parts and len(tokens) == 1 and tokens[0].text == typed and len(tokens[0].words) == 1:
        chunk = tokens[0].words[0]
    if len(_met) < _MOST_KEPT and len(typed) <= _LONGEST_KEPT:
        _met[typed] = chunk
    return chunk


def _token(text: str, start: int, end: int) -> Token:
    if text[0].isalnum():
        return Token(JOINING if text in _JOINING else WORD, text, expand(text), start, end)
    return Token(_kind_of_mark(text[0]), text, (), start, end)


def _kind_of_mark(head: str) -> int:
    if head in ".!?\n;":
        return STOP
    if head in ",-—(:":
        return PAUSE
    if head == '"':
        return QUOTE
    return EMOJI if head in emoji_meanings() or ord(head) > 0x2600 else OTHER


def next_token(typed: list[str], number: int, after: int) -> str:
    """The token after place `after` of chunk `number`, or the first one of the chunks behind it; "" at the end."""
    while number < len(typed):
        match = _TOKEN.search(typed[number], after)
        if match:
            return match.group()
        number, after = number + 1, 0
    return ""
