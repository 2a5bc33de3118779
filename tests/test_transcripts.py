"""Whole conversations, word for word: played straight, and again with save and load after every turn.

A transcript is a text file: `# key: value` lines, then `> reply` and what is shown for it. After a change that is meant
to alter what they say, `ROLEPLAY_WRITE_TRANSCRIPTS=1 pytest tests/test_transcripts.py` writes them anew: read the
difference before it is kept.
"""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from roleplay import library
from roleplay.conversation import State
from roleplay.keeping import saving
from roleplay.keeping.kept import find_session
from roleplay.keeping.store import open_store
from roleplay.practice import Practice
from roleplay.shells import telling

FOLDER = Path(__file__).parent / "transcripts"
NAMES = sorted(path.stem for path in FOLDER.glob("*.txt"))
AT = "2026-01-01T10:00:00Z"

MANNERS = ("skilled", "passive", "advising", "clumsy", "hostile")
"""The manners in which a scenario is played: its transcripts are called SCENARIO-MANNER."""

Step = Callable[[Practice], Practice]


def read(name: str) -> tuple[dict[str, str], list[str]]:
    """The head of a transcript and the replies in it."""
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    head = dict(line[2:].split(": ", 1) for line in lines if line.startswith("# "))
    return head, [line[2:] for line in lines if line.startswith("> ")]


class Ended(NamedTuple):
    ending: str
    trust: float
    replies: int


def ended(name: str) -> Ended:
    """How a transcript came out: the ending, the trust then, and after how many replies."""
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    trust = re.findall(r"^trust [\d.]+ -> ([\d.]+),", text, re.MULTILINE)
    return Ended(text.splitlines()[-1].removeprefix("ending: "), float(trust[-1]), len(trust))


def new_practice(head: dict[str, str]) -> Practice:
    path = library.find(head["scenario"])
    assert path is not None
    loaded = library.load(path)
    assert loaded.scenario is not None
    return Practice(loaded.scenario, loaded.digest, loaded.source, int(head["seed"]))


def states_in(practice: Practice, replies: list[str]) -> list[State]:
    """Where a conversation stands at its beginning and after each of these replies."""
    states = [practice.state]
    for reply in replies:
        practice.reply(reply, AT)
        states.append(practice.state)
    return states


def played(practice: Practice, replies: list[str], between: Step) -> str:
    """The conversation as text; `between` stands between one reply and the next."""
    return "\n".join(_played(practice, replies, between)) + "\n"


def _played(practice: Practice, replies: list[str], between: Step) -> Iterator[str]:
    yield f"# scenario: {practice.scenario.id}"
    yield f"# seed: {practice.seed}"
    yield ""
    yield from _said(practice, practice.opening)
    for reply in replies:
        practice = between(practice)
        answer = practice.reply(reply, AT)
        yield f"\n> {reply}"
        assert answer.turn is not None, answer.kind
        yield from (paragraph.text for paragraph in telling.trust_line(practice.scenario, answer.turn))
        yield from _said(practice, answer.turn.lines)
    yield f"\nending: {practice.node.id if practice.is_over else 'none'}"


def _said(practice: Practice, lines: tuple[str, ...]) -> Iterator[str]:
    for line in lines:
        for paragraph in telling.client_says(practice.client, line):
            yield (f"({paragraph.text})" if paragraph.kind == "narration" else f"{paragraph.who}: {paragraph.text}")


@pytest.mark.parametrize("name", NAMES)
def test_a_conversation_goes_as_it_went(name: str) -> None:
    head, replies = read(name)
    text = played(new_practice(head), replies, lambda practice: practice)
    path = FOLDER / f"{name}.txt"
    if os.environ.get("ROLEPLAY_WRITE_TRANSCRIPTS"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_a_conversation_goes_as_it_went_when_it_is_saved_and_loaded_after_every_turn(name: str, tmp_path: Path) -> None:
    head, replies = read(name)
    with open_store(str(tmp_path)) as store:
        practice = new_practice(head)
        practice.keep_in(store, "bcdfgh", AT)
        text = played(practice, replies, lambda _: saving.resume(store, find_session(store, "bcdfgh")))
    assert text == (FOLDER / f"{name}.txt").read_text(encoding="utf-8")


SCENARIOS = sorted({read(name)[0]["scenario"] for name in NAMES})


def ending_and_trust(scenario: str, manner: str) -> tuple[str, float]:
    """The ending of a transcript and the last trust in it."""
    text = (FOLDER / f"{scenario}-{manner}.txt").read_text(encoding="utf-8")
    return text.splitlines()[-1], float(re.findall(r"^trust \S+ -> ([\d.]+)", text, re.MULTILINE)[-1])


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_skilled_a_clumsy_and_a_hostile_conversation_end_in_three_ways(scenario: str) -> None:
    outcomes = [ending_and_trust(scenario, manner) for manner in ("hostile", "clumsy", "skilled")]
    assert len({ending for ending, _ in outcomes}) == 3
    assert outcomes == sorted(outcomes, key=lambda outcome: outcome[1])


@pytest.mark.parametrize("scenario", [one for one in SCENARIOS if f"{one}-passive" in NAMES])
@pytest.mark.parametrize("manner", ["passive", "advising"])
def test_saying_little_and_advising_end_lower_than_listening(scenario: str, manner: str) -> None:
    ending, trust = ending_and_trust(scenario, manner)
    best, most = ending_and_trust(scenario, "skilled")
    assert ending != best
    assert trust < most - 15
