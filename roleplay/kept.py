"""The sessions that are kept: finding one, listing them, reading one again, forgetting."""

from typing import TYPE_CHECKING

from roleplay import telling
from roleplay.errors import StoreError
from roleplay.records import Kept, SessionHead
from roleplay.telling import Paragraph, Told

if TYPE_CHECKING:
    from roleplay.practice import Practice
    from roleplay.store import Store

_SHOWN = 50


def find_session(store: "Store", wanted: str | None, status: str | None = None) -> Kept:
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


def _not_found(store: "Store", wanted: str | None, status: str | None) -> str:
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


def session_lines(heads: tuple[SessionHead, ...]) -> list[str]:
    """The sessions as lines, the newest first: id, day, scenario, replies, trust, how it stands."""
    lines = []
    for head in heads[:_SHOWN]:
        stands = {"ended": head.ending or "ended", "going": "unfinished", "left": "taken back"}[head.status]
        origin = f", from {head.parent} after reply {head.parent_turn}" if head.parent else ""
        said = telling.counted(head.replies, "reply", "replies")
        lines.append(
            f"{head.id}  {head.touched_at[:16].replace('T', ' ')}  {head.title}: {said}, "
            f"trust {telling.points(head.trust)}, {stands}{origin}"
        )
    if len(heads) > _SHOWN:
        lines.append(f"... and {len(heads) - _SHOWN} older ones.")
    return lines


def as_text(kept: Kept, practice: "Practice") -> Told:
    """The whole conversation to read again: each line, each reply, and what it did to trust."""
    head, client = kept.head, practice.client
    told = [
        Paragraph("heading", f"{head.title} - session {head.id}"),
        Paragraph("note", f"Begun {head.started_at[:16].replace('T', ' ')} UTC, seed {head.seed}."),
    ]
    for line in kept.opening["lines"]:
        told += telling.client_says(client, line)
    for turn in practice.turns:
        told.append(Paragraph("learner", turn.reply, "You"))
        told += telling.trust_line(practice.scenario, turn)
        for line in turn.lines:
            told += telling.client_says(client, line)
    told.append(Paragraph("note", f"Ended: {head.ending}." if head.ending else "This session has not ended."))
    return tuple(told)
