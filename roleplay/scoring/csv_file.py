"""Turns from a table: one row a turn, with its conversation, its speaker and its text."""

import csv
from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from roleplay.scoring.opening import Part

LONGEST_FIELD = 2_000_000
"""Characters of one field; a quote that is never closed ends here, so that memory does."""

_SEPARATORS = (",", ";", "\t")
_COLUMNS = ("conversation", "speaker", "text")
_SPEAKERS = ("learner", "client")


class Columns(NamedTuple):
    """Where a table of so many columns has what is needed; -1 for no conversation.

    `is_header` is whether the first row says so.
    """

    separator: str
    width: int
    conversation: int
    speaker: int
    text: int
    is_header: bool


def columns_of(start: str) -> Columns | None:
    """The columns of a table that begins so; None if it is no such table."""
    first = next((line for line in start.splitlines() if line.strip()), "")
    for separator in _SEPARATORS:
        row = next(csv.reader([first], delimiter=separator), [])
        names = [field.strip().lower() for field in row]
        if "speaker" in names and "text" in names:
            conversation = names.index("conversation") if "conversation" in names else -1
            return Columns(separator, len(row), conversation, names.index("speaker"), names.index("text"), True)
        if len(row) >= len(_COLUMNS) and names[1] in _SPEAKERS:
            return Columns(separator, len(_COLUMNS), 0, 1, 2, False)
    return None


def is_csv(start: str) -> bool:
    """Whether a file that begins so is such a table."""
    return columns_of(start) is not None


def csv_turns(lines: Iterator[Part], start: str, name: str) -> Iterator[Part]:
    """Every row as a turn; rows of one conversation stand together. Without that column the file is one."""
    columns = columns_of(start)
    if columns is None:
        yield Part(1, "problem", "the first row has to name the columns: conversation,speaker,text")
        return
    conversation = None
    is_header = columns.is_header
    for line, row in _rows(lines, columns.separator):
        if isinstance(row, Part):
            yield row
        elif is_header:
            is_header = False
        elif any(row):
            turn = _turn(line, row, columns, name)
            if turn.kind == "problem":
                yield turn
                continue
            yield turn._replace(is_first=turn.transcript != conversation)
            conversation = turn.transcript


def _turn(line: int, row: list[str], columns: Columns, name: str) -> Part:
    """One row as a turn, or what is wrong with it."""
    if len(row) <= max(columns.conversation, columns.speaker, columns.text):
        return Part(line, "problem", f"this row has {len(row)} columns only; conversation, speaker and text are needed")
    speaker = row[columns.speaker].strip()
    if speaker.lower() not in _SPEAKERS:
        return Part(line, "problem", unknown_speaker(speaker))
    text = row[columns.text]
    if len(row) > columns.width:
        if columns.text != columns.width - 1:
            return Part(line, "problem", f"this row has {len(row)} columns, too many; put the text in quotes")
        text = columns.separator.join(row[columns.text :])  # nobody put quotes round a text with commas
    transcript = row[columns.conversation] if columns.conversation >= 0 else name
    return Part(line, speaker.lower(), text, transcript)


def unknown_speaker(speaker: str) -> str:
    """What to say about a speaker who is neither of the two."""
    shown = speaker if len(speaker) <= 40 else speaker[:40] + "..."
    return f'the speaker is "{shown}"; write "learner" or "client"'


def _rows(lines: Iterator[Part], separator: str) -> Iterator[tuple[int, list[str] | Part]]:
    """Every row with the line it begins in; one whose quotes cannot be read is said, and the line after it is next."""
    csv.field_size_limit(LONGEST_FIELD)
    feed = _Feed(lines)
    while True:
        reader = csv.reader(feed, delimiter=separator, strict=True)
        try:
            for row in reader:
                yield from feed.said()
                yield feed.first, row
                feed.taken.clear()
            yield from feed.said()
            return
        except csv.Error as error:
            yield feed.first, Part(feed.first, "problem", f"the quotes of this row cannot be read ({error})")
            feed.again()


class _Feed:
    """Lines for the csv module, kept until their row is whole so that they can be read again."""

    def __init__(self, lines: Iterator[Part]) -> None:
        self._lines = lines
        self._waiting: deque[Part] = deque()
        self._said: list[Part] = []
        self.taken: list[Part] = []

    @property
    def first(self) -> int:
        """The line in which the row under way begins."""
        return self.taken[0].line if self.taken else 1

    def __iter__(self) -> "_Feed":
        return self

    def __next__(self) -> str:
        part = self._waiting.popleft() if self._waiting else next(self._lines)
        while part.kind != "line":
            self._said.append(part)
            part = next(self._lines)
        self.taken.append(part)
        return part.text + "\n"

    def again(self) -> None:
        """All lines but the first of the row under way are to be read once more."""
        self._waiting.extendleft(reversed(self.taken[1:]))
        self.taken.clear()

    def said(self) -> Iterator[tuple[int, Part]]:
        """What was said about lines meanwhile."""
        while self._said:
            part = self._said.pop(0)
            yield part.line, part
