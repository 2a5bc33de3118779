"""Whose temperament replies are scored with: an average one, or that of a scenario's client."""

import os

from roleplay import library, places
from roleplay.behaviours import default_rules
from roleplay.nearest import nearest
from roleplay.scenario import Scenario
from roleplay.scoring.fold import Temperament


class UnknownPersonaError(Exception):
    """Nobody is called so; the message names who there is."""


def temperament_for(name: str | None) -> Temperament:
    """The temperament of a client by their name or their scenario's id or file; an average one for None."""
    if name is None:
        return Temperament(default_rules())
    scenario = _scenario_of(name)
    return Temperament(scenario.trust, scenario.persona.own_terms)


def _scenario_of(name: str) -> Scenario:
    path = library.find(name)
    if path is not None:
        loaded = _load(path)
        if loaded is None:
            raise UnknownPersonaError(f"{name} has problems, so it has no persona yet; `roleplay play` shows them.")
        return loaded
    everybody = [scenario for known in library.shipped() if (scenario := _load(library.find(known)))]
    for scenario in everybody:
        if name.strip().lower() in (scenario.persona.name.lower(), scenario.persona.name.split()[0].lower()):
            return scenario
    raise UnknownPersonaError(_who_there_is(name, everybody))


def _load(path: str | None) -> Scenario | None:
    return library.load(path, os.path.join(places.data_folder(), "compiled")).scenario if path else None


def _who_there_is(name: str, everybody: list[Scenario]) -> str:
    names = [scenario.persona.name for scenario in everybody]
    firsts = {known.split()[0].lower(): known for known in names}
    near = nearest(name.lower(), [*firsts, *(scenario.id for scenario in everybody)], 1)
    meant = f" Did you mean {firsts.get(near[0], near[0])}?" if near else ""
    return f"There is no persona {name!r}.{meant} There are: {', '.join(names)}."
