"""The chat in a terminal: typed keys in, paragraphs out, nothing but a keyboard needed."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.data_structures import Size
from prompt_toolkit.document import Document
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from roleplay.practice import Practice
from roleplay.shells.backstage import Backstage
from roleplay.shells.paint import Painter
from roleplay.shells.sitting import Sitting
from roleplay.shells.terminal import Screen, _Commands
from tests.screens import BENCH, NOON, REPLIES, bench

ENTER, NEW_LINE, CTRL_C, CTRL_D, UP = "\r", "\x1b\r", "\x03", "\x04", "\x1b[A"


class Window(DummyOutput):
    """A window of so many columns in which nothing is drawn."""

    def __init__(self, columns: int = 80) -> None:
        self.columns = columns

    def get_size(self) -> Size:
        return Size(24, self.columns)


class Played:
    """A conversation in a terminal with its keys and what was shown above the prompt."""

    def __init__(self, folder: Path, keys: PipeInput, *, hide_trust: bool = False, columns: int = 80) -> None:
        backstage = Backstage(str(folder), for_terminal=True)
        backstage.start()
        self.stream = io.TextIOWrapper(io.BytesIO(), "utf-8")
        self.practice = Practice(bench(), "d1", BENCH, 7, hide_trust)
        self.sitting = Sitting(self.practice, str(folder), backstage, lambda: NOON)
        self.sitting.get_ready()
        self.window = Window(columns)
        self.keys = keys
        painter = Painter(self.stream)
        self.screen = Screen(self.sitting, painter, colour=False, input=keys, output=self.window)

    def type(self, keys: str) -> int:
        self.keys.send_text(keys)
        with self.sitting:
            return self.screen.converse()

    @property
    def replies(self) -> list[str]:
        return [turn.reply for turn in self.practice.turns]

    @property
    def shown(self) -> str:
        self.stream.seek(0)
        return self.stream.read()

    @property
    def toolbar(self) -> str:
        return "".join(fragment[1] for fragment in self.screen._toolbar())


@contextmanager
def playing(folder: Path, *, hide_trust: bool = False, columns: int = 80) -> Iterator[Played]:
    with create_pipe_input() as keys:
        yield Played(folder, keys, hide_trust=hide_trust, columns=columns)


@pytest.fixture
def played(tmp_path: Path) -> Iterator[Played]:
    with playing(tmp_path) as opened:
        yield opened


def test_a_conversation_is_typed_to_its_ending(played: Played) -> None:
    assert played.type("".join(reply + ENTER for reply in REPLIES)) == 0
    assert played.practice.is_over
    assert "You met." in played.shown


def test_alt_enter_begins_a_new_line_of_the_same_reply(played: Played) -> None:
    played.type(f"It makes sense.{NEW_LINE}What was that like?{ENTER}/quit{ENTER}")
    assert played.replies == ["It makes sense.\nWhat was that like?"]


def test_ctrl_j_begins_a_new_line_too(played: Played) -> None:
    played.type(f"It makes sense.\nWhat was that like?{ENTER}/quit{ENTER}")
    assert played.replies == ["It makes sense.\nWhat was that like?"]


def test_a_pasted_text_of_several_lines_is_one_reply(played: Played) -> None:
    played.type(f"\x1b[200~It makes sense.\nWhat was that like?\x1b[201~{ENTER}/quit{ENTER}")
    assert len(played.replies) == 1


def test_ctrl_c_once_clears_the_line(played: Played) -> None:
    played.type(f"never mind{CTRL_C}{REPLIES[0]}{ENTER}/quit{ENTER}")
    assert played.replies == [REPLIES[0]]
    assert "Line cleared." in played.shown


def test_ctrl_c_twice_leaves_and_keeps(played: Played) -> None:
    assert played.type(f"{REPLIES[0]}{ENTER}{CTRL_C}{CTRL_C}") == 0
    assert f"roleplay resume {played.practice.session}" in played.shown


def test_ctrl_c_after_a_reply_counts_as_the_first(played: Played) -> None:
    played.type(f"{CTRL_C}{REPLIES[0]}{ENTER}{CTRL_C}{REPLIES[1]}{ENTER}/quit{ENTER}")
    assert played.replies == list(REPLIES[:2])


def test_ctrl_d_leaves_and_keeps(played: Played) -> None:
    assert played.type(f"{REPLIES[0]}{ENTER}{CTRL_D}") == 0
    assert f"roleplay resume {played.practice.session}" in played.shown


def test_what_was_typed_is_in_the_history(played: Played) -> None:
    played.type(f"{REPLIES[0]}{ENTER}/quit{ENTER}")
    assert played.screen._prompt.history.get_strings() == [REPLIES[0], "/quit"]


def test_a_pause_waits_for_enter_and_shows_the_last_line_again(played: Played) -> None:
    played.type(f"{REPLIES[0]}{ENTER}/pause{ENTER}this is not said{ENTER}/quit{ENTER}")
    assert played.replies == [REPLIES[0]]
    assert played.shown.count("I bake at night.") == 2


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D])
def test_a_pause_can_be_broken_off(key: str, played: Played) -> None:
    played.type(f"/pause{ENTER}{key}{REPLIES[0]}{ENTER}/quit{ENTER}")
    assert played.replies == [REPLIES[0]]


def test_undo_takes_the_reply_back(played: Played) -> None:
    played.type(f"{REPLIES[0]}{ENTER}/undo{ENTER}/quit{ENTER}")
    assert played.replies == []
    assert "Taken back" in played.shown


def completions(typed: str) -> list[str]:
    return [found.text for found in _Commands().get_completions(Document(typed), CompleteEvent())]


def test_slash_commands_are_completed() -> None:
    assert completions("/h") == ["/help", "/hint"]
    assert "/undo" in completions("/")


@pytest.mark.parametrize("typed", ["h", "/hint ", "what is /h"])
def test_nothing_else_is_completed(typed: str) -> None:
    assert completions(typed) == []


def test_the_tab_key_completes_a_command(played: Played) -> None:
    played.type(f"/quit\t{ENTER}")
    assert "Another time" in played.shown


def test_the_toolbar_has_gauge_number_band_and_reply(played: Played) -> None:
    assert played.toolbar.startswith(" Sam  ████░░░░░░ trust 35 guarded  reply 1  /skip /pause /support ")


def test_the_toolbar_moves_with_trust(played: Played) -> None:
    before = played.toolbar
    played.type(f"{REPLIES[0]}{ENTER}/quit{ENTER}")
    assert played.toolbar != before
    assert "reply 2" in played.toolbar


@pytest.mark.parametrize("columns", [40, 60, 80, 96, 120])
@pytest.mark.parametrize("hide_trust", [False, True])
def test_the_toolbar_fits_its_window(columns: int, hide_trust: bool, tmp_path: Path) -> None:
    with playing(tmp_path, columns=columns, hide_trust=hide_trust) as played:
        assert len(played.toolbar) <= columns


def test_a_wide_toolbar_has_every_command(tmp_path: Path) -> None:
    with playing(tmp_path, columns=100) as played:
        assert played.toolbar.endswith("/hint /why /undo /skip /pause /support /quit")


def test_a_hidden_trust_is_not_in_the_toolbar(tmp_path: Path) -> None:
    with playing(tmp_path, hide_trust=True) as played:
        assert "trust" not in played.toolbar
        assert "█" not in played.toolbar


def said_after_going_back_up(tmp_path: Path, practice: Practice) -> list[str]:
    """Every reply of a practice in which the up arrow and Enter are pressed next."""
    backstage = Backstage(str(tmp_path), for_terminal=True)
    backstage.start()
    with create_pipe_input() as keys, Sitting(practice, str(tmp_path), backstage, lambda: NOON) as sitting:
        screen = Screen(sitting, Painter(io.StringIO()), colour=False, input=keys, output=Window())
        keys.send_text(f"{UP}{ENTER}/quit{ENTER}")
        screen.converse()
    return [turn.reply for turn in practice.turns]


def test_the_replies_of_a_resumed_session_are_in_the_history(tmp_path: Path) -> None:
    from roleplay.keeping.saving import resume
    from roleplay.keeping.store import open_store

    with playing(tmp_path) as played:
        played.type(f"{REPLIES[0]}{ENTER}/quit{ENTER}")
    with open_store(str(tmp_path)) as store:
        kept = store.session(played.practice.session)
        assert kept is not None
        assert said_after_going_back_up(tmp_path, resume(store, kept)) == [REPLIES[0]] * 2


def test_what_was_said_then_is_in_the_history_of_a_replay(tmp_path: Path) -> None:
    from roleplay.keeping.attempts import attempt
    from roleplay.keeping.store import open_store

    with playing(tmp_path) as played:
        played.type(f"{REPLIES[0]}{ENTER}{REPLIES[1]}{ENTER}/quit{ENTER}")
    with open_store(str(tmp_path)) as store:
        kept = store.session(played.practice.session)
        assert kept is not None
        again = attempt(store, kept, 2, None).practice
    assert said_after_going_back_up(tmp_path, again) == list(REPLIES[:2])
