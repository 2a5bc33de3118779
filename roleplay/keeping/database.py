"""One database file: its tables, its transactions, and what is said when it cannot be used."""

import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import Any, Self

import sqlalchemy as sa

from roleplay import places
from roleplay.errors import StoreError, store_error_for

BUSY_SECONDS = 5.0
"""How long to wait for another program before saying that it holds the file; set by hand."""


def _session_id(**more: Any) -> sa.Column[str]:
    return sa.Column("session_id", sa.ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False, **more)


_SCHEMA = sa.MetaData()
sa.Table(
    "scenarios",
    _SCHEMA,
    sa.Column("digest", sa.Text, primary_key=True),
    sa.Column("scenario_id", sa.Text, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
)
sa.Table(
    "sessions",
    _SCHEMA,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("parent", sa.ForeignKey("sessions.id", ondelete="SET NULL"), index=True),
    sa.Column("parent_turn", sa.Integer, nullable=False),
    sa.Column("scenario_id", sa.Text, nullable=False),
    sa.Column("scenario_digest", sa.ForeignKey("scenarios.digest"), nullable=False, index=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("seed", sa.BigInteger, nullable=False),
    sa.Column("made_by", sa.Text, nullable=False),
    sa.Column("data_version", sa.Integer, nullable=False),
    sa.Column("started_at", sa.Text, nullable=False),
    sa.Column("touched_at", sa.Text, nullable=False),
    sa.Column("status", sa.Text, sa.CheckConstraint("status IN ('going', 'ended', 'left')"), nullable=False),
    sa.Column("ending", sa.Text),
    sa.Column("trust", sa.Integer, nullable=False),
    sa.Column("replies", sa.Integer, nullable=False),
    sa.Column("hide_trust", sa.Boolean, nullable=False),
    sa.Column("opening_trust", sa.Integer, nullable=False),
    sa.Column("opening", sa.Text, nullable=False),
)
sa.Table(
    "turns",
    _SCHEMA,
    _session_id(primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("reply", sa.Text, nullable=False),
    sa.Column("turn", sa.Text, nullable=False),
    sa.Column("trust", sa.Integer, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
)
sa.Table(
    "asides",
    _SCHEMA,
    sa.Column("id", sa.Integer, primary_key=True),
    _session_id(index=True),
    sa.Column("after_turn", sa.Integer, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
)

_NEWEST = "sessions_newest"
_INDEX_NEWEST = f"CREATE INDEX IF NOT EXISTS {_NEWEST} ON sessions (touched_at, started_at)"
"""Lists the newest sessions without going through all of them; files of earlier versions are without it."""

Values = Sequence[Any]
"""What the question marks in a statement stand for, in their order."""


def _code_of(error: sa.exc.DBAPIError) -> str:
    """SQLite's own name for what went wrong, such as "SQLITE_FULL"."""
    return getattr(error.orig, "sqlite_errorname", "")


class Database:
    """One connection to the file; for one thread at a time. Statements are text, so that no turn waits for more."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._inside = False
        self._engine = sa.create_engine(
            sa.URL.create("sqlite", database=path),
            poolclass=sa.NullPool,
            # What a learner said is in no message or traceback.
            hide_parameters=True,
            # No isolation level: the driver begins nothing by itself, every BEGIN is written below.
            connect_args={"timeout": BUSY_SECONDS, "isolation_level": None, "check_same_thread": False},
        )
        with self._told():
            self._connection = self._engine.connect()
        try:
            with self._told():
                self._make_ready()
        except BaseException:
            self._connection.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Everything is in the database file itself, as far as other open terminals allow."""
        with suppress(sa.exc.SQLAlchemyError):
            self._connection.exec_driver_sql("PRAGMA wal_checkpoint(PASSIVE)")
        self._connection.close()

    def rows(self, sql: str, values: Values = ()) -> Sequence[Sequence[Any]]:
        """Every row that a question has for an answer."""
        with self.reading() as run:
            return run.exec_driver_sql(sql, tuple(values)).all()

    def run(self, sql: str, values: Values = ()) -> int:
        """How many rows a statement changed; it is written inside `writing`."""
        return self._connection.exec_driver_sql(sql, tuple(values)).rowcount

    def reading(self) -> AbstractContextManager[sa.Connection]:
        """Every row read within is from the same moment."""
        return self._transaction("BEGIN")

    def writing(self) -> AbstractContextManager[sa.Connection]:
        """All that is written within is on the disk afterwards, or none of it."""
        return self._transaction("BEGIN IMMEDIATE")

    def erase(self) -> None:
        """Deleted words are in no file: the file is written anew without them, and the log is emptied."""
        try:
            self._connection.exec_driver_sql("VACUUM")
            busy = self._connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]
        except sa.exc.DBAPIError:
            busy = True
        self._connection.rollback()
        if busy:
            raise StoreError(
                f"It is forgotten, but its words may still be in {self._path}, because the disk is full or "
                "another program is using the file; close that and forget again."
            )

    def _make_ready(self) -> None:
        """All is set up, even while another program makes the same file: SQLite itself would not wait."""
        give_up_at = time.monotonic() + BUSY_SECONDS
        while True:
            try:
                return self._set_up()
            except sa.exc.OperationalError as error:
                if not _code_of(error).startswith("SQLITE_BUSY") or time.monotonic() > give_up_at:
                    raise
            time.sleep(0.01)

    def _set_up(self) -> None:
        run = self._connection
        # Set on every opening: only the journal's mode is remembered by the file.
        for setting in ("foreign_keys=ON", "secure_delete=ON", "temp_store=MEMORY", "synchronous=FULL"):
            run.exec_driver_sql(f"PRAGMA {setting}")
        if not self._has("table"):
            self._create()
        marks = [self._value(f"PRAGMA {mark}") for mark in ("application_id", "user_version")]
        places.check_marks(self._path, *marks)
        run.exec_driver_sql("PRAGMA journal_mode=WAL")
        if not self._has("index", _NEWEST):
            run.exec_driver_sql(_INDEX_NEWEST)
        run.rollback()

    def _has(self, kind: str, name: str = "%") -> bool:
        return self._value(f"SELECT count(*) FROM sqlite_master WHERE type = '{kind}' AND name LIKE '{name}'") > 0

    def _value(self, sql: str) -> int:
        return int(self._connection.exec_driver_sql(sql).scalar_one())

    def _create(self) -> None:
        """The tables and the marks are in the file, all at once; another program may have been first."""
        self._connection.rollback()
        with self._transaction("BEGIN EXCLUSIVE") as run:
            if self._has("table"):
                return
            run.exec_driver_sql(f"PRAGMA application_id={places.APPLICATION_ID}")
            run.exec_driver_sql(f"PRAGMA user_version={places.SCHEMA_VERSION}")
            _SCHEMA.create_all(run, checkfirst=False)
            run.exec_driver_sql(_INDEX_NEWEST)

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[sa.Connection]:
        """One inside another is part of it."""
        if self._inside:
            yield self._connection
            return
        with self._told():
            self._inside = True
            try:
                self._connection.exec_driver_sql(begin)
                yield self._connection
                self._connection.commit()
            except BaseException:
                with suppress(sa.exc.SQLAlchemyError):
                    self._connection.rollback()
                raise
            finally:
                self._inside = False

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What the database refuses is told as a StoreError."""
        try:
            yield
        except sa.exc.DBAPIError as error:
            raise store_error_for(_code_of(error), self._path) from error
