"""A scenario about danger begins only after a second yes, and keeps the line to call in view."""

from pathlib import Path

import pytest

from tests.screens import BENCH, REPLIES, Ran, converse, program, said_in, session_ids, transcript_of
from tests.test_terminal import ENTER, playing

HEAVY = BENCH.replace("minutes: 5", "minutes: 5\nopt_in: Somebody is in danger in this one.\nsupport_line: true")
LINE = "call or text 988"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def played(data: Path, *typed: str) -> Ran:
    path = data.parent / "park-bench.yaml"
    path.write_text(HEAVY, encoding="utf-8")
    return program(data, "play", str(path), "--plain", typed=typed)


def test_the_opt_in_comes_after_the_content_note_and_before_the_first_line(data: Path) -> None:
    out = played(data, "yes").out
    parts = ("Content note: ", "Somebody is in danger in this one.", "Type yes to begin", "Sam: I'm tired")
    assert [out.index(part) for part in parts] == sorted(out.index(part) for part in parts)


@pytest.mark.parametrize("answer", ["", "no", "q", "ok", REPLIES[0]])
def test_without_a_yes_nothing_begins(answer: str, data: Path) -> None:
    ran = played(data, answer, *REPLIES)
    assert ran.code == 0
    assert "Sam: I'm tired" not in ran.out
    assert session_ids(data) == []


def test_another_one_can_be_picked_instead(data: Path) -> None:
    out = played(data, "p", "margo").out
    assert "So you're number four." in out


def test_the_yes_is_no_reply(data: Path) -> None:
    played(data, "yes", *REPLIES)
    assert said_in(transcript_of(data)) == list(REPLIES)


def test_coming_back_asks_again_in_short(data: Path) -> None:
    played(data, "yes", REPLIES[0])
    ran = program(data, "resume", "--plain", typed=["yes", REPLIES[1]])
    assert "Somebody is in danger in this one." not in ran.out
    assert ran.out.index("Ready to go on?") < ran.out.index("Type yes to go on") < ran.out.index("Sam: ")
    assert said_in(transcript_of(data)) == list(REPLIES[:2])


@pytest.mark.parametrize("answer", ["", "no", "q", REPLIES[1]])
def test_without_a_yes_it_does_not_go_on_and_stays_as_it_was(answer: str, data: Path) -> None:
    played(data, "yes", REPLIES[0])
    ran = program(data, "resume", "--plain", typed=[answer, *REPLIES[1:]])
    assert ran.code == 0
    assert "Sam: " not in ran.out
    assert f"roleplay resume {session_ids(data)[0]}" in ran.out
    assert said_in(transcript_of(data)) == [REPLIES[0]]


def test_any_other_scenario_goes_on_at_once(data: Path, tmp_path: Path) -> None:
    converse(data, tmp_path, REPLIES[0])
    assert "Ready to go on?" not in program(data, "resume", "--plain", typed=[]).out


def test_the_line_to_call_comes_again_after_every_reply(data: Path) -> None:
    assert played(data, "yes").out.count(LINE) == 1
    assert played(data, "yes", *REPLIES[:2]).out.count(LINE) == 3


def test_the_line_to_call_is_there_at_the_end(data: Path) -> None:
    out = played(data, "yes", *REPLIES).out
    assert LINE in out[out.index("How are you after that?") :]


@pytest.mark.parametrize("columns", [40, 80])
def test_the_line_to_call_stands_below_the_prompt(columns: int, tmp_path: Path) -> None:
    with playing(tmp_path, columns=columns) as opened:
        assert LINE not in opened.toolbar
        opened.practice.scenario = opened.practice.scenario._replace(support_line=True)
        first, below = opened.toolbar.split("\n")
        assert LINE in below
        assert max(len(first), len(below)) <= columns
        opened.type(f"/pause{ENTER}{ENTER}/quit{ENTER}")
        assert LINE in opened.toolbar
