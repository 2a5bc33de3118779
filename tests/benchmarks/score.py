"""Scoring transcripts: time, memory and several processes: `python -m tests.benchmarks.score`."""

import json
import os
import subprocess
import sys
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import NamedTuple

from tests.benchmarks.corpus import answered_lines, replies, scenario

TURNS = 100_000
IN_ONE = 40
ROUNDS = 2
_RUN = """
import resource, sys
from roleplay.cli import run

code = run(sys.argv[1:])
own, others = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(own.ru_maxrss, own.ru_utime + own.ru_stime, others.ru_utime + others.ru_stime, file=sys.stderr)
sys.exit(code)
"""


class Measured(NamedTuple):
    """Seconds, the most memory in MB of the process that writes, and its and the other processes' own seconds."""

    seconds: float
    memory: float
    own: float
    others: float


def transcripts(path: Path, turns: int) -> str:
    """A file of short transcripts with so many turns, half of them the learner's."""
    random = Random(3)
    said, lines = replies(random), [line.text for _, line in answered_lines(scenario())]
    with path.open("w") as file:
        for number in range(turns // IN_ONE):
            spoken = [
                {"speaker": ("client", "learner")[n % 2], "text": next(said) if n % 2 else random.choice(lines)}
                for n in range(IN_ONE)
            ]
            file.write(json.dumps({"id": number, "turns": spoken}) + "\n")
    return str(path)


def one_word_turns(path: Path, turns: int, *, is_table: bool) -> str:
    """One conversation of so many turns of a word each."""
    who = ("client", "learner") if is_table else ("Client", "Learner")
    row = "one,{},word{}\n" if is_table else "{}: word{}\n"
    with path.open("w") as file:
        file.write("conversation,speaker,text\n" if is_table else "")
        file.writelines(row.format(who[n % 2], n % 977) for n in range(turns))
    return str(path)


def scored(file: str, jobs: int = 1) -> Measured:
    """What it costs to score a file."""
    began = perf_counter()
    ran = subprocess.run(
        [sys.executable, "-c", _RUN, "score", file, "--format", "jsonl", "-o", f"{file}.out", "--jobs", str(jobs)],
        stderr=subprocess.PIPE,
        check=True,
    )
    memory, own, others = map(float, ran.stderr.split()[-3:])
    return Measured(perf_counter() - began, memory / 1024, own, others)


def show(name: str, measured: Measured, turns: int) -> None:
    """Print one measurement."""
    print(
        f"  {name:<26} {measured.seconds:6.1f} s  {turns / measured.seconds:6,.0f} turns/s  {measured.memory:4.0f} MB  "
        f"busy for {measured.own:.1f} s here, {measured.others:.1f} s in other processes"
    )


def main() -> None:
    """Measure and print."""
    with TemporaryDirectory() as folder:
        place = Path(folder)
        print(f"Scoring transcripts of {IN_ONE} turns")
        for turns in (TURNS // 10, TURNS):
            show(f"{turns:,} turns", scored(transcripts(place / f"{turns}.jsonl", turns)), turns)
        ratios, undisturbed = [], []
        for _ in range(ROUNDS):
            one, two = scored(str(place / f"{TURNS}.jsonl")), scored(str(place / f"{TURNS}.jsonl"), 2)
            ratios.append(one.seconds / two.seconds)
            undisturbed.append(one.own / (two.own + two.others / 2))
            show("one process", one, TURNS)
            show("two processes", two, TURNS)
        print(f"  two processes are {median(ratios):.2f} times as fast (target: 1.7 on a free machine),")
        print(f"  and {median(undisturbed):.2f} times by the seconds that they were busy, whatever else runs here")
        print("One conversation of one-word turns")
        for form in ("csv", "txt"):
            for turns in (TURNS, 10 * TURNS):
                file = one_word_turns(place / f"{turns}.{form}", turns, is_table=form == "csv")
                show(f"{turns:,} turns, {form}", scored(file), turns)
                os.unlink(f"{file}.out")


if __name__ == "__main__":
    main()
