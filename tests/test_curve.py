"""The course of trust as a chart of text: every value where it belongs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roleplay.shells.curve import drawn, drawn_together

curves = st.lists(st.integers(0, 1000), min_size=1, max_size=120)


def test_each_value_has_its_mark_in_its_row() -> None:
    assert drawn([200, 300, 400], 20) == [
        " 40 │      ●",
        "    │",
        "    │",
        "    │",
        "    │",
        " 30 │   ●",
        "    │",
        "    │",
        "    │",
        "    │",
        " 20 │●",
        "    │─────────",
    ]


def test_two_curves_meet_in_a_third_mark_and_end_where_they_end() -> None:
    rows = drawn_together([200, 300], [200, 400, 300], 20, ascii_only=True)
    assert [rows[0], rows[5], rows[10], rows[11]] == [" 40 |   b", " 30 |   a  b", " 20 |*", "    |---------"]


@given(curves, curves, st.integers(20, 120))
def test_every_value_that_fits_is_drawn_once(a: list[int], b: list[int], width: int) -> None:
    rows = drawn_together(a, b, width, ascii_only=True)
    marks = "".join(row[5:] for row in rows[:-1])
    shown = min(max(len(a), len(b)), max(8, width - 6))
    if shown == max(len(a), len(b)):
        assert marks.count("a") + marks.count("*") == len(a)
        assert marks.count("b") + marks.count("*") == len(b)
    assert max(len(row) for row in rows) <= max(width, 13)


@given(curves, st.integers(20, 120))
def test_a_curve_beside_itself_is_one_curve(trust: list[int], width: int) -> None:
    both = drawn_together(trust, trust, width, ascii_only=True)
    assert [row.replace("*", "o") for row in both] == drawn(trust, width, ascii_only=True)


@pytest.mark.parametrize("value", [0, 1000])
def test_the_ends_of_the_scale_are_drawn(value: int) -> None:
    assert sum(row.count("●") for row in drawn([value, value], 40)) == 2
