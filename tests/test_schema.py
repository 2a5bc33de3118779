"""What editors are told about a scenario file is what the program checks and the guide says."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from roleplay.loading.new_scenario import new_text
from roleplay.loading.problems import Sheet
from roleplay.loading.scenario_file import read_scenario
from roleplay.loading.schema import schema, schema_text
from roleplay.loading.written import plain
from roleplay.loading.yaml_file import written_from
from tests.screens import BENCH, ROOT, program

SCENARIOS = Path(ROOT) / "scenarios"
HEADINGS = {
    "scenario": "### The scenario",
    "persona": "### `persona`: the client",
    "temperament": "### `temperament`: how they trust",
    "node": "### `nodes`: the beats",
    "transition": "### `then`: the ways on",
    "guard": "### `when`: the guard",
    "marker": "### `markers`: signs of progress",
}


def wrong_in(text: str) -> list[str]:
    """What a validator finds wrong in a scenario file."""
    written, problems = written_from(text, Sheet("", text.splitlines()), 100)
    assert written is not None, problems
    return [error.message for error in Draft202012Validator(schema()).iter_errors(plain(written))]


def guide_rows(heading: str) -> dict[str, tuple[str, bool]]:
    """Each key of a table in the guide with what it says, and whether it has to be there."""
    guide = (SCENARIOS / "README.md").read_text(encoding="utf-8")
    part = re.split(r"\n##", guide[guide.index(heading) + 3 :])[0]
    rows = re.findall(r"^\| (`.+?) \| (.+) \|$", part, re.M)
    return {key: (says, "*" in keys) for keys, says in rows for key in re.findall(r"`(\w+)`", keys)}


def test_the_shipped_schema_is_the_one_that_is_made() -> None:
    shipped = (SCENARIOS / "scenario.schema.json").read_text(encoding="utf-8")
    assert shipped == schema_text(), "run `roleplay schema > scenarios/scenario.schema.json`"


def test_the_command_prints_it(tmp_path: Path) -> None:
    assert program(tmp_path, "schema").out == schema_text()


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(schema())


@pytest.mark.parametrize("part", HEADINGS)
def test_the_guide_says_the_same_as_editors_do(part: str) -> None:
    told = tomllib.loads((Path(ROOT) / "roleplay/catalogue/keys.toml").read_text(encoding="utf-8"))[part]
    assert {key: says for key, (says, _) in guide_rows(HEADINGS[part]).items()} == told


def test_the_guide_marks_the_keys_that_have_to_be_there() -> None:
    shapes = {"scenario": schema(), "node": schema()["$defs"]["NodeShape"], "marker": schema()["$defs"]["MarkerShape"]}
    for part, shape in shapes.items():
        marked = {key for key, (_, needed) in guide_rows(HEADINGS[part]).items() if needed and key != "ending"}
        assert marked == set(shape["required"]), part


def every_property(part: Any) -> list[tuple[str, dict[str, Any]]]:
    if isinstance(part, list):
        return [found for item in part for found in every_property(item)]
    if not isinstance(part, dict):
        return []
    own = list(part.get("properties", {}).items())
    return own + [found for value in part.values() for found in every_property(value)]


def test_every_key_is_explained() -> None:
    for key, value in every_property(schema()):
        assert value.get("description"), key
        assert "below" not in value["description"], key


@pytest.mark.parametrize("text", [BENCH, new_text("first-bread", "first-bread.yaml")])
def test_a_good_file_is_good_by_the_schema(text: str) -> None:
    assert wrong_in(text) == []


def test_the_shipped_scenario_is_good_by_the_schema() -> None:
    assert wrong_in((SCENARIOS / "cold-coffee.yaml").read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("difficulty: easy", "difficulty: simple"),
        ("needs: [validation, open_question]", "needs: [validating]"),
        ("acts: [discloses]", "acts: [disclose]"),
        ("hint: He is tired.", "hints: He is tired."),
        ("start: 35,", "start: 350,"),
        ("  reactions:\n    validation:", "  reactions:\n    valid:"),
        ("then: [{to: goes-on}]", "then: []"),
        ("    then: [{to: goes-on}]\n", ""),
        ("says: [The bakery starts at four., I bake at night.]", "says: {shut: Hm.}"),
        ("says: It's quiet then. I like it.", "says: []"),
    ],
)
def test_what_the_program_refuses_an_editor_underlines(right: str, wrong: str) -> None:
    text = BENCH.replace(right, wrong, 1)
    assert text != BENCH
    assert read_scenario(text, "park-bench.yaml")[0] is None
    assert wrong_in(text)


def test_the_schema_offers_every_voice_and_skill() -> None:
    parts = schema()["$defs"]
    assert list(parts["Voices"]["anyOf"][1]["properties"]) == [
        "closed",
        "guarded",
        "tentative",
        "working",
        "open",
        "rupture",
    ]
    assert len(parts["Skill"]["enum"]) == len(parts["Skill"]["markdownEnumDescriptions"]) > 60
    assert json.loads(schema_text()) == schema()
