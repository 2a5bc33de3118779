"""A kept session brought back to just before one of its replies, for another attempt."""

from typing import TYPE_CHECKING, NamedTuple

from roleplay.changes import Change, can_go_on, changes, line_at, on_the_way
from roleplay.errors import StoreError
from roleplay.keeping.kept_scenarios import scenario_of, scenario_today
from roleplay.keeping.saving import practice_of
from roleplay.keeping.turn_records import state_from_json, turn_from_json
from roleplay.practice import Origin, Practice
from roleplay.scenario import Scenario

if TYPE_CHECKING:
    from roleplay.conversation import State
    from roleplay.keeping.asking import Asking
    from roleplay.keeping.records import Kept
    from roleplay.library import Loaded


class Attempt(NamedTuple):
    """A practice that stands before a reply again, and what has become of its scenario since.

    `here` are the changes at nodes that the old session came through, `elsewhere` counts the others. `goes_on_with`
    is "same", "edited" or "kept" (the scenario as it was); `why_kept` is "" or "asked", "file_gone",
    "unreadable", "node_gone". With `line_differs` the line to answer reads differently today.
    """

    practice: Practice
    goes_on_with: str = "same"
    why_kept: str = ""
    here: tuple[Change, ...] = ()
    elsewhere: int = 0
    line_differs: bool = False


def attempt(asked: "Asking", kept: "Kept", number: int, cache: str | None, *, as_it_was: bool = False) -> Attempt:
    """The session as it stood before this reply, in the scenario of today if that is possible and wanted.

    Raises StoreError where neither version of the scenario can be used.
    """
    old, today = scenario_of(asked, kept, cache), scenario_today(kept, cache)
    state = _state_before(kept, number)
    if today is not None and today.digest == kept.head.scenario_digest and old is not None:
        return Attempt(_before(kept, number, old, kept.head.scenario_digest, ""))
    why = "asked" if as_it_was else _why_kept(today, state)
    if old is None and (why or today is None or today.scenario is None):
        raise StoreError(
            f"Session {kept.head.id} cannot be replayed: the scenario it was played from cannot be read any more. "
            f"`roleplay review {kept.head.id}` still shows what was said."
        )
    new = today.scenario if today is not None else None
    found = changes(old, new) if old is not None and new is not None else ()
    turns = [turn_from_json(turn) for turn in kept.turns]
    here = on_the_way(found, kept.opening["state"]["node"], turns)
    elsewhere = len(found) - len(here)
    if why or today is None or new is None:
        assert old is not None
        practice = _before(kept, number, old, kept.head.scenario_digest, "")
        return Attempt(practice, "kept", why, here, elsewhere)
    practice = _before(kept, number, new, today.digest, today.source)
    return Attempt(practice, "edited", "", here, elsewhere, _differs(old, new, state))


def _why_kept(today: "Loaded | None", state: "State") -> str:
    """Why the scenario of today cannot be gone on with, "" if it can."""
    if today is None:
        return "file_gone"
    if today.scenario is None:
        return "unreadable"
    return "" if can_go_on(today.scenario, state) else "node_gone"


def _before(kept: "Kept", number: int, scenario: Scenario, digest: str, source: str) -> Practice:
    practice = practice_of(kept, scenario, digest, source, number - 1)
    practice.session = ""
    then = turn_from_json(kept.turns[number - 1])
    practice.replay(Origin(kept.head.id, number - 1, then, digest != kept.head.scenario_digest))
    return practice


def _state_before(kept: "Kept", number: int) -> "State":
    """Where the conversation stood before this reply."""
    return state_from_json(kept.turns[number - 2]["state"] if number > 1 else kept.opening["state"])


def _differs(old: Scenario | None, new: Scenario, state: "State") -> bool:
    """Whether the line that is answered reads differently now, as far as it is known how it read."""
    before = line_at(old, state) if old is not None else None
    now = line_at(new, state)
    return before is not None and (now is None or now.text != before.text)
