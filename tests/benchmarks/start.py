"""From the start to the client's first line, beside a bare Python: `python -m tests.benchmarks.start`."""

import subprocess
import sys
from collections.abc import Mapping
from time import perf_counter

from tests.benchmarks.figures import milliseconds, ratio
from tests.benchmarks.terminals import PROGRAM, Terminal, own_folder

ROUNDS = 25
FIRST_LINE = "So you're number four."


def bare(environment: Mapping[str, str]) -> float:
    """Seconds in which the same interpreter does nothing."""
    began = perf_counter()
    subprocess.run([sys.executable, "-c", "pass"], check=True, env=environment)
    return perf_counter() - began


def first_line(environment: Mapping[str, str], *, is_terminal: bool) -> float:
    """Seconds until the client's first line is there; Enter is typed before the content note asks for it."""
    command = [PROGRAM, "play", "cold-coffee", *([] if is_terminal else ["--plain"])]
    with Terminal(command, environment, typed=b"\n" if is_terminal else b"", is_terminal=is_terminal) as shown:
        return shown.shows(FIRST_LINE) - shown.started


def main() -> None:
    """Measure in turns and print."""
    nothing, terminal, piped = [], [], []
    with own_folder() as environment:
        first_line(environment, is_terminal=False)  # compiles the scenario
        for _ in range(ROUNDS):
            nothing.append(bare(environment))
            terminal.append(first_line(environment, is_terminal=True))
            piped.append(first_line(environment, is_terminal=False))
    print("Start to the client's first line")
    milliseconds("python -c pass", nothing)
    milliseconds("roleplay play, in a terminal", terminal)
    milliseconds("roleplay play --plain, through pipes", piped)
    ratio("terminal to bare", terminal, nothing, "8, then 2.5")
    ratio("pipes to bare", piped, nothing, "8, then 2.5")


if __name__ == "__main__":
    main()
