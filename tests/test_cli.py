"""The commands: each does what its help says, and a wrong one says what was meant."""

import json
from pathlib import Path

import pytest

from roleplay import __version__
from tests.screens import (
    REPLIES,
    bench_file,
    converse,
    everything_in,
    program,
    said_in,
    session_ids,
    transcript_of,
)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def test_the_version_is_told(data: Path) -> None:
    assert __version__ in program(data, "--version").out


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["play", "--help"], ["forget", "-h"]])
def test_help_is_told(arguments: list[str], data: Path) -> None:
    ran = program(data, *arguments)
    assert ran.code == 0
    assert "Usage: roleplay" in ran.out


def test_the_scenarios_are_listed(data: Path) -> None:
    out = program(data, "list").out
    assert "cold-coffee - Cold coffee, with Margo Pelletier" in out
    assert "Content note: " in out


def test_the_scenarios_are_listed_as_json(data: Path) -> None:
    (margo,) = [one for one in json.loads(program(data, "list", "--format", "json").out) if one["id"] == "cold-coffee"]
    assert margo["client"] == "Margo Pelletier"
    assert margo["minutes"] == 15


@pytest.mark.parametrize("arguments", [[], ["play"]])
def test_without_a_name_the_learner_picks(arguments: list[str], data: Path) -> None:
    ran = program(data, *arguments, typed=["margo", "So you've seen a few of us. What was that like?"])
    assert ran.code == 0
    assert transcript_of(data)["scenario"] == "cold-coffee"


def test_a_wrong_pick_asks_again(data: Path) -> None:
    out = program(data, typed=["99", "nobody", "q"]).out
    assert out.count("Please type a number from 1 to ") == 2


def test_nobody_has_to_pick(data: Path) -> None:
    assert program(data, typed=[]).code == 0
    assert session_ids(data) == []


@pytest.mark.parametrize(("wrong", "near"), [("cold-cofee", "cold-coffee"), ("Cold Coffee", "cold-coffee")])
def test_an_unknown_scenario_names_the_nearest(wrong: str, near: str, data: Path) -> None:
    ran = program(data, "play", wrong)
    assert ran.code == 2
    assert ran.err == (
        f"There is no scenario {wrong!r} here, and no file of that name. "
        f"Did you mean {near}? `roleplay list` shows all.\n"
    )


@pytest.mark.parametrize("name", ["zzzzzz", "", "/", "a\x1b[31mb", "\udcff", "x" * 5000])
def test_a_hopeless_scenario_name_is_one_sentence(name: str, data: Path) -> None:
    ran = program(data, "play", name)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("There is no scenario ")
    assert "\x1b" not in ran.err


def test_a_broken_scenario_lists_its_problems(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text("id: broken\ntitle: 7\nstart: nowhere\nnodes: {}\n", encoding="utf-8")
    ran = program(data, "play", str(path))
    assert (ran.code, ran.out) == (2, "")
    assert f"{path}:2:" in ran.err
    assert ran.err.count(str(path)) > 3


def test_an_unknown_session_names_the_nearest(data: Path, tmp_path: Path) -> None:
    converse(data, tmp_path, REPLIES[0])
    (session,) = session_ids(data)
    wrong = session[:5] + ("b" if session[5] != "b" else "c")
    for command in ("resume", "review", "forget"):
        ran = program(data, command, wrong)
        assert ran.code == 2
        assert f"There is no session {wrong!r}. Did you mean {session}?" in ran.err


@pytest.mark.parametrize("command", ["resume", "review"])
def test_without_any_session_there_is_nothing_to_show(command: str, data: Path) -> None:
    ran = program(data, command)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "No sessions are kept yet. `roleplay` begins one.\n"


def test_without_an_unfinished_session_there_is_nothing_to_resume(data: Path, tmp_path: Path) -> None:
    converse(data, tmp_path, *REPLIES)
    ran = program(data, "resume")
    assert ran.code == 2
    assert "There is no unfinished session to go on with." in ran.err


def test_a_session_that_has_ended_cannot_be_resumed(data: Path, tmp_path: Path) -> None:
    converse(data, tmp_path, *REPLIES)
    (session,) = session_ids(data)
    ran = program(data, "resume", session)
    assert (ran.code, ran.err) == (
        2,
        f"Session {session} has ended. To look at it:  roleplay review {session}\n",
    )


def test_a_session_is_found_by_the_beginning_of_its_id(data: Path, tmp_path: Path) -> None:
    converse(data, tmp_path, REPLIES[0])
    (session,) = session_ids(data)
    assert program(data, "resume", session[:2].upper(), typed=REPLIES[1:]).code == 0
    assert transcript_of(data, session)["ending"] == "goodbye"


def test_sessions_are_listed_with_how_they_stand(data: Path, tmp_path: Path) -> None:
    converse(data, tmp_path, *REPLIES)
    converse(data, tmp_path, REPLIES[0], "/undo", REPLIES[1])
    out = program(data, "sessions").out
    for part in ("3 replies, trust ", ", goodbye", ", unfinished", ", taken back", " after reply 0"):
        assert part in out


def test_a_wrong_command_names_the_nearest(data: Path) -> None:
    ran = program(data, "reveiw")
    assert ran.code == 2
    assert "There is no command 'reveiw'. Did you mean 'review'?" in ran.err


def test_a_wrong_option_is_told(data: Path) -> None:
    ran = program(data, "play", "cold-coffee", "--sed", "7")
    assert ran.code == 2
    assert "--seed" in ran.err


@pytest.mark.parametrize("seed", ["-1", "4294967296", "seven"])
def test_a_seed_that_is_none_is_told(seed: str, data: Path) -> None:
    ran = program(data, "play", "cold-coffee", "--seed", seed)
    assert ran.code == 2
    assert "--seed" in ran.err


def test_a_folder_can_be_named_before_the_command_or_after_it(data: Path, tmp_path: Path) -> None:
    converse(data, tmp_path, REPLIES[0])
    elsewhere = tmp_path / "elsewhere"
    before = program(elsewhere, "--data", str(data), "sessions")
    after = program(elsewhere, "sessions", "--data", str(data))
    assert before.out == after.out
    assert "A park bench" in before.out


def test_trust_can_be_hidden_before_the_command(data: Path, tmp_path: Path) -> None:
    assert "trust" not in program(data, "--hide-trust", "play", bench_file(tmp_path), typed=REPLIES[:1]).out


def test_one_session_is_forgotten_for_good(data: Path, tmp_path: Path) -> None:
    converse(data, tmp_path, "What was that porcupine like?")
    (session,) = session_ids(data)
    assert b"porcupine" in everything_in(data)
    ran = program(data, "forget", session)
    assert (ran.code, ran.out) == (0, f"Session {session} is forgotten.\n")
    assert b"porcupine" not in everything_in(data)
    assert session_ids(data) == []


def test_other_sessions_stay(data: Path, tmp_path: Path) -> None:
    converse(data, tmp_path, REPLIES[0])
    converse(data, tmp_path, REPLIES[1])
    gone, _ = sorted(session_ids(data), key=lambda session: REPLIES.index(said_in(transcript_of(data, session))[0]))
    program(data, "forget", gone)
    assert [said_in(transcript_of(data, session)) for session in session_ids(data)] == [[REPLIES[1]]]


def test_all_sessions_are_forgotten(data: Path, tmp_path: Path) -> None:
    converse(data, tmp_path, REPLIES[0])
    converse(data, tmp_path, REPLIES[0])
    ran = program(data, "forget", "--all", "--yes")
    assert (ran.code, ran.out) == (0, "2 sessions are forgotten.\n")
    assert session_ids(data) == []


def test_all_sessions_are_not_forgotten_unasked(data: Path, tmp_path: Path) -> None:
    converse(data, tmp_path, REPLIES[0])
    ran = program(data, "forget", "--all", typed=["yes"])
    assert (ran.code, ran.err) == (2, "Nothing was forgotten.\n")
    assert len(session_ids(data)) == 1


def test_older_than_no_days_is_every_session(data: Path, tmp_path: Path) -> None:
    converse(data, tmp_path, REPLIES[0])
    assert program(data, "forget", "--older-than", "0d").out == "1 session is forgotten.\n"


@pytest.mark.parametrize("age", ["1d", "30", "2 weeks", "99999d"])
def test_a_session_of_today_is_not_old(age: str, data: Path, tmp_path: Path) -> None:
    converse(data, tmp_path, REPLIES[0])
    assert program(data, "forget", "--older-than", age).out == "0 sessions are forgotten.\n"


@pytest.mark.parametrize("age", ["soon", "-1d", "1.5d", "", "3 months", "999999d"])
def test_an_age_that_is_none_forgets_nothing(age: str, data: Path, tmp_path: Path) -> None:
    converse(data, tmp_path, REPLIES[0])
    ran = program(data, "forget", "--older-than", age)
    assert ran.code == 2
    assert "is no age" in ran.err
    assert len(session_ids(data)) == 1


@pytest.mark.parametrize("arguments", [[], [""], ["last", "--all"], ["--all", "--older-than", "3d"]])
def test_it_has_to_be_clear_what_to_forget(arguments: list[str], data: Path, tmp_path: Path) -> None:
    converse(data, tmp_path, REPLIES[0])
    ran = program(data, "forget", *arguments)
    assert ran.code == 2
    assert "Say which" in ran.err
    assert len(session_ids(data)) == 1
