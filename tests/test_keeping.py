"""A practice and the store: everything said is kept, and comes back as it was."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from roleplay.conversation import Turn
from roleplay.keeping.records import Kept
from roleplay.keeping.saving import resume
from roleplay.keeping.store import Store, open_store
from roleplay.keeping.turn_records import state_from_json, state_to_json, turn_from_json, turn_to_json
from roleplay.practice import Practice
from tests.screens import BENCH, NOON, NOT_ENGLISH, REPLIES, bench

LATER = "2026-11-22T12:05:00Z"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(str(tmp_path)) as opened:
        yield opened


@pytest.fixture
def practice(store: Store) -> Practice:
    begun = Practice(bench(), "d1", BENCH, 7)
    begun.keep_in(store, "kmq4rt", NOON)
    return begun


def kept(store: Store, session: str = "kmq4rt") -> Kept:
    found = store.session(session)
    assert found is not None
    return found


def restored(store: Store, session: str = "kmq4rt") -> list[Turn]:
    return [turn_from_json(data) for data in kept(store, session).turns]


@pytest.mark.usefixtures("practice")
def test_a_session_is_kept_with_its_opening(store: Store) -> None:
    found = kept(store)
    assert found.opening["lines"] == ["*He moves over.* I'm tired of new people leaving again."]
    assert (found.head.seed, found.head.trust, found.head.status) == (7, 350, "going")


@pytest.mark.usefixtures("practice")
def test_the_scenario_is_kept_as_it_was(store: Store) -> None:
    assert store.scenario_source("d1") == BENCH


def test_every_turn_comes_back_as_it_was(store: Store, practice: Practice) -> None:
    for reply in REPLIES:
        practice.reply(reply, LATER)
    assert restored(store) == practice.turns


def test_the_head_moves_with_every_turn(store: Store, practice: Practice) -> None:
    practice.reply(REPLIES[0], LATER)
    head = kept(store).head
    assert (head.replies, head.touched_at, head.status) == (1, LATER, "going")
    assert head.trust == practice.state.standing.trust


def test_an_ending_ends_the_session(store: Store, practice: Practice) -> None:
    for reply in REPLIES:
        practice.reply(reply, LATER)
    assert (kept(store).head.status, kept(store).head.ending) == ("ended", "goodbye")


def test_a_resumed_practice_is_where_it_was(store: Store, practice: Practice) -> None:
    practice.reply(REPLIES[0], LATER)
    again = resume(store, kept(store))
    assert (again.state, again.turns, again.opening) == (practice.state, practice.turns, practice.opening)
    assert again.context() == practice.context()


def test_a_resumed_practice_goes_on_as_if_it_had_never_stopped(store: Store, practice: Practice) -> None:
    again = practice
    for reply in REPLIES:
        again.reply(reply, LATER)
        again = resume(store, kept(store))
    straight = Practice(bench(), "d1", BENCH, 7)
    for reply in REPLIES:
        straight.reply(reply, LATER)
    assert restored(store) == straight.turns


def test_words_that_are_no_turn_are_kept_beside_it(store: Store, practice: Practice) -> None:
    practice.reply(REPLIES[0], NOON)
    practice.reply(NOT_ENGLISH, LATER)
    assert kept(store).asides == ((1, "not_english", NOT_ENGLISH, LATER),)


def test_a_reply_that_says_nothing_is_not_kept(store: Store, practice: Practice) -> None:
    assert practice.reply("  \t ", NOON).kind == "empty"
    assert (kept(store).turns, kept(store).asides) == ((), ())


def test_a_step_back_goes_on_in_a_new_session(store: Store, practice: Practice) -> None:
    for reply in REPLIES[:2]:
        practice.reply(reply, NOON)
    taken = practice.step_back("bvn7wz", LATER)
    assert taken is not None
    assert taken.reply == REPLIES[1]
    assert len(restored(store)) == 2
    assert restored(store, "bvn7wz") == practice.turns
    assert kept(store, "bvn7wz").head.parent == "kmq4rt"


def test_there_is_no_step_back_from_the_opening(practice: Practice) -> None:
    assert practice.step_back("bvn7wz", LATER) is None
    assert practice.session == "kmq4rt"


def test_turns_and_states_survive_their_json() -> None:
    practice = Practice(bench(), "d1", BENCH, 7)
    for reply in ("You idiot, just get over it.", *REPLIES[1:]):
        practice.reply(reply, NOON)
    for turn in practice.turns:
        assert turn_from_json(turn_to_json(turn)) == turn
        assert state_from_json(state_to_json(turn.state)) == turn.state
