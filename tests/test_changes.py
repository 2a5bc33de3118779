"""What an author has changed since is found by names, and never by where something stands."""

import pytest

from roleplay.changes import Change, can_go_on, changes, line_at, on_the_way
from roleplay.conversation import fitted, opening
from roleplay.loading.scenario_file import read_scenario
from roleplay.scenario import ALWAYS, Guard, Scenario, renamed_transition, transition_id
from tests.screens import BENCH, bench
from tests.test_conversation import heard, played

TWO_WAYS = "then: [{to: goes-on, when: {trust_at_least: 40}}, {to: goodbye}]"


def read(*edits: tuple[str, str]) -> Scenario:
    text = BENCH
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    scenario, problems = read_scenario(text, "park-bench.yaml")
    assert scenario is not None, problems
    return scenario


def test_the_same_scenario_has_no_changes() -> None:
    assert changes(bench(), bench()) == ()


@pytest.mark.parametrize(
    ("edit", "change"),
    [
        (("says: It's quiet then. I like it.", "says: It's loud."), Change("line_changed", "goes-on")),
        (("[{to: goes-on}]", "[{to: goodbye}]"), Change("transition_gone", "stays", "goes-on")),
        (("meaning: You met.", "meaning: You parted."), Change("ending_changed", "goodbye")),
        (("traps: [advice]", "traps: [pity]"), Change("helping_changed", "opens")),
        (("growth: 1.0", "growth: 0.9"), Change("temperament_changed")),
        (("pronouns: he/him", "pronouns: they/them"), Change("temperament_changed")),
    ],
)
def test_each_kind_of_change_is_found(edit: tuple[str, str], change: Change) -> None:
    assert change in changes(bench(), read(edit))


def test_a_beat_that_is_gone_and_one_that_is_new_are_found() -> None:
    renamed = read(("goes-on", "goes-further"))
    found = changes(bench(), renamed)
    assert Change("node_gone", "goes-on") in found
    assert Change("node_new", "goes-further") in found


def test_a_guard_that_was_changed_is_no_way_that_is_gone() -> None:
    old = read(("then: [{to: goes-on}]", TWO_WAYS))
    new = read(("then: [{to: goes-on}]", TWO_WAYS.replace("40", "50")))
    assert changes(old, new) == (Change("guard_changed", "stays", "goes-on"),)


def test_another_order_of_ways_or_beats_is_no_change() -> None:
    both = "then: [{to: goes-on, when: {trust_at_least: 40}}, {to: stays, when: {ruptured: true}}, {to: goodbye}]"
    turned = "then: [{to: stays, when: {ruptured: true}}, {to: goes-on, when: {trust_at_least: 40}}, {to: goodbye}]"
    old, new = (read(("then: [{to: goes-on}]", ways)) for ways in (both, turned))
    assert changes(old, new) == ()
    assert changes(old, new._replace(nodes=dict(reversed(list(new.nodes.items()))))) == ()


def test_changes_on_the_way_are_told_from_those_elsewhere() -> None:
    turns = played(bench(), heard("open_question"))
    found = (Change("line_changed", "opens"), Change("line_changed", "stays"), Change("line_changed", "goodbye"))
    assert on_the_way(found, "opens", turns) == found[:2]


def test_a_conversation_goes_on_where_its_beat_still_leads_somewhere() -> None:
    _, state = opening(bench(), 7)
    assert can_go_on(bench(), state)
    assert not can_go_on(bench(), state._replace(node="goodbye"))
    assert not can_go_on(bench(), state._replace(node="gone"))


def test_a_line_that_is_no_longer_there_is_none() -> None:
    _, state = opening(bench(), 7)
    for odd in (state._replace(node="gone"), state._replace(voice="open"), state._replace(variant=3)):
        assert line_at(bench(), odd) is None


def test_a_state_fits_the_scenario_again() -> None:
    _, state = opening(bench(), 7)
    assert fitted(bench(), state) == state
    for odd in (state._replace(voice="rupture"), state._replace(variant=3)):
        assert line_at(bench(), fitted(bench(), odd)) is not None


def test_a_transition_is_named_by_where_it_leads_and_when() -> None:
    assert transition_id("a", "b", ALWAYS) == "a>b"
    guard = Guard(400, 1000, ("validation", "advice"), (("b", 2), ("a", 1)), ("told",), False)
    asked = "trust_at_least 40, any_skill advice or validation, visits a 1 and b 2, flags told, ruptured false"
    assert transition_id("a", "b", guard) == f"a>b when {asked}"


def test_a_transition_says_or_where_one_of_several_is_enough() -> None:
    guard = Guard(any_skill=("pity", "advice"), flags=("told", "asked"), heard_so_far=("warmth", "safety_question"))
    asked = "any_skill advice or pity, flags asked and told, heard_so_far safety_question or warmth"
    assert transition_id("a", "b", guard) == f"a>b when {asked}"


def test_a_transition_named_by_an_older_program_is_found_under_its_new_name() -> None:
    guard = Guard(flags=("told", "asked"), visits=(("a", 1), ("b", 1)), heard_so_far=("warmth", "safety_question"))
    name = transition_id("a", "b", guard)
    older = name.replace("safety_question or warmth", "safety_question and warmth")
    assert older != name
    assert renamed_transition(older) == renamed_transition(name) == name


def test_the_id_of_a_transition_does_not_hang_on_the_order_of_words() -> None:
    one, other = (Guard(any_skill=skills) for skills in (("advice", "pity"), ("pity", "advice")))
    assert transition_id("a", "b", one) == transition_id("a", "b", other)


def test_a_turn_names_the_transition_it_took() -> None:
    story = read(("then: [{to: goes-on}]", TWO_WAYS))
    assert [turn.transition for turn in played(story, heard(), heard())] == ["opens>stays", "stays>goodbye"]


def test_a_turn_of_an_older_program_has_no_transition_and_is_still_read() -> None:
    from roleplay.keeping.turn_records import turn_from_json, turn_to_json

    (turn,) = played(bench(), heard())
    kept = turn_to_json(turn)
    del kept["transition"]
    assert turn_from_json(kept) == turn._replace(transition="")
    assert turn_from_json({**kept, "transition": "a>b when heard_so_far x and y"}).transition.endswith("x or y")
