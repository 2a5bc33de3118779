"""Words are listened to while they are typed, and what is said comes to the same as if they had not been."""

import io
from pathlib import Path
from threading import Timer

import pytest
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from roleplay.ears import listening
from roleplay.practice import Practice
from roleplay.shells.backstage import Backstage
from roleplay.shells.paint import Painter
from roleplay.shells.sitting import Sitting
from roleplay.shells.terminal import Screen
from tests.screens import BENCH, NOON, REPLIES, bench

CRISIS = "I want to kill myself tonight."


def practice() -> Practice:
    return Practice(bench(), "d1", BENCH, 7)


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Everything that is listened to, in order."""
    texts: list[str] = []
    listen = listening.listen

    def noting(reply: str, *arguments: object, **more: object) -> object:
        texts.append(reply)
        return listen(reply, *arguments, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(listening, "listen", noting)
    return texts


@pytest.mark.parametrize("typed", [(), (REPLIES[0],), (REPLIES[0][:20],), ("You are lazy.", REPLIES[0]), (CRISIS,)])
def test_what_was_typed_on_the_way_changes_no_turn(typed: tuple[str, ...]) -> None:
    plain, ahead = practice(), practice()
    for reply in REPLIES:
        for text in typed:
            ahead.listen_ahead(text)
        assert ahead.reply(reply, NOON) == plain.reply(reply, NOON)


def test_what_is_said_as_it_was_typed_is_listened_to_once(heard: list[str]) -> None:
    talk = practice()
    talk.listen_ahead(REPLIES[0])
    talk.reply(REPLIES[0], NOON)
    assert heard == [REPLIES[0]]


def test_the_same_words_after_another_line_are_listened_to_again(heard: list[str]) -> None:
    talk = practice()
    for _ in range(2):
        talk.reply(REPLIES[0], NOON)
    talk.listen_ahead(REPLIES[1])
    talk.step_back("", NOON)
    talk.reply(REPLIES[1], NOON)
    assert heard[2:] == [REPLIES[1], REPLIES[1]]


def test_words_that_are_said_to_be_practice_are_listened_to_as_such() -> None:
    talk = practice()
    talk.listen_ahead(CRISIS)
    assert talk.reply(CRISIS, NOON).kind == "learner_crisis"
    talk.listen_ahead(CRISIS)
    assert talk.reply(CRISIS, NOON, is_practice=True).kind == "turn"


def test_nothing_is_kept_of_what_was_only_typed(tmp_path: Path) -> None:
    backstage = Backstage(str(tmp_path), for_terminal=False)
    backstage.finish()
    talk = practice()
    with Sitting(talk, str(tmp_path), backstage, lambda: NOON) as sitting:
        sitting.get_ready()
        for text in (*REPLIES, CRISIS, "/why", "blah blurgh xyzzy qwerty", " "):
            sitting.listen_ahead(text)
        kept = backstage.store().session(talk.session)
    assert (talk.turns, kept and (kept.turns, kept.asides)) == ([], ((), ()))


def test_whoever_stops_typing_has_been_heard_before_enter(tmp_path: Path, heard: list[str]) -> None:
    backstage = Backstage(str(tmp_path), for_terminal=True)
    backstage.finish()
    heard.clear()
    talk = practice()
    with Sitting(talk, str(tmp_path), backstage, lambda: NOON) as sitting, create_pipe_input() as keys:
        sitting.get_ready()
        screen = Screen(sitting, Painter(io.StringIO()), colour=False, input=keys, output=DummyOutput())
        keys.send_text(REPLIES[0])
        Timer(0.5, keys.send_text, ["\r\x04"]).start()
        screen.converse()
    assert heard == [REPLIES[0]]
    assert [turn.reply for turn in talk.turns] == [REPLIES[0]]
