"""One step of a conversation, on a tiny scenario: replies move trust, and trust chooses the branch."""

import pytest

from roleplay.behaviours import rules_for
from roleplay.conversation import (
    State,
    Turn,
    context_for,
    opening,
    respond,
    transition_for,
)
from roleplay.practice import Practice
from roleplay.reading import Reading, Sentiment, SkillUse
from roleplay.scenario import (
    BANDS,
    RUPTURE,
    Guard,
    Line,
    Marker,
    Node,
    Persona,
    Scenario,
    Transition,
    band_for,
)
from roleplay.staging import voice_for
from roleplay.trust import Standing, Weight, first_standing

RULES = rules_for(start=35, growth=1.0, loss=1.2, forgiveness=0.6, guardedness=0.4, style="withdraw")
HURT = Standing(350, 300, 400, strain=700)
CALM = Standing(350, 300, 400)


def heard(*skills: str, **more: object) -> Reading:
    uses = tuple(SkillUse(skill, 0, 5, 1.0) for skill in skills)
    return Reading(Sentiment(0.0, 0.0), uses)._replace(**more)  # type: ignore[arg-type]


def lines(*texts: str) -> tuple[Line, ...]:
    return tuple(Line(text) for text in texts)


def node(name: str, *transitions: Transition, says: tuple[str, ...] = ("",), **more: object) -> Node:
    spoken = lines(*(text or f"At {name}." for text in says))
    return Node(name, {"closed": spoken}, transitions=transitions)._replace(**more)  # type: ignore[arg-type]


def scenario(*nodes: Node, markers: tuple[Marker, ...] = (), **reactions: tuple[str, ...]) -> Scenario:
    reacting = {skill: lines(*texts) for skill, texts in reactions.items()}
    sam = Persona("Sam Okoro", "he/him", "A baker.", "", reacting)
    by_name = {one.id: one for one in nodes}
    about = ("tiny", "Tiny", "", "", "", "easy", 5, (), ())
    return Scenario(*about, sam, RULES, nodes[0].id, by_name, markers)


def played(story: Scenario, *readings: Reading, seed: int = 7) -> list[Turn]:
    _, state = opening(story, seed)
    turns = []
    for reading in readings:
        turns.append(respond(story, seed, state, "Hello there.", reading))
        state = turns[-1].state
    return turns


LOOP = node("a", Transition("a"), says=("One.", "Two.", "Three."))
STATE = State("a", "closed", 0, "guarded", CALM, {"a": 1})


def test_the_client_speaks_first() -> None:
    said, state = opening(scenario(LOOP), 7)
    assert said[0] in ("One.", "Two.", "Three.")
    assert (state.node, state.replies, state.visits) == ("a", 0, {"a": 1})


def test_trust_begins_where_the_persona_does() -> None:
    assert opening(scenario(LOOP), 7)[1].standing == first_standing(RULES)


def is_open(guard: Guard, state: State, standing: Standing, heard: frozenset[str]) -> bool:
    guarded = node("a", Transition("guarded", guard), Transition("else"))
    return transition_for(guarded, state, standing, heard).target == "guarded"


@pytest.mark.parametrize(
    ("guard", "expected"),
    [
        (Guard(), True),
        (Guard(trust_at_least=350), True),
        (Guard(trust_at_least=351), False),
        (Guard(trust_at_most=350), True),
        (Guard(trust_at_most=349), False),
        (Guard(any_skill=("advice", "validation")), True),
        (Guard(any_skill=("advice",)), False),
        (Guard(visits=(("a", 1),)), True),
        (Guard(visits=(("a", 2),)), False),
        (Guard(visits=(("b", 1),)), False),
        (Guard(flags=("told",)), True),
        (Guard(flags=("told", "asked")), False),
        (Guard(ruptured=False), True),
        (Guard(ruptured=True), False),
        (Guard(trust_at_least=300, any_skill=("advice",)), False),
        (Guard(heard_so_far=("safety_question", "warmth")), True),
        (Guard(heard_so_far=("safety_question",)), False),
    ],
)
def test_a_guard_holds_when_everything_it_asks_for_is_so(guard: Guard, expected: bool) -> None:
    state = STATE._replace(flags=frozenset({"told"}))
    assert is_open(guard, state, CALM._replace(counts={"warmth": 1}), frozenset({"validation"})) is expected


@pytest.mark.parametrize(("strain", "expected"), [(499, False), (500, True)])
def test_a_hurt_is_open_from_half_the_strain(strain: int, expected: bool) -> None:
    assert is_open(Guard(ruptured=True), STATE, CALM._replace(strain=strain), frozenset()) is expected


def test_the_first_transition_that_holds_is_taken() -> None:
    ways = (
        Transition("b", Guard(any_skill=("advice",))),
        Transition("c", Guard(trust_at_least=300)),
        Transition("d"),
    )
    assert transition_for(node("a", *ways), STATE, CALM, frozenset()).target == "c"


def test_a_node_without_a_way_on_is_an_error() -> None:
    with pytest.raises(ValueError, match="no transition of a holds"):
        transition_for(node("a", Transition("b", Guard(flags=("never",)))), STATE, CALM, frozenset())


def test_trust_after_the_reply_chooses_the_branch() -> None:
    start = node("a", Transition("b", Guard(trust_at_least=355)), Transition("c"))
    story = scenario(start, node("b", Transition("b")), node("c", Transition("c")))
    assert played(story, heard("complex_reflection", "open_question"))[0].state.node == "b"
    assert played(story, heard())[0].state.node == "c"


def test_the_note_of_the_transition_comes_with_the_turn() -> None:
    story = scenario(node("a", Transition("a", note="He looks up.")))
    assert (played(story, heard())[0].left, played(story, heard())[0].note) == ("a", "He looks up.")


def test_flags_that_a_transition_sets_stay_set() -> None:
    story = scenario(node("a", Transition("b", sets=("told",))), node("b", Transition("b")))
    assert [turn.state.flags for turn in played(story, heard(), heard())] == [{"told"}, {"told"}]


@pytest.mark.parametrize(
    ("trust", "before", "band"),
    [
        (0, "", "closed"),
        (199, "", "closed"),
        (200, "", "guarded"),
        (1000, "", "open"),
        (400, "guarded", "tentative"),
        (399, "tentative", "tentative"),
        (370, "tentative", "tentative"),
        (369, "tentative", "guarded"),
        (150, "tentative", "closed"),
        (900, "closed", "open"),
    ],
)
def test_a_band_is_left_downward_only_three_points_below_its_edge(trust: int, before: str, band: str) -> None:
    assert band_for(trust, before) == band


def test_the_band_comes_from_the_state_before() -> None:
    story = scenario(LOOP)
    state = STATE._replace(band="tentative", standing=CALM._replace(trust=380))
    assert respond(story, 7, state, "Hm.", heard()).state.band == "tentative"


@pytest.mark.parametrize(
    ("band", "written", "voice"),
    [
        ("guarded", ("closed", "guarded"), "guarded"),
        ("working", ("closed", "guarded"), "guarded"),
        ("closed", ("working", "guarded"), "guarded"),
        ("tentative", ("working", "closed"), "closed"),
        ("open", ("rupture",), "rupture"),
    ],
)
def test_a_voice_that_is_not_written_is_the_nearest_below_else_above(
    band: str, written: tuple[str, ...], voice: str
) -> None:
    spoken = {name: lines(name) for name in written}
    assert voice_for(Node("a", spoken), band, CALM) == voice


@pytest.mark.parametrize("band", BANDS)
def test_an_open_hurt_is_spoken_in_its_own_voice(band: str) -> None:
    spoken = {"closed": lines("Hello."), RUPTURE: lines("Right.")}
    assert voice_for(Node("a", spoken), band, HURT) == RUPTURE


def test_a_hurt_without_a_voice_of_its_own_keeps_the_band() -> None:
    assert voice_for(LOOP, "guarded", HURT) == "closed"


def test_a_severe_misstep_brings_the_voice_of_rupture() -> None:
    spoken = {"closed": lines("Hello."), RUPTURE: lines("Right.")}
    story = scenario(node("a", Transition("a"), lines=spoken))
    assert played(story, heard("hostility"))[0].lines == ("Right.",)


def test_the_client_reacts_to_what_moved_trust_most() -> None:
    story = scenario(LOOP, validation=("Thanks.",), hostility=("Hey.",))
    assert played(story, heard("validation"))[0].lines[0] == "Thanks."
    assert played(story, heard("validation", "hostility"))[0].lines[0] == "Hey."


def test_a_slip_that_hardly_costs_anything_is_not_what_the_client_reacts_to() -> None:
    story = scenario(LOOP, validation=("Thanks.",), jargon=("In English?",))
    weights = {**story.trust.weights, "jargon": Weight(-0.1)}
    told = story._replace(trust=story.trust._replace(weights=weights))
    assert played(told, heard("validation", "jargon"))[0].lines[0] == "Thanks."
    assert played(told, heard("jargon"))[0].lines[0] != "In English?"
    assert played(story, heard("validation", "jargon"))[0].lines[0] == "In English?"


def test_each_reaction_is_used_once() -> None:
    story = scenario(LOOP, hostility=("Hey.", "Stop."))
    said = [turn.lines[:-1] for turn in played(story, *[heard("hostility")] * 4)]
    assert sorted(said[:2]) == [("Hey.",), ("Stop.",)]
    assert said[2:] == [(), ()]


def test_a_reaction_comes_instead_of_the_words_on_the_way() -> None:
    story = scenario(node("a", Transition("a", says=lines("He nods."))), validation=("Thanks.",))
    assert played(story, heard("validation"))[0].lines[0] == "Thanks."
    assert played(story, heard())[0].lines[0] == "He nods."


def test_the_words_on_the_way_come_before_the_next_line() -> None:
    story = scenario(node("a", Transition("b", says=lines("He nods."))), node("b", Transition("b")))
    assert played(story, heard())[0].lines == ("He nods.", "At b.")


def test_a_scenario_that_was_changed_is_played_as_it_is_now() -> None:
    before = scenario(node("a", Transition("a", says=lines("He nods."))))
    after = scenario(node("a", Transition("a", says=lines("He looks up."))))
    said = [played(story, heard())[0].lines[0] for story in (before, after, before)]
    assert said == ["He nods.", "He looks up.", "He nods."]


def marked(*markers: Marker) -> Scenario:
    return scenario(node("a", Transition("b")), node("b", Transition("b")), markers=markers)


def test_a_marker_is_worth_a_point_once() -> None:
    turns = played(marked(Marker("knows", "He knows.", any_skill=("warmth",))), heard("warmth"), heard("warmth"))
    causes = [[reason.cause for reason in turn.trust.reasons] for turn in turns]
    assert [names.count("marker:knows") for names in causes] == [1, 0]
    assert turns[1].state.markers == ("knows",)


def test_a_marker_is_reached_by_a_node_too() -> None:
    (turn,) = played(marked(Marker("arrived", "He came.", nodes=("b",))), heard())
    assert [(reason.cause, reason.amount) for reason in turn.trust.reasons] == [("marker:arrived", 10)]


def test_a_marker_in_a_reply_that_costs_trust_is_reached_without_a_point() -> None:
    (turn,) = played(marked(Marker("arrived", "He came.", nodes=("b",))), heard("hostility"))
    assert turn.state.markers == ("arrived",)
    assert "marker:arrived" not in [reason.cause for reason in turn.trust.reasons]


@pytest.mark.parametrize("skills", [(), ("validation",), ("hostility",), ("validation", "advice", "open_question")])
def test_reasons_sum_to_the_change(skills: tuple[str, ...]) -> None:
    story = marked(Marker("arrived", "He came.", nodes=("b",)))
    for turn in played(story, heard(*skills), heard(*skills)):
        assert sum(reason.amount for reason in turn.trust.reasons) == turn.trust.after - turn.trust.before
        assert turn.state.standing.trust == turn.trust.after


@pytest.mark.parametrize("seed", range(6))
def test_visits_go_through_the_variants_in_turn(seed: int) -> None:
    story = scenario(LOOP)
    said = [
        opening(story, seed)[0][0],
        *(turn.lines[-1] for turn in played(story, *[heard()] * 5, seed=seed)),
    ]
    assert sorted(said[:3]) == ["One.", "Three.", "Two."]
    assert said[:3] == said[3:]


def test_the_seed_chooses_where_to_begin() -> None:
    assert {opening(scenario(LOOP), seed)[0] for seed in range(30)} == {("One.",), ("Two.",), ("Three.",)}


def test_the_same_seed_gives_the_same_turns() -> None:
    story = scenario(LOOP, validation=("Thanks.", "Hm."))
    readings = [heard("validation"), heard("advice"), heard("validation")]
    assert played(story, *readings, seed=99) == played(story, *readings, seed=99)


def test_a_promise_that_was_kept_is_worth_something_only_if_one_was_made() -> None:
    story = scenario(
        node("a", Transition("b")),
        node("b", Transition("c")),
        node("c", Transition("c"), event="pledge_kept"),
    )
    made = played(story, heard("follow_through"), heard())[1].trust
    none = played(story, heard(), heard())[1].trust
    assert [reason.cause for reason in made.reasons] == ["pledge_kept"]
    assert none.reasons == ()


def test_a_broken_promise_costs_six_points() -> None:
    story = scenario(
        node("a", Transition("b")),
        node("b", Transition("c")),
        node("c", Transition("c"), event="pledge_broken"),
    )
    turn = played(story, heard("follow_through"), heard())[1]
    assert [(reason.cause, reason.amount) for reason in turn.trust.reasons] == [("pledge_broken", -60)]
    assert turn.state.standing.wound == "overpromise"


def test_a_broken_promise_of_secrecy_costs_eight_points_and_can_be_repaired() -> None:
    story = scenario(
        node("a", Transition("b")),
        node("b", Transition("c")),
        node("c", Transition("d"), event="pledge_broken"),
        node("d", Transition("d")),
    )
    turns = played(story, heard("secrecy_promise"), heard(), heard("repair_ownership"))
    assert [(reason.cause, reason.amount) for reason in turns[1].trust.reasons] == [("pledge_broken", -80)]
    assert turns[1].state.standing.wound == "secrecy_promise"
    assert turns[2].trust.after > turns[2].trust.before


def test_the_context_of_a_reply_is_the_line_it_answers() -> None:
    line = Line("I bake.", about=(("baking", ("bake",)),), feelings=("proud",), acts=("discloses", "depth_2"), depth=2)
    story = scenario(node("a", Transition("a"), lines={"closed": (line,)}, needs=("validation",)))
    context = context_for(story, opening(story, 7)[1], ("Hello.", "I bake."), ("Hi.",))
    assert (context.line, context.about, context.needs) == ("I bake.", line.about, ("validation",))
    assert (context.acts, context.earlier, context.open_rupture) == (
        ("discloses", "depth_2"),
        ("Hello.",),
        False,
    )


def test_a_complaint_asks_for_repair() -> None:
    story = scenario(node("a", Transition("a"), lines={"closed": (Line("You left.", acts=("complaint",)),)}))
    assert context_for(story, opening(story, 7)[1], (), ()).open_rupture


def test_what_was_mentioned_stays_known() -> None:
    turns = played(scenario(LOOP), heard(mentions={"day": "Thursday"}), heard(mentions={"name": "Robin"}))
    assert turns[1].state.mentions == {"day": "Thursday", "name": "Robin"}


def test_the_day_and_the_name_are_filled_in() -> None:
    says = ("{% if learner %}{{ learner }}, see you {{ day|default('soon', true) }}.{% else %}Hm.{% endif %}",)
    practice = Practice(scenario(node("a", Transition("a"), says=says)), "d", "", 7)
    assert practice.opening == ("Hm.",)
    (turn,) = played(practice.scenario, heard(mentions={"day": "Thursday", "name": "Robin"}))
    assert practice._rendered(turn.lines, turn.state) == ("Robin, see you Thursday.",)


def test_a_name_that_looks_like_a_template_is_only_a_name() -> None:
    practice = Practice(scenario(node("a", Transition("a"), says=("Hello {{ learner }}.",))), "d", "", 7)
    (turn,) = played(practice.scenario, heard(mentions={"name": "{{ trust }}"}))
    assert practice._rendered(turn.lines, turn.state) == ("Hello {{ trust }}.",)
