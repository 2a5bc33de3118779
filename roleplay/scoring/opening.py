"""A file of any encoding and with any line ends, read as lines of text that are never too long to hold."""

import io
import os
import sys
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

LONGEST_LINE = 64_000_000
"""Characters of one line, which in JSON Lines is one transcript: more would not fit beside everything else."""

_HEAD = 65_536
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_MOST_NULS = 0.2


class Part(NamedTuple):
    """One piece of a file, with the line it begins in.

    `kind` is "learner" or "client" for a turn of `transcript`, "json" for a whole transcript as JSON, "line" for
    a line as it stands, and "problem" or "notice" for something to say about the file. `is_first` is whether a
    transcript begins here.
    """

    line: int
    kind: str
    text: str
    transcript: str = ""
    is_first: bool = False


class UnreadableError(Exception):
    """A file that cannot be read at all; the message says why and what to do."""


class Source:
    """A file that is open for reading: its name, its first bytes, and how much of it has been read."""

    def __init__(self, path: str) -> None:
        """Open the file, or standard input for "-"; UnreadableError says why that could not be."""
        self.path = path
        self.name = "standard input" if path == "-" else path
        try:
            self._raw: BinaryIO = sys.stdin.buffer if path == "-" else open(path, "rb", buffering=0)  # noqa: SIM115
            self.size = 0 if path == "-" else os.fstat(self._raw.fileno()).st_size
            self.head = _first_bytes(self._raw)
        except (OSError, ValueError) as error:
            raise UnreadableError(f"{self.name} cannot be read: {_why(error)}.") from None
        if self.head.startswith(_WIDE_MARKS) or self.head.count(0) > _MOST_NULS * len(self.head):
            raise UnreadableError(
                f"{self.name} is not text that can be read here; it looks like UTF-16. Save it again as UTF-8."
            )
        self._read = _Again(self.head, self._raw)

    @property
    def done(self) -> int:
        """How many bytes have been read."""
        return self._read.count

    def start(self) -> str:
        """The beginning of the file as text."""
        return self.head.decode("utf-8-sig", "replace")

    def lines(self) -> Iterator[Part]:
        """Every line without its end. Bytes that are no UTF-8 are taken for Windows-1252."""
        buffered = io.BufferedReader(self._read, 1 << 18)
        text = io.TextIOWrapper(buffered, "utf-8-sig", errors="surrogateescape", newline=None)
        number, is_said = 0, False
        while line := text.readline(LONGEST_LINE + 1):
            number += 1
            if len(line) > LONGEST_LINE and not line.endswith("\n"):
                while line and not line.endswith("\n"):
                    line = text.readline(1 << 20)
                yield Part(number, "problem", f"this line is longer than {LONGEST_LINE:,} characters; split it")
                continue
            if not line.isascii() and _has_other_bytes(line):
                line = line.encode("utf-8", "surrogateescape").decode("cp1252", "replace")
                if not is_said:
                    is_said = True
                    yield Part(number, "notice", "this is no UTF-8; it is read as Windows-1252")
            yield Part(number, "line", line.removesuffix("\n"))

    def close(self) -> None:
        """Let the file go."""
        if self.path != "-":
            self._raw.close()


class _Again(io.RawIOBase):
    """Bytes that were read already, then the rest."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = head, rest
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        piece = self._head[: len(buffer)] or self._rest.read(len(buffer))
        self._head = self._head[len(piece) :]
        buffer[: len(piece)] = piece
        self.count += len(piece)
        return len(piece)


def _first_bytes(raw: BinaryIO) -> bytes:
    """The first 64 KB, however little of it comes at a time."""
    head = b""
    while len(head) < _HEAD and (piece := raw.read(_HEAD - len(head))):
        head += piece
    return head


def _has_other_bytes(line: str) -> bool:
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def _why(error: OSError | ValueError) -> str:
    """The system's own words; a name that it cannot even look for has none."""
    reason = error.strerror if isinstance(error, OSError) else None
    return reason[0].lower() + reason[1:] if reason else "there is no such file"
