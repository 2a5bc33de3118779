"""YAML text read into plain values with their places; nothing but text, numbers, lists and maps comes out."""

from collections.abc import Callable
from typing import Any, NoReturn

import yaml

from roleplay.loading.problems import Problem, Sheet
from roleplay.loading.written import Written, line_and_column, place_of
from roleplay.loading.yaml_scalars import value_of

DEEPEST = 20
"""How many lists and maps can stand in one another; a scenario needs nine."""

MOST_VALUES = 1_000_000
"""How many values a file can have (set by hand: 10,000 generated nodes have 400,000)."""

_BEGINNINGS = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
_ENDS = (yaml.MappingEndEvent, yaml.SequenceEndEvent)
_FIRST = place_of(1, 1)
_new = tuple.__new__
_SHORT = 20
"""Words up to so many characters are looked up once and kept once (set by hand: keys, skills and ids)."""
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


def written_from(text: str, sheet: Sheet, most_problems: int) -> tuple[Written | None, list[Problem]]:
    """The values of a text, None where it cannot be read, and what is wrong with it as YAML."""
    builder = _Builder(sheet, most_problems)
    try:
        builder.take_all(_LOADER(text).get_event)
    except _StopReadingError:
        return None, builder.problems
    except (yaml.YAMLError, UnicodeError) as error:
        builder.problems.append(_syntax_problem(error, sheet))
        return None, builder.problems
    if builder.root is None:
        builder.report("empty-file", place_of(1, 1), "There is nothing in this file.")
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

    def take_all(self, next_event: Callable[[], Any]) -> None:
        """Keeps what all events bring.

        A large file has a million events, so everything that is usual is done right here: `holds` is the list or
        map that is open, `key` the one whose value comes next if `key_place` is not 0, and `around` what waits.
        """
        scalar, end = yaml.ScalarEvent, yaml.StreamEndEvent
        holds: Any = None
        key: str | None = None
        key_place = own_place = values = 0
        around: list[tuple[Any, str | None, int, int]] = []
        keys: dict[str, str] = {}
        known: dict[str, Any] = {}
        event = next_event()
        while (kind := event.__class__) is not end:
            mark = event.start_mark
            place = _FIRST + (mark.line << 32 | mark.column)
            if kind is scalar:
                if event.tag is not None or event.anchor is not None:
                    self.refuse_extras(event, place)
                value = event.value
                if holds.__class__ is dict and not key_place:
                    key, key_place = keys.setdefault(value, value), place
                    if key in holds:
                        self.report("duplicate-key", place, f"`{key}` is in line {holds[key].key_line} already.")
                        key = None
                    event = next_event()
                    continue
                if not event.style:
                    value = known[value] if value in known else _meaning(value, known)
            elif kind in _BEGINNINGS:
                self.refuse_extras(event, place)
                if len(around) >= DEEPEST:
                    self.stop("too-deep", place, f"This is nested more than {DEEPEST} deep.")
                around.append((holds, key, key_place, own_place))
                holds, key_place, own_place = {} if kind is yaml.MappingStartEvent else [], 0, place
                event = next_event()
                continue
            elif kind in _ENDS:
                value, place = holds, own_place
                holds, key, key_place, own_place = around.pop()
            elif kind is yaml.AliasEvent:
                self.report("alias", place, f"`*{event.anchor}` stands for something else.")
                value = None
            else:
                if kind is yaml.DocumentStartEvent and self.root is not None:
                    self.stop("second-document", place, "A scenario file holds one document.")
                event = next_event()
                continue
            values += 1
            if values > MOST_VALUES:
                self.stop("too-large", place, f"The file has more than {MOST_VALUES:,} values.")
            if holds.__class__ is list:
                holds.append(_new(Written, (value, place, place)))
            elif holds is None:
                self.root = Written(value, place, place)
            elif not key_place:
                self.report("bad-key", place, "A list, a map or a reference cannot be a key.", _BRACES)
                key, key_place = None, place
            else:
                if key is not None:
                    holds[key] = _new(Written, (value, place, key_place))
                key_place = 0
            event = next_event()

    def report(self, code: str, place: int, message: str, mend: str = "") -> None:
        """Keeps a problem; reading stops when there are too many."""
        self.problems.append(self.sheet.problem(code, *line_and_column(place), message, mend))
        if len(self.problems) >= self.most_problems:
            raise _StopReadingError

    def stop(self, code: str, place: int, message: str) -> NoReturn:
        """Keeps the problem that makes the rest not worth reading."""
        self.report(code, place, message)
        raise _StopReadingError

    def refuse_extras(self, event: Any, place: int) -> None:
        """Tags and anchors are reported and otherwise passed over."""
        if event.tag is not None:
            self.report("tag", place, f"`{event.tag}` is a tag.")
        if event.anchor is not None:
            self.report("alias", place, f"`&{event.anchor}` is an anchor.")


def _meaning(word: str, known: dict[str, Any]) -> Any:
    """The value of an unquoted word; short ones are kept for the next time."""
    value = value_of(word)
    if len(word) <= _SHORT:
        known[word] = value
    return value


_BRACES = "Write a word before the colon; a text that begins with a curly bracket needs quotes around it."
