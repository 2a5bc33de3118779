"""Opens the kept sessions for reading only, without what is needed to write them and takes long to load."""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Self

from roleplay import places
from roleplay.errors import store_error_for
from roleplay.keeping.asking import Asking

BUSY_SECONDS = 5.0
"""How long to wait for another program before saying that it holds the file; as for writing."""


def open_reader(folder: str) -> "Reader":
    """The sessions kept in this data folder, none if there was nothing; StoreError if it cannot be used."""
    places.prepare(folder)
    return Reader(places.database_file(folder))


class Reader(Asking):
    """All sessions of one data folder, as they are kept; it can change none of them."""

    def __init__(self, path: str) -> None:
        self._path = path
        with self._told():
            # Looking for sessions makes no file: where there is none, an empty database in memory has none.
            place = path if os.path.exists(path) else ":memory:"
            self._connection = sqlite3.connect(place, BUSY_SECONDS, isolation_level=None)
        try:
            with self._told():
                self._make_ready()
        except BaseException:
            self._connection.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def rows(self, sql: str, values: Sequence[Any] = ()) -> Sequence[Sequence[Any]]:
        """Every row that a question has for an answer; none where nothing was ever kept."""
        if self._is_empty:
            return ()
        with self._told():
            return self._connection.execute(sql, tuple(values)).fetchall()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Every row read within is from the same moment."""
        with self._told():
            self._connection.execute("BEGIN")
            try:
                yield
            finally:
                self._connection.rollback()

    def _make_ready(self) -> None:
        self._connection.execute("PRAGMA query_only=ON")
        self._is_empty = self._value("SELECT count(*) FROM sqlite_master") == 0
        if not self._is_empty:
            marks = [self._value(f"PRAGMA {mark}") for mark in ("application_id", "user_version")]
            places.check_marks(self._path, *marks)

    def _value(self, sql: str) -> int:
        return int(self._connection.execute(sql).fetchone()[0])

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What the database refuses is told as a StoreError."""
        try:
            yield
        except sqlite3.Error as error:
            raise store_error_for(getattr(error, "sqlite_errorname", ""), self._path) from error
