"""The forms in which problems are printed: text, JSON, and the notes of a code-hosting service."""

import json
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from roleplay.checking.checked import Checked
from roleplay.exploring.trust_sets import highest, lowest
from roleplay.loading.problems import Problem, details, place_of
from roleplay.safe_text import visible
from roleplay.shells.telling import counted

Counts = tuple[int, int]
"""How many errors and warnings were printed."""


def write_out(text: str) -> None:
    """Text on standard output, whatever letters its encoding knows."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding))
    sys.stdout.flush()


def as_text(results: Iterable[Checked]) -> Counts:
    """Each problem with its line and what to write, as soon as its file is checked, and how many there were."""
    found: list[Problem] = []
    files = 0
    for checked in results:
        files += 1
        found += checked.problems
        for problem in checked.problems:
            head = f"{place_of(problem)}: {problem.code} {problem.severity} {problem.message}"
            write_out(visible(f"{head}\n{details(problem)}".rstrip()) + "\n")
        if checked.more:
            write_out(visible(f"{checked.file}: there are more problems; these are the first.\n"))
    errors, warnings = _counted(found)
    told = [counted(errors, "error", "errors")] * bool(errors)
    told += [counted(warnings, "warning", "warnings")] * bool(warnings)
    write_out(f"{counted(files, 'file', 'files')} checked: {', '.join(told) or 'nothing to mend'}.\n")
    return errors, warnings


def as_json(results: Iterable[Checked]) -> Counts:
    """Every file with its problems, and the lowest and highest trust with which each node can be entered."""
    checked = list(results)
    write_out(json.dumps({"files": [_file(one) for one in checked]}, indent=2) + "\n")
    return _counted([problem for one in checked for problem in one.problems])


def as_notes(results: Iterable[Checked]) -> Counts:
    """A workflow command for each problem, which shows up beside its line."""
    found: list[Problem] = []
    for checked in results:
        found += checked.problems
        for problem in checked.problems:
            place = f"file={_property(problem.file)},line={problem.line},col={problem.column}"
            said = _data(f"{problem.message}\n{problem.mend}".rstrip())
            write_out(f"::{problem.severity} {place},title={_property(problem.code)}::{said}\n")
    return _counted(found)


FORMS: Mapping[str, Callable[[Iterable[Checked]], Counts]] = {"text": as_text, "json": as_json, "github": as_notes}


def _counted(problems: list[Problem]) -> Counts:
    errors = sum(1 for problem in problems if problem.severity == "error")
    return errors, len(problems) - errors


def _file(checked: Checked) -> dict[str, Any]:
    nodes: dict[str, Any] = {}
    if checked.scenario and checked.proof:
        for name in checked.scenario.nodes:
            entered = checked.proof.entered(name)
            nodes[name] = [lowest(entered) / 10, highest(entered) / 10] if entered else None
    problems = [problem._asdict() for problem in checked.problems]
    return {"file": checked.file, "problems": problems, "more": checked.more, "trust": nodes}


def _data(text: str) -> str:
    """A text as a workflow command can carry it."""
    return visible(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
