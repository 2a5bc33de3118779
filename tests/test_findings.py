"""What a proof shows is told with the condition that causes it."""

from time import process_time

from roleplay.conversation import opening, respond
from roleplay.exploring.findings import Finding, findings
from roleplay.exploring.outlook import endings_within_reach
from roleplay.exploring.proof import prove
from roleplay.reading import Reading, Sentiment, SkillUse
from roleplay.scenario import Node, Scenario
from tests.benchmarks.corpus import scenario as cold_coffee
from tests.small_scenarios import beat, end, scenario, to

GOOD, BAD = end("good"), end("bad")


def found(*nodes: Node, start: float = 30) -> list[Finding]:
    played = scenario(*nodes, start=start)
    return list(findings(played, prove(played)))


def told(*nodes: Node) -> list[str]:
    return [f"{finding.kind}: {finding.message}" for finding in found(*nodes)]


def test_an_ending_out_of_reach_is_told_with_what_it_needs_and_what_arrives() -> None:
    assert told(beat("a", to("good", trust_at_least=800), to("bad")), GOOD, BAD) == [
        "blocked-node: 'good' cannot be reached: from 'a' it needs trust 80; at most 36.6 comes so far."
    ]


def test_what_lies_behind_a_blocked_node_is_told_as_such() -> None:
    messages = told(beat("a", to("b", trust_at_least=800), to("bad")), beat("b", to("good")), GOOD, BAD)
    assert messages[1] == "blocked-node: 'good' cannot be reached: what leads to it cannot be reached either."


def test_a_guard_that_never_holds_is_told_where_its_target_has_another_way() -> None:
    (finding,) = found(beat("a", to("good", trust_at_most=10), to("good", any_skill=("hope",)), to("bad")), GOOD, BAD)
    assert (finding.kind, finding.node, finding.transition) == ("never-true", "a", 0)
    assert finding.message.endswith("it needs trust of 1 at most; at least 5 comes so far.")


def test_a_flag_that_is_set_too_late_and_a_visit_too_many_are_named() -> None:
    late = beat("a", to("good", flags=("x",)), to("good", visits=(("b", 1),)), to("b"))
    messages = told(late, beat("b", to("good", any_skill=("hope",)), to("bad", sets=("x",))), GOOD, BAD)
    assert messages == [
        "never-true: 'good' is never reached this way: it waits for the flag 'x', which is never set before.",
        "never-true: 'good' is never reached this way: it waits for one visit to 'b'; at most none can lie behind.",
    ]


def test_a_guard_that_always_holds_is_told_once_and_not_what_comes_after_it() -> None:
    messages = told(beat("a", to("good", trust_at_most=400), to("good", any_skill=("hope",)), to("good")), GOOD)
    assert messages == [
        "always-true: This holds for everybody who comes so far (trust 5 to 36.6); what is below it is never taken."
    ]


def test_guards_that_together_take_everybody_leave_none_for_the_last() -> None:
    ways = (to("good", trust_at_least=300), to("bad", trust_at_most=310), to("good"))
    (finding,) = found(beat("a", *ways), GOOD, BAD)
    assert (finding.kind, finding.transition) == ("always-true", 1)
    ways = (to("good", ruptured=True), to("bad", ruptured=False, trust_at_least=300), to("bad"))
    assert told(beat("a", *ways), GOOD, BAD) == []


def test_a_loop_that_its_guards_keep_closed_is_told_once() -> None:
    loop = (beat("b", to("c")), beat("c", to("good", trust_at_least=990, trust_at_most=980), to("b")))
    messages = told(beat("a", to("b", trust_at_least=300), to("good")), *loop, GOOD)
    assert messages == [
        "endless-loop: Nobody gets out again of 'b', 'c': from 'c' to 'good' it needs trust from 99 to 98, "
        "and none of that comes so far."
    ]


def test_a_node_that_leads_into_a_closed_loop_only_is_told_too() -> None:
    inside = beat("c", to("good", flags=("never",)), to("c"))
    kinds = {
        (finding.kind, finding.node)
        for finding in found(beat("a", to("b", trust_at_least=300), to("good")), beat("b", to("c")), inside, GOOD)
    }
    assert {("no-way-out", "b"), ("endless-loop", "c")} <= kinds


def test_enough_trust_for_the_best_ending_and_only_the_worst_to_follow() -> None:
    ways = (to("good", trust_at_least=320), to("bad"))
    kinds = [(one.kind, one.node) for one in found(beat("a", to("b", any_skill=("hope",)), to("c")),
        beat("b", *ways), beat("c", to("bad")), GOOD, BAD)]  # fmt: skip
    assert kinds == [("only-worst", "c")]


def test_cold_coffee_holds_nothing_that_its_author_did_not_mean() -> None:
    played = cold_coffee()
    assert list(findings(played, prove(played))) == []


def test_endings_go_out_of_reach_as_a_conversation_goes_on() -> None:
    def heard(*skills: str) -> Reading:
        return Reading(Sentiment(0.0, 0.0), tuple(SkillUse(skill, 0, 9, 1.0) for skill in skills))

    played = scenario(beat("a", to("b")), beat("b", to("good", trust_at_least=380), to("bad")), GOOD, BAD)
    _, state = opening(played, 1)
    assert endings_within_reach(played, state) == ("good", "bad")
    kind = respond(played, 1, state, "", heard("validation", "autonomy")).state
    assert endings_within_reach(played, kind) == ("good", "bad")
    unkind = respond(played, 1, state, "", heard("judgement")).state
    assert endings_within_reach(played, unkind) == ("bad",)
    over = respond(played, 1, unkind, "", heard()).state
    assert endings_within_reach(played, over) == ("bad",)


def test_a_ring_of_many_nodes_takes_no_more_than_its_share() -> None:
    def seconds(count: int) -> float:
        chain = [
            beat(f"n{place}", to("good", trust_at_least=900), to(f"n{(place + 1) % count}")) for place in range(count)
        ]
        played: Scenario = scenario(*chain, GOOD)
        began = process_time()
        assert list(findings(played, prove(played))) == []
        return process_time() - began

    seconds(50)
    assert seconds(4000) < 12 * seconds(1000)
