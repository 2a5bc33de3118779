"""What can be done with kept sessions from the command line: list and forget."""

import re
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from roleplay import places
from roleplay.errors import StoreError
from roleplay.keeping import retention
from roleplay.keeping.kept import MOST_LISTED, find_session, session_lines
from roleplay.keeping.reader import Reader, open_reader
from roleplay.keeping.session_lock import hold
from roleplay.safe_text import visible
from roleplay.shells.paint import Painter
from roleplay.shells.playing import complain
from roleplay.shells.telling import counted

if TYPE_CHECKING:
    from roleplay.keeping.store import Store

_AGE = re.compile(r"(\d{1,5})\s*(d|days?|w|weeks?)?")


def list_sessions(data: str | None, *, tree: bool = False, plain: bool = False) -> int:
    """Print the kept sessions, the newest first or as trees of attempts; gives the exit code."""
    return _with_reader(data, lambda reader, folder: _tree(reader, plain) if tree else _list(reader))


def _list(reader: Reader) -> int:
    with reader.reading():
        lines = session_lines(reader.heads(MOST_LISTED), reader.count())
        piled_up = retention.hint(reader, time.time())
    _print_lines(lines)
    if piled_up:
        print(f"\n{piled_up}")
    return 0


def _tree(reader: Reader, plain: bool) -> int:
    from roleplay.shells.tree import tree_lines

    painter = Painter(wrap=False)
    with reader.reading():
        heads, count = reader.trees(MOST_LISTED), reader.count()
    return _print_lines(tree_lines(heads, count, words_only=plain, ascii_only=painter.ascii_only))


def _print_lines(lines: list[str]) -> int:
    print(visible("\n".join(lines)) if lines else "No sessions are kept yet. `roleplay` begins one.")
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
    return _with_store(data, lambda store, folder: _forget_many(store, folder, older_than))


def _forget_one(store: "Store", folder: str, wanted: str) -> int:
    session = find_session(store, wanted).head.id
    with hold(folder, session):
        store.forget(session)
    retention.forget_reports(folder, set(store.ids()))
    print(f"Session {session} is forgotten.")
    return 0


def _forget_many(store: "Store", folder: str, older_than: str | None) -> int:
    gone = store.forget_all() if older_than is None else store.forget_older_than(_time_before(older_than))
    retention.forget_reports(folder, set(store.ids()))
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


def _with_reader(data: str | None, work: Callable[[Reader, str], int]) -> int:
    try:
        folder = places.data_folder(data)
        with open_reader(folder) as reader:
            return work(reader, folder)
    except StoreError as error:
        return complain(str(error))


def _with_store(data: str | None, work: "Callable[[Store, str], int]") -> int:
    from roleplay.keeping.store import open_store

    try:
        folder = places.data_folder(data)
        with open_store(folder) as store:
            return work(store, folder)
    except StoreError as error:
        return complain(str(error))
