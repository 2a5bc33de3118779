"""Sessions as trees of attempts, drawn or in words."""

from pathlib import Path

import pytest

from roleplay.keeping.records import SessionHead
from roleplay.shells.tree import MOST_LINES, tree_lines
from tests.screens import REPLIES, converse, program, session_ids

NOON = "2026-11-22T12:00:00Z"


def head(name: str, parent: str | None = None, turn: int = 0) -> SessionHead:
    return SessionHead(name, "bench", "d1", "A bench", 7, NOON, NOON, 350, parent=parent, parent_turn=turn)


def names(lines: list[str]) -> list[str]:
    return [line.split("  from")[0].split("  A bench")[0] for line in lines]


def test_attempts_hang_under_what_they_left_in_the_order_of_where_they_left() -> None:
    heads = [head("f"), head("d", "b", 5), head("e", "d", 6), head("c", "b", 2), head("b")]
    assert names(tree_lines(heads, 5)) == ["f", "b", "├─ c", "└─ d", "   └─ e"]


def test_a_tree_can_be_drawn_in_plain_signs() -> None:
    heads = [head("b"), head("c", "b", 2), head("d", "c", 2), head("e", "b", 3)]
    assert names(tree_lines(heads, 4, ascii_only=True)) == ["b", "|- c", "|  `- d", "`- e"]


def test_a_tree_in_words_draws_nothing() -> None:
    _, second = tree_lines([head("b"), head("c", "b", 2)], 2, words_only=True)
    assert second == "c, A bench, another attempt of b from reply 3: 0 replies, trust 35, unfinished, 2026-11-22 12:00"


def test_an_attempt_whose_parent_was_forgotten_stands_alone() -> None:
    assert names(tree_lines([head("c", "gone", 2)], 1)) == ["c"]


def test_ever_so_many_attempts_of_attempts_stay_on_the_screen() -> None:
    heads = [head("s0"), *(head(f"s{number}", f"s{number - 1}", 1) for number in range(1, 5_000))]
    lines = tree_lines(heads, 5_000)
    assert lines[-1] == f"... and {5_000 - MOST_LINES:,} more."
    assert max(len(line) for line in lines) < 150


def test_no_sessions_make_no_tree() -> None:
    assert tree_lines([], 0) == []


@pytest.mark.parametrize("more", [[], ["--plain"]])
def test_the_tree_shows_endings_and_trust(more: list[str], tmp_path: Path) -> None:
    data = tmp_path / "data"
    assert "No sessions are kept yet." in program(data, "sessions", "--tree", *more).out
    converse(data, tmp_path, *REPLIES)
    (session,) = session_ids(data)
    program(data, "replay", session, "--from", "2", typed=["You should just get over it."])
    first, second = program(data, "sessions", "--tree", *more).out.splitlines()
    assert first.startswith(session)
    assert "3 replies, trust 4" in first
    assert "goodbye" in first
    assert "from reply 2: 2 replies, trust " in second
    assert "unfinished" in second
