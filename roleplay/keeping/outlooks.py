"""Which endings were within reach in a kept session, found once and then kept beside the compiled scenarios."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from roleplay.loading import compiled

if TYPE_CHECKING:
    from roleplay.conversation import State
    from roleplay.exploring.outlook import Outlook
    from roleplay.scenario import Scenario

_PACKAGE = Path(__file__).parents[1]
_RESTS_ON = (
    "conversation.py",
    "moving.py",
    "scenario.py",
    "staging.py",
    "trust.py",
    "worth.py",
    "catalogue/skills.toml",
)
_MOST_REMEMBERED = 5000
"""So many states of one scenario are remembered, some 500 KB; set by hand."""


def outlook_of_kept(scenario: "Scenario", digest: str, states: "Sequence[State]", folder: str) -> "Outlook | None":
    """The endings within reach from each of the states; None where one of them is no state of this scenario.

    What was found for other sessions is in the `folder`: states with the endings within their reach, and never a
    word that was said.
    """
    from roleplay.exploring.outlook import outlook

    if any(state.node not in scenario.nodes for state in states):
        return None

    place = os.path.join(folder, f"endings-{compiled.sum_of(digest):08x}.compiled")
    stamp = (digest, *_ages())
    remembered = _remembered(place, stamp)
    count = len(remembered)
    found = outlook(scenario, states, remembered)
    if len(remembered) > count:
        newest = list(remembered.items())[-_MOST_REMEMBERED:]
        compiled.keep_plain(place, (stamp, dict(newest)))
    return found


def _remembered(place: str, stamp: compiled.Stamp) -> dict[tuple[object, ...], tuple[str, ...]]:
    """What was kept under this stamp; nothing if there is none."""
    kept = compiled.kept_plain(place)
    is_ours = isinstance(kept, tuple) and len(kept) == 2 and kept[0] == stamp
    return kept[1] if is_ours and isinstance(kept[1], dict) else {}


def _ages() -> list[tuple[str, int, int]]:
    """The ages of everything that decides what can be reached."""
    paths = [*(_PACKAGE / name for name in _RESTS_ON), *sorted((_PACKAGE / "exploring").glob("*.py"))]
    about = [(path.name, path.stat()) for path in paths]
    return [(name, found.st_mtime_ns, found.st_size) for name, found in about]
