"""Replaying, comparing and listing kept sessions, beside a bare Python: `python -m tests.benchmarks.replaying`."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter

from roleplay.keeping.saving import begin
from roleplay.keeping.store import open_store
from roleplay.library import find, load
from roleplay.loading.scenario_file import text_of
from roleplay.practice import Practice
from tests.benchmarks.corpus import replies
from tests.benchmarks.figures import milliseconds, ratio
from tests.benchmarks.start import bare
from tests.benchmarks.terminals import own_folder

ROOT = Path(__file__).parents[2]
ROUNDS = 25
TURNS = 14
FEW, MANY = 10, 10_000
AT = "2026-11-22T12:00:00Z"


def long_scenario(folder: str) -> str:
    """The path of a scenario like the shipped one that begins again where that would end, so that it lasts."""
    path = find("cold-coffee")
    assert path is not None
    lasting = re.sub(r"to: end-\w+, when: {trust_at_least", "to: number-four, when: {trust_at_least", text_of(path)[0])
    place = os.path.join(folder, "cold-coffee.yaml")
    with open(place, "w", encoding="utf-8") as file:
        file.write(lasting)
    return place


def practised(place: str) -> Practice:
    """A conversation that is not kept yet."""
    loaded = load(place)
    assert loaded.scenario is not None
    return Practice(loaded.scenario, loaded.digest, loaded.source, 3, file=place)


def kept_attempts(folder: str) -> None:
    """Two attempts of fourteen turns each are kept, the second from reply 7 of the first."""
    practice, said = practised(long_scenario(folder)), replies(Random(5), only_good=True)
    with open_store(folder) as store:
        practice.keep_in(store, "bcdfgh", AT)
        say(practice, said)
        for place in range(TURNS - 6):
            practice.step_back(f"cdfgh{place + 2}", AT)
        say(practice, said)


def say(practice: Practice, said: Iterator[str]) -> None:
    """All fourteen turns are there."""
    while len(practice.turns) < TURNS:
        practice.reply(next(said), AT)
        assert not practice.is_over


def kept_sessions(folder: str, count: int) -> None:
    """So many sessions are kept; in the table that is listed they are as large as real ones."""
    practice = practised(long_scenario(folder))
    with open_store(folder) as store, store.writing():
        begin(store, practice, "bcdfgh", AT)
        kept = store.session("bcdfgh")
        assert kept is not None
        for number in range(1, count):
            at = f"2026-{number % 12 + 1:02}-{number % 28 + 1:02}T{number % 24:02}:{number % 60:02}:00Z"
            head = kept.head._replace(id=f"{number:06}", touched_at=at, started_at=at, replies=TURNS)
            store.create_session(head, kept.opening, "")


def ran(environment: Mapping[str, str], *arguments: str) -> float:
    """Seconds that a command takes from its start to its end; nothing is typed to it."""
    began = perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "roleplay", *arguments],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        check=True,
    )
    assert done.stdout
    return perf_counter() - began


COMMANDS = {
    "replay --from 7": ["replay", "last", "--from", "7", "--plain"],
    "compare, text": ["compare"],
    "compare, html": ["compare", "--format", "html"],
    "compare, json": ["compare", "--format", "json"],
    "sessions --tree": ["sessions", "--tree"],
}


def main() -> None:
    """Measure in turns and print."""
    nothing: list[float] = []
    took: dict[str, list[float]] = {name: [] for name in COMMANDS}
    listed: dict[int, list[float]] = {FEW: [], MANY: []}
    with own_folder() as environment, TemporaryDirectory() as few, TemporaryDirectory() as many:
        kept_attempts(environment["ROLEPLAY_HOME"])
        kept_sessions(few, FEW)
        kept_sessions(many, MANY)
        for command in COMMANDS.values():
            ran(environment, *command)  # compiles the scenario and the page
        for _ in range(ROUNDS):
            nothing.append(bare(environment))
            for name, command in COMMANDS.items():
                took[name].append(ran(environment, *command))
            for count, folder in ((FEW, few), (MANY, many)):
                listed[count].append(ran(environment, "sessions", "--data", folder))
    print(f"Sessions of {TURNS} turns, from the command line")
    milliseconds("python -c pass", nothing)
    for name, seconds in took.items():
        milliseconds(name, seconds)
        ratio(f"{name}, to bare", seconds, nothing, "15")
    for count, seconds in listed.items():
        milliseconds(f"sessions, of {count:,}", seconds)
    ratio(f"{MANY:,} sessions to {FEW}", listed[MANY], listed[FEW], "2")


if __name__ == "__main__":
    main()
