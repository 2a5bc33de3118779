"""The scenario of a kept session: as it was when it was played, and as it is today."""

from typing import TYPE_CHECKING

from roleplay import library
from roleplay.scenario import Scenario

if TYPE_CHECKING:
    from roleplay.keeping.asking import Asking
    from roleplay.keeping.records import Kept


def scenario_of(asked: "Asking", kept: "Kept", cache: str | None = None) -> Scenario | None:
    """The scenario as it was when the session was played, unless this version cannot read it."""
    head = kept.head
    if cache is not None:
        today = scenario_today(kept, cache)
        if today is not None and today.digest == head.scenario_digest:
            return today.scenario
    source = asked.scenario_source(head.scenario_digest) or ""
    return library.load_text(source, head.scenario_digest, f"{head.scenario_id}.yaml", cache)


def scenario_today(kept: "Kept", cache: str | None = None) -> library.Loaded | None:
    """What the scenario's file holds today, None if it is no longer there.

    One of ours is found by its id, any other by the path it was played from.
    """
    file = kept.opening.get("file", "")
    path = library.find(file or kept.head.scenario_id)
    return None if path is None else library.load(path, cache)
