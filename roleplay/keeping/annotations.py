"""A trainer's corrections of what was heard, kept beside it in a table of their own."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from roleplay import places
from roleplay.errors import StoreError, store_error_for
from roleplay.reviewing.corrections import Annotation

if TYPE_CHECKING:
    from roleplay.keeping.asking import Asking

BUSY_SECONDS = 5.0
"""How long to wait for another program before saying that it holds the file; as for sessions."""

_TABLE = """
    CREATE TABLE IF NOT EXISTS annotations (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
        turn INTEGER NOT NULL, kind TEXT NOT NULL, skill TEXT NOT NULL, words TEXT NOT NULL,
        comment TEXT NOT NULL, at TEXT NOT NULL)
"""
_INDEX = "CREATE INDEX IF NOT EXISTS annotations_of ON annotations (session_id)"
_ADD = (
    "INSERT INTO annotations (session_id, turn, kind, skill, words, comment, at) "
    "SELECT ?, ?, ?, ?, ?, ?, ? WHERE EXISTS (SELECT 1 FROM sessions WHERE id = ?)"
)
_OF = "SELECT id, turn, kind, skill, words, comment, at FROM annotations WHERE session_id = ? ORDER BY id"
_KNOWN = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'annotations'"


def annotations_of(asked: "Asking", session_id: str) -> tuple[Annotation, ...]:
    """Every annotation of a session, oldest first; files of earlier versions have no table for them."""
    known = asked.rows(_KNOWN)
    if not known or not known[0][0]:
        return ()
    return tuple(Annotation._make(row) for row in asked.rows(_OF, (session_id,)))


def annotate(folder: str, session_id: str, annotation: Annotation) -> None:
    """The annotation is on the disk; what was heard is as it was."""
    with _writing(folder) as database:
        _, turn, kind, skill, words, comment, at = annotation
        database.execute(_TABLE)
        database.execute(_INDEX)
        values = (session_id, turn, kind, skill, words, comment, at, session_id)
        if database.execute(_ADD, values).rowcount != 1:
            raise StoreError(f"The session {session_id} was forgotten meanwhile.")


def take_back(folder: str, session_id: str, number: int) -> bool:
    """Whether there was such an annotation of this session; it is gone."""
    with _writing(folder) as database:
        database.execute(_TABLE)
        return (
            database.execute("DELETE FROM annotations WHERE session_id = ? AND id = ?", (session_id, number)).rowcount
            == 1
        )


@contextmanager
def _writing(folder: str) -> Iterator[sqlite3.Connection]:
    """All that is written within is on the disk afterwards, or none of it."""
    path = places.database_file(folder)
    places.prepare(folder)
    try:
        database = sqlite3.connect(path, BUSY_SECONDS, isolation_level=None)
        try:
            database.execute("PRAGMA foreign_keys=ON")
            database.execute("PRAGMA secure_delete=ON")
            database.execute("BEGIN IMMEDIATE")
            yield database
            database.execute("COMMIT")
        finally:
            database.close()
    except sqlite3.Error as error:
        raise store_error_for(getattr(error, "sqlite_errorname", ""), path) from error
