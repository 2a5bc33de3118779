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
SHELLS = {
    "terminal": [PROGRAM, "play", "cold-coffee"],
    "--plain": [PROGRAM, "play", "cold-coffee", "--plain"],
    "bare prompt_toolkit": [sys.executable, "-c", ECHO],
}


class Conversation:
    """Conversations in one terminal; where one ends, the next begins."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self._command, self._environment = command, environment
        self.first: list[float] = []
        self.later: list[float] = []
        self._terminal: Terminal | None = None

    def say(self, text: str) -> None:
        """Say this and take the time until it is answered; nobody types before the screen is still."""
        is_first = self._terminal is None
        terminal = self._terminal or self._begun()
        terminal.type(text)
        terminal.settle(STILL_SECONDS)
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
        talks = {name: Conversation(command, environment) for name, command in SHELLS.items()}
        for _ in range(CONVERSATIONS):
            for text in islice(said, REPLIES):
                for talk in talks.values():
                    talk.say(text)
            for talk in talks.values():
                talk.leave()
    print("Enter to the client's answer (targets: first 20 ms; then median 5, p95 10)")
    for name, talk in talks.items():
        milliseconds(f"{name}, first", talk.first)
        milliseconds(f"{name}, later", talk.later)


if __name__ == "__main__":
    main()
