"""What is wrong with a scenario, as a list of values: where it stands, what it is and what to write."""

from collections.abc import Sequence
from typing import NamedTuple

from roleplay.loading.problem_codes import CODES
from roleplay.safe_text import flattened, visible

_WIDEST = 100
"""How many characters of a line are shown around a problem (set by hand: a narrow window)."""

_LONGEST_EXCERPT = 5000
"""Longer lines are not kept with a problem (set by hand: no text may have half as many characters)."""


class Problem(NamedTuple):
    """One mistake of an author's: `line` and `column` count from 1, `severity` is "error" or "warning".

    `excerpt` is the line it stands in, "" for an endless one. Nothing in `message`, `mend` or `excerpt` can
    act on a screen.
    """

    code: str
    severity: str
    file: str
    line: int
    column: int
    message: str
    mend: str = ""
    excerpt: str = ""


class Sheet(NamedTuple):
    """A file as its author sees it, from which problems take their excerpts."""

    file: str
    lines: Sequence[str]

    def problem(self, code: str, line: int, column: int, message: str, mend: str = "") -> Problem:
        """A problem at a place of this sheet; without a `mend` the code's own is given."""
        excerpt = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        if len(excerpt) > _LONGEST_EXCERPT:
            excerpt = ""
        return Problem(
            code,
            CODES[code].severity,
            self.file,
            line,
            column,
            visible(message),
            visible(mend or CODES[code].mend),
            flattened(excerpt),
        )


def has_errors(problems: Sequence[Problem]) -> bool:
    """Whether one of the problems is more than a warning."""
    return any(problem.severity == "error" for problem in problems)


def show(problem: Problem) -> str:
    """A problem for people: `file:line:column: code: message`, the line, a caret, and what to write."""
    return visible(f"{place_of(problem)}: {problem.code}: {problem.message}\n{details(problem)}".rstrip())


def place_of(problem: Problem) -> str:
    """Where a problem is, as editors and people read it: `file:line:column`."""
    return f"{problem.file}:{problem.line}:{problem.column}"


def details(problem: Problem) -> str:
    """The line of a problem, a caret under the place, and what to write."""
    said = []
    if problem.excerpt:
        excerpt, before = _cut(problem.excerpt, problem.column - 1)
        said += [f"    {excerpt}", f"    {_blank(excerpt[:before])}^"]
    if problem.mend:
        said.append(f"    {problem.mend}")
    return "\n".join(said)


def _cut(excerpt: str, before: int) -> tuple[str, int]:
    """The part of a long line around `before`, and where `before` is in it."""
    if len(excerpt) <= _WIDEST:
        return excerpt, before
    first = max(0, min(before - _WIDEST // 2, len(excerpt) - _WIDEST))
    ahead = "…" if first else ""
    behind = "…" if first + _WIDEST < len(excerpt) else ""
    return f"{ahead}{excerpt[first : first + _WIDEST]}{behind}", before - first + len(ahead)


def _blank(text: str) -> str:
    """Blanks that take as much room on a screen as `text` does."""
    if text.isascii():
        return "".join("\t" if char == "\t" else " " for char in text)
    from unicodedata import combining, east_asian_width

    wide = {"W": "  ", "F": "  "}
    blanks = ("\t" if char == "\t" else wide.get(east_asian_width(char), " ") for char in text if not combining(char))
    return "".join(blanks)
