"""What can be asked of the kept sessions, whatever holds the database open."""

import json
from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any

from roleplay.keeping.records import Aside, Kept, SessionHead

_HEAD = ", ".join(f"sessions.{name}" for name in SessionHead._fields)
# Within one second the session that was begun last comes first: after a step back, the one that goes on.
_NEWEST = "ORDER BY sessions.touched_at DESC, sessions.started_at DESC, sessions.rowid DESC"
_AMONG_THE_NEWEST = f"""
    WITH RECURSIVE
    newest(id, parent) AS (SELECT id, parent FROM sessions {_NEWEST} LIMIT ?),
    before(id, parent) AS (
        SELECT id, parent FROM newest
        UNION SELECT sessions.id, sessions.parent FROM sessions JOIN before ON sessions.id = before.parent),
    trees(id) AS (
        SELECT id FROM before WHERE parent IS NULL
        UNION SELECT sessions.id FROM sessions JOIN trees ON sessions.parent = trees.id)
    SELECT {_HEAD} FROM sessions JOIN trees USING (id) {_NEWEST}
"""


class Asking(ABC):
    """Questions about kept sessions; nothing is changed by any of them."""

    @abstractmethod
    def rows(self, sql: str, values: Sequence[Any] = ()) -> Sequence[Sequence[Any]]:
        """Every row that a question has for an answer."""

    @abstractmethod
    def reading(self) -> AbstractContextManager[object]:
        """Every row read within is from the same moment."""

    def head(self, session_id: str) -> SessionHead | None:
        """What is known of this session, if it is kept."""
        return self._first(f"SELECT {_HEAD} FROM sessions WHERE id = ?", plain(session_id))

    def heads(self, limit: int = -1) -> tuple[SessionHead, ...]:
        """The sessions, the one that was touched last first; a limit below 0 is none."""
        return self._heads(f"SELECT {_HEAD} FROM sessions {_NEWEST} LIMIT ?", limit)

    def trees(self, newest: int) -> tuple[SessionHead, ...]:
        """All attempts at the conversations to which so many of the newest sessions belong, the newest first."""
        return self._heads(_AMONG_THE_NEWEST, newest)

    def count(self) -> int:
        """How many sessions are kept."""
        rows = self.rows("SELECT count(*) FROM sessions")
        return int(rows[0][0]) if rows else 0

    def latest(self, status: str | None = None) -> SessionHead | None:
        """The session that was touched last, of those with this status if one is given."""
        if status is None:
            return self._first(f"SELECT {_HEAD} FROM sessions {_NEWEST} LIMIT 1")
        return self._first(f"SELECT {_HEAD} FROM sessions WHERE status = ? {_NEWEST} LIMIT 1", status)

    def ids(self, prefix: str = "") -> tuple[str, ...]:
        """The ids that begin so, the session that was touched last first."""
        # Compared by its length: an id holds neither of the two signs that LIKE takes for any other.
        begins = plain(prefix.lower())
        found = self.rows(f"SELECT id FROM sessions WHERE substr(id, 1, ?) = ? {_NEWEST}", (len(begins), begins))
        return tuple(row[0] for row in found)

    def find(self, prefix: str) -> SessionHead | None:
        """The session whose id begins so, unless there is none or more than one."""
        found = self.ids(prefix)
        return self.head(found[0]) if prefix and len(found) == 1 else None

    def session(self, session_id: str) -> Kept | None:
        """The whole session, if it is kept."""
        with self.reading():
            head = self.head(session_id)
            if head is None:
                return None
            return Kept(head, self.opening(head.id), self._turns(head.id), self._asides(head.id))

    def opening(self, session_id: str) -> dict[str, Any]:
        """The client's first words in a session that is kept, and the state they were said in."""
        rows = self.rows("SELECT opening FROM sessions WHERE id = ?", (session_id,))
        opening: dict[str, Any] = json.loads(rows[0][0])
        return opening

    def scenario_source(self, digest: str) -> str | None:
        """The text of the scenario with this digest, as it was when a session was played from it."""
        rows = self.rows("SELECT source FROM scenarios WHERE digest = ?", (digest,))
        return json.loads(rows[0][0]) if rows else None

    def _turns(self, session_id: str) -> tuple[dict[str, Any], ...]:
        rows = self.rows(
            "SELECT number, reply, at, turn FROM turns WHERE session_id = ? ORDER BY number", (session_id,)
        )
        return tuple(
            {**json.loads(turn), "number": number, "reply": json.loads(reply), "at": at}
            for number, reply, at, turn in rows
        )

    def _asides(self, session_id: str) -> tuple[Aside, ...]:
        rows = self.rows(
            "SELECT after_turn, kind, text, at FROM asides WHERE session_id = ? ORDER BY id", (session_id,)
        )
        return tuple(Aside(after, kind, json.loads(text), at) for after, kind, text, at in rows)

    def _first(self, sql: str, *values: Any) -> SessionHead | None:
        return next(iter(self._heads(sql, *values)), None)

    def _heads(self, sql: str, *values: Any) -> tuple[SessionHead, ...]:
        return tuple(_head(row) for row in self.rows(sql, values))


def plain(session_id: str) -> str:
    """An id as it can be asked for; ids are ASCII, so other text is the id of none."""
    return session_id.encode("ascii", "replace").decode()


def _head(row: Sequence[Any]) -> SessionHead:
    head = SessionHead._make(row)
    ending = None if head.ending is None else json.loads(head.ending)
    return head._replace(title=json.loads(head.title), ending=ending, hide_trust=bool(head.hide_trust))
