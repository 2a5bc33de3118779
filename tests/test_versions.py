"""Two versions of a scenario are told apart by what can be heard and reached, and kept sessions by where they went."""

import json
from pathlib import Path

import pytest

from roleplay.loading.scenario_file import read_scenario
from roleplay.scenario import Scenario
from roleplay.versions import Change, changes, stuck_at
from tests.screens import BENCH, REPLIES, bench, converse, program, session_ids


def version(*edits: tuple[str, str]) -> Scenario:
    text = edited(*edits)
    scenario, problems = read_scenario(text, "park-bench.yaml")
    assert scenario is not None, problems
    return scenario


def edited(*edits: tuple[str, str]) -> str:
    text = BENCH
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize(
    ("edit", "change"),
    [
        (("start: 35", "start: 40"), Change("trust", "start", "35", "40")),
        (("loss: 1.2", "loss: 1.5"), Change("trust", "loss", "1.2", "1.5")),
        (("  reactions:", "  lands_better: {validation: 2}\n  reactions:"), Change("trust", "validation", "2.5", "5")),
        (("title: Goodbye", "title: Farewell"), Change("ending", "goodbye", "Goodbye", "Farewell")),
        (
            ("It's quiet then. I like it.", "Quiet."),
            Change("lines", "goes-on, closed", "It's quiet then. I like it.", "Quiet."),
        ),
        (
            ("then: [{to: goodbye}]", "then: [{to: goodbye, when: {trust_at_least: 40}}, {to: stays}]"),
            Change("guard", "goes-on -> goodbye", "always", "trust 40 or more"),
        ),
        (
            ("then: [{to: goodbye}]", "then: [{to: stays, when: {ruptured: true}}, {to: goodbye}]"),
            Change("way", "goes-on -> stays", "", "a hurt is open"),
        ),
        (("start: opens", "start: stays"), Change("start", "stays", "opens", "stays")),
    ],
)
def test_a_change_is_told(edit: tuple[str, str], change: Change) -> None:
    assert change in changes(bench(), version(edit))


@pytest.mark.parametrize(
    "edit", [("hint: He is tired.", "hint: So tired."), ("minutes: 5", "minutes: 6"), ("He looks at you.", "Hm.")]
)
def test_what_nobody_hears_is_no_change(edit: tuple[str, str]) -> None:
    assert changes(bench(), version(edit)) == []


def test_nodes_and_endings_come_and_go() -> None:
    new = version(("  goes-on:", "  quiet:"), ("to: goes-on", "to: quiet"))
    assert Change("node", "quiet", "", "quiet") in changes(bench(), new)
    assert Change("node", "goes-on", "goes-on", "") in changes(bench(), new)
    gone = version(("  goodbye:", "  bye:"), ("to: goodbye", "to: bye"))
    assert Change("ending", "goodbye", "Goodbye", "") in changes(bench(), gone)


def test_the_order_of_guarded_ways_is_a_change() -> None:
    one = version(
        (
            "then: [{to: goodbye}]",
            "then: [{to: stays, when: {ruptured: true}}, {to: opens, when: {trust_at_least: 50}}, {to: goodbye}]",
        )
    )
    other = version(
        (
            "then: [{to: goodbye}]",
            "then: [{to: opens, when: {trust_at_least: 50}}, {to: stays, when: {ruptured: true}}, {to: goodbye}]",
        )
    )
    assert changes(one, other) == [
        Change(
            "guard", "goes-on, the order of its ways", "stays then opens then goodbye", "opens then stays then goodbye"
        )
    ]


@pytest.mark.parametrize(
    ("nodes", "why"),
    [
        (["opens", "stays", "goes-on"], ""),
        (["stays", "goes-on", "goodbye"], ""),
        (["opens", "left"], "after reply 1 there is no node left any more"),
        (["opens", "stays", "goodbye"], "at reply 2 no way leads from stays to goodbye any more"),
    ],
)
def test_a_session_replays_while_its_nodes_and_ways_are_there(nodes: list[str], why: str) -> None:
    assert stuck_at(bench(), nodes) == why


def test_the_command_tells_changes_and_sessions(tmp_path: Path) -> None:
    data, new = tmp_path / "data", tmp_path / "newer.yaml"
    converse(data, tmp_path, *REPLIES)
    converse(data, tmp_path, REPLIES[0])
    new.write_text(
        edited(
            ("then: [{to: goodbye}]", "then: [{to: opens, when: {ruptured: true}}, {to: bye}]"),
            ("  goodbye:", "  bye:"),
        ),
        encoding="utf-8",
    )
    ran = program(data, "diff", str(tmp_path / "park-bench.yaml"), str(new))
    assert (ran.code, ran.err) == (0, "")
    assert "Endings\n  + bye: Goodbye\n  - goodbye: Goodbye\n" in ran.out
    longer = session_ids(data)[1]
    assert "1 kept session replays, 1 no longer:" in ran.out
    assert f"  {longer}: after reply 3 there is no node goodbye any more" in ran.out
    found = json.loads(program(data, "diff", str(tmp_path / "park-bench.yaml"), str(new), "--format", "json").out)
    assert {one["session"]: one["replays"] for one in found["sessions"]} == dict(
        zip(session_ids(data), (True, False), strict=True)
    )
    assert ["ending", "bye", "", "Goodbye"] in [list(change.values()) for change in found["changes"]]


def test_the_same_file_twice_is_no_change_and_keeps_nothing(tmp_path: Path) -> None:
    ran = program(tmp_path / "data", "diff", "cold-coffee", "cold-coffee")
    assert ran.out.startswith("Nothing that can be heard or reached has changed.\n")
    assert not (tmp_path / "data").exists()


def test_a_version_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    path = tmp_path / "old.yaml"
    path.write_text(BENCH.replace("start: opens", "start: nowhere"), encoding="utf-8")
    ran = program(tmp_path / "data", "diff", str(path), "cold-coffee")
    assert (ran.code, ran.out) == (2, "")
    assert "unknown-start" in ran.err
    assert program(tmp_path / "data", "diff", "nobody", "cold-coffee").code == 2
