"""One learner at one screen: what a typed line comes to, before any screen shows it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from roleplay.errors import StoreError
from roleplay.keeping.session_lock import hold
from roleplay.keeping.store import open_store
from roleplay.practice import Practice
from roleplay.shells.backstage import Backstage
from roleplay.shells.sitting import Shown, Sitting
from tests.screens import BENCH, CRISIS, MAYBE_CRISIS, NOON, NOT_ENGLISH, REPLIES, bench


@contextmanager
def seated(folder: Path, *, hide_trust: bool = False) -> Iterator[Sitting]:
    backstage = Backstage(str(folder), for_terminal=False)
    backstage.start()
    practice = Practice(bench(), "d1", BENCH, 7, hide_trust)
    with Sitting(practice, str(folder), backstage, lambda: NOON) as sitting:
        yield sitting
        backstage.finish()


@pytest.fixture
def sitting(tmp_path: Path) -> Iterator[Sitting]:
    with seated(tmp_path) as opened:
        yield opened


def kinds(shown: Shown) -> list[str]:
    return [paragraph.kind for paragraph in shown.told]


def sessions_in(folder: Path) -> tuple[str, ...]:
    with open_store(str(folder)) as store:
        return store.ids()


def test_a_reply_is_answered_with_trust_and_then_the_client(sitting: Sitting) -> None:
    assert kinds(sitting.take(REPLIES[0])) == ["trust", "client", "client"]


def test_a_reply_is_kept_before_it_is_shown(sitting: Sitting, tmp_path: Path) -> None:
    sitting.take(REPLIES[0])
    with open_store(str(tmp_path)) as store:
        head = store.latest()
    assert head is not None
    assert (head.replies, head.touched_at) == (1, NOON)


def test_nothing_is_kept_before_the_first_reply(sitting: Sitting, tmp_path: Path) -> None:
    sitting.take("/hint")
    assert sessions_in(tmp_path) == ()


def test_a_session_in_which_nothing_was_said_is_not_kept(sitting: Sitting, tmp_path: Path) -> None:
    sitting.get_ready()
    sitting.leave()
    assert sessions_in(tmp_path) == ()


def test_words_put_aside_keep_the_session(sitting: Sitting, tmp_path: Path) -> None:
    sitting.take(NOT_ENGLISH)
    sitting.leave()
    assert len(sessions_in(tmp_path)) == 1


def test_nobody_else_can_open_the_session_meanwhile(sitting: Sitting, tmp_path: Path) -> None:
    sitting.take(REPLIES[0])
    with pytest.raises(StoreError, match="open in another terminal"):
        hold(str(tmp_path), sitting.practice.session).__enter__()


def test_the_session_is_free_again_afterwards(tmp_path: Path) -> None:
    with seated(tmp_path) as sitting:
        sitting.take(REPLIES[0])
    with hold(str(tmp_path), sitting.practice.session):
        pass


def test_a_crisis_stops_and_leaves_the_state_alone(sitting: Sitting) -> None:
    before = sitting.practice.state
    assert sitting.take(CRISIS).action == "stop"
    assert sitting.practice.state == before


def test_a_doubtful_sign_asks_with_three_answers(sitting: Sitting) -> None:
    shown = sitting.take(MAYBE_CRISIS)
    assert kinds(shown) == ["warning", "note"]
    assert shown.told[1].text == 'Type "practice", "me" or "not sure".'


def test_the_quick_check_is_asked_once_for_one_reply(sitting: Sitting) -> None:
    sitting.take(MAYBE_CRISIS)
    assert "trust" in kinds(sitting.take("practice"))
    assert "trust" in kinds(sitting.take(REPLIES[1]))


def test_the_ending_ends(sitting: Sitting) -> None:
    assert [sitting.take(reply).action for reply in REPLIES] == ["", "", "end"]


def test_no_reply_is_taken_after_the_ending(sitting: Sitting) -> None:
    for reply in REPLIES:
        sitting.take(reply)
    assert sitting.take(REPLIES[0]).told[0].text == "This conversation has ended."
    assert len(sitting.practice.turns) == 3


def test_hidden_trust_leaves_the_line_about_it_out(tmp_path: Path) -> None:
    with seated(tmp_path, hide_trust=True) as sitting:
        assert kinds(sitting.take(REPLIES[0])) == ["client", "client"]


def test_undo_holds_both_sessions(sitting: Sitting, tmp_path: Path) -> None:
    sitting.take(REPLIES[0])
    first = sitting.practice.session
    sitting.take("/undo")
    for session in (first, sitting.practice.session):
        with pytest.raises(StoreError):
            hold(str(tmp_path), session).__enter__()


def test_replies_wait_until_listening_is_ready(sitting: Sitting) -> None:
    sitting.take(REPLIES[0])
    assert not [thread for thread in threading.enumerate() if thread.name.endswith("(_load)")]


def test_words_that_could_not_be_kept_are_in_the_error(sitting: Sitting, tmp_path: Path) -> None:
    sitting.take(REPLIES[0])
    with open_store(str(tmp_path)) as store:
        store.forget(sitting.practice.session)
    with pytest.raises(StoreError, match=f"not kept; .*\n.*what you typed: {REPLIES[2]}"):
        sitting.take(REPLIES[2])


def test_a_reply_that_could_not_be_kept_is_no_turn(sitting: Sitting, tmp_path: Path) -> None:
    sitting.take(REPLIES[0])
    with open_store(str(tmp_path)) as store:
        store.forget(sitting.practice.session)
    with pytest.raises(StoreError):
        sitting.take(REPLIES[1])
    assert len(sitting.practice.turns) == 1
