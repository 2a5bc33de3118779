"""Puts paragraphs on a screen: wrapped to its width, in colour where that is wanted, harmless always."""

import os
import sys
from typing import TextIO

from roleplay.safe_text import visible
from roleplay.shells.telling import Paragraph, Told

_STYLES = {
    "client": "1",
    "narration": "3;90",
    "trust": "36",
    "built": "32",
    "lost": "31",
    "note": "90",
    "heading": "1;4",
    "entry": "1",
    "sub": "1",
    "aside": "90",
    "quote": "",
    "warning": "33",
    "chart": "36",
    "row": "",
}
_IN_ASCII = str.maketrans({"●": "o", "─": "-", "│": "|", "“": '"', "”": '"', "→": "->", "…": "..."})
_WIDEST = 88
_INDENT = {
    "client": "  ",
    "narration": "  ",
    "trust": "    ",
    "aside": "    ",
    "built": "  ",
    "lost": "  ",
    "quote": "    ",
    "chart": "  ",
}

_FURTHER = {"row": "     "}
"""Where the lines after the first stand, if that stands at the edge."""


class Painter:
    """Writes paragraphs to a stream. `colour` is whether escape sequences may be written at all."""

    def __init__(self, stream: TextIO | None = None, *, colour: bool = False, wrap: bool = True) -> None:
        self._stream = stream if stream is not None else sys.stdout
        self._colour = colour
        self._wrap = wrap
        encoding = (getattr(self._stream, "encoding", "") or "ascii").lower()
        self.ascii_only = not encoding.startswith("utf")

    @property
    def width(self) -> int:
        """Columns to write in, at most 88."""
        return max(20, min(_WIDEST, _columns())) if self._wrap else _WIDEST

    @property
    def columns(self) -> int:
        """Columns of the screen for what is set side by side, at most 140; 0 where lines are never broken."""
        return min(140, _columns()) if self._wrap else 0

    def show(self, told: Told) -> None:
        """All paragraphs, flushed, so that they are on the screen when this returns."""
        text = "".join(self._block(paragraph) for paragraph in told)
        self._write(text)

    def _block(self, paragraph: Paragraph) -> str:
        text = visible(paragraph.text)
        if paragraph.kind == "narration" and not self._colour:
            text = f"({text})"
        if paragraph.kind in ("chart", "reply", "column") or not self._wrap:
            lines = [self._plain(paragraph, text)]
        else:
            lines = self._wrapped(paragraph, text)
        before = "\n" if paragraph.kind in ("heading", "sub") else ""
        style = _STYLES.get(paragraph.kind, "")
        return before + "".join(self._painted(line, style) + "\n" for line in lines)

    def _plain(self, paragraph: Paragraph, text: str) -> str:
        return f"{paragraph.who}: {text}" if paragraph.who else text

    def _wrapped(self, paragraph: Paragraph, text: str) -> list[str]:
        import textwrap

        indent = _INDENT.get(paragraph.kind, "") if self.width > 40 else ""
        further = indent or _FURTHER.get(paragraph.kind, "")
        first = f"{paragraph.who}: " if paragraph.who else ""
        lines: list[str] = []
        for part in text.split("\n"):
            lines += textwrap.wrap(first + part, self.width - 1, initial_indent=indent, subsequent_indent=further) or [
                ""
            ]
            first = ""
        return lines

    def _painted(self, line: str, style: str) -> str:
        return f"\x1b[{style}m{line}\x1b[0m" if self._colour and style and line else line

    def _write(self, text: str) -> None:
        if self.ascii_only:
            text = text.translate(_IN_ASCII)
        encoding = getattr(self._stream, "encoding", None) or "utf-8"
        self._stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
        self._stream.flush()


def _columns() -> int:
    """Columns of the screen, as COLUMNS or the terminal says; 80 where neither does."""
    told = os.environ.get("COLUMNS", "")
    if told.isdecimal() and int(told):
        return int(told)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or 80
    except (OSError, ValueError):
        return 80


def colour_wanted() -> bool:
    """Whether standard output is a screen whose owner has not turned colour off (NO_COLOR, TERM=dumb)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
