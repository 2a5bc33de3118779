"""The plain screen: lines appended and nothing else, for screen readers, pipes and simple terminals."""

import sys
from collections.abc import Callable
from typing import TextIO

from roleplay.shells.paint import Painter
from roleplay.shells.sitting import FileChanged, Sitting
from roleplay.shells.telling import note

LONGEST_LINE = 100_000
"""Characters read of one line; the rest of it is passed over, so that no size exhausts memory."""


def converse(
    sitting: Sitting,
    painter: Painter,
    lines: TextIO,
    *,
    interactive: bool,
    changed: Callable[[], bool] | None = None,
) -> int:
    """Hold the conversation, one reply a line, until it ends, the learner leaves or the input does.

    Raises FileChanged with the line when `changed` says so after it was typed.
    """
    sitting.ascii_only = painter.ascii_only
    interrupted = False
    _show_support(sitting, painter)
    while True:
        try:
            text = _next_line(lines, prompt="> " if interactive else "")
        except KeyboardInterrupt:
            if interrupted:
                painter.show(sitting.farewell())
                return 0
            interrupted = True
            _prompt("\nCtrl-C once more leaves; everything is kept.\n")
            continue
        interrupted = False
        if text is None:
            painter.show(sitting.farewell())
            return 0
        if changed is not None and changed():
            raise FileChanged(text)
        shown = sitting.take(text)
        painter.show(shown.told)
        if shown.action in ("quit", "stop", "end"):
            return 0
        if shown.action == "pause" and interactive and _next_line(lines, prompt="") is not None:
            painter.show(sitting.opening())
        _show_support(sitting, painter)


def _show_support(sitting: Sitting, painter: Painter) -> None:
    """Whom to call, again after every reply, where the scenario wants that in view."""
    line = sitting.support_line()
    if line:
        painter.show(note(f"{line}. /support shows more."))


def _next_line(lines: TextIO, prompt: str) -> str | None:
    """The next line without its end; None where the input ends."""
    _prompt(prompt)
    text = lines.readline(LONGEST_LINE)
    if not text:
        return None
    if not text.endswith("\n"):
        rest = text
        while rest and not rest.endswith("\n"):
            rest = lines.readline(LONGEST_LINE)
    return text.rstrip("\r\n")


def _prompt(text: str) -> None:
    """The prompt goes to standard error, so that what is piped on is the conversation alone."""
    if text:
        sys.stderr.write(text)
        sys.stderr.flush()
