"""One reply taken apart from the command line: what was heard, in which words, and why trust moved."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.screens import CRISIS, NOT_ENGLISH, Ran, bench_file, program

CLIENT = "I drank Saturday. Eleven months, gone."
MIXED = "It makes sense that Saturday hurts, after eleven months. You should call your sponsor."


def explained(folder: Path, reply: str, *options: str, typed: bytes = b"") -> Ran:
    return program(folder, "explain", reply, *options, typed=typed)


def as_json(folder: Path, reply: str, *options: str) -> dict[str, Any]:
    ran = explained(folder, reply, "--format", "json", *options)
    assert ran.code == 0, ran.err
    found: dict[str, Any] = json.loads(ran.out)
    return found


def test_every_cause_is_told_with_its_words_and_its_moment(tmp_path: Path) -> None:
    out = explained(tmp_path, MIXED, "--client", CLIENT).out
    assert 'validation "It makes sense that' in out
    assert "Says why what they feel or do makes sense." in out
    assert 'unasked advice "You should' in out
    assert "counts more here: the client tells something personal" in out


def test_every_assessed_word_is_told_with_whom_it_is_about(tmp_path: Path) -> None:
    out = explained(tmp_path, "You sound sad. They were horrible.", "--client", "They threw me out, I cried.").out
    assert '-0.50  "sad", felt with them' in out
    assert '-1.00  "horrible", about others' in out


def test_json_is_a_learners_turn_of_a_transcript(tmp_path: Path) -> None:
    turn = as_json(tmp_path, MIXED, "--client", CLIENT)
    assert (turn["speaker"], turn["text"]) == ("learner", MIXED)
    assert all(MIXED[use["start"] : use["end"]] == use["text"] for use in turn["skills"])
    change = turn["trust"]
    assert change["after"] == pytest.approx(change["before"] + sum(reason["amount"] for reason in change["reasons"]))
    assert "discloses" in turn["answers"]["acts"]


def test_json_names_whom_each_assessed_word_is_about(tmp_path: Path) -> None:
    (assessed,) = as_json(tmp_path, "You are horrible.")["sentiment"]["assessments"]
    assert (assessed["words"], assessed["toward"]) == (["horrible"], "at_client")


def test_what_it_answers_decides(tmp_path: Path) -> None:
    reply = "You should call your sponsor."
    asked = as_json(tmp_path, reply, "--client", "I keep wanting a drink. What should I do?")["trust"]
    told = as_json(tmp_path, reply, "--client", CLIENT)["trust"]
    assert told["after"] < asked["after"] < asked["before"]


def test_trust_begins_where_it_is_said_to(tmp_path: Path) -> None:
    assert as_json(tmp_path, MIXED)["trust"]["before"] == 40
    assert as_json(tmp_path, MIXED, "--trust", "12.5")["trust"]["before"] == 12.5


@pytest.mark.parametrize("persona", ["cold-coffee", "Margo", "margo pelletier"])
def test_a_persona_is_named_by_scenario_or_name(persona: str, tmp_path: Path) -> None:
    assert as_json(tmp_path, MIXED, "--persona", persona)["trust"]["before"] == 22


def test_a_persona_can_be_from_a_file_of_ones_own(tmp_path: Path) -> None:
    assert as_json(tmp_path, MIXED, "--persona", bench_file(tmp_path))["trust"]["before"] == 35


def test_an_unknown_persona_names_the_nearest(tmp_path: Path) -> None:
    ran = explained(tmp_path, MIXED, "--persona", "marg0")
    assert (ran.code, ran.out) == (2, "")
    assert "Did you mean Margo Pelletier?" in ran.err


@pytest.mark.parametrize("trust", ["-1", "101", "much"])
def test_trust_is_a_number_up_to_a_hundred(trust: str, tmp_path: Path) -> None:
    assert explained(tmp_path, MIXED, "--trust", trust).code == 2


def test_a_reply_can_come_through_a_pipe(tmp_path: Path) -> None:
    ran = explained(tmp_path, "-", "--client", CLIENT, typed=b"That sounds hard.\xff\n")
    assert ran.code == 0
    assert "That sounds hard." in ran.out


@pytest.mark.parametrize(("reply", "said"), [("  ", "nothing in it to hear"), (NOT_ENGLISH, "Only English")])
def test_what_cannot_be_heard_is_said(reply: str, said: str, tmp_path: Path) -> None:
    ran = explained(tmp_path, reply)
    assert ran.code == 0
    assert said in ran.out


def test_words_of_danger_are_heard_and_show_where_to_turn(tmp_path: Path) -> None:
    assert "988" in explained(tmp_path, CRISIS).out
    assert "988" not in explained(tmp_path, MIXED).out


def test_nothing_untrusted_reaches_the_screen(tmp_path: Path) -> None:
    out = explained(tmp_path, "Hello \x1b[31mthere\u202e", "--client", "\x1b[2J").out
    assert "\x1b" not in out
    assert "\u202e" not in out


def test_what_was_heard_but_moved_nothing_says_why(tmp_path: Path) -> None:
    out = explained(tmp_path, "I said I'd call and I didn't. That's on me.", "--client", "You said you'd call.").out
    assert "it mends only where something was lost" in out
