"""The helping skills and missteps that are listened for, and what each does to trust."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from roleplay.trust import TrustRules, Weight

_CATALOGUE = Path(__file__).parent / "catalogue"


class Behaviour(NamedTuple):
    """One thing a reply can do: `kind` is "skill", "repair", "misstep" or "neutral".

    `points` and the fields after it are those of its Weight; `standard` are the names other coding schemes
    have for it and `source` what its points rest on.
    """

    name: str
    code: str
    family: str
    kind: str
    title: str
    says: str
    points: float
    repair: float
    integrity: bool
    only_after: tuple[str, ...]
    forgiven: int
    standard: tuple[str, ...]
    source: str


@cache
def behaviours() -> Mapping[str, Behaviour]:
    """Every behaviour by its name, in the catalogue's order."""
    return {name: _behaviour(name, entry) for name, entry in _table("skills.toml").items()}


MISSTEPS = "missteps"
"""What stands for every misstep where an author asks for one of several behaviours."""


@cache
def missteps() -> tuple[str, ...]:
    """The name of every misstep, in the catalogue's order."""
    return tuple(name for name, behaviour in behaviours().items() if behaviour.kind == "misstep")


@cache
def written_out(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names with every misstep in the place of the word that stands for all of them, each once."""
    if MISSTEPS not in names:
        return names
    spelled = [each for name in names for each in (missteps() if name == MISSTEPS else (name,))]
    return tuple(dict.fromkeys(spelled))


@cache
def contexts() -> Mapping[str, Mapping[str, float]]:
    """For every act of a client's line the factors of the behaviours that answer it."""
    return _table("contexts.toml")


@cache
def acts() -> tuple[str, ...]:
    """The acts an author can write; the depths are not acts."""
    return tuple(act for act in contexts() if not act.startswith("depth_"))


@cache
def default_rules() -> TrustRules:
    """The rules of an average temperament."""
    return rules_for(start=40, growth=1.0, loss=1.2, forgiveness=0.6, guardedness=0.4)


def rules_for(
    *,
    start: float,
    growth: float,
    loss: float,
    forgiveness: float,
    guardedness: float,
    style: str = "withdraw",
    hurt: float = 0,
    lands_better: Mapping[str, float] | None = None,
    lands_worse: Mapping[str, float] | None = None,
) -> TrustRules:
    """One persona's rules: `start` and `hurt` are in points (0..100); a `lands` factor multiplies what its skill
    is worth, in points or in repair."""
    factors = [lands_better or {}, lands_worse or {}]
    weights = {name: _weight(behaviour, factors) for name, behaviour in behaviours().items()}
    return TrustRules(
        round(start * 10), growth, loss, forgiveness, guardedness, style, weights, contexts(), round(hurt * 10)
    )


def _weight(behaviour: Behaviour, factors: list[Mapping[str, float]]) -> Weight:
    """A behaviour's weight for one persona."""
    lands = 1.0
    for factor in factors:
        lands *= factor.get(behaviour.name, 1.0)
    return Weight(
        behaviour.points * lands,
        behaviour.repair * lands,
        behaviour.integrity,
        behaviour.only_after,
        behaviour.forgiven,
    )


def _behaviour(name: str, entry: Mapping[str, Any]) -> Behaviour:
    """One table of the catalogue, as a Behaviour."""
    return Behaviour(
        name,
        entry["code"],
        entry["family"],
        entry["kind"],
        entry["title"],
        entry["says"],
        entry["points"],
        entry.get("repair", 0.0),
        entry.get("integrity", False),
        tuple(entry.get("only_after", ())),
        entry.get("forgiven", 0),
        tuple(entry["standard"]),
        entry["source"],
    )


def _table(name: str) -> dict[str, Any]:
    """One file of the catalogue."""
    return tomllib.loads((_CATALOGUE / name).read_text(encoding="utf-8"))
