"""Where the scenario files are, and a quick way to open one that was checked before."""

import os
from typing import TYPE_CHECKING, NamedTuple

from roleplay.loading import compiled
from roleplay.scenario import Scenario

if TYPE_CHECKING:
    from roleplay.loading.problems import Problem

AnyPath = str | os.PathLike[str]

_HERE = os.path.dirname(os.path.abspath(__file__))
_ENDINGS = (".yaml", ".yml")


class Loaded(NamedTuple):
    """A scenario, unless its file has errors, with everything that was found.

    `source` is the text it was read from ("" if it could not be read), `digest` the sha256 of that text in
    hexadecimal.
    """

    scenario: Scenario | None
    problems: list["Problem"]
    digest: str
    source: str


def scenario_folder() -> str:
    """The folder of the scenarios that come with the product, installed or in a checkout."""
    installed = os.path.join(_HERE, "scenarios")
    return installed if os.path.isdir(installed) else os.path.join(os.path.dirname(_HERE), "scenarios")


def shipped() -> list[str]:
    """The ids of the scenarios that come with the product, in alphabetical order."""
    try:
        names = os.listdir(scenario_folder())
    except OSError:
        return []
    return sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml"))


def find(name_or_path: AnyPath) -> str | None:
    """The path of a scenario file: one of ours by its id, or any file by its path."""
    wanted = os.fspath(name_or_path)
    if wanted in shipped():
        return os.path.join(scenario_folder(), f"{wanted}.yaml")
    return next((path for path in (wanted, f"{wanted}.yaml") if os.path.isfile(path)), None)


def similar(name: str) -> list[str]:
    """At most three ids that look like a wrong one."""
    from roleplay.nearest import nearest

    wanted = os.path.basename(name)
    for ending in _ENDINGS:
        wanted = wanted.removesuffix(ending)
    return nearest(wanted.lower().replace(" ", "-").replace("_", "-"), shipped(), 3)


def load(path: AnyPath, cache_folder: AnyPath | None = None) -> Loaded:
    """The scenario in a file, from its compiled form when the file has not changed since it was made."""
    name = os.fspath(path)
    if cache_folder is None:
        return _read(name)
    place, stamp = _place(name, os.fspath(cache_folder)), _stamp(name)
    kept = compiled.kept(place, stamp) if stamp else None
    if kept is not None:
        return Loaded(*kept)
    loaded = _read(name)
    if loaded.scenario is not None and stamp and stamp == _stamp(name):
        compiled.keep(place, stamp, loaded.scenario, loaded.problems, loaded.digest, loaded.source)
    return loaded


def load_text(source: str, digest: str, name: str, cache_folder: AnyPath | None = None) -> Scenario | None:
    """The scenario in a text that was kept, from its compiled form where there is one; None if it has errors."""
    if cache_folder is None:
        return _parsed(source, name)[0]
    place = os.path.join(os.fspath(cache_folder), f"kept-{compiled.sum_of(digest):08x}.compiled")
    stamp = (digest, len(source), compiled.sum_of(source), *_ages())
    kept = compiled.kept(place, stamp)
    if kept is not None:
        return kept[0]
    scenario, problems = _parsed(source, name)
    if scenario is not None:
        compiled.keep(place, stamp, scenario, problems, digest, source)
    return scenario


def _parsed(source: str, name: str) -> "tuple[Scenario | None, list[Problem]]":
    """The scenario in a text; what reads it is loaded only now."""
    from roleplay.loading.scenario_file import read_scenario

    return read_scenario(source, name)


def own_name(path: str) -> str:
    """What to type after `roleplay play` for a file of one's own: shorter below the current folder."""
    try:
        near = os.path.relpath(path)
    except (OSError, ValueError):  # no current folder, or another drive
        return path
    return path if near.startswith("..") else near


def _read(name: str) -> Loaded:
    """The scenario straight from its file."""
    from hashlib import sha256

    from roleplay.loading.scenario_file import text_of

    source, problems = text_of(name)
    digest = sha256(source.encode()).hexdigest()
    if problems:
        return Loaded(None, problems, digest, source)
    scenario, problems = _parsed(source, name)
    return Loaded(scenario, problems, digest, source)


def _place(name: str, cache_folder: str) -> str:
    """Where the compiled form of a file is kept."""
    path = os.path.abspath(name)
    stem = os.path.splitext(os.path.basename(path))[0]
    return os.path.join(cache_folder, f"{stem[:60]}-{compiled.sum_of(path):08x}.compiled")


def _stamp(name: str) -> compiled.Stamp | None:
    """What changes when the file, or anything its compiled form rests on, changes."""
    try:
        return (name, _age(name), *_ages())
    except (OSError, ValueError):
        return None


def _ages() -> list[tuple[int, int]]:
    """The ages of the catalogue and of the modules that read scenarios."""
    return [_age(os.path.join(_HERE, part)) for part in compiled.RESTS_ON]


def _age(path: str) -> tuple[int, int]:
    about = os.stat(path)
    return about.st_mtime_ns, about.st_size
