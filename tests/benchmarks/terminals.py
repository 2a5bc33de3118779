"""A program in a real pseudo-terminal, or at the end of two pipes, that can be typed to and read from."""

import os
import pty
import select
import subprocess
import sys
import tempfile
import termios
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Self

PROGRAM = str(Path(sys.executable).parent / "roleplay")
"""The console script that a learner starts."""

_ASKS_WHERE = b"\x1b[6n"
_PATIENCE = 20.0


class Terminal:
    """A running program and what it has written; `is_terminal` is whether it sees a terminal or pipes."""

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        *,
        typed: bytes = b"",
        is_terminal: bool = True,
    ) -> None:
        if is_terminal:
            self._ours, theirs = pty.openpty()
            termios.tcsetwinsize(theirs, (30, 100))
            self._input, ends = self._ours, (theirs, theirs)
        else:
            (reads, self._input), (self._ours, writes) = os.pipe(), os.pipe()
            ends = (reads, writes)
        os.write(self._input, typed)
        self._seen = b""
        self._answered = 0
        self.started = perf_counter()
        self._process = subprocess.Popen(
            command, stdin=ends[0], stdout=ends[1], stderr=ends[1], env=environment, start_new_session=True
        )
        for end in set(ends):
            os.close(end)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        for end in {self._input, self._ours}:
            os.close(end)

    def type(self, text: str) -> float:
        """Type this; gives the time at which it was typed."""
        self._seen, self._answered = b"", 0
        at = perf_counter()
        os.write(self._input, text.encode())
        return at

    def shows(self, text: str) -> float:
        """Wait until this text is on the screen; gives the time at which it was. EOFError if it never is."""
        end = perf_counter() + _PATIENCE
        while text.encode() not in self._seen:
            if not self._read(end - perf_counter()):
                what = "ended" if perf_counter() < end else "is silent"
                raise EOFError(f"{text!r} did not come, the program {what}; what came is {self._seen!r}")
        return perf_counter()

    def settle(self, seconds: float) -> None:
        """Read on until nothing has been written for so long."""
        while self._read(seconds):
            pass

    def _read(self, seconds: float) -> bool:
        """Whether something was written in this time; where the program asks for the cursor, it is told."""
        if not select.select([self._ours], [], [], max(0.0, seconds))[0]:
            return False
        try:
            content = os.read(self._ours, 65536)
        except OSError:  # Linux: the other side of the terminal is closed
            return False
        self._seen += content
        asked = self._seen.count(_ASKS_WHERE)
        for _ in range(asked - self._answered):
            os.write(self._input, b"\x1b[10;1R")
        self._answered = asked
        return bool(content)


@contextmanager
def own_folder() -> Iterator[dict[str, str]]:
    """A learner's environment: sessions in a folder that is gone afterwards, modules kept as bytecode."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "ROLEPLAY"))}
    with tempfile.TemporaryDirectory() as folder:
        yield {**ours, "ROLEPLAY_HOME": folder, "TERM": "xterm-256color", "LANG": "C.UTF-8"}
