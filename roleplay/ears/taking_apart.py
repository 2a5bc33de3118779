"""A typed reply read from its first character to its last: its words, clauses, sentences and quotations."""

from collections.abc import Iterable
from itertools import accumulate, compress, count, repeat
from typing import NamedTuple

from roleplay.ears.forms import TWO_WAYS, emoji_meanings, fold, likelier, starts_clause
from roleplay.ears.tokens import BUT, EMOJI, JOINING, PAUSE, QUOTE, STOP, Token, chunks_of, next_token

_new = tuple.__new__  # makes records without the checks of a call, which cost as much again
_ONE_MORE, _ONE_LESS = (1).__add__, (-1).__add__


class Clause(NamedTuple):
    """Words `first` up to but not including `last`; `mark` is what ends it ("?", ".", ","-less: ""),
    `joined` the word it starts with ("but", "so" or ""), `sentence` the sentence's number."""

    first: int
    last: int
    mark: str
    joined: str
    sentence: int


Span = tuple[int, int, str]
"""A sentence as (first word, one past the last word, closing mark)."""


class TakenApart:
    """A reply's plain words in `text`, with `starts` and `ends` in the reply and the clause of each.

    One typed token may give several words ("isn't" gives "is", "not"), which then share a place.
    `quoted` are the numbers of the words between double quotes; `marked` those, in order, of the
    words that may begin a part of a sentence: beside a comma, a dash, a joining word and the like.
    """

    __slots__ = (
        *("clause_of", "clauses", "emoji", "ends", "marked", "quoted", "raw", "sentence_of", "sentences", "starts"),
        *("text", "_first", "_joined", "_paused", "_quote"),
    )

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.text: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.clause_of: list[int] = []
        self.sentence_of: list[int] = []
        self.marked: list[int] = []
        self.quoted: set[int] = set()
        self.clauses: list[Clause] = []
        self.sentences: list[Span] = []
        self.emoji: list[str] = []
        self._first = 0
        self._joined = ""
        self._paused = self._quote = -1
        self._read()

    def _read(self) -> None:
        """Read all chunks; those between two that need a closer look are plain words and are taken at once."""
        typed = fold(self.raw).split(" ")
        said = chunks_of(typed)
        starts = list(accumulate(map(_ONE_MORE, map(len, typed)), initial=0))
        ends = list(map(_ONE_LESS, starts[1:]))
        marked: set[int] = set()
        plain_from = 0
        for number in compress(count(), map(isinstance, said, repeat(tuple))):
            if number > plain_from:
                self.text += said[plain_from:number]
                self.starts += starts[plain_from:number]
                self.ends += ends[plain_from:number]
            plain_from = number + 1
            parts, tokens = said[number]
            before = len(self.text)
            self._read_tokens(tokens, starts[number], typed, number)
            if parts:
                marked.update(range(before, len(self.text) + 1))
        self.text += said[plain_from:]
        self.starts += starts[plain_from:-1]
        self.ends += ends[plain_from:]
        self._end_sentence("")
        self.marked = sorted(marked)
        if self._quote >= 0:
            self.quoted.update(range(self._quote, len(self.text)))

    def _read_tokens(self, found: Iterable[Token], place: int, typed: list[str], number: int) -> None:
        text = self.text
        for kind, token, plain, start, end in found:
            if kind <= JOINING:
                if kind == JOINING:
                    plain = self._joining(token, plain, next_token(typed, number, end))
                text += plain
                self.starts += [place + start] * len(plain)
                self.ends += [place + end] * len(plain)
            elif kind == STOP:
                mark = "?" if "?" in token else token[0]
                if mark == ";":
                    self._end_clause(mark, "")
                else:
                    self._end_sentence(mark)
                self._paused = -1
            elif kind == PAUSE:
                self._paused = len(text)
            elif kind == QUOTE:
                self._turn_quote()
            elif kind == EMOJI:
                self.emoji.append(emoji_meanings().get(token, ""))

    def _joining(self, token: str, plain: tuple[str, ...], following: str) -> tuple[str, ...]:
        """The plain words of a joining word; "but" ends a clause, and so do some "so" and "and"."""
        text = self.text
        if token in TWO_WAYS:
            return likelier(token, text[-1] if text else "", following)
        if plain[0] in BUT:
            self._end_clause("", "but")
        elif token == "and":
            if following == "then":
                self._end_clause("", "so")
        elif (not text or self._paused == len(text)) and starts_clause(following):
            self._end_clause("", "so")
        return plain

    def _end_clause(self, mark: str, next_joined: str) -> None:
        first, last = self._first, len(self.text)
        if last > first:
            self.clause_of += [len(self.clauses)] * (last - first)
            self.clauses.append(_new(Clause, (first, last, mark, self._joined, len(self.sentences))))
            self._first = last
        self._joined = next_joined

    def _end_sentence(self, mark: str) -> None:
        self._end_clause(mark, "")
        if self.clauses and self.clauses[-1].sentence == len(self.sentences):
            first = self.sentences[-1][1] if self.sentences else 0
            self.sentence_of += [len(self.sentences)] * (self._first - first)
            self.sentences.append((first, self._first, self.clauses[-1].mark))

    def _turn_quote(self) -> None:
        """A quotation begins, or ends with the word before."""
        here = len(self.text)
        if self._quote >= 0:
            self.quoted.update(range(self._quote, here))
            here = -1
        self._quote = here
