"""Plays the program for tests: a small scenario, and ways to type to it and read what it shows."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from roleplay.__main__ import main
from roleplay.loading.scenario_file import read_scenario
from roleplay.scenario import Scenario

ROOT = str(Path(__file__).parents[1])
NOON = "2026-11-22T12:00:00Z"
LONGEST_WAIT = 60
_NOT_INHERITED = ("NO_COLOR", "ROLEPLAY_HOME", "COLUMNS", "LINES")

BENCH = """\
id: park-bench
title: A park bench
summary: Somebody new at the group says hello.
setting: A park. It has rained.
content_note: Being alone (mild).
difficulty: easy
minutes: 5
persona:
  name: Sam Okoro
  pronouns: he/him
  background: 40, a baker who likes early mornings.
  temperament: {start: 35, growth: 1.0, loss: 1.2, forgiveness: 0.6, guardedness: 0.4}
  reactions:
    validation: [That helps a bit., Hm. Thanks.]
start: opens
nodes:
  opens:
    says: "*He moves over.* I'm tired of new people leaving again."
    about:
      new people: [new people, new person, somebody new, people leaving]
    feelings: [tired, wary]
    acts: [discloses]
    needs: [validation, open_question]
    traps: [advice]
    hint: He is tired. Let him be.
    model_replies:
      - It makes sense that you're tired of new people leaving.
      - It makes sense to be wary of somebody new. What was that like for you?
    trap_replies: [You should just get over it.]
    then: [{to: stays, note: He looks at you.}]
  stays:
    says: [The bakery starts at four., I bake at night.]
    about:
      baking: [bakery, bake, baking, four, night]
    feelings: [proud]
    acts: [small_talk]
    needs: [open_question]
    model_replies: [What is the bakery like at four in the morning?]
    then: [{to: goes-on}]
  goes-on:
    says: It's quiet then. I like it.
    acts: [discloses]
    needs: [open_question]
    then: [{to: goodbye}]
  goodbye:
    says: "*He gets up.* Well. See you."
    ending: {title: Goodbye, meaning: You met.}
"""

REPLIES = (
    "It makes sense that you're tired of new people leaving.",
    "What is the bakery like at four in the morning?",
    "Sounds like the quiet matters to you.",
)
"""Three replies that lead to the bench's ending."""

CRISIS = "I want to kill myself tonight"
MAYBE_CRISIS = "I feel so hopeless"
NOT_ENGLISH = "это совсем не по английски, извините"


class Ran(NamedTuple):
    """What came of running the program."""

    code: int
    out: str
    err: str


def bench() -> Scenario:
    """The small scenario, read."""
    scenario, problems = read_scenario(BENCH, "park-bench.yaml")
    assert scenario is not None, problems
    return scenario


def bench_file(folder: Path) -> str:
    """The small scenario as a file, its path."""
    path = folder / "park-bench.yaml"
    path.write_text(BENCH, encoding="utf-8")
    return str(path)


def typing(lines: Sequence[str]) -> bytes:
    """The lines as they come through a pipe."""
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogateescape")


def program(folder: Path, *arguments: str, typed: Sequence[str] | bytes = ()) -> Ran:
    """The whole program, run in this process with its sessions in `folder` and input from a pipe."""
    said = typed if isinstance(typed, bytes) else typing(typed)
    out, err = _stream(), _stream()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ROLEPLAY_HOME", str(folder))
        patch.setattr(sys, "argv", ["roleplay", *arguments])
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(said), "utf-8"))
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        try:
            code = main()
        except SystemExit as left:
            code = left.code if isinstance(left.code, int) else 1
    return Ran(code, _written(out), _written(err))


def process(
    folder: Path, *arguments: str, typed: Sequence[str] | bytes = (), **settings: str
) -> "subprocess.CompletedProcess[bytes]":
    """The program in a process of its own, until it ends."""
    said = typed if isinstance(typed, bytes) else typing(typed)
    return subprocess.run(
        command(*arguments),
        input=said,
        capture_output=True,
        env=environment(folder, **settings),
        cwd=ROOT,
        timeout=LONGEST_WAIT,
        check=False,
    )


def started(folder: Path, *arguments: str) -> "subprocess.Popen[str]":
    """The program in a process of its own, waiting to be typed to."""
    return subprocess.Popen(
        command(*arguments),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=environment(folder),
        cwd=ROOT,
    )


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "roleplay", *arguments]


def environment(folder: Path, **settings: str) -> dict[str, str]:
    """The environment of a process that keeps its sessions in `folder`."""
    kept = {key: value for key, value in os.environ.items() if key not in _NOT_INHERITED}
    return {**kept, "ROLEPLAY_HOME": str(folder), "PYTHONUTF8": "1", **settings}


def converse(folder: Path, tmp_path: Path, *lines: str, seed: int = 7) -> Ran:
    """The bench, played with these lines typed through a pipe."""
    return program(folder, "play", bench_file(tmp_path), "--seed", str(seed), typed=lines)


def transcript_of(folder: Path, session: str = "last") -> dict[str, Any]:
    """A kept session as `review --format json` gives it."""
    ran = program(folder, "review", session, "--format", "json")
    assert ran.code == 0, ran.err
    found: dict[str, Any] = json.loads(ran.out)
    return found


def said_in(transcript: dict[str, Any]) -> list[str]:
    """What the learner said in a transcript."""
    return [turn["text"] for turn in transcript["turns"] if turn["speaker"] == "learner"]


def session_ids(folder: Path) -> list[str]:
    """The ids of the kept sessions, the newest first."""
    ran = program(folder, "sessions")
    assert ran.code == 0, ran.err
    return [line.split()[0] for line in ran.out.splitlines() if not line.startswith("No sessions")]


def everything_in(folder: Path) -> bytes:
    """The bytes of all files of a folder."""
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def _stream() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    raw = stream.buffer
    assert isinstance(raw, io.BytesIO)
    return raw.getvalue().decode("utf-8")
