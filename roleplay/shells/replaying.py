"""Back into a kept conversation just before one of its replies, to say something else."""

import sys
from typing import TYPE_CHECKING

from roleplay import places
from roleplay.errors import StoreError
from roleplay.keeping.attempts import Attempt, attempt
from roleplay.keeping.kept import find_session
from roleplay.keeping.reader import open_reader
from roleplay.shells import playing, telling
from roleplay.shells.backstage import Backstage
from roleplay.shells.changes_told import told_changes
from roleplay.shells.paint import Painter
from roleplay.shells.prompting import typed_after
from roleplay.shells.telling import Paragraph, Told

if TYPE_CHECKING:
    from roleplay.keeping.records import Kept

MOST_LISTED = 60
"""So many replies are listed to choose from, the last ones; set by hand."""


def replay(
    session: str, number: str | None, *, data: str | None = None, plain: bool = False, as_it_was: bool = False
) -> int:
    """Practise a kept session again from one of its replies; without a number, from the one that is chosen."""
    playing.standard_input()
    plain = playing.is_plain(plain)
    try:
        folder = places.data_folder(data)
        painter = playing.painter_for(plain=plain)
        with open_reader(folder) as reader:
            kept = find_session(reader, session)
            chosen = _number(kept, number) if number is not None else _choose(kept, painter)
            if chosen is None:
                return 0
            cache = playing.cache_folder(folder)
            again = attempt(reader, kept, chosen, cache, as_it_was=as_it_was)
        painter.show(introduction(again, kept.head.id, chosen))
        backstage = Backstage(folder, for_terminal=not plain, scenario=again.practice.scenario)
        return playing.converse(again.practice, folder, backstage, painter, plain=plain)
    except StoreError as error:
        return playing.complain(str(error))


def _number(kept: "Kept", wanted: str) -> int:
    """The number of a reply that was asked for; StoreError says which there are."""
    count = len(kept.turns)
    if not count:
        raise StoreError(_nothing_said(kept))
    text = wanted.strip().lower()
    number = count if text == "last" else int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
    if not 1 <= number <= count:
        which = f"a number from 1 to {count}" if count > 1 else "1"
        said = telling.counted(count, "reply", "replies")
        raise StoreError(f"There is no reply {wanted!r} in session {kept.head.id}, which has {said}: write {which}.")
    return number


def _nothing_said(kept: "Kept") -> str:
    return (
        f"Nothing was said in session {kept.head.id}, so there is no reply to go back to. "
        f"To go on with it:  roleplay resume {kept.head.id}"
    )


def _choose(kept: "Kept", painter: Painter) -> int | None:
    """The number of the reply that the learner picks from the list; None if they leave."""
    if not kept.turns:
        raise StoreError(_nothing_said(kept))
    painter.show(replies_to_choose_from(kept))
    while True:
        typed = typed_after("\nFrom which reply? A number, or q to leave: ")
        if not typed or typed.strip().lower() in ("q", "quit", "/quit"):
            sys.stdout.write("\n")
            return None
        try:
            number = _number(kept, typed.strip())
        except StoreError:
            sys.stdout.write(f"Please type a number from 1 to {len(kept.turns)}.\n")
            continue
        sys.stdout.write("\n")
        return number


def replies_to_choose_from(kept: "Kept") -> Told:
    """Every reply with its number and what it did to trust, unless that is hidden until the end."""
    head = kept.head
    told = [Paragraph("heading", f"{head.title} - session {head.id}")]
    first = max(0, len(kept.turns) - MOST_LISTED)
    if first:
        told.append(Paragraph("note", f"These are the last {MOST_LISTED}; 1 to {first} can be typed too."))
    hidden = head.hide_trust and head.status != "ended"
    for turn in kept.turns[first:]:
        change = turn["trust"]
        moved = "" if hidden else f"trust {telling.points(change['before'])} -> {telling.points(change['after'])}  "
        told.append(Paragraph("row", f"{turn['number']:>3}  {moved}{telling.shortened(turn['reply'], 160)}"))
    return tuple(told)


def introduction(again: Attempt, session: str, number: int) -> Told:
    """Where the learner is again, and what has changed in the scenario since."""
    practice = again.practice
    standing = practice.state.standing
    trust = "" if practice.hide_trust else f": trust {telling.points(standing.trust)}, {practice.state.band}"
    told = [
        Paragraph("heading", f"{practice.scenario.title}, before reply {number} of session {session}{trust}"),
        *told_changes(again),
    ]
    if practice.turns:
        told += [
            Paragraph("note", "The reply before that:"),
            Paragraph("quote", practice.turns[-1].reply.strip(), "You"),
        ]
    return (*told, telling.GAP)
