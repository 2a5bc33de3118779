"""Paragraphs come out wrapped, in colour only where wanted, and harmless always."""

import io
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roleplay.shells.curve import drawn, in_words
from roleplay.shells.paint import Painter
from roleplay.shells.telling import GAP, Paragraph, Told, client_says, gauge, note, points, quoted, signed

KINDS = ("client", "narration", "trust", "note", "heading", "quote", "warning", "chart", "learner")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff]")
LONG = "She has wiped the table, found the chair that doesn't wobble and left it for you. " * 3


def painted(told: Told, *, encoding: str = "utf-8", colour: bool = False, wrap: bool = False) -> str:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding, newline="")
    Painter(stream, colour=colour, wrap=wrap).show(told)
    return raw.getvalue().decode(encoding)


def test_a_client_speaks_by_name() -> None:
    assert painted((Paragraph("client", "Hello.", "Sam"),)) == "Sam: Hello.\n"


def test_the_learner_is_you() -> None:
    assert painted((Paragraph("learner", "Hello.", "You"),)) == "You: Hello.\n"


def test_narration_stands_in_brackets_without_colour() -> None:
    assert painted((Paragraph("narration", "He waits."),)) == "(He waits.)\n"


def test_a_line_is_cut_into_narration_and_speech() -> None:
    told = client_says("Sam", "*He waits.* Well.  *He gets up.*")
    assert [paragraph[:2] for paragraph in told] == [
        ("narration", "He waits."),
        ("client", "Well."),
        ("narration", "He gets up."),
    ]


def test_an_empty_line_is_one_line() -> None:
    assert painted((GAP,), wrap=True) == "\n"


@pytest.mark.parametrize("kind", KINDS)
def test_without_colour_there_is_no_escape_sequence(kind: str) -> None:
    assert "\x1b" not in painted((Paragraph(kind, "Red.", "Sam"),), wrap=True)


def test_with_colour_every_line_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    lines = painted((Paragraph("trust", LONG),), colour=True, wrap=True).splitlines()
    assert len(lines) > 3
    assert all(line.startswith("\x1b[36m") and line.endswith("\x1b[0m") for line in lines)


@pytest.mark.parametrize("columns", [20, 30, 40, 60, 80, 200])
@pytest.mark.parametrize("kind", KINDS[:7])
def test_lines_fit_the_window(kind: str, columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = painted((Paragraph(kind, LONG, "Margo"),), wrap=True).splitlines()
    assert max(map(len, lines)) < min(columns, 88)


@pytest.mark.parametrize("columns", [20, 40, 80])
def test_words_are_not_broken(columns: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    assert painted(note(LONG), wrap=True).split() == LONG.split()


def test_a_pipe_is_not_wrapped() -> None:
    assert painted(note(LONG)) == LONG + "\n"


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_what_an_encoding_lacks_is_written_by_its_code(encoding: str) -> None:
    assert painted(note("\N{SPARKLES} yes"), encoding=encoding) == "\\u2728 yes\n"


def test_a_chart_has_plain_marks_where_an_encoding_has_no_others() -> None:
    assert painted((Paragraph("chart", "│● ──"),), encoding="ascii") == "|o --\n"


@given(st.text(), st.sampled_from(KINDS), st.booleans())
def test_nothing_that_acts_on_a_screen_gets_through(text: str, kind: str, wrap: bool) -> None:
    assert not CONTROL.search(painted((Paragraph(kind, text, "Sam"),), wrap=wrap))


@given(st.text())
def test_no_colour_changes_the_words(text: str) -> None:
    told = (Paragraph("note", text),)
    assert re.sub(r"\x1b\[[0-9;]*m", "", painted(told, colour=True)) == painted(told)


@given(st.integers(0, 1000), st.integers(1, 60))
def test_a_gauge_is_as_long_as_it_should_be(trust: int, width: int) -> None:
    assert len(gauge(trust, width)) == len(gauge(trust, width, ascii_only=True)) == width


@given(st.integers(0, 1000))
def test_more_trust_is_never_a_shorter_gauge(trust: int) -> None:
    bars = [gauge(value).count("█") for value in (0, trust, 1000)]
    assert all(one <= next_one for one, next_one in pairwise(bars))


@pytest.mark.parametrize(("tenths", "text"), [(0, "0"), (240, "24"), (244, "24.4"), (1000, "100"), (5, "0.5")])
def test_trust_is_written_in_points(tenths: int, text: str) -> None:
    assert points(tenths) == text


@pytest.mark.parametrize(("tenths", "text"), [(24, "+2.4"), (-30, "-3"), (-5, "-0.5"), (0, "+0")])
def test_an_amount_has_its_sign(tenths: int, text: str) -> None:
    assert signed(tenths) == text


def test_a_long_quotation_is_cut_at_a_word() -> None:
    assert quoted(LONG, 0, len(LONG)) == '"She has wiped the table, found the..."'


def test_no_words_are_no_quotation() -> None:
    assert quoted("Hello.", 3, 3) == ""


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=200), st.integers(10, 100))
def test_every_value_shown_has_its_mark_and_the_chart_fits(trust: list[int], width: int) -> None:
    rows = drawn(trust, width)
    assert sum(row.count("●") for row in rows) == min(len(trust), max(8, width - 6))
    assert all(len(row) <= max(14, width) for row in rows)


def test_the_curve_is_told_in_whole_points_too() -> None:
    assert in_words([350, 381, 412]) == "35 38 41"
