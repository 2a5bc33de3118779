"""What a learner has already played: how often, how it ended last, and what is unfinished."""

import os
from collections.abc import Mapping
from typing import NamedTuple

from roleplay import places
from roleplay.errors import StoreError
from roleplay.scenario import Scenario


class Played(NamedTuple):
    """The sessions of one scenario: how many, the node that the last one ended at, one that can go on ("": none)."""

    times: int = 0
    ending: str = ""
    unfinished: str = ""


NEVER = Played()


def played_in(folder: str) -> Mapping[str, Played]:
    """What was played, by the scenario's id; nothing where no session is kept or none can be read."""
    if not os.path.exists(places.database_file(folder)):
        return {}
    from roleplay.keeping.store import open_store

    try:
        with open_store(folder) as store:
            heads = store.heads()
    except StoreError:
        return {}
    found: dict[str, Played] = {}
    for head in heads:
        if head.status != "left":
            times, ending, unfinished = found.get(head.scenario_id, NEVER)
            going = head.id if head.status == "going" else ""
            found[head.scenario_id] = Played(times + 1, ending or head.ending or "", unfinished or going)
    return found


def ending_title(scenario: Scenario, played: Played) -> str:
    """The title of the last ending; "" if there was none, or the scenario has it no longer."""
    node = scenario.nodes.get(played.ending)
    return node.ending.title if node is not None and node.ending is not None else ""


def in_words(scenario: Scenario, played: Played) -> str:
    """What was played, in a line; "" if nothing was."""
    if not played.times:
        return ""
    times = "once" if played.times == 1 else f"{played.times} times"
    title = ending_title(scenario, played)
    ended = f'; the last ending was "{title}"' if title else ""
    going = f"; to go on: roleplay resume {played.unfinished}" if played.unfinished else ""
    return f"Played {times}{ended}{going}."
