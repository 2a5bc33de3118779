"""Scenario files read into scenarios, or into the list of everything that is wrong with them."""

import gc
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import NamedTuple

from roleplay.loading.problems import Problem, Sheet, has_errors
from roleplay.loading.scenario_checks import mistakes
from roleplay.loading.scenario_shape import shaped
from roleplay.loading.written import Written
from roleplay.loading.yaml_file import written_from
from roleplay.safe_text import flattened, is_unsafe
from roleplay.scenario import Scenario

LARGEST_FILE = 20_000_000
"""How many bytes a scenario file can have (set by hand: 10,000 generated nodes are 5 million)."""

MOST_PROBLEMS = 100
"""How many problems of one file are told at once."""

_LINE_ENDS = ("\r\n", "\r", "\x85", "\u2028", "\u2029")


def read_scenario_file(path: str | os.PathLike[str]) -> tuple[Scenario | None, list[Problem]]:
    """The scenario in a file, unless it has errors, and every problem found, in the order of the lines."""
    text, problems = text_of(path)
    return (None, problems) if problems else read_scenario(text, os.fspath(path))


def text_of(path: str | os.PathLike[str]) -> tuple[str, list[Problem]]:
    """The text of a file in UTF-8, with or without a byte order mark, or the problem that is in the way."""
    sheet = Sheet(os.fspath(path), ())
    try:
        about = os.stat(path)
        if not stat.S_ISREG(about.st_mode):
            return "", [sheet.problem("cannot-read", 1, 1, "This is not a file.")]
        with open(path, "rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return "", [sheet.problem("cannot-read", 1, 1, f"The file cannot be read: {reason}.")]
    if len(content) > LARGEST_FILE:
        return "", [_too_large(sheet)]
    return _decoded(content, sheet)


class ReadFile(NamedTuple):
    """What a text came to: the scenario, unless it has errors, its problems, and where everything stands.

    `root` is None where the text cannot be read at all.
    """

    scenario: Scenario | None
    problems: list[Problem]
    root: Written | None
    sheet: Sheet


def read_scenario(text: str, file: str) -> tuple[Scenario | None, list[Problem]]:
    """The scenario in a text, unless it has errors, and every problem found, in the order of the lines."""
    with collecting_later():
        found = read_whole(text, file)
    return found.scenario, in_order(found.problems)


def read_whole(text: str, file: str) -> ReadFile:
    """The scenario in a text with its places, and every problem found, in no order and some maybe twice."""
    text = text.removeprefix("\ufeff")
    sheet = Sheet(file, _lines(text))
    if len(text) > LARGEST_FILE:
        return ReadFile(None, [_too_large(sheet)], None, sheet)
    problems = list(islice(_invisible(sheet), MOST_PROBLEMS))
    if problems:
        text = "\n".join(flattened(line) for line in sheet.lines)
    root, found = written_from(text, sheet, MOST_PROBLEMS)
    problems += found
    if root is None:
        return ReadFile(None, problems, None, sheet)
    known = {(problem.line, problem.column) for problem in found}
    scenario, wrong = shaped(root, sheet)
    problems += islice((problem for problem in wrong if (problem.line, problem.column) not in known), MOST_PROBLEMS)
    problems += islice(mistakes(root, sheet), MOST_PROBLEMS)
    return ReadFile(None if has_errors(problems) else scenario, problems, root, sheet)


@contextmanager
def collecting_later() -> Iterator[None]:
    """Looks for no garbage meanwhile: large files make a great many small values and no circles."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def in_order(problems: list[Problem]) -> list[Problem]:
    """The first problems of a file, each once, errors never pushed out by warnings."""
    by_weight = sorted(dict.fromkeys(problems), key=lambda problem: problem.severity)
    return sorted(by_weight[:MOST_PROBLEMS], key=lambda problem: (problem.line, problem.column, problem.code))


def _invisible(sheet: Sheet) -> Iterator[Problem]:
    """Every character that acts on a screen instead of being seen."""
    for number, line in enumerate(sheet.lines, 1):
        if line.isprintable():
            continue
        for column, char in enumerate(line, 1):
            if is_unsafe(char):
                yield sheet.problem("control-character", number, column, f"Here stands the character {char}.")


def _lines(text: str) -> list[str]:
    """The lines of a text as YAML counts them."""
    for end in _LINE_ENDS:
        text = text.replace(end, "\n")
    return text.split("\n")


def _too_large(sheet: Sheet) -> Problem:
    return sheet.problem("too-large", 1, 1, f"The file has more than {LARGEST_FILE // 1_000_000} MB.")


def _decoded(content: bytes, sheet: Sheet) -> tuple[str, list[Problem]]:
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        column = error.start - before.rfind(b"\n")
        message = f"The byte {content[error.start]:#04x} is not part of any UTF-8 character."
        return "", [sheet.problem("not-utf-8", line, column, message)]
