"""What can be done with kept sessions from the command line: list, review, forget."""

import json
import re
import sys
import time
from collections.abc import Callable

from roleplay import places
from roleplay.errors import StoreError
from roleplay.kept import as_text, find_session, session_lines
from roleplay.paint import Painter, colour_wanted
from roleplay.playing import complain
from roleplay.session_lock import hold
from roleplay.store import Store, open_store
from roleplay.telling import counted
from roleplay.transcript import transcript

_AGE = re.compile(r"(\d{1,5})\s*(d|days?|w|weeks?)?")


def list_sessions(data: str | None) -> int:
    """Print the kept sessions; gives the exit code."""
    return _with_store(data, _list)


def _list(store: Store, folder: str) -> int:
    lines = session_lines(store.heads())
    print("\n".join(lines) if lines else "No sessions are kept yet. `roleplay` begins one.")
    return 0


def review_session(wanted: str, form: str, data: str | None) -> int:
    """Print one session as text or JSON; gives the exit code."""
    return _with_store(data, lambda store, folder: _review(store, wanted, form))


def _review(store: Store, wanted: str, form: str) -> int:
    kept = find_session(store, wanted)
    if form == "json":
        print(json.dumps(transcript(kept), indent=2))
        return 0
    from roleplay.closing import closing
    from roleplay.keeping import resume

    practice = resume(store, kept)
    painter = Painter(colour=colour_wanted(), wrap=sys.stdout.isatty())
    painter.show(as_text(kept, practice))
    painter.show(closing(practice, painter.width, ascii_only=painter.ascii_only))
    return 0


def forget_sessions(
    wanted: str | None, *, everything: bool, older_than: str | None, sure: bool, data: str | None
) -> int:
    """Erase one session, all, or those not touched for so long; gives the exit code."""
    if sum((bool(wanted), everything, older_than is not None)) != 1:
        return complain("Say which: `roleplay forget SESSION`, `--all`, or `--older-than 30d`.")
    if older_than is not None and _AGE.fullmatch(older_than.strip()) is None:
        return complain(f"{older_than!r} is no age. Write a number of days, for instance 30d, or weeks: 4w.")
    if wanted:
        return _with_store(data, lambda store, folder: _forget_one(store, folder, wanted))
    if everything and not sure and not _is_sure():
        return complain("Nothing was forgotten.")
    return _with_store(data, lambda store, folder: _forget_many(store, older_than))


def _forget_one(store: Store, folder: str, wanted: str) -> int:
    session = find_session(store, wanted).head.id
    with hold(folder, session):
        store.forget(session)
    print(f"Session {session} is forgotten.")
    return 0


def _forget_many(store: Store, older_than: str | None) -> int:
    gone = store.forget_all() if older_than is None else store.forget_older_than(_time_before(older_than))
    print(f"{counted(gone, 'session is', 'sessions are')} forgotten.")
    return 0


def _time_before(age: str) -> str:
    match = _AGE.fullmatch(age.strip())
    assert match is not None
    days = int(match[1]) * (7 if (match[2] or "d").startswith("w") else 1)
    # Times are kept in whole seconds: the next one, so that "0d" is everything there is.
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(max(0.0, time.time() + 1 - days * 86_400)))


def _is_sure() -> bool:
    if not sys.stdin.isatty():
        return False
    print("This erases every session on this computer for good. Type yes to go on: ", end="", flush=True)
    return sys.stdin.readline().strip().lower() in ("yes", "y")


def _with_store(data: str | None, work: Callable[[Store, str], int]) -> int:
    try:
        folder = places.data_folder(data)
        with open_store(folder) as store:
            return work(store, folder)
    except StoreError as error:
        return complain(str(error))
