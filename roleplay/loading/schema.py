"""The JSON Schema of a scenario file, by which editors complete, explain and underline."""

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from roleplay.behaviours import MISSTEPS, acts, behaviours
from roleplay.loading.scenario_model import LONGEST_TEXT, ScenarioShape
from roleplay.scenario import BANDS, RUPTURE

_KEYS = Path(__file__).parents[1] / "catalogue" / "keys.toml"
_SHAPES = {
    "ScenarioShape": "scenario",
    "PersonaShape": "persona",
    "TemperamentShape": "temperament",
    "NodeShape": "node",
    "TransitionShape": "transition",
    "GuardShape": "guard",
    "MarkerShape": "marker",
    "LineShape": "line",
    "EndingShape": "ending",
}
"""The part of keys.toml that explains each shape."""

_SKILLS = ("needs", "traps")
_HEARD = ("any_skill", "heard_so_far")
_BY_SKILL = ("lands_better", "lands_worse", "reactions")
_BELOW = (" (below)", " The list of acts is below.")


def schema_text() -> str:
    """The schema as the file that is shipped."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def schema() -> dict[str, Any]:
    """The shape that is checked on reading, with every key explained and every word that can stand there."""
    whole = ScenarioShape.model_json_schema()
    shapes = whole.pop("$defs")
    explained = tomllib.loads(_KEYS.read_text(encoding="utf-8"))
    parts = {name: _explained(shape, explained[_SHAPES[name]]) for name, shape in shapes.items()}
    parts |= {"Lines": _lines(), "Voices": _voices(), "Skill": _skill()}
    parts["Act"] = {"title": "What a line does", "enum": list(acts())}
    parts["MarkerShape"]["properties"]["any_skill"]["items"] = {"$ref": "#/$defs/Skill"}
    parts["NodeShape"]["oneOf"] = [{"required": ["then"]}, {"required": ["ending"]}]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Scenario",
        **{key: value for key, value in _explained(whole, explained["scenario"]).items() if key != "title"},
        "$defs": {name: parts[name] for name in sorted(parts)},
    }


def _explained(shape: Mapping[str, Any], says: Mapping[str, str]) -> dict[str, Any]:
    """A shape whose keys have a title, an explanation and the words that can stand there."""
    properties = {key: _property(key, _without_null(value), says[key]) for key, value in shape["properties"].items()}
    return {**shape, "title": str(shape["title"]).removesuffix("Shape"), "properties": properties}


def _property(key: str, value: dict[str, Any], says: str) -> dict[str, Any]:
    for below in _BELOW:
        says = says.replace(below, "")
    value = {**_with_words(key, value), "title": key.replace("_", " ").capitalize(), "description": says}
    if value.get("default", 0) in ("", None, [], {}) or isinstance(value.get("default"), dict):
        value.pop("default")
    return value


def _with_words(key: str, value: dict[str, Any]) -> dict[str, Any]:
    """The value with the names it can have, and lines in every form in which they can be written."""
    if key == "says" and value.get("type") != "string":
        is_voices = value.get("type") == "object"
        return {"$ref": "#/$defs/Voices" if is_voices else "#/$defs/Lines"}
    if key in _SKILLS:
        return {**value, "items": {"$ref": "#/$defs/Skill"}}
    if key in _HEARD:
        return {**value, "items": {"anyOf": [{"$ref": "#/$defs/Skill"}, {"const": MISSTEPS}]}}
    if key == "acts":
        return {**value, "items": {"$ref": "#/$defs/Act"}}
    if key in _BY_SKILL:
        value = {**value, "propertyNames": {"$ref": "#/$defs/Skill"}}
        return {**value, "additionalProperties": {"$ref": "#/$defs/Lines"}} if key == "reactions" else value
    return value


def _skill() -> dict[str, Any]:
    """The skills and missteps, each with what it is, as editors show it."""
    known = behaviours().values()
    says = [f"{one.title}: {one.says}" for one in known]
    return {"title": "Skill or misstep", "enum": [one.name for one in known], "markdownEnumDescriptions": says}


def _without_null(value: dict[str, Any]) -> dict[str, Any]:
    """A value that is either written or left out; to write nothing after a key is most likely a slip."""
    kinds = [kind for kind in value.get("anyOf", ()) if kind != {"type": "null"}]
    if len(kinds) != 1:
        return value
    return {**{key: entry for key, entry in value.items() if key not in ("anyOf", "default")}, **kinds[0]}


def _text() -> dict[str, Any]:
    return {"type": "string", "minLength": 1, "maxLength": LONGEST_TEXT}


def _lines() -> dict[str, Any]:
    """One line, or variants of which one is chosen."""
    variant = {"anyOf": [_text(), {"$ref": "#/$defs/LineShape"}]}
    return {
        "title": "Lines",
        "description": "One line, or a list of variants of which one is chosen.",
        "anyOf": [_text(), {"type": "array", "minItems": 1, "items": variant}],
    }


def _voices() -> dict[str, Any]:
    """Lines for every level of trust, or for each its own."""
    voices = {voice: {"$ref": "#/$defs/Lines", "description": _heard_at(voice)} for voice in (*BANDS, RUPTURE)}
    own = {"type": "object", "minProperties": 1, "additionalProperties": False, "properties": voices}
    return {
        "title": "Voices",
        "description": "A line, a list of variants, or a map with lines for each voice.",
        "anyOf": [{"$ref": "#/$defs/Lines"}, own],
    }


def _heard_at(voice: str) -> str:
    """When a voice is spoken in."""
    if voice == RUPTURE:
        return "Spoken while a hurt is open."
    place = BANDS.index(voice)
    return f"Spoken at trust {place * 20} to {place * 20 + 19 if place < 4 else 100}."
