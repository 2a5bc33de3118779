"""The chat on a real pseudo-terminal, as a learner sees it."""

import re
import sys
import time
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("pseudo-terminals are POSIX", allow_module_level=True)

import pexpect
import pyte

from tests.screens import REPLIES, ROOT, bench_file, environment, said_in, session_ids, transcript_of

COLOUR = re.compile(rb"\x1b\[[0-9;]*(?:3[0-7]|4[0-7]|9[0-7]|38|48)[0-9;]*m")
SECONDS = 20.0


class Terminal:
    """The program on a screen of so many columns; answers where the cursor is, as terminals do."""

    def __init__(self, data: Path, *arguments: str, columns: int = 80, **settings: str) -> None:
        self.raw = b""
        self.screen = pyte.Screen(columns, 40)
        self.stream = pyte.ByteStream(self.screen)
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "roleplay", *arguments],
            env=environment(data, **{"TERM": "xterm-256color", **settings}),
            cwd=ROOT,
            dimensions=(40, columns),
            timeout=SECONDS,
        )

    def until(self, text: str) -> str:
        """What is on the screen as soon as this text is, however it is wrapped."""
        give_up_at = time.monotonic() + SECONDS
        while time.monotonic() < give_up_at:
            self._take_in()
            if text in " ".join(self.shown.split()):
                return self.shown
        raise AssertionError(f"{text!r} did not come; there is:\n{self.shown}")

    @property
    def shown(self) -> str:
        return "\n".join(line.rstrip() for line in self.screen.display).rstrip()

    def press(self, keys: str) -> None:
        self.child.send(keys)

    def exit_code(self) -> int | None:
        give_up_at = time.monotonic() + SECONDS
        while self.child.isalive() and time.monotonic() < give_up_at:
            self._take_in()
        self.child.close()
        code: int | None = self.child.exitstatus
        return code

    def _take_in(self) -> None:
        try:
            got: bytes = self.child.read_nonblocking(65536, 0.05)
        except pexpect.TIMEOUT:
            return
        except pexpect.EOF:
            time.sleep(0.01)
            return
        self.raw += got
        self.stream.feed(got)
        if b"\x1b[6n" in got:
            self.child.send(f"\x1b[{self.screen.cursor.y + 1};{self.screen.cursor.x + 1}R")


def test_a_learner_begins_replies_and_leaves(tmp_path: Path) -> None:
    data = tmp_path / "data"
    terminal = Terminal(data, "play", bench_file(tmp_path), "--seed", "7", columns=100)
    card = terminal.until("q to leave:")
    assert "Content note: Being alone (mild)." in card
    assert "Sam:" not in card

    terminal.press("\r")
    opened = terminal.until("/support /quit")
    assert "Sam: I'm tired of new people leaving again." in opened
    assert re.search(r"^ Sam  █{4}░{6} trust 35 guarded  reply 1 ", opened, re.MULTILINE)

    terminal.press(REPLIES[0] + "\r")
    answered = terminal.until("reply 2")
    assert re.search(r"trust 35 -> [\d.]+, guarded: \w", answered)
    assert "Sam: I bake at night." in answered

    terminal.press("/quit\r")
    left = terminal.until("roleplay review")
    assert f"roleplay resume {session_ids(data)[0]}" in left
    assert terminal.exit_code() == 0
    assert COLOUR.search(terminal.raw)


def test_a_narrow_window_without_colour_holds_together(tmp_path: Path) -> None:
    data = tmp_path / "data"
    terminal = Terminal(data, "play", bench_file(tmp_path), "--seed", "7", columns=40, NO_COLOR="1")
    terminal.until("q to leave:")
    terminal.press("\r")
    terminal.until("trust 35 guarded")
    terminal.press(REPLIES[0] + "\r")
    terminal.until("Sam: I bake at night.")
    for whole in (
        "Practice only: the person is invented. Please type no details of real people.",
        "He moves over.",
    ):
        assert whole in " ".join(terminal.shown.split())
    words = {word.strip("().,:;\"'>") for word in terminal.shown.split()}
    assert {"invented", "details", "leaving", "guarded", "night"} <= words
    terminal.press("/quit\r")
    terminal.until("To look at it:")
    assert terminal.exit_code() == 0
    assert not COLOUR.search(terminal.raw)


def test_leaving_at_the_card_keeps_nothing(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path / "data", "play", bench_file(tmp_path))
    terminal.until("q to leave:")
    terminal.press("q\r")
    terminal.until("Another time, then.")
    assert terminal.exit_code() == 0
    assert session_ids(tmp_path / "data") == []


def test_another_scenario_can_be_picked_at_the_card(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path / "data", "play", bench_file(tmp_path))
    terminal.until("q to leave:")
    terminal.press("p\r")
    terminal.until("A number or a name")
    terminal.press("q\r")
    assert terminal.exit_code() == 0


def test_plain_mode_on_a_terminal_draws_nothing(tmp_path: Path) -> None:
    data = tmp_path / "data"
    terminal = Terminal(data, "play", bench_file(tmp_path), "--plain")
    terminal.until("q to leave:")
    terminal.press("\r")
    terminal.until("Sam: I'm tired of new people leaving again.")
    terminal.press(REPLIES[0] + "\r")
    terminal.until("trust 35 ->")
    terminal.press("/pause\r")
    terminal.until("Paused.")
    terminal.press("\r")
    terminal.press("\x03")
    terminal.until("Ctrl-C once more leaves")
    terminal.press("\x03")
    terminal.until("roleplay resume")
    assert terminal.exit_code() == 0
    assert b"\x1b" not in terminal.raw
    assert said_in(transcript_of(data)) == [REPLIES[0]]


def test_ctrl_c_at_the_card_leaves(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path / "data", "play", bench_file(tmp_path))
    terminal.until("q to leave:")
    terminal.press("\x03")
    terminal.until("Another time, then.")
    assert terminal.exit_code() == 0


def test_a_simple_terminal_gets_the_plain_screen(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path / "data", "play", bench_file(tmp_path), TERM="dumb")
    terminal.until("q to leave:")
    terminal.press("\r")
    terminal.until("Sam: I'm tired of new people leaving again.")
    terminal.press("/quit\r")
    assert terminal.exit_code() == 0
    assert b"\x1b" not in terminal.raw
