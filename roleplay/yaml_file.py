"""YAML text read into plain values with their places; nothing but text, numbers, lists and maps comes out."""

from typing import Any

import yaml

from roleplay.problems import Problem, Sheet
from roleplay.written import Written
from roleplay.yaml_scalars import value_of

DEEPEST = 20
"""How many lists and maps can stand in one another; a scenario needs nine."""

MOST_VALUES = 1_000_000
"""How many values a file can have (set by hand: 10,000 generated nodes have 400,000)."""

_BEGINNINGS = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
_ENDS = (yaml.MappingEndEvent, yaml.SequenceEndEvent)
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_MENDS = (
    ("mapping values", "A text with a colon and a space in it needs quotes around it."),
    (
        "cannot start any token",
        "Indent with spaces, not tabs; put a text that begins with @ ` or % in quotes.",
    ),
    ("scanning an alias", "Put a text that begins with an asterisk in quotes."),
    ("scanning an anchor", "Put a text that begins with & in quotes."),
    ("scanning a quoted scalar", "Close the quotes you opened."),
    ("flow", "Close the brackets you opened, with a comma between the things inside."),
    ("block", "Begin things that belong together in the same column, and put quotes round a whole text."),
)


class _StopReadingError(Exception):
    """The rest of the file is not worth reading."""


class _Frame:
    """A list or map that is still open; in a map `key` is the one whose value comes next."""

    __slots__ = ("column", "holds", "key", "line")

    def __init__(self, holds: Any, line: int, column: int) -> None:
        self.holds = holds
        self.line = line
        self.column = column
        self.key: tuple[str | None, int, int] | None = None


def written_from(text: str, sheet: Sheet, most_problems: int) -> tuple[Written | None, list[Problem]]:
    """The values of a text, None where it cannot be read, and what is wrong with it as YAML."""
    builder = _Builder(sheet, most_problems)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except _StopReadingError:
        return None, builder.problems
    except (yaml.YAMLError, UnicodeError) as error:
        builder.problems.append(_syntax_problem(error, sheet))
        return None, builder.problems
    if builder.root is None:
        builder.report("empty-file", 1, 1, "There is nothing in this file.")
    return builder.root, builder.problems


def _syntax_problem(error: Exception, sheet: Sheet) -> Problem:
    """A YAML error in its place, with what most often causes it."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    said = f"{getattr(error, 'problem', '')} {getattr(error, 'context', None) or ''}".strip() or "unreadable"
    mend = next((mend for words, mend in _MENDS if words in said), "")
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    if line > 1 and line > len(sheet.lines):
        line, column = len(sheet.lines), len(sheet.lines[-1]) + 1
    return sheet.problem("yaml-syntax", line, column, f"This cannot be read as YAML ({said}).", mend)


class _Builder:
    """Takes the events of a YAML text one by one and keeps the values and their places."""

    def __init__(self, sheet: Sheet, most_problems: int) -> None:
        self.sheet = sheet
        self.most_problems = most_problems
        self.problems: list[Problem] = []
        self.root: Written | None = None
        self.open: list[_Frame] = []
        self.values = 0

    def take(self, event: Any) -> None:
        """Keeps what one event brings."""
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self.add_scalar(event)
        elif kind in _BEGINNINGS:
            self.begin(event, {} if kind is yaml.MappingStartEvent else [])
        elif kind in _ENDS:
            frame = self.open.pop()
            self.add(frame.holds, frame.line, frame.column)
        elif kind is yaml.AliasEvent:
            line, column = _place(event)
            self.report("alias", line, column, f"`*{event.anchor}` stands for something else.")
            self.add(None, line, column)
        elif kind is yaml.DocumentStartEvent and self.root is not None:
            self.report("second-document", *_place(event), "A scenario file holds one document.")
            raise _StopReadingError

    def report(self, code: str, line: int, column: int, message: str, mend: str = "") -> None:
        """Keeps a problem; reading stops when there are too many."""
        self.problems.append(self.sheet.problem(code, line, column, message, mend))
        if len(self.problems) >= self.most_problems:
            raise _StopReadingError

    def refuse_extras(self, event: Any) -> None:
        """Tags and anchors are reported and otherwise passed over."""
        if event.tag is not None:
            self.report("tag", *_place(event), f"`{event.tag}` is a tag.")
        if event.anchor is not None:
            self.report("alias", *_place(event), f"`&{event.anchor}` is an anchor.")

    def begin(self, event: Any, holds: Any) -> None:
        """Opens a list or a map."""
        self.refuse_extras(event)
        line, column = _place(event)
        if len(self.open) >= DEEPEST:
            self.report("too-deep", line, column, f"This is nested more than {DEEPEST} deep.")
            raise _StopReadingError
        self.open.append(_Frame(holds, line, column))

    def add_scalar(self, event: Any) -> None:
        """A key where one is due, otherwise a value."""
        if event.tag is not None or event.anchor is not None:
            self.refuse_extras(event)
        line, column = _place(event)
        frame = self.open[-1] if self.open else None
        if frame is not None and isinstance(frame.holds, dict) and frame.key is None:
            self.open_key(frame, event.value, line, column)
        else:
            self.add(event.value if event.style else value_of(event.value), line, column)

    def open_key(self, frame: _Frame, key: str, line: int, column: int) -> None:
        """The next value belongs to this key, unless the key was there before."""
        if key in frame.holds:
            first = frame.holds[key].key_line
            self.report("duplicate-key", line, column, f"`{key}` is in line {first} already.")
            frame.key = (None, line, column)
        else:
            frame.key = (key, line, column)

    def add(self, value: Any, line: int, column: int) -> None:
        """Puts a value where it belongs."""
        self.values += 1
        if self.values > MOST_VALUES:
            self.report("too-large", line, column, f"The file has more than {MOST_VALUES:,} values.")
            raise _StopReadingError
        if not self.open:
            self.root = Written(value, line, column, line, column)
            return
        frame = self.open[-1]
        if isinstance(frame.holds, list):
            frame.holds.append(Written(value, line, column, line, column))
        elif frame.key is None:
            self.report("bad-key", line, column, "A list, a map or a reference cannot be a key.", _BRACES)
            frame.key = (None, line, column)
        else:
            key, key_line, key_column = frame.key
            frame.key = None
            if key is not None:
                frame.holds[key] = Written(value, line, column, key_line, key_column)


_BRACES = "Write a word before the colon; a text that begins with a curly bracket needs quotes around it."


def _place(event: Any) -> tuple[int, int]:
    mark = event.start_mark
    return mark.line + 1, mark.column + 1
