"""The scenario that an author begins with: it checks clean, plays, and passes its playtest."""

from pathlib import Path

import pytest

from roleplay.conversation import context_for, line_of, taken_up
from roleplay.ears.listening import listen
from roleplay.loading.new_scenario import new_text
from roleplay.loading.scenario_file import read_scenario
from roleplay.loading.schema import schema_text
from roleplay.moving import move_trust
from roleplay.playtest.runs import playtest
from roleplay.playtest.verdict import failures
from roleplay.scenario import Node, Scenario
from tests.screens import program, said_in, transcript_of


def made() -> Scenario:
    scenario, problems = read_scenario(new_text("first-bread", "first-bread.yaml"), "first-bread.yaml")
    assert problems == []
    assert scenario is not None
    return scenario


def moved_by(scenario: Scenario, node: Node, reply: str, trust: int) -> int:
    """What a reply does at a node that is entered with this trust; `goes-quiet` is entered with an open hurt."""
    state = taken_up(scenario, 0, node.id, trust)
    if node.id == "goes-quiet":
        state = state._replace(standing=state.standing._replace(strain=600, debt=60, wound="minimizing"))
    line = line_of(scenario, state)
    reading = listen(reply, context_for(scenario, state, (line.text,), ()))
    change, _ = move_trust(scenario.trust, state.standing, reading, line.acts, (), node.needs, node.traps)
    return change.after - change.before


@pytest.mark.parametrize("trust", [100, 370, 600])
def test_its_model_replies_raise_trust_and_its_traps_lower_it(trust: int) -> None:
    scenario = made()
    for node in scenario.nodes.values():
        for reply in node.model_replies:
            assert moved_by(scenario, node, reply, trust) > 0, reply
        for reply in node.trap_replies:
            assert moved_by(scenario, node, reply, trust) < 0, reply


def test_it_passes_its_playtest_and_shows_all_it_has() -> None:
    scenario = made()
    played = playtest(scenario, 150, 0)
    assert failures(scenario, played) == []
    assert set(played.everybody.ways) == {
        (n.id, place) for n in scenario.nodes.values() for place in range(len(n.transitions))
    }
    lines = {(n.id, voice, v) for n in scenario.nodes.values() for voice in n.lines for v in range(len(n.lines[voice]))}
    assert set(played.everybody.lines) == lines


def test_it_is_made_and_plays(tmp_path: Path) -> None:
    ran = program(tmp_path / "data", "new", "first-bread", "--folder", str(tmp_path / "mine"))
    path = tmp_path / "mine" / "first-bread.yaml"
    assert (ran.code, ran.err) == (0, "")
    assert f"roleplay play {path}" in ran.out
    assert (tmp_path / "mine" / "scenario.schema.json").read_text(encoding="utf-8") == schema_text()
    replies = [made().nodes[name].model_replies[1] for name in ("arrives", "nights", "goodbye")]
    played = program(tmp_path / "data", "play", str(path), "--seed", "1", typed=replies)
    assert played.code == 0
    assert "Bread on Thursday" in played.out
    assert said_in(transcript_of(tmp_path / "data")) == replies


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    for name in ("first-bread.yaml", "scenario.schema.json"):
        (tmp_path / name).write_text("mine", encoding="utf-8")
    ran = program(tmp_path, "new", "first-bread", "--folder", str(tmp_path))
    assert ran.code == 2
    assert ran.err == f"{tmp_path / 'first-bread.yaml'} is there already; nothing was changed.\n"
    assert program(tmp_path, "new", "second-bread", "--folder", str(tmp_path)).code == 0
    assert (tmp_path / "scenario.schema.json").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", ["First", "a b", "../up", "", "a--b", "x" * 61, "a\x1b[31m"])
def test_what_is_no_id_is_refused(name: str, tmp_path: Path) -> None:
    ran = program(tmp_path, "new", name, "--folder", str(tmp_path / "mine"))
    assert ran.code == 2
    assert "is no id." in ran.err
    assert not (tmp_path / "mine").exists()


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    ran = program(tmp_path, "new", "first-bread", "--folder", str(tmp_path / "file" / "below"))
    assert ran.code == 2
    assert "cannot be written" in ran.err
