"""Keeps every conversation on this machine, each turn safe on the disk before the client answers."""

import json
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import Any, Self

import sqlalchemy as sa

from roleplay import places
from roleplay.errors import StoreError, store_error_for
from roleplay.records import Aside, Kept, SessionHead

__all__ = ["Aside", "Kept", "SessionHead", "Store", "StoreError", "new_id", "open_store"]

BUSY_SECONDS = 5.0
"""How long to wait for another program before saying that it holds the file; set by hand."""

_LETTERS = "bcdfghjkmnpqrstvwxyz"
_SIGNS = _LETTERS + "23456789"


class _Words(sa.types.TypeDecorator[Any]):
    """Text or a record as JSON in plain ASCII, so that any character a terminal can send comes back."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: sa.Dialect) -> str | None:
        return None if value is None else json.dumps(value)

    def process_result_value(self, value: Any, dialect: sa.Dialect) -> Any:
        return None if value is None else json.loads(value)


def _session_id(**more: Any) -> sa.Column[str]:
    return sa.Column("session_id", sa.ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False, **more)


_SCHEMA = sa.MetaData()
_SCENARIOS = sa.Table(
    "scenarios",
    _SCHEMA,
    sa.Column("digest", sa.Text, primary_key=True),
    sa.Column("scenario_id", sa.Text, nullable=False),
    sa.Column("source", _Words, nullable=False),
)
_SESSIONS = sa.Table(
    "sessions",
    _SCHEMA,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("parent", sa.ForeignKey("sessions.id", ondelete="SET NULL"), index=True),
    sa.Column("parent_turn", sa.Integer, nullable=False),
    sa.Column("scenario_id", sa.Text, nullable=False),
    sa.Column("scenario_digest", sa.ForeignKey("scenarios.digest"), nullable=False, index=True),
    sa.Column("title", _Words, nullable=False),
    sa.Column("seed", sa.BigInteger, nullable=False),
    sa.Column("made_by", sa.Text, nullable=False),
    sa.Column("data_version", sa.Integer, nullable=False),
    sa.Column("started_at", sa.Text, nullable=False),
    sa.Column("touched_at", sa.Text, nullable=False),
    sa.Column("status", sa.Text, sa.CheckConstraint("status IN ('going', 'ended', 'left')"), nullable=False),
    sa.Column("ending", _Words),
    sa.Column("trust", sa.Integer, nullable=False),
    sa.Column("replies", sa.Integer, nullable=False),
    sa.Column("hide_trust", sa.Boolean, nullable=False),
    sa.Column("opening_trust", sa.Integer, nullable=False),
    sa.Column("opening", _Words, nullable=False),
)
_TURNS = sa.Table(
    "turns",
    _SCHEMA,
    _session_id(primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("reply", _Words, nullable=False),
    sa.Column("turn", _Words, nullable=False),
    sa.Column("trust", sa.Integer, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
)
_ASIDES = sa.Table(
    "asides",
    _SCHEMA,
    sa.Column("id", sa.Integer, primary_key=True),
    _session_id(index=True),
    sa.Column("after_turn", sa.Integer, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("text", _Words, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
)

_HEAD = [_SESSIONS.c[name] for name in SessionHead._fields]
# Within one second the session that was begun last comes first: after a step back, the one that goes on.
_LAST_BEGUN = sa.literal_column("sessions.rowid", sa.Integer).desc()
_NEWEST = (_SESSIONS.c.touched_at.desc(), _SESSIONS.c.started_at.desc(), _LAST_BEGUN)
_BESIDE = ("number", "reply", "at")
_TURN_CONTENT = [_TURNS.c[name] for name in (*_BESIDE, "turn", "trust")]

# The only statements a learner waits for; as constant text they skip SQLAlchemy's own work on each turn.
_MOVE_HEAD = (
    "UPDATE sessions SET replies = ?, trust = ?, status = ?, ending = ?, touched_at = ? WHERE id = ? AND replies = ?"
)
_ADD_TURN = "INSERT INTO turns (session_id, number, reply, turn, trust, at) VALUES (?, ?, ?, ?, ?, ?)"


def new_id(random_bytes: bytes) -> str:
    """Six signs that are easy to read out and spell no word: a letter, then letters or digits."""
    number = int.from_bytes(random_bytes, "big")
    number, first = divmod(number, len(_LETTERS))
    signs = [_LETTERS[first]]
    for _ in range(5):
        number, sign = divmod(number, len(_SIGNS))
        signs.append(_SIGNS[sign])
    return "".join(signs)


def _is(session_id: str) -> sa.ColumnElement[bool]:
    """Holds for the session with this id; ids are ASCII, so other text is the id of none."""
    return _SESSIONS.c.id == session_id.encode("ascii", "replace").decode()


def _code_of(error: sa.exc.DBAPIError) -> str:
    """SQLite's own name for what went wrong, such as "SQLITE_FULL"."""
    return getattr(error.orig, "sqlite_errorname", "")


def open_store(folder: str) -> "Store":
    """The store in this data folder, made if there was none; StoreError if it cannot be used."""
    places.prepare(folder)
    path = places.database_file(folder)
    try:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise StoreError(f"{path} cannot be written: {error.strerror}.") from error
    return Store(path)


class Store:
    """All sessions of one data folder, over one connection; for one thread at a time."""

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

    def create_session(self, head: SessionHead, opening: dict[str, Any], source: str) -> None:
        """The session is kept with its opening and the scenario it is played from."""
        with self._writing() as run:
            if self.scenario_source(head.scenario_digest) is None:
                scenario = {"digest": head.scenario_digest, "scenario_id": head.scenario_id, "source": source}
                run.execute(_SCENARIOS.insert(), scenario)
            self._add_session(head, opening, head.trust)

    def append_turn(
        self,
        session_id: str,
        number: int,
        reply: str,
        turn: dict[str, Any],
        *,
        at: str,
        trust: int,
        status: str = "going",
        ending: str | None = None,
    ) -> None:
        """The turn and the session's new head are both on the disk, or neither is and StoreError says why."""
        record = json.dumps({key: value for key, value in turn.items() if key not in _BESIDE})
        ended = None if ending is None else json.dumps(ending)
        with self._writing() as run:
            head = (number, trust, status, ended, at, session_id, number - 1)
            if run.exec_driver_sql(_MOVE_HEAD, head).rowcount != 1:
                raise self._out_of_step(session_id, number)
            run.exec_driver_sql(_ADD_TURN, (session_id, number, json.dumps(reply), record, trust, at))

    def add_aside(self, session_id: str, aside: Aside) -> None:
        """The words are kept with the session, outside its turns."""
        with self._writing() as run:
            if self.head(session_id) is None:
                raise self._out_of_step(session_id, aside.after_turn)
            run.execute(_ASIDES.insert(), {"session_id": session_id, **aside._asdict()})

    def set_status(self, session_id: str, status: str, *, at: str, ending: str | None = None) -> bool:
        """Whether there was such a session to mark as "going", "ended" or "left"."""
        change = _SESSIONS.update().where(_is(session_id))
        with self._writing() as run:
            return run.execute(change, {"status": status, "touched_at": at, "ending": ending}).rowcount == 1

    def fork(self, old_id: str, new_id: str, after_turn: int, started_at: str) -> SessionHead:
        """A new session that goes on from turn `after_turn` of an old one, which is left if it was going."""
        with self._writing() as run:
            old = self.head(old_id)
            if old is None or not 0 <= after_turn <= old.replies:
                raise StoreError(f"There is no turn {after_turn} of a session {old_id} to go back to.")
            head = old._replace(id=new_id, parent=old_id, parent_turn=after_turn, replies=after_turn)
            head = head._replace(started_at=started_at, touched_at=started_at, status="going", ending=None)
            head = head._replace(trust=self._trust_after(old_id, after_turn))
            self._copy(head, old_id)
            going = _is(old_id), _SESSIONS.c.status == "going"
            run.execute(_SESSIONS.update().where(*going).values(status="left"))
        return head

    def head(self, session_id: str) -> SessionHead | None:
        """What is known of this session, if it is kept."""
        return next(self._heads(sa.select(*_HEAD).where(_is(session_id))), None)

    def heads(self, limit: int | None = None) -> tuple[SessionHead, ...]:
        """The sessions, the one that was touched last first."""
        return tuple(self._heads(sa.select(*_HEAD).order_by(*_NEWEST).limit(limit)))

    def latest(self, status: str | None = None) -> SessionHead | None:
        """The session that was touched last, of those with this status if one is given."""
        wanted = [] if status is None else [_SESSIONS.c.status == status]
        return next(self._heads(sa.select(*_HEAD).where(*wanted).order_by(*_NEWEST).limit(1)), None)

    def ids(self, prefix: str = "") -> tuple[str, ...]:
        """The ids that begin so, the session that was touched last first."""
        plain = prefix.lower().encode("ascii", "replace").decode()
        begins = _SESSIONS.c.id.startswith(plain, autoescape=True)
        return tuple(row[0] for row in self._rows(sa.select(_SESSIONS.c.id).where(begins).order_by(*_NEWEST)))

    def find(self, prefix: str) -> SessionHead | None:
        """The session whose id begins so, unless there is none or more than one."""
        found = self.ids(prefix)
        return self.head(found[0]) if prefix and len(found) == 1 else None

    def session(self, session_id: str) -> Kept | None:
        """The whole session, if it is kept."""
        with self._reading():
            head = self.head(session_id)
            if head is None:
                return None
            return Kept(head, self._opening(session_id), self._turns(session_id), self._asides(session_id))

    def scenario_source(self, digest: str) -> str | None:
        """The text of the scenario with this digest, as it was when a session was played from it."""
        rows = self._rows(sa.select(_SCENARIOS.c.source).where(_SCENARIOS.c.digest == digest))
        return rows[0][0] if rows else None

    def forget(self, session_id: str) -> bool:
        """Whether there was such a session; nothing of it is left in any file."""
        return self._forget(_is(session_id)) == 1

    def forget_older_than(self, time: str) -> int:
        """How many sessions had last been touched before this time; nothing of them is left in any file."""
        return self._forget(_SESSIONS.c.touched_at < time)

    def forget_all(self) -> int:
        """How many sessions there were; nothing of them is left in any file."""
        return self._forget(sa.true())

    def _add_session(self, head: SessionHead, opening: dict[str, Any], opening_trust: int) -> None:
        if self.head(head.id) is not None:
            raise StoreError(f"There is already a session {head.id}.")
        more = {"opening_trust": opening_trust, "opening": opening}
        self._connection.execute(_SESSIONS.insert(), {**head._asdict(), **more})

    def _copy(self, head: SessionHead, old_id: str) -> None:
        """The opening and the turns of the old session are in the new one too, up to where it left."""
        self._add_session(head, self._opening(old_id), self._trust_after(old_id, 0))
        shared = _TURNS.c.session_id == old_id, _TURNS.c.number <= head.parent_turn
        turns = sa.select(sa.literal(head.id), *_TURN_CONTENT).where(*shared)
        names = ["session_id", *(column.name for column in _TURN_CONTENT)]
        self._connection.execute(_TURNS.insert().from_select(names, turns))

    def _forget(self, which: sa.ColumnElement[bool]) -> int:
        with self._writing() as run:
            gone = run.execute(_SESSIONS.delete().where(which)).rowcount
            used = sa.exists().where(_SESSIONS.c.scenario_digest == _SCENARIOS.c.digest)
            run.execute(_SCENARIOS.delete().where(~used))
        # Also when nothing was found: an erasure that was cut short is then finished.
        self._erase()
        return gone

    def _erase(self) -> None:
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

    def _opening(self, session_id: str) -> dict[str, Any]:
        opening: dict[str, Any] = self._rows(sa.select(_SESSIONS.c.opening).where(_is(session_id)))[0][0]
        return opening

    def _turns(self, session_id: str) -> tuple[dict[str, Any], ...]:
        wanted = sa.select(*_TURN_CONTENT).where(_TURNS.c.session_id == session_id).order_by(_TURNS.c.number)
        rows = self._rows(wanted)
        return tuple({**row.turn, "number": row.number, "reply": row.reply, "at": row.at} for row in rows)

    def _asides(self, session_id: str) -> tuple[Aside, ...]:
        fields = [_ASIDES.c[name] for name in Aside._fields]
        rows = self._rows(sa.select(*fields).where(_ASIDES.c.session_id == session_id).order_by(_ASIDES.c.id))
        return tuple(Aside._make(row) for row in rows)

    def _trust_after(self, session_id: str, number: int) -> int:
        if number == 0:
            wanted = sa.select(_SESSIONS.c.opening_trust).where(_is(session_id))
        else:
            this = _TURNS.c.session_id == session_id, _TURNS.c.number == number
            wanted = sa.select(_TURNS.c.trust).where(*this)
        return int(self._rows(wanted)[0][0])

    def _heads(self, wanted: sa.Select[Any]) -> Iterator[SessionHead]:
        return (SessionHead._make(row) for row in self._rows(wanted))

    def _rows(self, wanted: sa.Select[Any]) -> Sequence[sa.Row[Any]]:
        with self._reading() as run:
            return run.execute(wanted).all()

    def _out_of_step(self, session_id: str, number: int) -> StoreError:
        head = self.head(session_id)
        if head is None:
            return StoreError(f"The session {session_id} is not kept; it may have been forgotten elsewhere.")
        return StoreError(
            f"Turn {number} of the session {session_id} cannot follow turn {head.replies}; "
            "it may have gone on in another terminal."
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
        if not self._has_tables():
            self._create()
        marks = [self._value(f"PRAGMA {mark}") for mark in ("application_id", "user_version")]
        places.check_marks(self._path, *marks)
        run.exec_driver_sql("PRAGMA journal_mode=WAL")
        run.rollback()

    def _has_tables(self) -> bool:
        return self._value("SELECT count(*) FROM sqlite_master") > 0

    def _value(self, sql: str) -> int:
        return int(self._connection.exec_driver_sql(sql).scalar_one())

    def _create(self) -> None:
        """The tables and the marks are in the file, all at once; another program may have been first."""
        self._connection.rollback()
        with self._transaction("BEGIN EXCLUSIVE") as run:
            if self._has_tables():
                return
            run.exec_driver_sql(f"PRAGMA application_id={places.APPLICATION_ID}")
            run.exec_driver_sql(f"PRAGMA user_version={places.SCHEMA_VERSION}")
            _SCHEMA.create_all(run, checkfirst=False)

    def _reading(self) -> AbstractContextManager[sa.Connection]:
        """Every row read within is from the same moment."""
        return self._transaction("BEGIN")

    def _writing(self) -> AbstractContextManager[sa.Connection]:
        """All that is written within is on the disk afterwards, or none of it."""
        return self._transaction("BEGIN IMMEDIATE")

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
