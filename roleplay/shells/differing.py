"""`roleplay diff`: two versions of a scenario side by side, and which kept sessions fit the new one."""

import json
import sys
from typing import Any, NamedTuple

from roleplay import library, places
from roleplay.errors import StoreError
from roleplay.loading.problems import has_errors
from roleplay.safe_text import visible
from roleplay.scenario import Scenario
from roleplay.shells.playing import complain, unknown_scenario
from roleplay.shells.telling import counted
from roleplay.versions import Change, changes, stuck_at

_SHOWN = 300
"""Characters of a text that are shown; --format json has it whole."""

_TITLES = {
    "start": "Where it begins",
    "trust": "How trust moves",
    "node": "Nodes",
    "ending": "Endings",
    "lines": "Lines",
    "way": "Ways",
    "guard": "Guards",
}


class Fit(NamedTuple):
    """A kept session and why it does not replay in the new version ("" if it does)."""

    session: str
    reason: str


def compare(old: str, new: str, form: str, data: str | None) -> int:
    """Print what changed from one version to the other; gives the exit code."""
    versions = [_version(name) for name in (old, new)]
    if versions[0] is None or versions[1] is None:
        return 2
    found = changes(versions[0], versions[1])
    try:
        fits = _fits(versions[1], data)
    except StoreError as error:
        return complain(str(error))
    if form == "json":
        print(json.dumps(_as_json(versions[1], found, fits), indent=2))
    else:
        sys.stdout.write(visible(_as_text(found, fits)))
    return 0


def _version(name: str) -> Scenario | None:
    """A version of a scenario; a copy may lie under any name."""
    path = library.find(name)
    if path is None:
        complain(unknown_scenario(name))
        return None
    from roleplay.loading.problems import show
    from roleplay.loading.scenario_file import read_scenario, text_of

    source, problems = text_of(path)
    scenario = None
    if not problems:
        scenario, problems = read_scenario(source, path)
    if {problem.code for problem in problems if problem.severity == "error"} == {"id-and-file"}:
        scenario, problems = read_scenario(source, "")
    if scenario is None:
        complain("\n".join(show(problem) for problem in problems if has_errors([problem])))
    return scenario


def _fits(scenario: Scenario, data: str | None) -> list[Fit]:
    """Every kept session of this scenario, the newest first."""
    import os

    folder = places.data_folder(data)
    if not os.path.exists(places.database_file(folder)):
        return []
    from roleplay.keeping.store import open_store

    with open_store(folder) as store:
        kept = [store.session(head.id) for head in store.heads() if head.scenario_id == scenario.id]
    return [Fit(one.head.id, stuck_at(scenario, _nodes(one))) for one in kept if one is not None]


def _nodes(kept: Any) -> list[str]:
    return [kept.opening["state"]["node"], *(turn["state"]["node"] for turn in kept.turns)]


def _as_text(found: list[Change], fits: list[Fit]) -> str:
    lines = [] if found else ["Nothing that can be heard or reached has changed."]
    for kind, title in _TITLES.items():
        of_kind = [change for change in found if change.kind == kind]
        if of_kind:
            lines += [*([""] if lines else []), title, *(line for change in of_kind for line in _told(change))]
    return "\n".join([*lines, "", *_sessions(fits)]) + "\n"


def _told(change: Change) -> list[str]:
    if not change.before:
        return [f"  + {change.node}{_more(change.after, change)}"]
    if not change.after:
        return [f"  - {change.node}{_more(change.before, change)}"]
    return [f"  ~ {change.node}", f"      was: {_short(change.before)}", f"      is:  {_short(change.after)}"]


def _more(text: str, change: Change) -> str:
    return "" if change.kind == "node" else f": {_short(text)}"


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[:_SHOWN].rsplit(" ", 1)[0] + " ..."


def _sessions(fits: list[Fit]) -> list[str]:
    if not fits:
        return ["No session of this scenario is kept."]
    stuck = [fit for fit in fits if fit.reason]
    said = f"{counted(len(fits) - len(stuck), 'kept session replays', 'kept sessions replay')}, {len(stuck)} no longer"
    return [said + (":" if stuck else "."), *(f"  {fit.session}: {fit.reason}" for fit in stuck)]


def _as_json(scenario: Scenario, found: list[Change], fits: list[Fit]) -> dict[str, Any]:
    return {
        "format": "roleplay.diff/1",
        "scenario": scenario.id,
        "changes": [change._asdict() for change in found],
        "sessions": [{"session": fit.session, "replays": not fit.reason, "reason": fit.reason} for fit in fits],
    }
