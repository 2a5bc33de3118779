"""`roleplay playtest`: a scenario tried by six kinds of learner, with the progress in sight."""

import json
import os
import sys
from time import monotonic

from roleplay.playtest.confirming import confirmed
from roleplay.playtest.findings import as_json, as_text
from roleplay.playtest.runs import Progress, playtest
from roleplay.playtest.verdict import failures
from roleplay.safe_text import visible
from roleplay.shells.scenario_desk import is_ascii_only, scenario_in

FAILED = 1
"""The exit code of a scenario that does not pass."""

_WIDTH = 30
_PAUSE = 0.1


def run_playtest(name: str, runs: int, seed: int, jobs: int | None, form: str) -> int:
    """Play a scenario many times and print what came of it; gives the exit code."""
    scenario = scenario_in(name)
    if scenario is None:
        return 2
    played = playtest(scenario, runs, seed, jobs or os.cpu_count() or 1, progress_bar())
    failed = failures(scenario, played)
    again = confirmed(scenario, played)
    if form == "json":
        print(json.dumps(as_json(scenario, played, failed, again), indent=2))
    else:
        text = as_text(scenario, played, failed, again, ascii_only=is_ascii_only())
        sys.stdout.write(
            visible(text)
            .encode(sys.stdout.encoding or "ascii", "backslashreplace")
            .decode(sys.stdout.encoding or "ascii")
        )
    return FAILED if failed else 0


def progress_bar() -> Progress:
    """A bar on standard error where that is a terminal; it is gone when all is done."""
    if not sys.stderr.isatty():
        return lambda done, of: None
    last = [0.0]

    def show(done: int, of: int) -> None:
        now = monotonic()
        if done < of and now - last[0] < _PAUSE:
            return
        last[0] = now
        filled = done * _WIDTH // max(1, of)
        bar = f"\r[{'#' * filled}{'.' * (_WIDTH - filled)}] {done:,} of {of:,} runs"
        sys.stderr.write(bar if done < of else f"\r{' ' * len(bar)}\r")
        sys.stderr.flush()

    return show
