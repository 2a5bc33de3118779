"""The sessions that are kept: finding one, listing them, reading one again, forgetting."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from roleplay.errors import StoreError
from roleplay.keeping.records import Kept, SessionHead
from roleplay.shells import telling

if TYPE_CHECKING:
    from roleplay.keeping.asking import Asking

MOST_LISTED = 50
"""So many sessions are listed, the newest; set by hand."""


def find_session(store: "Asking", wanted: str | None, status: str | None = None) -> Kept:
    """The session whose id begins so; without one, or for "last", the latest (of those with this status).

    Raises StoreError with the nearest ids when there is none.
    """
    head = store.latest(status) if wanted in (None, "", "last") else store.find(wanted or "")
    if head is None:
        raise StoreError(_not_found(store, wanted, status))
    kept = store.session(head.id)
    if kept is None:
        raise StoreError(f"The session {head.id} was forgotten meanwhile.")
    return kept


def _not_found(store: "Asking", wanted: str | None, status: str | None) -> str:
    from roleplay.nearest import nearest

    ids = list(store.ids())
    if not ids:
        return "No sessions are kept yet. `roleplay` begins one."
    if wanted in (None, "", "last"):
        kind = "unfinished session" if status == "going" else "session"
        return f"There is no {kind} to go on with. `roleplay sessions` shows all that are kept."
    several = store.ids(wanted or "")
    if len(several) > 1:
        return f"{len(several)} sessions begin with {wanted!r}: {', '.join(several[:5])}."
    near = nearest(wanted or "", ids, 3)
    meant = f" Did you mean {' or '.join(near)}?" if near else ""
    return f"There is no session {wanted!r}.{meant} `roleplay sessions` shows all that are kept."


def session_lines(heads: Sequence[SessionHead], count: int) -> list[str]:
    """The newest of so many sessions as lines: id, day, scenario, replies, trust, how it stands, where it left."""
    lines = [
        f"{head.id}  {day_of(head)}  {head.title}: {standing_of(head)}"
        + (f", from {head.parent} after reply {head.parent_turn}" if head.parent else "")
        for head in heads
    ]
    if count > len(heads):
        lines.append(f"... and {count - len(heads):,} older ones.")
    return lines


def day_of(head: SessionHead) -> str:
    """When the session was last touched, to the minute."""
    return head.touched_at[:16].replace("T", " ")


def standing_of(head: SessionHead) -> str:
    """How far a session came and how it stands: "3 replies, trust 41, goodbye"."""
    stands = {"ended": head.ending or "ended", "going": "unfinished", "left": "taken back"}[head.status]
    return f"{telling.counted(head.replies, 'reply', 'replies')}, trust {telling.points(head.trust)}, {stands}"
