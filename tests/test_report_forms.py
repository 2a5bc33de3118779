"""Reviews in every form, to every place, of everything that can be asked for."""

import contextlib
import csv
import io
import os
import re
import sqlite3
from pathlib import Path

import pytest

from roleplay.reports.document import Block
from roleplay.reports.in_csv import COLUMNS, as_csv, cell
from roleplay.reports.in_markdown import as_markdown, plain
from roleplay.reports.rendering import render
from roleplay.reports.telling_all import sections_of, what_this_is_not
from roleplay.reports.trainer_told import trainers_sections
from roleplay.reviewing.reviewed import Review
from tests.reviewed import FULL_REPAIR, HURT, said, with_margo
from tests.screens import REPLIES, converse, program

FORMS = ("text", "html", "md", "csv", "json")
_HARDEST = 8.0


@pytest.fixture
def data(tmp_path: Path) -> Path:
    converse(tmp_path / "data", tmp_path, *REPLIES)
    return tmp_path / "data"


@pytest.mark.parametrize("form", FORMS)
def test_a_file_has_what_the_screen_would_have(form: str, data: Path, tmp_path: Path) -> None:
    target = tmp_path / f"page.{form}"
    ran = program(data, "review", "--format", form, "-o", str(target))
    assert (ran.code, ran.out, ran.err) == (0, "", f"Written: {target}\n")
    assert target.read_text(encoding="utf-8") == program(data, "review", "--format", form).out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", target.name, "park-bench.yaml"]


@pytest.mark.parametrize(
    ("name", "begins"), [("a.html", "<!doctype html>"), ("a.md", "# Review"), ("a.csv", "reply,"), ("a.txt", "A park")]
)
def test_the_ending_of_a_file_says_its_form(name: str, begins: str, data: Path, tmp_path: Path) -> None:
    assert program(data, "review", "-o", str(tmp_path / name)).code == 0
    assert (tmp_path / name).read_text(encoding="utf-8").lstrip().startswith(begins)


@pytest.mark.parametrize("form", FORMS)
def test_what_cannot_be_written_is_told_and_nothing_is_left(form: str, data: Path, tmp_path: Path) -> None:
    for target in (tmp_path / "nowhere" / "page", tmp_path):
        ran = program(data, "review", "--format", form, "-o", str(target))
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith(f"{target} cannot be written: ")
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no device here that is always full")
def test_a_full_disk_is_told(data: Path) -> None:
    ran = program(data, "review", "--format", "html", "-o", "/dev/full")
    assert (ran.code, ran.err) == (
        2,
        "/dev/full cannot be written: No space left on device. Nothing was changed there.\n",
    )


def test_an_error_leaves_the_file_that_was_there(data: Path, tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    target.write_text("mine", encoding="utf-8")
    assert program(data, "review", "nothing", "--format", "html", "-o", str(target)).code == 2
    assert target.read_text(encoding="utf-8") == "mine"


def test_an_unknown_form_is_refused(data: Path) -> None:
    ran = program(data, "review", "--format", "docx")
    assert ran.code == 2
    assert "'docx' is not one of" in ran.err


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (
            "talk.jsonl",
            '{"turns": [{"speaker": "client", "text": "Hi."}, {"speaker": "learner", "text": "Tell me more."}]}',
        ),
        ("talk.csv", "conversation,speaker,text\n1,client,Hi.\n1,learner,Tell me more.\n"),
        ("talk.txt", "Client: Hi.\nLearner: Tell me more.\n"),
    ],
)
@pytest.mark.parametrize("form", FORMS)
def test_a_transcript_made_elsewhere_is_reviewed(name: str, content: str, form: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    ran = program(tmp_path / "data", "review", str(tmp_path / name), "--format", form, "--trainer")
    assert (ran.code, ran.err) == (0, "")
    assert "Tell me more." in re.sub(r"<[^>]*>|\*\*", "", ran.out)
    assert "roleplay replay" not in ran.out
    assert str(tmp_path) not in ran.out


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("talk.txt", "", "the learner says nothing"),
        ("talk.jsonl", '{"turns": [{"speaker": "client", "text": "Hi."}]}', "the learner says nothing"),
        ("talk.jsonl", "{", "the learner says nothing"),
        ("talk.jsonl", "{", "Line 1 is no transcript"),
        ("talk.jsonl", '{"speaker": "learner", "text": "Hi."}', 'Line 1 is no transcript; write {"turns": [...]}'),
        ("talk.jsonl", "[" * 100_000, "Line 1 is no transcript"),
        ("talk.csv", "conversation,speaker,text\n1,Ann,Hi.\n", "Line 2: "),
        ("talk.txt", "Bo: Hi.\nMo: Hello.\n", "It cannot be told who the learner is"),
    ],
)
def test_a_file_without_a_learner_is_told(name: str, content: str, told: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    ran = program(tmp_path / "data", "review", str(tmp_path / name))
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    ran = program(tmp_path / "data", "review", "gone.jsonl")
    assert (ran.code, ran.out) == (2, "")
    assert "gone.jsonl cannot be read" in ran.err


def test_the_learner_of_a_text_can_be_named(tmp_path: Path) -> None:
    (tmp_path / "talk.txt").write_text("Bo: Hi.\nMo: Tell me more.\n", encoding="utf-8")
    assert program(tmp_path / "data", "review", str(tmp_path / "talk.txt"), "--learner", "Mo").code == 0


def test_csv_has_a_row_a_reply_and_no_formula() -> None:
    rows = list(csv.reader(io.StringIO(as_csv(said("=1+1", "+49 @home", "-2", "=cmd()").account))))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == 3
    assert not [text for row in rows[1:] for text in (row[1], row[2], row[8]) if text.startswith(("=", "+", "-", "@"))]


def test_a_cell_that_is_no_formula_stays_as_it_is() -> None:
    assert cell("What was that like?") == "What was that like?"


@pytest.mark.parametrize("text", ["# no heading", "- no item", "1. no item", "<b>", "[a](b)", "`x`", "| a |", "**x**"])
def test_words_stay_words_in_markdown(text: str) -> None:
    assert plain(text).replace("\\", "") == text
    assert not re.match(r"#|- |\d+\. ", plain(text))
    assert not re.search(r"(?<!\\)[<\[`|*]", plain(text))


def test_markdown_has_the_sections_in_order() -> None:
    heads = re.findall(r"^## (.*)$", as_markdown(with_margo(*REPLIES)), re.MULTILINE)
    assert heads[0] == "How are you after that?"
    assert heads[-2:] == ["Transcript", "What this is not"]


def test_a_template_never_lacks_a_value_in_silence() -> None:
    with pytest.raises(Exception, match="'title' is undefined"):
        render("review.html.j2", {})


def test_a_report_says_nothing_of_a_grade() -> None:
    for page in (as_markdown(with_margo(HURT, FULL_REPAIR)), as_markdown(said("Hi.", "Hello there."))):
        assert not re.search(r"\b\d+\s*/\s*\d+\b|\b(?:score|grade)d? (?:of )?\d|\bwell done\b", page.lower())


def test_old_sessions_that_pile_up_are_mentioned_once(data: Path) -> None:
    assert "forget --older-than" not in program(data, "sessions").out
    with contextlib.closing(sqlite3.connect(data / "roleplay.db")) as database, database:
        database.execute("UPDATE sessions SET touched_at = '2020-01-01T00:00:00Z'")
        names = [row[1] for row in database.execute("PRAGMA table_info(sessions)") if row[1] != "id"]
        for number in range(11):
            database.execute(
                f"INSERT INTO sessions (id, {', '.join(names)}) "
                f"SELECT 'zz{number}', {', '.join(names)} FROM sessions LIMIT 1"
            )
    out = program(data, "sessions").out
    assert out.count("`roleplay forget --older-than 30d` erases them.") == 1
    assert out.count("park bench") == 12


def syllables(word: str) -> int:
    """About how many syllables an English word has."""
    groups = re.findall(r"[aeiouy]+", word)
    silent = word.endswith("e") and not word.endswith(("le", "ee")) and len(groups) > 1
    return max(1, len(groups) - silent)


def grade_of(text: str) -> float:
    """The Flesch-Kincaid grade of a text (Kincaid et al. 1975)."""
    sentences = [part for part in re.split(r"[.!?:;]+\s|\n", text) if re.search("[a-z]", part)]
    words = re.findall(r"[a-z']+", text.lower())
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def test_the_grade_tells_easy_from_hard() -> None:
    assert grade_of("The cat sat. The dog ran.") < 2
    assert grade_of("Institutional considerations necessitate comprehensive reorganisation of responsibilities.") > 20


def own_words(review: Review) -> str:
    """What a report says in words of its own, without quotations."""
    sections = (*sections_of(review), *trainers_sections(review, (), ()), what_this_is_not())
    blocks: list[Block] = [block for section in sections for block in section.blocks]
    texts = [block.text for block in blocks if block.kind in ("say", "item", "sub")]
    return re.sub(r"“[^”]*”", "that", "\n".join(texts))


@pytest.mark.parametrize("review", [with_margo(*REPLIES), with_margo(HURT, FULL_REPAIR, "ok"), said("Fine.", HURT)])
def test_a_report_reads_easily(review: Review) -> None:
    assert grade_of(own_words(review)) <= _HARDEST
