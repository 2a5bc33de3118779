"""The proof leaves nothing out that can happen, and holds nothing that its own rules do not allow."""

from collections.abc import Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from roleplay.conversation import opening, respond
from roleplay.exploring.arrivals import Arrivals
from roleplay.exploring.proof import Exploration, Proof, prove
from roleplay.exploring.trust_sets import between, highest, lowest, stretches
from roleplay.reading import Reading
from roleplay.scenario import Marker, Node, Scenario, Transition
from roleplay.trust import RUPTURE_STRAIN
from tests.benchmarks.corpus import scenario as cold_coffee
from tests.small_scenarios import beat, end, scenario, to
from tests.test_trust_always import readings

EVERYTHING = "flags, visits and markers"
NAMES = ("a", "b", "c")
guards = st.fixed_dictionaries(
    {},
    optional={
        "trust_at_least": st.integers(0, 90).map(lambda points: points * 10),
        "trust_at_most": st.integers(10, 100).map(lambda points: points * 10),
        "any_skill": st.just(("validation",)),
        "visits": st.tuples(st.tuples(st.sampled_from(NAMES), st.integers(1, 2))),
        "flags": st.sampled_from([("x",), ("y",), ("x", "y")]),
        "ruptured": st.booleans(),
    },
)
targets = st.sampled_from((*NAMES, "good", "bad"))
transitions = st.builds(
    lambda target, guard, sets: to(target, sets=sets, **guard), targets, guards, st.sampled_from([(), ("x",), ("y",)])
)
events = st.sampled_from(["", "", "pledge_kept", "pledge_broken"])
small_markers = st.sampled_from([(), (Marker("m", "", nodes=("b",)),), (Marker("k", "", ("hope",), ("c",)),)])


def node_of(name: str, ways: list[Transition], last: str, event: str) -> Node:
    return beat(name, *ways, to(last), event=event, acts=("risk_cue",) if event else ())


def small_of(beats: list[tuple[list[Transition], str, str]], markers: tuple[Marker, ...]) -> Scenario:
    nodes = [node_of(name, *parts) for name, parts in zip(NAMES, beats, strict=True)]
    return scenario(*nodes, end("good"), end("bad"), markers=markers)


beats = st.tuples(st.lists(transitions, max_size=2), targets, events)
small = st.builds(small_of, st.lists(beats, min_size=3, max_size=3), small_markers)


def assert_within(played: Scenario, proof: Proof, heard: list[Reading]) -> None:
    """Each moment of a real conversation is one that the proof counts with."""
    _, state = opening(played, 1)
    for reading in heard:
        if played.nodes[state.node].ending:
            return
        turn = respond(played, 1, state, "", reading)
        left, state = state, turn.state
        sets = proof.hurt if state.standing.strain >= RUPTURE_STRAIN else proof.calm
        assert sets[state.node] >> state.standing.trust & 1
        ways = played.nodes[left.node].transitions
        taken = [place for place, way in enumerate(ways) if way.target == state.node and proof.taken[left.node][place]]
        assert taken


@given(small, st.lists(readings, max_size=10))
@settings(max_examples=100, deadline=None)
def test_whatever_happens_in_a_conversation_is_in_the_proof(played: Scenario, heard: list[Reading]) -> None:
    assert_within(played, prove(played), heard)


COLD_COFFEE = prove(cold_coffee())


@given(st.lists(readings, min_size=4, max_size=14))
@settings(max_examples=100, deadline=None)
def test_whatever_happens_over_cold_coffee_is_in_the_proof(heard: list[Reading]) -> None:
    assert_within(cold_coffee(), COLD_COFFEE, heard)


@given(small, st.lists(readings, min_size=1, max_size=5), st.lists(readings, max_size=6))
@settings(max_examples=100, deadline=None)
def test_a_proof_from_the_middle_of_a_conversation_holds_the_rest_of_it(
    played: Scenario, before: list[Reading], after: list[Reading]
) -> None:
    _, state = opening(played, 1)
    for reading in before:
        if not played.nodes[state.node].ending:
            state = respond(played, 1, state, "", reading).state
    proof = prove(played, state)
    for reading in after:
        if not played.nodes[state.node].ending:
            state = respond(played, 1, state, "", reading).state
        assert proof.entered(state.node) >> state.standing.trust & 1


def members(values: int) -> set[int]:
    return {trust for first, last in stretches(values) for trust in range(first, last + 1)}


def enumerated(played: Scenario, explored: Exploration) -> dict[tuple[str, int, str], set[int]]:
    """The same rules followed one trust at a time, with the ceilings that the proof came to."""
    found: dict[tuple[str, int, str], set[int]] = {}
    ahead: list[tuple[str, int, str, int]] = []

    def arrive(name: str, lane: int, kind: str, trusts: set[int]) -> None:
        known = found.setdefault((name, lane, kind), set())
        ahead.extend((name, lane, kind, trust) for trust in trusts - known)
        known |= trusts

    def enter(name: str, lane: int, kind: str, trust: int) -> None:
        one = {"calm": Arrivals(1 << trust), "healing": Arrivals(0, 1 << trust), "hurt": Arrivals(0, 0, 1 << trust)}
        lane = explored.lanes.entered(lane, name)
        for at_lane, coming in explored.entrance.through(name, lane, one[kind]):
            for name_of, values in zip(("calm", "healing", "hurt"), coming[:3], strict=True):
                arrive(name, at_lane & explored.lanes.live[name], name_of, members(values))

    _, state = opening(played, 0)
    first = explored.lanes.lane_for(state.visits, state.flags, 0, state.node)
    arrive(state.node, first, "calm", {state.standing.trust})
    seen: set[tuple[str, int, str, int]] = set()
    while ahead:
        name, lane, kind, trust = ahead.pop()
        for then, least, most in reaches(explored, name, lane, kind, trust):
            for after in range(least, most + 1):
                if (name, lane, then, after) not in seen:
                    seen.add((name, lane, then, after))
                    for target, sets in takers(played.nodes[name], explored, lane, then, after):
                        enter(target, lane | sets, then, after)
    return {key: trusts for key, trusts in found.items() if trusts}


def reaches(explored: Exploration, name: str, lane: int, kind: str, trust: int) -> Iterator[tuple[str, int, int]]:
    bounds, at = explored.bounds, explored.at[name][lane]
    if kind == "calm":
        yield "calm", bounds.low_calm[trust], bounds.high_calm[trust]
        yield "healing", bounds.low_healing[trust], bounds.calm_to_healing[trust]
        yield "hurt", bounds.low_hurt[trust], bounds.calm_to_hurt[trust]
        return
    healing, wounding, _ = bounds.with_ceiling(at.healing_ceiling)
    _, _, onward = bounds.with_ceiling(at.hurt_ceiling)
    yield "healing", bounds.low_healing[trust], (healing if kind == "healing" else onward)[trust]
    yield "hurt", bounds.low_hurt[trust], (wounding if kind == "healing" else onward)[trust]


def takers(node: Node, explored: Exploration, lane: int, kind: str, trust: int) -> Iterator[tuple[str, int]]:
    """The ways that somebody can take, by the author's words and not by the proof's."""
    lanes = explored.lanes
    for target, guard, _, _, sets, *_ in node.transitions:
        holds = (
            guard.trust_at_least <= trust <= guard.trust_at_most
            and (guard.ruptured is None or guard.ruptured == (kind == "hurt"))
            and all(lane & lanes.flags[flag] for flag in guard.flags)
            and all(lanes.visits[name].read(lane) >= times for name, times in guard.visits)
        )
        if holds:
            yield target, lanes.bits_of(sets)
            if not guard.any_skill:
                return


@given(small)
@settings(max_examples=10, deadline=None)
def test_the_sets_are_those_of_following_every_trust_by_itself(played: Scenario) -> None:
    explored = Exploration(played, EVERYTHING)
    assert explored.run(opening(played, 0)[1])
    proved = {
        (name, lane, kind): members(values)
        for name, lanes in explored.at.items()
        for lane, arrivals in lanes.items()
        for kind, values in zip(("calm", "healing", "hurt"), arrivals[:3], strict=True)
        if values
    }
    assert proved == enumerated(played, explored)


def test_an_ending_that_trust_cannot_come_up_to_is_out_of_reach() -> None:
    far = scenario(beat("a", to("good", trust_at_least=800), to("bad")), end("good"), end("bad"))
    assert prove(far).entered("good") == 0
    assert 300 < highest(prove(far).entered("bad")) < 400


def test_a_guard_parts_those_who_come() -> None:
    proof = prove(scenario(beat("a", to("good", trust_at_least=320), to("bad")), end("good"), end("bad")))
    assert lowest(proof.entered("good")) == 320
    assert highest(proof.calm["bad"]) == 319


def test_a_flag_that_one_way_sets_is_known_on_that_way_only() -> None:
    told = beat("b", to("good", flags=("told",)), to("bad"))
    lost = beat("a", to("b", sets=("told",), trust_at_least=300), to("b"))
    proof = prove(scenario(lost, told, end("good"), end("bad")))
    assert proof.entered("good") & between(0, 40) == 0
    assert proof.entered("bad") & between(950, 1000) == 0


def test_with_more_to_remember_than_there_is_room_for_the_proof_still_holds() -> None:
    flags = tuple(f"f{number}" for number in range(80))
    ways = [to("a", sets=(flag,), any_skill=("hope",)) for flag in flags]
    played = scenario(beat("a", *ways, to("good", flags=flags), to("bad")), end("good"), end("bad"))
    proof = prove(played)
    assert proof.lanes.memory == "markers"
    assert proof.entered("good")
    assert proof.entered("bad")


def test_many_flags_in_many_orders_take_a_coarser_memory_and_not_for_ever() -> None:
    flags = tuple(f"f{number}" for number in range(30))
    ways = [to("a", sets=(flag,), any_skill=("hope",)) for flag in flags]
    played = scenario(beat("a", *ways, to("good", flags=flags), to("bad")), end("good"), end("bad"))
    assert prove(played).entered("good")
