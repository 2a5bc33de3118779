"""Keeps every conversation on this machine, each turn safe on the disk before the client answers."""

import json
import os
from typing import Any

from roleplay import places
from roleplay.errors import StoreError
from roleplay.keeping.asking import Asking, plain
from roleplay.keeping.database import Database
from roleplay.keeping.records import Aside, Kept, SessionHead

__all__ = ["Aside", "Kept", "SessionHead", "Store", "StoreError", "new_id", "open_store"]

_LETTERS = "bcdfghjkmnpqrstvwxyz"
_SIGNS = _LETTERS + "23456789"

_BESIDE = ("number", "reply", "at")
"""What is kept of a turn in columns of its own."""

_ADD_SCENARIO = "INSERT INTO scenarios (digest, scenario_id, source) VALUES (?, ?, ?)"
_SESSION = (*SessionHead._fields, "opening_trust", "opening")
_ADD_SESSION = f"INSERT INTO sessions ({', '.join(_SESSION)}) VALUES ({', '.join('?' for _ in _SESSION)})"
_MOVE_HEAD = (
    "UPDATE sessions SET replies = ?, trust = ?, status = ?, ending = ?, touched_at = ? WHERE id = ? AND replies = ?"
)
_ADD_TURN = "INSERT INTO turns (session_id, number, reply, turn, trust, at) VALUES (?, ?, ?, ?, ?, ?)"
_ADD_ASIDE = "INSERT INTO asides (session_id, after_turn, kind, text, at) VALUES (?, ?, ?, ?, ?)"
_COPY_TURNS = (
    "INSERT INTO turns (session_id, number, reply, turn, trust, at) "
    "SELECT ?, number, reply, turn, trust, at FROM turns WHERE session_id = ? AND number <= ?"
)
_LEAVE = "UPDATE sessions SET status = 'left' WHERE id = ? AND status = 'going'"
_FORGET_SCENARIOS = (
    "DELETE FROM scenarios WHERE NOT EXISTS (SELECT 1 FROM sessions WHERE sessions.scenario_digest = scenarios.digest)"
)


def new_id(random_bytes: bytes) -> str:
    """Six signs that are easy to read out and spell no word: a letter, then letters or digits."""
    number = int.from_bytes(random_bytes, "big")
    number, first = divmod(number, len(_LETTERS))
    signs = [_LETTERS[first]]
    for _ in range(5):
        number, sign = divmod(number, len(_SIGNS))
        signs.append(_SIGNS[sign])
    return "".join(signs)


def open_store(folder: str) -> "Store":
    """The store in this data folder, made if there was none; StoreError if it cannot be used."""
    places.prepare(folder)
    path = places.database_file(folder)
    try:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise StoreError(f"{path} cannot be written: {error.strerror}.") from error
    return Store(path)


class Store(Database, Asking):
    """All sessions of one data folder. Words are kept as JSON in plain ASCII, so that any character comes back."""

    def create_session(self, head: SessionHead, opening: dict[str, Any], source: str) -> None:
        """The session is kept with its opening and the scenario it is played from."""
        with self.writing():
            self._add_scenario(head, source)
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
        head = (number, trust, status, _words(ending), at, session_id, number - 1)
        with self.writing():
            if self.run(_MOVE_HEAD, head) != 1:
                raise self._out_of_step(session_id, number)
            self.run(_ADD_TURN, (session_id, number, json.dumps(reply), record, trust, at))

    def add_aside(self, session_id: str, aside: Aside) -> None:
        """The words are kept with the session, outside its turns."""
        with self.writing():
            if self.head(session_id) is None:
                raise self._out_of_step(session_id, aside.after_turn)
            self.run(_ADD_ASIDE, (session_id, *aside._replace(text=json.dumps(aside.text))))

    def fork(
        self,
        old_id: str,
        new_id: str,
        after_turn: int,
        started_at: str,
        *,
        leaves_old: bool = True,
        edited: tuple[str, str] | None = None,
    ) -> SessionHead:
        """A new session that goes on from turn `after_turn` of an old one, as that stood then.

        The old one is left if it was going and `leaves_old`; `edited` are the digest and the source of another
        version of the scenario to go on with.
        """
        with self.writing():
            old = self.head(old_id)
            if old is None or not 0 <= after_turn <= old.replies:
                raise StoreError(f"There is no turn {after_turn} of a session {old_id} to go back to.")
            head = old._replace(id=new_id, parent=old.id, parent_turn=after_turn, replies=after_turn)
            head = head._replace(started_at=started_at, touched_at=started_at, status="going", ending=None)
            head = head._replace(trust=self._trust_after(old.id, after_turn))
            if edited is not None:
                head = head._replace(scenario_digest=edited[0])
                self._add_scenario(head, edited[1])
            self._add_session(head, self.opening(old.id), self._trust_after(old.id, 0))
            self.run(_COPY_TURNS, (new_id, old.id, after_turn))
            if leaves_old:
                self.run(_LEAVE, (old.id,))
        return head

    def forget(self, session_id: str) -> bool:
        """Whether there was such a session; nothing of it is left in any file."""
        return self._forget("id = ?", plain(session_id)) == 1

    def forget_older_than(self, time: str) -> int:
        """How many sessions had last been touched before this time; nothing of them is left in any file."""
        return self._forget("touched_at < ?", time)

    def forget_all(self) -> int:
        """How many sessions there were; nothing of them is left in any file."""
        return self._forget("true")

    def _add_scenario(self, head: SessionHead, source: str) -> None:
        if self.scenario_source(head.scenario_digest) is None:
            self.run(_ADD_SCENARIO, (head.scenario_digest, head.scenario_id, json.dumps(source)))

    def _add_session(self, head: SessionHead, opening: dict[str, Any], opening_trust: int) -> None:
        if self.head(head.id) is not None:
            raise StoreError(f"There is already a session {head.id}.")
        kept = head._replace(title=json.dumps(head.title), ending=_words(head.ending))
        self.run(_ADD_SESSION, (*kept, opening_trust, json.dumps(opening)))

    def _forget(self, which: str, *values: str) -> int:
        with self.writing():
            gone = self.run(f"DELETE FROM sessions WHERE {which}", values)
            self.run(_FORGET_SCENARIOS)
        # Also when nothing was found: an erasure that was cut short is then finished.
        self.erase()
        return gone

    def _trust_after(self, session_id: str, number: int) -> int:
        if number == 0:
            rows = self.rows("SELECT opening_trust FROM sessions WHERE id = ?", (session_id,))
        else:
            rows = self.rows("SELECT trust FROM turns WHERE session_id = ? AND number = ?", (session_id, number))
        return int(rows[0][0])

    def _out_of_step(self, session_id: str, number: int) -> StoreError:
        head = self.head(session_id)
        if head is None:
            return StoreError(f"The session {session_id} is not kept; it may have been forgotten elsewhere.")
        return StoreError(
            f"Turn {number} of the session {session_id} cannot follow turn {head.replies}; "
            "it may have gone on in another terminal."
        )


def _words(text: str | None) -> str | None:
    return None if text is None else json.dumps(text)
