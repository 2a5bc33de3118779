"""A bar on standard error that shows how far a long piece of work is, where there is a screen to show it."""

import sys
import time

_WIDTH = 24
_EVERY = 0.2


class Progress:
    """How much of a whole is done; drawn at most five times a second, and gone when it is cleared."""

    def __init__(self, whole: int) -> None:
        """`whole` is 0 where nobody knows how much there is."""
        self._whole = whole
        self._is_shown = sys.stderr.isatty()
        self._last = time.monotonic()
        self._drawn = ""

    def show(self, done: int, said: str) -> None:
        """Draw the bar, unless it was drawn just now."""
        if not self._is_shown or time.monotonic() - self._last < _EVERY:
            return
        self._last = time.monotonic()
        share = min(1.0, done / self._whole) if self._whole else 0.0
        filled = round(share * _WIDTH)
        bar = f"{'#' * filled}{'.' * (_WIDTH - filled)} {share:4.0%}  " if self._whole else ""
        self.clear()
        self._drawn = f"{bar}{said}"
        sys.stderr.write(self._drawn)
        sys.stderr.flush()

    def clear(self) -> None:
        """Take the bar away, so that a line can be written in its place."""
        if self._drawn:
            sys.stderr.write("\r" + " " * len(self._drawn) + "\r")
            sys.stderr.flush()
            self._drawn = ""
