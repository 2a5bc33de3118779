"""Sessions as trees: each attempt under the one it left, with where it left, how it ended and the trust then."""

from collections.abc import Iterator, Sequence

from roleplay.keeping.kept import day_of, standing_of
from roleplay.keeping.records import SessionHead

MOST_LINES = 200
"""So many sessions are shown as trees; set by hand."""

_DEEPEST = 12
"""Attempts of attempts are moved to the right so many times, that a narrow screen can hold them; set by hand."""

Branch = tuple[SessionHead, tuple[bool, ...]]
"""A session, and for it and everything it hangs from, whether it is the last one there."""


def tree_lines(
    heads: Sequence[SessionHead], count: int, *, words_only: bool = False, ascii_only: bool = False
) -> list[str]:
    """The trees as lines, the one that was touched last first, of `count` sessions in all.

    With `words_only` nothing is drawn: each line says from which session it comes, for screen readers.
    """
    lines = [
        _in_words(head) if words_only else _drawn(lasts, ascii_only) + _line(head) for head, lasts in _branches(heads)
    ]
    shown = lines[:MOST_LINES]
    if count > len(shown):
        shown.append(f"... and {count - len(shown):,} more.")
    return shown


def _branches(heads: Sequence[SessionHead]) -> Iterator[Branch]:
    """Every session after the one it left, the attempts at one conversation in the order of where they left."""
    known = {head.id for head in heads}
    below: dict[str, list[SessionHead]] = {}
    roots = [head for head in heads if head.parent not in known]
    for head in heads:
        if head.parent in known:
            below.setdefault(head.parent or "", []).append(head)
    waiting: list[Branch] = [(head, ()) for head in reversed(roots)]
    while waiting:
        head, lasts = waiting.pop()
        yield head, lasts
        children = sorted(below.get(head.id, ()), key=lambda one: (one.parent_turn, one.started_at))
        for place, child in enumerate(reversed(children)):
            waiting.append((child, (*lasts[: _DEEPEST - 1], place == 0)))


def _drawn(lasts: tuple[bool, ...], ascii_only: bool) -> str:
    """The lines that join a session to the one above it."""
    if not lasts:
        return ""
    through, corner, fork = ("|  ", "`- ", "|- ") if ascii_only else ("│  ", "└─ ", "├─ ")
    return "".join("   " if last else through for last in lasts[:-1]) + (corner if lasts[-1] else fork)


def _line(head: SessionHead) -> str:
    if head.parent:
        return f"{head.id}  from reply {head.parent_turn + 1}: {standing_of(head)}  ({day_of(head)})"
    return f"{head.id}  {head.title}: {standing_of(head)}  ({day_of(head)})"


def _in_words(head: SessionHead) -> str:
    left = f", another attempt of {head.parent} from reply {head.parent_turn + 1}" if head.parent else ""
    return f"{head.id}, {head.title}{left}: {standing_of(head)}, {day_of(head)}"
