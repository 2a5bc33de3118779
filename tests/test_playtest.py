"""A scenario played by kinds of learner: the quick step is the real one, and a bad scenario fails."""

import json
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roleplay import library
from roleplay.behaviours import default_rules
from roleplay.conversation import State, opening, respond
from roleplay.ears.listening import listen
from roleplay.loading.scenario_file import read_scenario
from roleplay.moving import move_trust
from roleplay.playtest.confirming import confirmed, stops_at
from roleplay.playtest.findings import as_json, as_text, histogram
from roleplay.playtest.learners import KINDS, MIXED, bank, choices_for
from roleplay.playtest.places import Table
from roleplay.playtest.runs import EVERYBODY, Played, playtest, same, seed_of
from roleplay.playtest.tally import NO_ENDING, Example
from roleplay.playtest.verdict import failures
from roleplay.playtest.walking import LONGEST, Run, Walker
from roleplay.practice import unscored_kind
from roleplay.reading import Context
from roleplay.scenario import Scenario
from roleplay.trust import first_standing
from tests import graphs
from tests.screens import BENCH, bench, bench_file, program


@cache
def coffee() -> Scenario:
    path = library.find("cold-coffee")
    assert path is not None
    found = library.load(path).scenario
    assert found is not None
    return found


@cache
def played_coffee() -> Played:
    return playtest(coffee(), 60, 5)


def real_states(scenario: Scenario, table: Table, run: Run) -> list[State]:
    """The states of a run when the real step is given the same readings."""
    _, state = opening(scenario, run.seed)
    states, said = [state], list[int]()
    for spot, reply, _, _ in run.steps:
        assert spot.hurt == (state.standing.strain >= 500)
        reading = table.ear.reading(reply, *table.lines[spot.line], hurt=spot.hurt)
        reading = reading._replace(echoes=table.ear.repeats(reply, said[-4:]))
        state = respond(scenario, run.seed, state, table.ear.replies[reply], reading).state
        states.append(state)
        said.append(reply)
    return states


def check_run(scenario: Scenario, table: Table, run: Run) -> None:
    states = real_states(scenario, table, run)
    lines = [*(table.lines[spot.line] for spot, _, _, _ in run.steps), table.lines[run.last.line]]
    assert [(one.node, one.voice, one.variant) for one in states] == lines
    assert [one.standing.trust for one in states] == [*(trust for _, _, _, trust in run.steps), run.trust]


@pytest.mark.parametrize("kind", EVERYBODY)
def test_the_quick_step_is_the_real_step(kind: str) -> None:
    table = Table(coffee())
    walker = Walker(table)
    for number in range(25):
        check_run(coffee(), table, walker.walk(kind, seed_of(kind, number, 3)))


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 10**6))
def test_the_quick_step_is_the_real_step_in_any_scenario(seed: int) -> None:
    scenario = graphs.scenario(seed)
    table = Table(scenario)
    walker = Walker(table)
    for kind in EVERYBODY:
        check_run(scenario, table, walker.walk(kind, seed_of(kind, 0, seed)))


def test_the_way_taken_is_the_real_one() -> None:
    table = Table(coffee())
    run = Walker(table).walk(MIXED, 17)
    for (_, _, way, _), after in zip(run.steps, real_states(coffee(), table, run)[1:], strict=True):
        node, place = table.ways[way]
        assert coffee().nodes[node].transitions[place].target == after.node


def test_many_runs_end_the_same_when_played_in_full() -> None:
    """The listener hears each reply as if nothing had been said before; that seldom matters."""
    table = Table(coffee())
    walker = Walker(table)
    runs = [walker.walk(kind, seed_of(kind, number, 1)) for kind in EVERYBODY for number in range(6)]
    again = 0
    for run in runs:
        replies = tuple(table.ear.replies[reply] for _, reply, _, _ in run.steps)
        example = Example(len(replies), "", run.seed, "", replies)
        again += stops_at(coffee(), example) == table.ids[run.last.node]
    assert again >= 0.9 * len(runs)


def test_the_outcome_is_the_same_with_any_number_of_processes() -> None:
    texts = [
        as_text(bench(), played, failures(bench(), played), {})
        for played in (playtest(bench(), 120, 3, jobs) for jobs in (1, 2, 9))
    ]
    assert texts[0] == texts[1] == texts[2]


def test_the_same_seed_plays_the_same_runs_and_another_plays_others() -> None:
    def moved(seed: int) -> list[int]:
        return [tally.lifted for tally in playtest(bench(), 40, seed).kinds.values()]

    assert moved(3) == moved(3) != moved(4)


def test_the_shipped_scenario_passes() -> None:
    assert failures(coffee(), played_coffee()) == []


def test_the_six_kinds_come_out_as_they_should() -> None:
    lifted = {kind: tally.lifted / tally.runs for kind, tally in played_coffee().kinds.items()}
    assert lifted["skilled"] > lifted["mixed"] > lifted["passive"] > lifted["silent"] > lifted["hostile"]
    assert lifted["skilled"] > 0 > lifted["clumsy"]


def test_everything_is_counted_once() -> None:
    everybody = played_coffee().everybody
    assert everybody.runs == 60 * len(EVERYBODY) == sum(everybody.endings.values())
    assert everybody.turns == sum(everybody.ways.values())
    assert everybody.turns + everybody.runs == sum(everybody.lines.values()) == sum(everybody.trust.values())
    assert everybody.entered[coffee().start] == everybody.runs


def test_the_examples_end_where_they_say() -> None:
    played = played_coffee()
    assert set(confirmed(coffee(), played)) == {n.id for n in coffee().nodes.values() if n.ending}
    assert sum(where == ending for ending, where in confirmed(coffee(), played).items()) >= 4


# What fails


def read(text: str) -> Scenario:
    scenario, problems = read_scenario(text, "park-bench.yaml")
    assert scenario is not None, problems
    return scenario


TWO_ENDINGS = BENCH.replace(
    "    then: [{to: goodbye}]\n",
    "    then:\n      - {to: badly, when: {trust_at_most: 40}}\n      - {to: goodbye}\n",
) + ("  badly:\n    says: Bye.\n    ending: {title: Badly, meaning: You hardly met.}\n")


def test_a_good_scenario_with_two_endings_passes() -> None:
    scenario = read(TWO_ENDINGS)
    assert failures(scenario, playtest(scenario, 60, 1)) == []


def test_skill_that_leads_to_no_better_ending_fails() -> None:
    scenario = read(TWO_ENDINGS.replace("trust_at_most: 40", "any_skill: [hostility]"))
    said = failures(scenario, playtest(scenario, 60, 1))
    assert any("still come to no better endings" in sentence for sentence in said)


def test_skill_that_earns_no_trust_fails() -> None:
    scenario = bench()
    rules = scenario.trust
    turned = {name: weight._replace(points=-weight.points, forgiven=0) for name, weight in rules.weights.items()}
    upside_down = scenario._replace(trust=rules._replace(weights=turned))
    said = failures(upside_down, playtest(upside_down, 40, 1))
    assert any(sentence.startswith("Skilled learners end with no more trust than clumsy ones") for sentence in said)


def test_a_warm_line_that_buys_trust_fails() -> None:
    scenario = bench()
    rules = scenario.trust
    dear = {name: rules.weights[name]._replace(points=12.0) for name in ("warmth", "generic_warmth")}
    sweet = scenario._replace(trust=rules._replace(weights={**rules.weights, **dear}))
    said = failures(sweet, playtest(sweet, 40, 1))
    assert any(sentence.startswith('One warm line buys trust: "') for sentence in said)


def test_a_warm_line_that_opens_the_best_ending_fails() -> None:
    scenario = read(TWO_ENDINGS.replace("trust_at_most: 40", "trust_at_most: 34"))
    said = failures(scenario, playtest(scenario, 40, 1))
    assert any(sentence.startswith("One warm line is enough: ") for sentence in said)


def test_an_ending_that_is_never_seen_fails() -> None:
    scenario = read(TWO_ENDINGS.replace("trust_at_most: 40", "any_skill: [discrimination]"))
    said = failures(scenario, playtest(scenario, 5, 1))
    assert 'The ending badly ("Badly") was never seen in 35 runs.' in said


def test_a_scenario_that_goes_round_for_ever_is_left_and_fails() -> None:
    scenario = read(
        BENCH.replace(
            "then: [{to: goodbye}]", "then: [{to: goodbye, when: {any_skill: [discrimination]}}, {to: stays}]"
        )
    )
    played = playtest(scenario, 4, 1)
    assert played.everybody.endings[NO_ENDING] == 28
    assert played.everybody.longest is not None
    assert played.everybody.longest.length == LONGEST
    assert played.everybody.rounds["stays"] == 28
    assert any("never ended" in sentence for sentence in failures(scenario, played))
    assert "(never ended)" in as_text(scenario, played, [], {})


# The bank


@pytest.mark.parametrize("kind", KINDS)
def test_the_bank_has_enough_for_every_kind(kind: str) -> None:
    assert len(set(bank()[kind])) == len(bank()[kind]) >= 20


def test_no_two_kinds_say_the_same() -> None:
    said = [reply for kind in KINDS for reply in bank()[kind]]
    assert len(set(said)) == len(said)


def moved_by(reply: str) -> int:
    context = Context(line="I don't sleep much. It goes round in my head.", acts=("discloses", "depth_2"), depth=2)
    reading = listen(reply, context)
    assert not unscored_kind(reading), reply
    rules = default_rules()
    change, _ = move_trust(rules, first_standing(rules), reading, context.acts)
    return change.after - change.before


def test_every_reply_of_the_bank_is_heard_as_a_reply() -> None:
    mean = {kind: sum(moved_by(reply) for reply in bank()[kind]) / len(bank()[kind]) for kind in KINDS}
    assert mean["skilled"] > mean["passive"] > 0 > mean["silent"]
    assert 0 > mean["clumsy"] > mean["hostile"]
    assert mean["advising"] < -20


def test_no_skilled_reply_of_the_bank_costs_trust() -> None:
    assert [reply for reply in bank()["skilled"] if moved_by(reply) < 0] == []


def test_learners_say_what_the_author_wrote() -> None:
    node = bench().nodes["opens"]
    assert set(node.model_replies) < set(choices_for("skilled", node))
    assert set(node.trap_replies) < set(choices_for("clumsy", node))
    assert set(node.trap_replies) < set(choices_for("advising", node))
    assert choices_for(same(2), node) == (bank()["passive"][2],)
    assert set(choices_for("silent", node)) == set(bank()["silent"])


# What is printed


def test_a_histogram_never_hides_what_happened() -> None:
    assert histogram([0, 1, 500, 1000]) == " ▁▄█"
    assert histogram([0, 1, 500, 1000], ascii_only=True) == " .=@"
    assert histogram([0, 0]) == "  "


def test_the_findings_name_what_was_never_seen() -> None:
    one = read(TWO_ENDINGS.replace("trust_at_most: 40", "any_skill: [discrimination]"))
    text = as_text(one, playtest(one, 5, 1), ["Because."], {"goodbye": "badly"})
    assert "badly, closed: Bye." in text
    assert "goes-on -> badly (number 1 of 2)" in text
    assert "(played in full it stops at badly)" in text
    assert text.endswith("Verdict\n  FAILED: Because.\n")


def test_the_data_hold_the_same_as_the_text() -> None:
    played = played_coffee()
    found = as_json(coffee(), played, [], confirmed(coffee(), played))
    assert json.loads(json.dumps(found)) == found
    assert found["passed"]
    assert sum(found["kinds"]["skilled"]["endings"].values()) == 60
    assert sum(found["nodes"]["number-four"]["trust"]) == found["runs"]
    assert found["examples"]["end-open"]["replies"]
    assert sum(way["taken"] for way in found["transitions"]) == found["replies"]


def test_the_command_passes_and_fails(tmp_path: Path) -> None:
    good = program(tmp_path, "playtest", bench_file(tmp_path), "--runs", "5", "--jobs", "1")
    assert (good.code, good.err) == (0, "")
    assert good.out.startswith("A park bench: 35 runs")
    bad = tmp_path / "bad" / "park-bench.yaml"
    bad.parent.mkdir()
    bad.write_text(TWO_ENDINGS.replace("trust_at_most: 40", "any_skill: [discrimination]"), encoding="utf-8")
    ran = program(tmp_path, "playtest", str(bad), "--runs", "5", "--jobs", "1")
    assert ran.code == 1
    assert 'FAILED: The ending badly ("Badly") was never seen' in ran.out


def test_the_command_gives_data(tmp_path: Path) -> None:
    ran = program(tmp_path, "playtest", bench_file(tmp_path), "--runs", "5", "--jobs", "1", "--format", "json")
    assert json.loads(ran.out)["format"] == "roleplay.playtest/1"


@pytest.mark.parametrize("name", ["nobody", "."])
def test_what_cannot_be_played_is_told(name: str, tmp_path: Path) -> None:
    ran = program(tmp_path, "playtest", name)
    assert ran.code == 2
    assert ran.err.startswith("There is no scenario")


def test_a_broken_file_is_told_with_its_lines(tmp_path: Path) -> None:
    path = tmp_path / "park-bench.yaml"
    path.write_text(BENCH.replace("start: opens", "start: closes"), encoding="utf-8")
    ran = program(tmp_path, "playtest", str(path))
    assert ran.code == 2
    assert "unknown-start" in ran.err
