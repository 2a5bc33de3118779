"""From Enter to the client's answer, kept on the disk first: `python -m tests.benchmarks.answer`."""

import sys
from collections.abc import Mapping, Sequence
from itertools import islice
from random import Random

from roleplay.ears.listening import listen
from roleplay.practice import unscored_kind
from tests.benchmarks.corpus import replies
from tests.benchmarks.figures import milliseconds
from tests.benchmarks.terminals import PROGRAM, Terminal, own_folder

CONVERSATIONS = 4
REPLIES = 31
READING_SECONDS = 1.0
STILL_SECONDS = 0.06
JUST_STILL_SECONDS = 0.04
BETWEEN_KEYS = 0.12
"""Seconds from one key to the next, as somebody types who types well: eight keys a second."""

KEYS = 10
"""So many of a reply's last characters are typed key by key; what comes before them is put in at once."""

FIRST_LINE = "So you're number four."
ANSWERS = "Margo:"
ECHO = """
from prompt_toolkit import PromptSession
session = PromptSession("> ")
print("So you're number four.", flush=True)
while True:
    session.prompt()
    print("Margo: I heard you.", flush=True)
"""
PLAY = [PROGRAM, "play", "cold-coffee"]
BARE = [sys.executable, "-c", ECHO]
SHELLS = {
    "terminal, typed": (PLAY, True),
    "terminal, pasted": (PLAY, False),
    "--plain, pasted": ([*PLAY, "--plain"], False),
    "bare prompt_toolkit, typed": (BARE, True),
    "bare prompt_toolkit, pasted": (BARE, False),
}
"""Each shell, and whether its replies are typed or put in at once with Enter right after them."""


class Conversation:
    """Conversations in one terminal; where one ends, the next begins."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], *, is_typed: bool) -> None:
        self._command, self._environment, self._is_typed = command, environment, is_typed
        self.first: list[float] = []
        self.later: list[float] = []
        self._terminal: Terminal | None = None

    def say(self, text: str) -> None:
        """Say this and take the time from Enter until it is answered; nobody types before the screen is still."""
        is_first = self._terminal is None
        terminal = self._terminal or self._begun()
        if self._is_typed:
            terminal.type(text[:-KEYS])
            for key in text[-KEYS:]:
                terminal.settle(BETWEEN_KEYS)
                terminal.type(key)
            terminal.settle(BETWEEN_KEYS)
        else:
            terminal.type(text)
            terminal.settle(JUST_STILL_SECONDS)
        at = terminal.type("\r")
        try:
            (self.first if is_first else self.later).append(terminal.shows(ANSWERS) - at)
            terminal.settle(STILL_SECONDS)
        except EOFError:
            self.leave()

    def leave(self) -> None:
        """End the program."""
        if self._terminal is not None:
            self._terminal.__exit__()
        self._terminal = None

    def _begun(self) -> Terminal:
        """A conversation whose first line has been read."""
        typed = b"\n" if self._command[0] == PROGRAM else b""
        self._terminal = Terminal(self._command, self._environment, typed=typed)
        self._terminal.shows(FIRST_LINE)
        self._terminal.settle(READING_SECONDS)
        return self._terminal


def main() -> None:
    """Measure in turns and print."""
    said = (text for text in replies(Random(4), only_good=True) if not unscored_kind(listen(text)))
    with own_folder() as environment:
        talks = {
            name: Conversation(command, environment, is_typed=is_typed) for name, (command, is_typed) in SHELLS.items()
        }
        for _ in range(CONVERSATIONS):
            for text in islice(said, REPLIES):
                for talk in talks.values():
                    talk.say(text)
            for talk in talks.values():
                talk.leave()
    print("Enter to the client's answer (targets, for what is typed: first 20 ms; then median 5, p95 10)")
    for name, talk in talks.items():
        milliseconds(f"{name}, first", talk.first)
        milliseconds(f"{name}, later", talk.later)


if __name__ == "__main__":
    main()
