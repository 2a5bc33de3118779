"""Writes a result whole or not at all: a file that cannot be finished is not there, and what was there stays."""

import sys

from roleplay.scoring.output import written_whole
from roleplay.shells.playing import complain


def write_whole(text: str, path: str | None = None) -> int:
    """The text is in the file, or on standard output without one; gives the exit code, 2 if it cannot be written."""
    if path is None:
        encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
        sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding))
        sys.stdout.flush()
        return 0
    try:
        with written_whole(path) as file:
            file.write(text.encode("utf-8", "backslashreplace"))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return complain(f"{path} cannot be written: {reason}. Nothing there was changed.")
    return 0
