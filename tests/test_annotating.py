"""A trainer corrects what was heard: beside it, marked, and taken back when it was wrong."""

import json
import webbrowser
from pathlib import Path

import pytest

from tests.screens import REPLIES, converse, everything_in, program, session_ids, transcript_of

SAID = (REPLIES[0], "You should just get over it.", REPLIES[2])


@pytest.fixture
def data(tmp_path: Path) -> Path:
    converse(tmp_path / "data", tmp_path, *SAID)
    return tmp_path / "data"


def profile(data: Path) -> dict[str, int]:
    found: dict[str, int] = transcript_of(data)["review"]["listening_profile"]
    return found


def test_an_added_skill_is_counted(data: Path) -> None:
    before = profile(data)["adherent"]
    assert program(data, "annotate", "last", "1", "--add", "affirmation").code == 0
    assert profile(data)["adherent"] == before + 1


def test_a_misstep_that_is_taken_out_is_counted_no_more(data: Path) -> None:
    before = profile(data)["non_adherent"]
    assert program(data, "annotate", "last", "2", "--remove", "unasked advice").code == 0
    assert profile(data)["non_adherent"] == before - 1


def test_what_the_machine_heard_is_kept(data: Path) -> None:
    before = transcript_of(data)["turns"]
    program(data, "annotate", "last", "2", "--remove", "advice", "--add", "SARCASM", "--comment", "He was joking.")
    after = transcript_of(data)
    assert after["turns"] == before
    assert [one["kind"] for one in after["corrections"]] == ["add", "remove", "comment"]


def test_corrections_are_marked_in_every_form(data: Path) -> None:
    program(data, "annotate", "last", "2", "--remove", "advice")
    for form in ("text", "html", "md", "csv"):
        assert "unasked advice taken out" in program(data, "review", "--format", form, "--trainer").out


def test_trust_as_corrected_is_shown_beside_trust_as_it_was(data: Path) -> None:
    before = transcript_of(data)["review"]["trust"]
    program(data, "annotate", "last", "2", "--remove", "advice")
    program(data, "annotate", "last", "2", "--remove", "minimizing")
    assert transcript_of(data)["review"]["trust"] == before
    assert "With the corrections trust would have gone: 35 " in program(data, "review", "--trainer").out


def test_annotations_are_listed_and_taken_back(data: Path) -> None:
    program(data, "annotate", "last", "1", "--add", "hope", "--words", "makes sense")
    assert program(data, "annotate", "last").out.startswith('1. reply 1: realistic hope added in "makes sense" (')
    assert program(data, "annotate", "last", "--undo", "1").out == "Annotation 1 is taken back.\n"
    assert program(data, "annotate", "last").out.startswith("Nothing is corrected.")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("9", "--add", "hope"), "has 3 replies; there is no reply 9."),
        (("--add", "hope"), "Say which reply, from 1 to 3"),
        (("1", "--add", "sarcasmm"), "There is no skill or misstep 'sarcasmm'. Did you mean sarcasm?"),
        (("1", "--add", "hope", "--words", "not there"), 'Reply 1 has no words "not there".'),
        (("1", "--remove", "sarcasm"), "Sarcasm was not heard in reply 1. Heard there: "),
        (("1", "--add", "validation"), "Validation is already heard in reply 1."),
        (("1", "--comment", "  "), "The comment is empty."),
        (("--undo", "7"), "has no annotation 7."),
    ],
)
def test_a_correction_that_makes_no_sense_is_refused(data: Path, arguments: tuple[str, ...], told: str) -> None:
    ran = program(data, "annotate", "last", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err
    assert transcript_of(data)["corrections"] == []


def test_a_forgotten_session_takes_its_annotations_and_reports_along(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def shows(uri: str) -> bool:
        opened.append(uri)
        return True

    monkeypatch.setattr(webbrowser, "open", shows)
    program(data, "annotate", "last", "1", "--comment", "Quite a peculiar remark")
    (session,) = session_ids(data)
    assert program(data, "review", session, "--open").code == 0
    assert [Path(uri).name for uri in opened] == [f"{session}.html"]
    assert b"get over it" in everything_in(data / "reports")
    assert program(data, "forget", session).code == 0
    assert b"peculiar" not in everything_in(data)
    assert list((data / "reports").iterdir()) == []


def test_the_trainers_view_has_codes_attempts_and_fields(data: Path) -> None:
    out = program(data, "review", "--trainer", "--format", "md").out
    for part in ("VALIDATE", "## All attempts", "## To fill in by hand", "Empathy", "## Corrections", "Every code"):
        assert part in out


def test_json_says_what_was_corrected(data: Path) -> None:
    program(data, "annotate", "last", "1", "--comment", "Well said")
    (one,) = json.loads(program(data, "review", "--format", "json").out)["corrections"]
    assert (one["turn"], one["kind"], one["comment"]) == (1, "comment", "Well said")
