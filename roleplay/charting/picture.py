"""The map drawn as SVG or PNG, by Graphviz or by its port in the extra `draw`."""

import shutil
import subprocess
import sysconfig
from pathlib import Path

_PROGRAMS = ("graphviz-pure", "dot")
_PATIENCE = 60.0
HOW_TO_GET_ONE = (
    "To draw a picture, install the extra `draw` (pip install 'roleplay-practice[draw]') or Graphviz. "
    "Without them there are the formats dot, mermaid and text."
)


class CannotDrawError(Exception):
    """Why there is no picture, in a sentence for an author."""


def drawn(dot: str, form: str) -> bytes:
    """A map in DOT as a picture; raises CannotDrawError."""
    program = _program()
    if program is None:
        raise CannotDrawError(HOW_TO_GET_ONE)
    try:
        ran = subprocess.run(
            [program, f"-T{form}"], input=dot.encode(), capture_output=True, check=False, timeout=_PATIENCE
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise CannotDrawError(f"{Path(program).name} did not draw the map: {error}.") from error
    if ran.returncode or not ran.stdout:
        said = ran.stderr.decode(errors="replace").strip().partition("\n")[0]
        raise CannotDrawError(f"{Path(program).name} did not draw the map: {said or 'it gave no reason'}.")
    return ran.stdout


def _program() -> str | None:
    """Where a program that draws is: beside the running Python first, then wherever commands are."""
    beside = sysconfig.get_path("scripts")
    places = [shutil.which(name, path=beside) or shutil.which(name) for name in _PROGRAMS]
    return next((place for place in places if place), None)
