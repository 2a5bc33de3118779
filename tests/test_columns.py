"""Two texts side by side: every word is there, and no line is wider than the screen."""

from hypothesis import given
from hypothesis import strategies as st

from roleplay.shells.columns import BETWEEN, beside, cells

texts = st.lists(st.text(alphabet="ab cé 漢\u0301\u202e-", max_size=80), max_size=4)


@given(texts, texts, st.integers(24, 140))
def test_no_line_is_wider_than_the_screen(left: list[str], right: list[str], width: int) -> None:
    assert all(cells(line) <= width for line in beside(left, right, width))


@given(texts, texts, st.integers(60, 140))
def test_the_line_between_stands_in_one_column(left: list[str], right: list[str], width: int) -> None:
    room = (width - len(BETWEEN)) // 2
    for line in beside(left, right, width):
        assert cells(line.split("|")[0].rstrip()) <= room


def test_each_side_has_its_own_words() -> None:
    assert beside(["You: Hello there.", "Sam: Hm."], ["You: No."], 27) == [
        "You: Hello   | You: No.",
        "there.       |",
        "Sam: Hm.     |",
    ]


def test_a_word_that_is_too_wide_is_cut() -> None:
    assert beside(["x" * 25], ["y"], 23) == ["xxxxxxxxxx | y", "xxxxxxxxxx |", "xxxxx      |"]


def test_wide_characters_take_two_cells_and_marks_none() -> None:
    assert [cells(text) for text in ("ab", "漢", "e\u0301")] == [2, 2, 1]


def test_what_could_act_on_a_screen_is_written_out_before_it_is_measured() -> None:
    (line,) = beside(["\x1b[2J"], ["y"], 40)
    assert line.startswith("<U+001B>[2J        |")
