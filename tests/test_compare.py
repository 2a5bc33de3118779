"""`roleplay compare`: the same comparison as text, page and data, each statement true of the two sessions."""

import html
import json
import os
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from tests.screens import (
    BENCH,
    NOT_ENGLISH,
    REPLIES,
    bench_file,
    converse,
    process,
    program,
    session_ids,
    transcript_of,
)
from tests.test_replaying import long_session

OTHER = ("You should just get over it.", "Tell me about the bakery, if you like.")
MARKUP = "<script>alert(1)</script> & {{ 7 * 7 }} <b>What</b> is \x1b[31mthat \u202elike?"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def pair(data: Path, tmp_path: Path) -> tuple[str, str]:
    """A whole conversation on the bench, and another attempt from its second reply."""
    deep = BENCH.replace(
        "says: It's quiet then. I like it.", "says: Nobody calls.\n    depth: 2\n    about: {calls: [calls]}"
    )
    path = tmp_path / "park-bench.yaml"
    path.write_text(deep, encoding="utf-8")
    program(data, "play", str(path), "--seed", "7", typed=REPLIES)
    (first,) = session_ids(data)
    program(data, "replay", first, "--from", "2", typed=OTHER[:1])
    return first, next(session for session in session_ids(data) if session != first)


def compared(data: Path, *sessions: str) -> dict[str, Any]:
    ran = program(data, "compare", *sessions, "--format", "json")
    assert ran.code == 0, ran.err
    found: dict[str, Any] = json.loads(ran.out)
    return found


def test_the_shared_beginning_is_told_once(data: Path, pair: tuple[str, str]) -> None:
    out = program(data, "compare", *pair).out
    assert out.count(f"You: {REPLIES[0]}") == 1
    assert "The same in both: reply 1" in out


def test_both_replies_stand_where_they_part(data: Path, pair: tuple[str, str]) -> None:
    out = program(data, "compare", *pair).out.split("From here they part")[1]
    for part in (f"A  You: {REPLIES[1]}", f"B  You: {OTHER[0]}", "B  (It goes no further.)"):
        assert part in out


def test_there_are_two_columns_where_there_is_room(
    data: Path, pair: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from roleplay.shells.comparison_text import comparison_text

    told = comparison_text(compared(data, *pair), 88, 120)
    rows = [paragraph.text for paragraph in told if paragraph.kind == "column"]
    assert any(re.match(r"You: What is the bakery .* \| You: You should just", row) for row in rows)
    assert max(len(row) for row in rows) <= 119
    narrow = comparison_text(compared(data, *pair), 60, 60)
    assert not [paragraph for paragraph in narrow if paragraph.kind == "column"]


def test_the_data_is_recomputable_from_the_two_transcripts(data: Path, pair: tuple[str, str]) -> None:
    found = compared(data, *pair)
    for side, session in zip("ab", pair, strict=True):
        said = [turn for turn in transcript_of(data, session)["turns"] if turn["speaker"] == "learner"]
        mine = [*found["shared"], *(each[side] for each in found["parted"] if each[side])]
        assert [one["reply"] for one in mine] == [turn["text"] for turn in said]
        assert [one["after"] for one in mine] == [turn["trust"]["after"] for turn in said] == found[side]["trust"][1:]
        for one in mine:
            moved = sum(round(reason["amount"] * 10) for reason in one["reasons"])
            assert moved == round(one["after"] * 10) - round(one["before"] * 10)
            assert all(reason["words"] in one["reply"] for reason in one["reasons"])
    assert found["shared_replies"] == 1


def test_the_reply_that_made_the_most_difference_is_named_with_its_share(data: Path, pair: tuple[str, str]) -> None:
    found = compared(data, *pair)
    most = found["most_difference"]
    (parted,) = [each for each in found["parted"] if each["number"] == most["number"]]
    change = [parted[side]["after"] - parted[side]["before"] for side in ("a", "b")]
    assert most["difference"] == pytest.approx(change[1] - change[0])
    assert most["gap_at_the_end"] == pytest.approx(found["b"]["trust"][-1] - found["a"]["trust"][-1])
    assert most["is_where_they_part"]
    out = program(data, "compare", *pair).out
    assert "What made the most difference: reply 2" in out
    assert f'with "{OTHER[0]}"' in out


def test_what_was_confided_is_told_with_its_subject(data: Path, tmp_path: Path, pair: tuple[str, str]) -> None:
    program(data, "replay", pair[0], "--from", "1", typed=OTHER[:1])
    newest = transcript_of(data)["session"]
    disclosed = compared(data, pair[0], newest)["disclosed"]
    assert [(one["text"], one["about"], one["number"]) for one in disclosed["only_a"]] == [
        ("Nobody calls.", ["calls"], 2)
    ]
    assert disclosed["only_b"] == []
    assert '"Nobody calls." (after reply 2, about calls)' in program(data, "compare", pair[0], newest).out
    assert [one["about"] for one in compared(data, *pair)["disclosed"]["both"]] == [["calls"]]


def test_skills_missteps_and_endings_are_told(data: Path, pair: tuple[str, str]) -> None:
    out = program(data, "compare", *pair).out
    for part in ("Skills:", "Missteps:", "A  1   B  1   validation", "A: Goodbye. You met.", "B: not ended."):
        assert part in out


def test_one_session_is_compared_with_the_one_it_left(data: Path, pair: tuple[str, str]) -> None:
    assert program(data, "compare", pair[1]).out == program(data, "compare", *pair).out
    assert program(data, "compare").out == program(data, "compare", *pair).out


def test_a_session_that_left_none_needs_another(data: Path, pair: tuple[str, str]) -> None:
    ran = program(data, "compare", pair[0])
    assert (ran.code, ran.out) == (2, "")
    assert f"Session {pair[0]} is no attempt of another one, so name two" in ran.err


def test_a_session_is_not_compared_with_itself(data: Path, pair: tuple[str, str]) -> None:
    ran = program(data, "compare", pair[0], pair[0])
    assert (ran.code, ran.out) == (2, "")
    assert f"Both are session {pair[0]}" in ran.err


def test_sessions_of_different_scenarios_are_compared_as_far_as_they_can_be(data: Path, pair: tuple[str, str]) -> None:
    program(data, "play", "cold-coffee", typed=["So you've seen a few of us. What was that like?"])
    other = transcript_of(data)["session"]
    out = program(data, "compare", pair[0], other).out
    assert "These two are of different scenarios, so their replies are not set side by side." in out
    assert "B in numbers: 22 " in out
    assert "From here they part" not in out
    page = program(data, "compare", pair[0], other, "--format", "html").out
    assert "These two are of different scenarios" in page


def test_sessions_that_say_the_same_are_said_to_be_the_same(data: Path, tmp_path: Path) -> None:
    for _ in range(2):
        converse(data, tmp_path, *REPLIES)
    out = program(data, "compare", *session_ids(data)).out
    assert "Both are the same from beginning to end." in out
    assert "most difference" not in out


def test_empty_sessions_can_be_compared(data: Path, tmp_path: Path) -> None:
    for _ in range(2):
        converse(data, tmp_path, NOT_ENGLISH)
    for form in ("text", "html", "json"):
        ran = program(data, "compare", *session_ids(data), "--format", form)
        assert (ran.code, ran.err) == (0, "")


def test_an_edit_between_two_attempts_is_said(data: Path, pair: tuple[str, str], tmp_path: Path) -> None:
    path = tmp_path / "park-bench.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("*He gets up.*", "*He stays.*"), encoding="utf-8")
    program(data, "replay", pair[0], "--from", "3", typed=OTHER[1:])
    assert "The scenario was edited between these two" in program(data, "compare").out


def test_sessions_whose_scenario_nobody_can_read_are_compared(
    data: Path, pair: tuple[str, str], tmp_path: Path
) -> None:
    import contextlib
    import shutil
    import sqlite3

    (tmp_path / "park-bench.yaml").unlink()
    shutil.rmtree(data / "compiled")
    with contextlib.closing(sqlite3.connect(data / "roleplay.db")) as database, database:
        database.execute("UPDATE scenarios SET source = '\"id: 7\"'")
    out = program(data, "compare", *pair).out
    assert "What was confided\nThis cannot be told" in out
    assert f"A  You: {REPLIES[1]}" in out


class Page(HTMLParser):
    """The tags of a page and what could fetch something."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.fetching: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        named = [name for name, value in attributes if name in ("src", "href", "srcset", "action") and value]
        self.fetching += [name for name, value in attributes if name in named and not (value or "").startswith("#")]


def page_of(text: str) -> Page:
    page = Page()
    page.feed(text)
    return page


def test_the_page_needs_nothing_else(data: Path, pair: tuple[str, str]) -> None:
    text = program(data, "compare", *pair, "--format", "html").out
    page = page_of(text)
    assert page.fetching == []
    assert not {"script", "link", "img", "iframe", "object"} & set(page.tags)
    assert "url(" not in text
    assert "@import" not in text


def test_the_drawing_has_a_title_a_description_and_a_table(data: Path, pair: tuple[str, str]) -> None:
    text = program(data, "compare", *pair, "--format", "html").out
    assert {"svg", "title", "desc", "table", "caption"} <= set(page_of(text).tags)
    trust = compared(data, *pair)["a"]["trust"]
    cells = re.findall(r'<tr><th scope="row">[\dstar]+</th><td>([\d.]+)</td><td>[-\d.]+</td></tr>', text)
    assert [float(cell) for cell in cells] == trust


def test_everything_that_was_said_is_on_the_page(data: Path, pair: tuple[str, str]) -> None:
    text = html.unescape(program(data, "compare", *pair, "--format", "html").out)
    for reply in (*REPLIES, OTHER[0]):
        assert f"You: {reply}" in text


def test_markup_and_strange_characters_stand_there_as_text(data: Path, tmp_path: Path) -> None:
    converse(data, tmp_path, MARKUP, REPLIES[1])
    program(data, "replay", "last", "--from", "2", typed=[REPLIES[2]])
    text = program(data, "compare", "--format", "html").out
    assert "<script" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; {{ 7 * 7 }}" in text
    for form in ("text", "html", "json"):
        out = program(data, "compare", "--format", form).out
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", out)


def test_a_reply_of_broken_characters_can_be_written_to_a_page(data: Path, tmp_path: Path) -> None:
    converse(data, tmp_path, "What was that \udcff like?", REPLIES[1])
    program(data, "replay", "last", "--from", "2", typed=[REPLIES[2]])
    for form in ("text", "html", "json"):
        written = tmp_path / f"out.{form}"
        assert program(data, "compare", "--format", form, "-o", str(written)).code == 0
        assert "What was that" in written.read_text(encoding="utf-8")


@pytest.mark.parametrize("form", ["text", "html", "json"])
def test_a_file_holds_what_the_screen_would_show(form: str, data: Path, pair: tuple[str, str], tmp_path: Path) -> None:
    written = tmp_path / "out"
    ran = program(data, "compare", *pair, "--format", form, "-o", str(written))
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert written.read_text(encoding="utf-8") == program(data, "compare", *pair, "--format", form).out


@pytest.mark.parametrize("place", ["nowhere/out.html", "."])
def test_an_output_that_cannot_be_written_is_told(
    place: str, data: Path, pair: tuple[str, str], tmp_path: Path
) -> None:
    before = sorted(tmp_path.rglob("*"))
    ran = program(data, "compare", *pair, "--format", "html", "-o", str(tmp_path / place))
    assert (ran.code, ran.out) == (2, "")
    assert len(ran.err.splitlines()) == 1
    assert "cannot be written" in ran.err
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.skipif(os.name != "posix", reason="limits of this kind are POSIX")
def test_a_file_that_cannot_be_finished_leaves_the_one_before(
    data: Path, pair: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = tmp_path / "out.html"
    written.write_text("the one before", encoding="utf-8")

    def no_room(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", no_room)
    ran = program(data, "compare", *pair, "--format", "html", "-o", str(written))
    assert (ran.code, ran.err) == (
        2,
        f"{written} cannot be written: No space left on device. Nothing there was changed.\n",
    )
    assert written.read_text(encoding="utf-8") == "the one before"
    assert list(tmp_path.glob("out.html.*")) == []


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
def test_a_device_that_is_full_is_told(data: Path, pair: tuple[str, str]) -> None:
    ran = program(data, "compare", *pair, "--format", "html", "-o", "/dev/full")
    assert ran.code == 2
    assert "/dev/full cannot be written: No space left on device." in ran.err


def test_an_unknown_form_is_told(data: Path, pair: tuple[str, str]) -> None:
    ran = program(data, "compare", *pair, "--format", "pdf")
    assert ran.code == 2
    assert "'pdf'" in ran.err


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_an_output_with_few_characters_has_a_chart_of_letters(encoding: str, data: Path, pair: tuple[str, str]) -> None:
    ran = process(data, "compare", *pair, PYTHONUTF8="0", PYTHONIOENCODING=encoding)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert b"a A   b B   * both" in ran.stdout


def test_five_thousand_replies_are_compared(data: Path, tmp_path: Path) -> None:
    long_session(data, tmp_path, 5_000)
    program(data, "replay", "last", "--from", "4990", typed=REPLIES[2:])
    found = compared(data)
    assert found["shared_replies"] == 4_989
    out = program(data, "compare").out
    assert "The last 12 of them" in out
    assert program(data, "compare", "--format", "html").out.count('class="pair') == 11


def test_without_any_session_there_is_nothing_to_compare(data: Path, tmp_path: Path) -> None:
    assert program(data, "compare").err == "No sessions are kept yet. `roleplay` begins one.\n"
    program(data, "play", bench_file(tmp_path), typed=REPLIES[:1])
    assert "There is no session 'zzzzzz'." in program(data, "compare", "last", "zzzzzz").err
