"""Which endings are within reach: nothing that is called out of reach ever happens, and the review says so in words."""

import re
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roleplay.conversation import State, opening, respond
from roleplay.exploring.outlook import Outlook, PossibleEnding, endings_within_reach, outlook, place_of
from roleplay.keeping.outlooks import outlook_of_kept
from roleplay.reading import Reading, Sentiment, SkillUse
from roleplay.reports.moments_told import three_moments
from roleplay.reports.reach_told import out_of_reach_after, within_reach
from roleplay.reviewing.reviewed import Review, review_of
from roleplay.reviewing.within_reach import all_closed, best_closed
from roleplay.scenario import Scenario
from tests.benchmarks.corpus import scenario as cold_coffee
from tests.graphs import scenario as by_chance
from tests.reviewed import HURT, with_margo
from tests.screens import converse, program, transcript_of
from tests.small_scenarios import beat, end, scenario, to
from tests.test_proof import small
from tests.test_transcripts import read
from tests.test_trust_always import readings

ENDINGS = tuple(PossibleEnding(name, name.title(), asks) for name, asks in (("shut", 0), ("some", 200), ("open", 600)))
ALL = ("shut", "some", "open")


def heard(*skills: str) -> Reading:
    return Reading(Sentiment(0.0, 0.0), tuple(SkillUse(skill, 0, 9, 1.0) for skill in skills))


def course_of(played: Scenario, replies: list[Reading]) -> list[State]:
    """Where a conversation stands at its beginning and after each reply, up to its end."""
    _, state = opening(played, 1)
    states = [state]
    for reading in replies:
        if played.nodes[state.node].ending:
            break
        state = respond(played, 1, state, "", reading).state
        states.append(state)
    return states


def assert_nothing_out_of_reach_happens(played: Scenario, states: list[State]) -> None:
    """The ending that the last of these states stands at, if it does, was within reach from every one."""
    found = outlook(played, states).within_reach
    assert len(found) == len(states)
    for earlier, later in pairwise(found):
        assert set(later) <= set(earlier)
    if played.nodes[states[-1].node].ending:
        assert found[-1] == (states[-1].node,)


@settings(max_examples=60, deadline=None)
@given(small, st.lists(readings, max_size=8))
def test_an_ending_that_was_reached_was_within_reach_all_along(played: Scenario, replies: list[Reading]) -> None:
    assert_nothing_out_of_reach_happens(played, course_of(played, replies))


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.lists(readings, max_size=10))
def test_so_it_was_in_scenarios_made_by_chance(seed: int, replies: list[Reading]) -> None:
    played = by_chance(seed)
    assert_nothing_out_of_reach_happens(played, course_of(played, replies))


@settings(max_examples=25, deadline=None)
@given(small, st.lists(readings, min_size=1, max_size=4), st.lists(readings, min_size=6, max_size=30))
def test_no_continuation_comes_to_an_ending_that_is_out_of_reach(
    played: Scenario, before: list[Reading], after: list[Reading]
) -> None:
    stands = course_of(played, before)[-1]
    possible = endings_within_reach(played, stands)
    random = Random(len(before))
    for _ in range(20):
        state = stands
        for _ in range(40):
            if played.nodes[state.node].ending:
                break
            state = respond(played, 1, state, "", random.choice(after)).state
        if played.nodes[state.node].ending:
            assert state.node in possible


@settings(max_examples=5, deadline=None)
@given(st.lists(readings, min_size=8, max_size=20), st.integers(2, 6))
def test_nor_over_cold_coffee(replies: list[Reading], stop: int) -> None:
    played = cold_coffee()
    states = course_of(played, replies)
    possible = outlook(played, states[: stop + 1]).within_reach[-1]
    if played.nodes[states[-1].node].ending:
        assert states[-1].node in possible


def test_what_is_found_along_a_conversation_is_what_is_found_from_each_state_alone() -> None:
    played = cold_coffee()
    random = Random(3)
    skills = ("validation", "advice", "open_question", "minimizing", "simple_reflection", "judgement")
    for _ in range(6):
        states = course_of(played, [heard(random.choice(skills)) for _ in range(14)])
        assert outlook(played, states).within_reach == tuple(endings_within_reach(played, one) for one in states)


def test_an_ending_asks_for_what_the_easiest_way_to_it_asks_for() -> None:
    played = scenario(
        beat("a", to("b", trust_at_least=300), to("bad")),
        beat("b", to("good", trust_at_least=200), to("best", trust_at_least=700), to("bad")),
        end("good"), end("best"), end("bad"),
    )  # fmt: skip
    asked = {one.id: one.asks for one in outlook(played, [opening(played, 1)[1]]).endings}
    assert asked == {"good": 300, "best": 700, "bad": 0}


def test_a_long_conversation_takes_few_explorations(monkeypatch: pytest.MonkeyPatch) -> None:
    from roleplay.exploring import proof

    played = scenario(beat("a", to("good", trust_at_least=990), to("a")), end("good"), start=0)
    states = course_of(played, [heard()] * 2000)
    times = []
    explored = proof.explored

    def counted(*arguments: object) -> object:
        times.append(arguments)
        return explored(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(proof, "explored", counted)
    assert len(outlook(played, states).within_reach) == 2001
    assert len(times) < 40


def test_what_was_found_is_kept_without_a_word_that_was_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from roleplay.exploring import proof

    played = cold_coffee()
    states = course_of(played, [heard("advice")] * 4)
    found = outlook_of_kept(played, "d1", states, str(tmp_path))
    monkeypatch.delattr(proof, "explored")
    assert outlook_of_kept(played, "d1", states, str(tmp_path)) == found
    (kept,) = tmp_path.iterdir()
    assert b"Margo" not in kept.read_bytes()


@pytest.mark.parametrize("damage", [b"", b"roleplay", None])
def test_a_damaged_keep_is_found_anew(tmp_path: Path, damage: bytes | None) -> None:
    played = cold_coffee()
    states = course_of(played, [heard("advice")] * 2)
    found = outlook_of_kept(played, "d1", states, str(tmp_path))
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(kept.read_bytes()[:-1] + b"\xff" if damage is None else damage)
    assert outlook_of_kept(played, "d1", states, str(tmp_path)) == found


def test_a_state_of_another_scenario_has_no_outlook(tmp_path: Path) -> None:
    played = cold_coffee()
    state = opening(played, 1)[1]._replace(node="elsewhere")
    assert outlook_of_kept(played, "d1", [state], str(tmp_path)) is None


def test_two_states_that_differ_in_what_was_said_only_are_one_place() -> None:
    _, state = opening(cold_coffee(), 1)
    assert place_of(state) == place_of(state._replace(mentions={"day": "Monday"}, variant=3))
    assert place_of(state) != place_of(state._replace(flags=frozenset(("x",))))


def reviewed(*within: tuple[str, ...], over: bool = True) -> Review:
    """A conversation with these endings within reach before and after its replies."""
    replies = [HURT, "What was it like?", "Three people in one year. That is a lot of goodbyes."]
    account = with_margo(*replies[: len(within) - 1]).account
    ending = ("Some", "It went so.") if over else ("", "")
    return review_of(account._replace(outlook=Outlook(ENDINGS, within), is_over=over, ending=ending))


def told(review: Review) -> str:
    return " ".join(block.text for section in within_reach(review) for block in section.blocks)


def moments(review: Review) -> str:
    return " ".join(block.text for block in three_moments(review).blocks)


def test_the_turning_point_is_where_the_best_ending_went_out_of_reach() -> None:
    review = reviewed(ALL, ALL, ("shut", "some"), ("some",))
    assert review.turning == 2
    assert "Turning point: reply 2" in moments(review)
    assert "Until this reply, ‘Open’ was still possible in principle" in moments(review)
    assert "What had cost most up to here was reply 1" in moments(review)


def test_who_came_to_the_best_ending_turned_where_trust_moved_most() -> None:
    review = reviewed(ALL, ALL, ("some", "open"), ("open",))
    assert review.closed is None
    assert review.turning == 1


def test_a_conversation_that_goes_on_has_no_closed_ending_for_a_turning_point() -> None:
    assert best_closed(reviewed(ALL, ALL, ("some",), ("some",), over=False).account) is None


def test_endings_that_ask_for_the_same_are_none_of_them_the_best() -> None:
    review = reviewed(("shut",), ("shut",))
    assert best_closed(review.account) is None


def test_the_course_of_what_was_possible_is_told() -> None:
    review = reviewed(ALL, ALL, ("shut", "some"), ("some",))
    assert "all 3 endings were possible in principle: ‘Shut’, ‘Some’ and ‘Open’." in told(review)
    assert "After reply 2, ‘Open’ was out of reach." in told(review)
    assert "Reply 3 led to ‘Some’. Until then, ‘Shut’ was possible too." in told(review)


def test_what_is_still_possible_in_an_unfinished_conversation_is_told() -> None:
    assert "as it stands: ‘Some’ and ‘Open’." in told(reviewed(ALL, ("some", "open"), over=False))


def test_where_nothing_is_out_of_reach_yet_the_endings_are_named_once() -> None:
    said = told(reviewed(ALL, ALL, over=False))
    assert "As it stands, none of them is out of reach." in said
    assert said.count("‘Open’") == 1


def test_what_went_out_of_reach_stands_below_its_reply() -> None:
    account = reviewed(ALL, ALL, ("shut", "some"), ("some",)).account
    lines = [out_of_reach_after(account, number) for number in (1, 2, 3)]
    assert lines == ["", "After this, ‘Open’ was out of reach.", ""]


def test_where_nothing_is_known_nothing_is_said() -> None:
    assert within_reach(with_margo(HURT)) == ()


def test_every_form_of_a_review_says_what_was_possible(tmp_path: Path) -> None:
    data = tmp_path / "data"
    converse(data, tmp_path, HURT, HURT, "Ok.")
    for form in ("text", "html", "md"):
        page = program(data, "review", "--format", form).out
        assert "Endings that were possible" in page
        assert re.search(r"At the start, (all )?\d+ endings? were possible in principle", page)
    found = transcript_of(data)["review"]["outlook"]
    assert len(found["within_reach"]) == 4
    assert all(set(one) == {"id", "title", "asks"} for one in found["endings"])


def test_closed_endings_are_named_once_each() -> None:
    review = reviewed(ALL, ("shut", "some"), ("some",), ("some",))
    outlook_ = review.account.outlook
    assert outlook_ is not None
    assert [(number, [one.id for one in endings]) for number, endings in all_closed(outlook_)] == [
        (1, ["open"]), (2, ["shut"]),
    ]  # fmt: skip


def test_what_was_within_reach_is_kept_as_a_conversation_ends_and_not_before(tmp_path: Path) -> None:
    replies = read("cold-coffee-hostile")[1]
    program(tmp_path, "play", "cold-coffee", "--plain", "--seed", "7", typed=["", *replies[:1]])
    assert list(tmp_path.glob("compiled/endings-*")) == []
    program(tmp_path, "play", "cold-coffee", "--plain", "--seed", "7", typed=["", *replies])
    assert len(list(tmp_path.glob("compiled/endings-*"))) == 1
