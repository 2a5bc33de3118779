"""A file that is there whole or not at all: written beside its place, and moved there when it is done."""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO


@contextmanager
def written_whole(path: str) -> Iterator[BinaryIO]:
    """A file to write to; when an error ends it, what was at `path` before is still there untouched."""
    place = os.path.realpath(path)
    if _is_device(place):
        with open(place, "wb") as device:
            yield device
        return
    beside = f"{place}.{os.getpid()}.part"
    try:
        with open(beside, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, place)
    except BaseException:
        with suppress(OSError):
            os.unlink(beside)
        raise


def _is_device(path: str) -> bool:
    """Whether something other than a file is there that can be written to, for instance a pipe."""
    try:
        mode = os.stat(path).st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))
