"""Transcripts made elsewhere: read in three forms, scored turn by turn, and written out whole."""

import csv
import io
import json
import os
import random
import re
from collections.abc import Sequence
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roleplay.scoring import opening, workers
from tests.screens import NOT_ENGLISH, Ran, process, program

CLIENT = "I drank Saturday. Eleven months, gone."
GOOD = "It makes sense that Saturday hurts, after eleven months."
BAD = "You should be ashamed of yourself."
TURNS = [("client", CLIENT), ("learner", GOOD), ("client", "Maybe."), ("learner", BAD)]


def transcript(name: Any = "one", turns: Sequence[tuple[str, str]] = TURNS, **more: Any) -> dict[str, Any]:
    return {"id": name, "turns": [{"speaker": speaker, "text": text} for speaker, text in turns], **more}


def lines_of(*transcripts: Any) -> str:
    return "".join(json.dumps(one) + "\n" for one in transcripts)


def written(folder: Path, name: str, text: str | bytes) -> str:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(path)


def scored(folder: Path, *arguments: str, typed: bytes = b"") -> Ran:
    return program(folder / "data", "score", *arguments, typed=typed)


def objects(ran: Ran) -> list[dict[str, Any]]:
    return [json.loads(line) for line in ran.out.splitlines()]


def replies(one: dict[str, Any]) -> list[dict[str, Any]]:
    return [turn for turn in one["turns"] if turn["speaker"].lower() == "learner"]


# what comes out


def test_every_learners_turn_has_what_was_heard(tmp_path: Path) -> None:
    ran = scored(tmp_path, written(tmp_path, "in.jsonl", lines_of(transcript())), "--format", "jsonl")
    assert (ran.code, ran.err) == (0, "")
    good, bad = replies(objects(ran)[0])
    assert list(good) == ["speaker", "text", "sentiment", "skills", "trust"]
    assert good["trust"]["before"] == 40 < good["trust"]["after"] == bad["trust"]["before"] > bad["trust"]["after"]
    assert "validation" in [use["skill"] for use in good["skills"]]
    assert [reason["cause"] for reason in bad["trust"]["reasons"]] == ["judgement"]


def test_what_else_an_object_has_is_kept_in_its_order(tmp_path: Path) -> None:
    one = {"source": {"a": [1, None]}, **transcript(7), "note": "né"}
    one["turns"][0]["at"] = "12:00"
    (out,) = objects(scored(tmp_path, written(tmp_path, "in.jsonl", lines_of(one)), "--format", "jsonl"))
    assert list(out) == ["source", "id", "turns", "note"]
    assert (out["source"], out["id"], out["note"]) == (one["source"], 7, "né")
    assert out["turns"][0] == one["turns"][0]


def test_every_change_is_the_sum_of_its_reasons(tmp_path: Path) -> None:
    long = transcript("long", [*TURNS, ("client", "Whatever."), ("learner", "ok"), ("learner", "ok")] * 5)
    (out,) = objects(scored(tmp_path, written(tmp_path, "in.jsonl", lines_of(long)), "--format", "jsonl"))
    for turn in replies(out):
        change = turn["trust"]
        assert change["after"] == pytest.approx(
            change["before"] + sum(reason["amount"] for reason in change["reasons"])
        )


def test_every_transcript_starts_afresh(tmp_path: Path) -> None:
    ran = scored(
        tmp_path, written(tmp_path, "in.jsonl", lines_of(transcript("a"), transcript("b"))), "--format", "jsonl"
    )
    one, other = objects(ran)
    assert one["turns"] == other["turns"]


def test_what_the_client_said_decides(tmp_path: Path) -> None:
    advice = ("learner", "You should call your sponsor.")
    asked = transcript("a", [("client", "I keep wanting a drink. What should I do?"), advice])
    told = transcript("b", [("client", CLIENT), advice])
    ran = scored(tmp_path, written(tmp_path, "in.jsonl", lines_of(asked, told)), "--format", "jsonl")
    one, other = (replies(out)[0]["trust"]["after"] for out in objects(ran))
    assert other < one


def test_what_cannot_be_scored_moves_nothing(tmp_path: Path) -> None:
    turns = [("client", CLIENT), ("learner", NOT_ENGLISH), ("learner", "  "), ("learner", "I want to kill myself")]
    (out,) = objects(
        scored(tmp_path, written(tmp_path, "i.jsonl", lines_of(transcript("a", turns))), "--format", "jsonl")
    )
    assert [turn.get("unscored") for turn in replies(out)] == ["not_english", "empty", None]
    assert all(turn["trust"]["before"] == turn["trust"]["after"] == 40 for turn in replies(out)[:2])


def test_a_table_has_a_row_for_every_turn(tmp_path: Path) -> None:
    ran = scored(tmp_path, written(tmp_path, "in.jsonl", lines_of(transcript())), "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    assert [(row["speaker"], row["text"]) for row in rows] == TURNS
    assert rows[0]["trust_after"] == ""
    assert "validation" in rows[1]["skills"]
    assert rows[3]["reasons"].startswith("judgement -")


def test_the_summary_tells_what_helped_and_what_cost(tmp_path: Path) -> None:
    out = scored(tmp_path, written(tmp_path, "in.jsonl", lines_of(transcript("a"), transcript("b")))).out
    assert "a: 2 replies, trust 40 -> " in out
    assert "helped most: validation +" in out
    assert "cost most: judgement -" in out
    assert '"You should be ashamed' in out or '"be ashamed of yourself"' in out or '"ashamed of yourself"' in out
    assert "2 transcripts, 4 replies: trust rose in 0 and fell in 2" in out


def test_a_persona_of_a_scenario_can_be_used(tmp_path: Path) -> None:
    file = written(tmp_path, "in.jsonl", lines_of(transcript()))
    (out,) = objects(scored(tmp_path, file, "--format", "jsonl", "--persona", "margo"))
    assert replies(out)[0]["trust"]["before"] == 22
    assert scored(tmp_path, file, "--persona", "nobody").code == 2


# the forms it reads

TABLE = "conversation,speaker,text\n" + "".join(f'one,{speaker},"{text}"\n' for speaker, text in TURNS)
TEXT = "\n\n".join(f"{speaker.title()}: {text}" for speaker, text in TURNS)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("one.jsonl", lines_of(transcript())),
        ("one.json", json.dumps(transcript(), indent=2)),
        ("one.json", json.dumps([transcript()], indent=2)),
        ("one", lines_of(transcript())),
        ("one.csv", TABLE),
        ("one", TABLE),
        ("one.csv", TABLE.replace('"', "")),
        ("one.csv", re.sub(",(learner|client|speaker),", r";\1;", TABLE)),
        ("one.csv", TABLE.partition("\n")[2]),
        ("one.csv", "text,speaker,conversation\n" + "".join(f'"{text}",{who.upper()},one\n' for who, text in TURNS)),
        ("one.csv", "Speaker,Text\n" + "".join(f'{who},"{text}"\n' for who, text in TURNS)),
        ("one.txt", TEXT),
        ("one", TEXT),
        ("one.txt", TEXT.replace("Learner:", "[00:01:12] LEARNER:")),
        ("one.csv", "\ufeff" + TABLE),
        ("one.txt", "\ufeff" + TEXT),
        ("one.jsonl", "\ufeff" + lines_of(transcript())),
        ("one.txt", TEXT.replace("\n\n", "\r\n")),
        ("one.txt", TEXT.replace("\n\n", "\r")),
        ("one.csv", TABLE.replace("\n", "\r\n", 2).replace("\n", "\r", 4)),
    ],
)
def test_every_form_gives_the_same(name: str, text: str, tmp_path: Path) -> None:
    plain = scored(tmp_path, written(tmp_path, "plain.jsonl", lines_of(transcript())), "--format", "jsonl")
    ran = scored(tmp_path, written(tmp_path, name, text), "--format", "jsonl")
    assert (ran.code, ran.err) == (0, "")
    assert objects(ran) == objects(plain)


def test_standard_input_is_read_too(tmp_path: Path) -> None:
    for text in (lines_of(transcript("input")), TABLE.replace("one,", "input,"), TEXT):
        ran = scored(tmp_path, "-", "--format", "jsonl", typed=text.encode())
        assert [out["id"] for out in objects(ran)] == ["input"]


def test_the_form_can_be_said(tmp_path: Path) -> None:
    file = written(tmp_path, "one.log", "Notes: from\n" + TEXT)
    assert scored(tmp_path, file, "--input", "text", "--learner", "learner").code == 0
    assert scored(tmp_path, file, "--input", "jsonl").code == 1


def test_names_in_text_can_be_anybodys(tmp_path: Path) -> None:
    text = f"Dr. Ann Lee: {CLIENT}\nand I hid.\n\nSam: {GOOD}\nSee http://example.org: no\n at 10:30 then\n"
    ran = scored(tmp_path, written(tmp_path, "one.txt", text), "--learner", "SAM", "--format", "jsonl")
    (out,) = objects(ran)
    assert [turn["speaker"] for turn in out["turns"]] == ["client", "learner"]
    assert out["turns"][0]["text"] == f"{CLIENT}\nand I hid."
    assert out["turns"][1]["text"].endswith("no\nat 10:30 then")


def test_without_a_learner_the_names_are_told(tmp_path: Path) -> None:
    ran = scored(tmp_path, written(tmp_path, "one.txt", f"Ann: {CLIENT}\nSam: {GOOD}\nAnn: Hm.\n"))
    assert ran.code == 2
    assert "The names in it are Ann (2), Sam (1)." in ran.err
    assert '--learner "Ann"' in ran.err


def test_a_learner_who_is_not_there_is_said(tmp_path: Path) -> None:
    ran = scored(tmp_path, written(tmp_path, "one.txt", f"Ann: {CLIENT}\nSamuel: {GOOD}\n"), "--learner", "Samul")
    assert ran.code == 1
    assert "Did you mean 'Samuel'?" in ran.err


# what is wrong in files


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("{nonsense\n", 2, "is not valid JSON"),
        ('{"id": 1}\n', 2, 'no list of "turns"'),
        ('["a"]\n', 2, 'no list of "turns"'),
        ("3\n", 2, 'no list of "turns"'),
        ('"' + "9" * 20 + "\n", 2, "is not valid JSON"),
        ('{"n": ' + "9" * 9_999 + "}\n", 2, "number in it is too long"),
        ("[" * 200_000 + "\n", 2, "nested too deeply"),
        ('{"id": 1, "turns": [], "x": ' + "[" * 90_000 + "]" * 90_000 + "}\n", 2, "nested too deeply"),
        (lines_of({"id": 1, "turns": []}), 2, "the learner says nothing"),
        (lines_of({"id": 1, "turns": [{"speaker": "client", "text": "a"}]}), 2, "the learner says nothing"),
        (lines_of({"id": 1, "turns": [{"speaker": "Therapist", "text": "a"}]}), 2, 'the speaker is "Therapist"; write'),
        (lines_of({"id": 1, "turns": [{"speaker": "learner"}]}), 2, "turn 1: the text is missing"),
        (lines_of({"id": 1, "turns": [{"speaker": "learner", "text": 3}]}), 2, "turn 1: the text is missing"),
        (lines_of({"id": 1, "turns": ["hello"]}), 2, "turn 1: this is no turn"),
        (lines_of({"id": 1, "turns": [{"text": "a"}]}), 2, 'the speaker is "null"'),
    ],
)
def test_a_wrong_line_is_said_and_the_rest_is_scored(text: str, line: int, said: str, tmp_path: Path) -> None:
    file = written(tmp_path, "in.jsonl", lines_of(transcript("a")) + text + lines_of(transcript("b")))
    ran = scored(tmp_path, file, "--format", "jsonl")
    assert ran.code == 1
    assert f"{file}:{line}: " in ran.err
    assert said in ran.err
    assert "Traceback" not in ran.err
    ids = [out["id"] for out in objects(ran)]
    assert (ids[0], ids[-1]) == ("a", "b")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("one,therapist,hello\n", 'the speaker is "therapist"; write "learner" or "client"'),
        ("one,learner\n", "this row has 2 columns only"),
        ("one,learner\n\n", "this row has 2 columns only"),
        ('one,learner,"hello" you\n', "the quotes of this row cannot be read"),
        ('one,learner,"hello\n', "the quotes of this row cannot be read"),
    ],
)
def test_a_wrong_row_is_said_and_the_rest_is_scored(text: str, said: str, tmp_path: Path) -> None:
    file = written(tmp_path, "in.csv", TABLE + text + 'one,client,"and\nso"\none,learner,Go on.\n')
    ran = scored(tmp_path, file, "--format", "jsonl")
    assert ran.code == 1
    assert f"{file}:6: {said}" in ran.err
    (out,) = objects(ran)
    assert [turn["text"] for turn in out["turns"]][4:] == ["and\nso", "Go on."]


def test_a_transcript_with_a_wrong_turn_is_scored_without_it(tmp_path: Path) -> None:
    one = transcript("a", [TURNS[0], ("Robot", "beep"), *TURNS[1:]])
    one["turns"].insert(0, 3)
    ran = scored(tmp_path, written(tmp_path, "in.jsonl", lines_of(one)), "--format", "jsonl")
    (out,) = objects(ran)
    assert out["turns"][0] == 3
    assert out["turns"][2] == {"speaker": "Robot", "text": "beep"}
    assert replies(out | {"turns": out["turns"][1:]})[0]["trust"]["before"] == 40
    assert scored(tmp_path, written(tmp_path, "in.jsonl", lines_of(one)), "--format", "csv").out.count("\n") == 7


def test_many_problems_are_counted_and_not_all_shown(tmp_path: Path) -> None:
    ran = scored(tmp_path, written(tmp_path, "in.jsonl", "nonsense\n" * 500))
    assert len(ran.err.splitlines()) == 21
    assert "480 more like these" in ran.err


@pytest.mark.parametrize("name", ["in.jsonl", "in.csv", "in.txt", "in"])
@pytest.mark.parametrize("content", [b"", b"\n \r\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_said(name: str, content: bytes, tmp_path: Path) -> None:
    ran = scored(tmp_path, written(tmp_path, name, content))
    assert ran.code == 1
    assert "this file is empty" in ran.err


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32"])
def test_a_wide_encoding_is_said(encoding: str, tmp_path: Path) -> None:
    ran = scored(tmp_path, written(tmp_path, "in.csv", TABLE.encode(encoding)))
    assert ran.code == 2
    assert "Save it again as UTF-8" in ran.err


def test_windows_1252_is_read(tmp_path: Path) -> None:
    text = TABLE.replace("Maybe.", "Na\u00efve \u2013 caf\u00e9\u2019s.").encode("cp1252") + b"one,client,\x81\n"
    ran = scored(tmp_path, written(tmp_path, "in.csv", text), "--format", "jsonl")
    assert ran.code == 0
    assert "it is read as Windows-1252" in ran.err
    assert objects(ran)[0]["turns"][2]["text"] == "Na\u00efve \u2013 caf\u00e9\u2019s."


def test_nul_bytes_and_lone_surrogates_are_scored(tmp_path: Path) -> None:
    one = transcript("\ud800", [("client", "a\0b"), ("learner", f"\ud800 {GOOD} \0")])
    file = written(
        tmp_path, "in.jsonl", json.dumps(one) + "\n" + '{"id": 2, "turns": [{"speaker": "learner", "text": "a\0b"}]}'
    )
    for form in ("jsonl", "csv", "text"):
        ran = scored(tmp_path, file, "--format", form)
        assert (ran.code, ran.err) == (0, "")
    assert objects(scored(tmp_path, file, "--format", "jsonl"))[0]["turns"][1]["text"] == f"\ud800 {GOOD} \0"


def test_a_huge_turn_is_cut_and_said(tmp_path: Path) -> None:
    huge = f"{GOOD} " + "and then some more words came " * 20_000
    for name, text in (
        ("in.jsonl", lines_of(transcript("a", [("client", huge), ("learner", huge)]))),
        ("in.csv", f"a,client,{huge}\na,learner,{huge}\n"),
        ("in.txt", f"Client: {huge}\nLearner: {huge}\n"),
    ):
        ran = scored(tmp_path, written(tmp_path, name, text), "--format", "jsonl")
        assert ran.code == 0
        assert "only the first 2,000 characters of this reply are listened to" in ran.err
        (out,) = objects(ran)
        assert len(out["turns"][1]["text"]) >= len(huge.strip())
        assert "validation" in [use["skill"] for use in out["turns"][1]["skills"]]


def test_a_line_that_is_too_long_is_said_and_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "LONGEST_LINE", 2_000)
    file = written(tmp_path, "in.jsonl", lines_of(transcript("a"), "x" * 3_000_000, transcript("b")))
    ran = scored(tmp_path, file, "--format", "jsonl")
    assert ran.code == 1
    assert f"{file}:2: this line is longer than 2,000 characters" in ran.err
    assert [out["id"] for out in objects(ran)] == ["a", "b"]


def test_an_id_that_comes_twice_is_said_and_scored_twice(tmp_path: Path) -> None:
    ran = scored(
        tmp_path, written(tmp_path, "in.jsonl", lines_of(transcript("a"), transcript("a"))), "--format", "jsonl"
    )
    assert ran.code == 0
    assert ":2: a was here before; it is scored afresh" in ran.err
    assert len(objects(ran)) == 2


def test_nothing_untrusted_reaches_the_screen(tmp_path: Path) -> None:
    evil = transcript("\x1b[2J", [("\x1b[31m", "x"), ("learner", "\u202e" + BAD)])
    ran = scored(tmp_path, written(tmp_path, "in.jsonl", lines_of(evil)))
    assert "\x1b" not in ran.out + ran.err
    assert "\u202e" not in ran.out + ran.err


# files that are not there, and files that are written


@pytest.mark.parametrize("name", ["nowhere.jsonl", "", "a\0b", "\udcff", "."])
def test_a_file_that_cannot_be_read_is_said(name: str, tmp_path: Path) -> None:
    ran = scored(tmp_path, name)
    assert ran.code == 2
    assert "cannot be read" in ran.err


def test_other_files_are_scored_all_the_same(tmp_path: Path) -> None:
    ran = scored(
        tmp_path, str(tmp_path / "no.csv"), written(tmp_path, "in.jsonl", lines_of(transcript())), "--format", "jsonl"
    )
    assert ran.code == 1
    assert len(objects(ran)) == 1


def test_an_unknown_form_is_said(tmp_path: Path) -> None:
    ran = scored(tmp_path, written(tmp_path, "a.bin", "just words\nand words\n"))
    assert ran.code == 2
    assert "Say which with --input" in ran.err


def test_output_is_written_whole_beside_and_moved(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("before")
    file = written(tmp_path, "in.jsonl", lines_of(transcript()))
    ran = scored(tmp_path, file, "--format", "jsonl", "-o", str(out))
    assert (ran.code, ran.out) == (0, "")
    assert json.loads(out.read_text())["id"] == "one"
    assert sorted(os.listdir(tmp_path)) == ["in.jsonl", "out.jsonl"]


@pytest.mark.parametrize("form", ["text", "csv", "jsonl"])
def test_output_may_be_the_input(form: str, tmp_path: Path) -> None:
    file = written(tmp_path, "in.jsonl", lines_of(transcript()))
    shown = scored(tmp_path, file, "--format", form).out
    assert scored(tmp_path, file, "--format", form, "-o", file).code == 0
    assert Path(file).read_text() == shown


def test_output_is_left_alone_when_nothing_can_be_read(tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("before")
    assert scored(tmp_path, str(tmp_path / "no.jsonl"), "-o", str(out)).code == 2
    assert out.read_text() == "before"
    assert os.listdir(tmp_path) == ["out.jsonl"]


def test_output_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    file = written(tmp_path, "in.jsonl", lines_of(transcript()))
    ran = scored(tmp_path, file, "-o", str(tmp_path / "no" / "out.txt"))
    assert ran.code == 2
    assert "cannot be written" in ran.err


# many, and several processes


def many(count: int) -> str:
    chance = random.Random(5)
    said = [*TURNS, ("client", "My mom died in May."), ("learner", "I hear you."), ("learner", "Why didn't you call?")]
    return lines_of(*(transcript(n, chance.choices(said, k=20)) for n in range(count)))


@pytest.mark.parametrize("form", ["jsonl", "csv", "text"])
def test_two_processes_write_the_same_bytes(form: str, tmp_path: Path) -> None:
    files = [written(tmp_path, "in.jsonl", many(220) + "nonsense\n" + many(3)), written(tmp_path, "in.csv", _tables(3))]
    one, two = (process(tmp_path / "data", "score", *files, "--format", form, "--jobs", jobs) for jobs in ("1", "2"))
    assert one.returncode == two.returncode == 1
    assert one.stdout == two.stdout
    assert one.stderr == two.stderr
    assert b"nonsense" not in one.stdout


def _tables(count: int) -> str:
    """A short conversation, some far longer than a block, and short ones again."""
    rows = ["conversation,speaker,text"]
    for name in range(count):
        rows += [f"short{name},{speaker},{text!r}" for speaker, text in TURNS]
        rows += [f"long{name},{('client', 'learner')[n % 2]},Tell me about bread {n}" for n in range(900)]
    return "\n".join([*rows, *(f"last,{speaker},{text!r}" for speaker, text in TURNS)])


def test_a_lost_process_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(*_: Any) -> Any:
        raise BrokenProcessPool

    monkeypatch.setattr(workers, "_handed_on", lost)
    ran = scored(tmp_path, written(tmp_path, "in.jsonl", many(400)), "--jobs", "2")
    assert ran.code == 2
    assert "try again, or with --jobs 1" in ran.err


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(content=st.binary(max_size=300), form=st.sampled_from(["jsonl", "csv", "text"]))
def test_no_file_of_any_bytes_is_a_traceback(content: bytes, form: str, tmp_path: Path) -> None:
    ran = scored(tmp_path, written(tmp_path, "in", content), "--input", form)
    assert ran.code in (0, 1, 2)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(turns=st.lists(st.tuples(st.sampled_from(["learner", "client"]), st.text(max_size=50)), min_size=1))
def test_whatever_is_said_comes_back_with_trust_in_its_bounds(turns: list[tuple[str, str]], tmp_path: Path) -> None:
    file = written(tmp_path, "in.jsonl", lines_of(transcript("a", turns)))
    (out,) = objects(scored(tmp_path, file, "--format", "jsonl"))
    assert [(turn["speaker"], turn["text"]) for turn in out["turns"]] == turns
    assert all(0 <= turn["trust"]["after"] <= 100 for turn in replies(out))
