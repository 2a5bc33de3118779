"""Keeps one session open in one terminal at a time."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from roleplay.errors import SessionBusy, StoreError

if TYPE_CHECKING:
    from filelock import BaseFileLock

__all__ = ["SessionBusy", "hold"]

LOCKS = "locks"
"""The folder of the lock files in the data folder; they hold nothing but a session's id in their names."""


@contextmanager
def hold(folder: str, session_id: str) -> Iterator[None]:
    """No other terminal holds this session meanwhile; raises SessionBusy if one does.

    The system itself lets go when the program ends, however it ends.
    """
    lock = _lock_for(folder, session_id)
    _take(lock, session_id)
    try:
        yield
    finally:
        # Removed while it is held, so that no ids pile up; where the system forbids that, it stays.
        with suppress(OSError):
            os.unlink(lock.lock_file)
        lock.release()


def _lock_for(folder: str, session_id: str) -> "BaseFileLock":
    # Imported here: only a terminal that plays needs it.
    from filelock import FileLock

    locks = os.path.join(folder, LOCKS)
    try:
        os.makedirs(locks, mode=0o700, exist_ok=True)
    except OSError as error:
        raise StoreError(f"The folder {locks} cannot be made: {error.strerror}.") from error
    return FileLock(os.path.join(locks, session_id + ".lock"), mode=0o600, thread_local=False)


def _take(lock: "BaseFileLock", session_id: str) -> None:
    from filelock import Timeout

    try:
        lock.acquire(blocking=False)
    except Timeout:
        raise SessionBusy(
            f"The session {session_id} is open in another terminal; close it there or start another here."
        ) from None
    except NotImplementedError:
        # Some network folders have no locks. The store still refuses a turn that another terminal has taken.
        return
    except OSError as error:
        raise StoreError(f"{lock.lock_file} cannot be locked: {error.strerror}.") from error
