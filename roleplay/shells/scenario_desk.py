"""A scenario opened for its author, or every reason why it cannot be."""

import os
import sys

from roleplay import library
from roleplay.loading.problems import show
from roleplay.scenario import Scenario
from roleplay.shells.playing import complain, unknown_scenario


def opened(name: str) -> library.Loaded | None:
    """The scenario of this id or in this file, with its source; None after saying what is wrong with it."""
    path = library.find(name)
    if path is None:
        complain(unknown_scenario(name))
        return None
    loaded = library.load(path)
    if loaded.scenario is None:
        complain("\n".join(show(problem) for problem in loaded.problems))
        return None
    return loaded


def scenario_in(name: str) -> Scenario | None:
    """The scenario alone."""
    loaded = opened(name)
    return loaded.scenario if loaded else None


def is_ascii_only() -> bool:
    """Whether standard output takes nothing but ASCII."""
    return not (sys.stdout.encoding or "ascii").lower().startswith("utf")


def write_out(content: bytes | str, path: str | None) -> int:
    """Write to a file, or to standard output without one; gives the exit code."""
    data = content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content
    if path is None or path == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        return 0
    try:
        with open(path, "wb") as file:
            file.write(data)
    except (OSError, ValueError) as error:
        return complain(f"{path} cannot be written: {getattr(error, 'strerror', None) or error}.")
    sys.stderr.write(f"Written to {os.path.basename(path)}.\n")
    return 0
