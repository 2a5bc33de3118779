"""Nothing that came from outside can act on a screen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roleplay.safe_text import flattened, is_unsafe, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", "<U+001B>[31mred"),
        ("a\x00b\x7f", "a<U+0000>b<U+007F>"),
        ("\x9b2J", "<U+009B>2J"),
        ("one\rtwo", "one<U+000D>two"),
        ("abc\u202edef", "abc<U+202E>def"),
        ("\u2066x\u2069\u200e\u200f", "<U+2066>x<U+2069><U+200E><U+200F>"),
        ("lone \ud800", "lone <U+D800>"),
        ("zero\u200bwidth\ufeff", "zero<U+200B>width<U+FEFF>"),
        ("tag \U000e0041", "tag <U+E0041>"),
    ],
)
def test_what_acts_on_a_screen_is_written_out(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "plain",
        "",
        "two\nlines\tand a tab",
        "Lucía, 直子, שלום",
        "👩‍👩‍👧 ❤️ می‌خواهم",
        "no\u00a0break",
        "e\u0301",
        "\ue000",
    ],
)
def test_everything_else_stays(text: str) -> None:
    assert visible(text) == text


@given(st.text(st.characters(exclude_categories=())))
def test_a_shown_text_is_safe_and_stays_as_it_is(text: str) -> None:
    shown = visible(text)
    assert not any(is_unsafe(char) for char in shown)
    assert visible(shown) == shown


@given(st.text(st.characters(exclude_categories=())))
def test_a_flattened_text_keeps_its_columns(text: str) -> None:
    flat = flattened(text)
    assert len(flat) == len(text)
    assert not any(is_unsafe(char) for char in flat)
