"""What is drawn from a client's line when no author has written beside it what it does."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roleplay.behaviours import acts as known_acts
from roleplay.behaviours import contexts
from roleplay.ears.client_lines import LONGEST_LINE, context_of
from roleplay.ears.listening import listen
from roleplay.reading import Context

LINES = Path(__file__).parent / "data" / "client_acts.txt"
BEFORE = "I used to walk the whole river every morning before the shift started."
PRECISE, COMPLETE = 0.97, 0.95


def examples() -> Iterator[tuple[set[str], int, str, Context]]:
    for row in LINES.read_text(encoding="utf-8").splitlines():
        if row and not row.startswith("#"):
            acts, depth, line = (part.strip() for part in row.split("|", 2))
            said = [BEFORE, line[3:]] if line.startswith("...") else [line]
            wanted = set() if acts == "-" else set(acts.split(","))
            yield wanted, int(depth), line, context_of(said)


def acts_of(context: Context) -> set[str]:
    return {act for act in context.acts if act != "discloses" and not act.startswith("depth_")}


def test_hardly_an_act_is_heard_that_is_not_there() -> None:
    wrong = [(line, acts_of(context) - wanted) for wanted, _, line, context in examples() if acts_of(context) - wanted]
    print(*wrong, sep="\n")
    assert len(wrong) <= (1 - PRECISE) * len(list(examples()))


def test_hardly_an_act_is_missed() -> None:
    missed = [(line, wanted - acts_of(context)) for wanted, _, line, context in examples() if wanted - acts_of(context)]
    print(*missed, sep="\n")
    assert len(missed) <= (1 - COMPLETE) * len(list(examples()))


def test_a_sign_of_danger_is_always_heard_and_never_made_up() -> None:
    for wanted, _, line, context in examples():
        assert ("risk_cue" in context.acts) == ("risk_cue" in wanted), line


def test_the_depth_is_rarely_off() -> None:
    off = [(line, depth, context.depth) for _, depth, line, context in examples() if depth != context.depth]
    print(*off, sep="\n")
    assert len(off) <= (1 - COMPLETE) * len(list(examples()))


def test_every_act_of_an_author_can_be_drawn() -> None:
    assert set().union(*(wanted for wanted, *_ in examples())) | {"discloses"} == set(known_acts())


def test_a_line_without_content_is_still_about_the_one_before() -> None:
    context = context_of(["I drove a school bus for twenty-six years.", "Mm-hmm."])
    assert [subject for subject, _ in context.about] == ["drove", "school", "bus", "twenty", "six", "years"]


def test_a_listener_may_use_other_words_for_what_was_said() -> None:
    context = context_of(["I drank Saturday."])
    heard = listen("So the drinking started again, and it was a Saturday.", context)
    assert any(use.skill.endswith("reflection") for use in heard.skill_uses)
    assert dict(context.about)["drank"]


def test_feelings_are_those_named_and_those_that_go_with_them() -> None:
    feelings = context_of(["I'm not angry, I'm scared of the thirtieth."]).feelings
    assert feelings[0] == "scared"
    assert "angry" not in feelings


@pytest.mark.parametrize(
    ("line", "is_open"), [("You never listen to me.", True), ("My boss never listens to me.", False)]
)
def test_a_complaint_about_the_helper_is_an_open_hurt(line: str, is_open: bool) -> None:
    assert context_of([line]).open_rupture is is_open
    assert context_of([line], open_rupture=True).open_rupture


def test_without_a_client_there_is_nothing_to_answer() -> None:
    assert context_of([], ["Hello?"]) == Context(replies=("Hello?",))


def test_only_the_last_lines_and_replies_count() -> None:
    context = context_of([f"Line number {n} about bread." for n in range(9)], list("abcdef"))
    assert context.earlier == tuple(f"Line number {n} about bread." for n in range(4, 8))
    assert context.replies == tuple("cdef")


def test_a_huge_line_is_read_by_its_beginning_and_its_end() -> None:
    context = context_of(["I lost my brother in May. " + "and then " * 200_000 + "What should I do?"])
    assert len(context.line) == LONGEST_LINE + 1
    assert {"grief", "asks_advice"} <= set(context.acts)


@given(st.lists(st.text(max_size=60), max_size=7))
def test_any_text_gives_a_context_that_can_be_answered(lines: list[str]) -> None:
    context = context_of(lines)
    assert set(context.acts) <= set(contexts())
    assert 0 <= context.depth <= 3
    listen("That sounds hard. What happened?", context)
