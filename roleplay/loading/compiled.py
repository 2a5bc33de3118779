"""Checked scenarios kept in a form that opens at once; a damaged or foreign form is as good as none."""

import marshal
import os
import sys
import zlib
from typing import TYPE_CHECKING, Any

from roleplay import __version__
from roleplay.scenario import ALWAYS, Ending, Guard, Line, Marker, Node, Persona, Scenario, Transition
from roleplay.trust import TrustRules, Weight

if TYPE_CHECKING:
    from roleplay.loading.problems import Problem

Stamp = tuple[Any, ...]
Kept = tuple[Scenario, list["Problem"], str, str]

RESTS_ON = (
    "behaviours.py",
    "loading/scenario_build.py",
    "loading/scenario_checks.py",
    "exploring/graphs.py",
    "loading/scenario_graph.py",
    "loading/scenario_model.py",
    "scenario.py",
    "loading/scenario_shape.py",
    "templates.py",
    "catalogue/skills.toml",
    "catalogue/contexts.toml",
)
"""The files of this package that a compiled scenario depends on."""

_MAGIC = f"roleplay {__version__} {sys.implementation.cache_tag} {sys.hexversion:x} 2\n".encode()
_SUM_BYTES = 4


def sum_of(text: str) -> int:
    """The CRC32 of a text."""
    return zlib.crc32(text.encode("utf-8", "surrogatepass"))


def kept(place: str, stamp: Stamp) -> Kept | None:
    """The scenario, its problems, digest and source that were kept under this stamp, or None."""
    try:
        known, scenario, problems, digest, source = kept_plain(place)
        if known != stamp:
            return None
        return _scenario(scenario), _problems(problems), digest, source
    except (ValueError, TypeError):
        return None


def keep(
    place: str,
    stamp: Stamp,
    scenario: Scenario,
    problems: list["Problem"],
    digest: str,
    source: str,
) -> None:
    """Keeps a checked scenario under a stamp; where that cannot be written, nothing happens."""
    keep_plain(place, (stamp, _plain(scenario), _plain(tuple(problems)), digest, source))


def kept_plain(place: str) -> Any:
    """What was kept in a place by this version of the program, or None."""
    try:
        with open(place, "rb") as file:
            content = file.read()
        body = memoryview(content)[len(_MAGIC) + _SUM_BYTES :]
        found = content[len(_MAGIC) :][:_SUM_BYTES]
        if not content.startswith(_MAGIC) or found != _checksum(body):
            return None
        return marshal.loads(body)
    except (OSError, ValueError, EOFError, TypeError):
        return None


def keep_plain(place: str, value: Any) -> None:
    """Keeps tuples, dicts, texts and numbers in a place; where that cannot be written, nothing happens."""
    body = marshal.dumps(value)
    beside = f"{place}.{os.getpid()}"
    try:
        os.makedirs(os.path.dirname(place), exist_ok=True)
        with open(beside, "wb") as file:
            file.write(_MAGIC + _checksum(body) + body)
        os.replace(beside, place)
    except (OSError, ValueError):
        return


def _checksum(body: bytes | memoryview) -> bytes:
    return zlib.crc32(body).to_bytes(_SUM_BYTES, "little")


def _plain(value: Any) -> Any:
    """Plain tuples and dicts in place of the records."""
    if isinstance(value, tuple):
        return tuple([_plain(item) for item in value])
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value


def _problems(found: Any) -> list["Problem"]:
    """The warnings from their plain form; most scenarios have none."""
    if not found:
        return []
    from roleplay.loading.problems import Problem

    return [Problem(*problem) for problem in found]


def _scenario(fields: Any) -> Scenario:
    """The scenario from its plain form."""
    scenario = Scenario(*fields)
    return scenario._replace(
        persona=_persona(scenario.persona),
        trust=_rules(scenario.trust),
        nodes={name: _node(node) for name, node in scenario.nodes.items()},
        markers=tuple(Marker(*marker) for marker in scenario.markers),
    )


def _persona(fields: Any) -> Persona:
    persona = Persona(*fields)
    return persona._replace(reactions={skill: _lines(lines) for skill, lines in persona.reactions.items()})


def _rules(fields: Any) -> TrustRules:
    rules = TrustRules(*fields)
    return rules._replace(weights={name: Weight(*weight) for name, weight in rules.weights.items()})


def _node(fields: Any) -> Node:
    node = Node(*fields)
    return node._replace(
        lines={voice: _lines(lines) for voice, lines in node.lines.items()},
        transitions=tuple([_transition(transition) for transition in node.transitions]),
        ending=Ending(*node.ending) if node.ending else None,
    )


def _transition(fields: Any) -> Transition:
    target, guard, note, says, sets, name = fields
    return Transition(target, ALWAYS if guard == ALWAYS else Guard(*guard), note, _lines(says), sets, name)


def _lines(fields: Any) -> tuple[Line, ...]:
    return tuple([Line(*line) for line in fields])
