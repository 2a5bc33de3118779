"""What holds for every temperament, every history and every reply."""

from hypothesis import given, settings
from hypothesis import strategies as st

from roleplay.behaviours import behaviours, contexts, rules_for
from roleplay.moving import move_trust
from roleplay.reading import Reading, Sentiment, SkillUse
from roleplay.trust import Standing, TrustRules, first_standing

SKILLS = sorted(name for name, behaviour in behaviours().items() if behaviour.kind == "skill")
MISSTEPS = sorted(name for name, behaviour in behaviours().items() if behaviour.points < 0)
REPAIRS = sorted(name for name, behaviour in behaviours().items() if behaviour.repair)
COSTLY = [name for name in MISSTEPS if not behaviours()[name].only_after and not behaviours()[name].forgiven]
EMPTY = {"low_effort", "generic_warmth", "stuffing", "parroting"}

tenths = st.integers(0, 20).map(lambda number: number / 10)
temperaments = st.builds(
    rules_for,
    start=st.integers(0, 100),
    growth=st.floats(0.5, 1.3),
    loss=st.floats(0.8, 2.0),
    forgiveness=st.floats(0.2, 1.0),
    guardedness=st.floats(0.0, 0.9),
    style=st.sampled_from(["withdraw", "confront"]),
)
uses = st.builds(
    SkillUse,
    st.sampled_from(sorted(behaviours())),
    st.integers(0, 20),
    st.integers(21, 40),
    st.floats(0.1, 1.0),
)
readings = st.builds(
    Reading,
    st.just(Sentiment(0.0, 0.0)),
    st.lists(uses, max_size=4, unique_by=lambda use: use.skill).map(tuple),
    st.just("en"),
    st.integers(0, 4),
    lift=st.floats(0, 2),
    press=st.floats(0, 2),
)
acts = st.lists(st.sampled_from(sorted(contexts())), max_size=2, unique=True).map(tuple)
histories = st.lists(st.tuples(readings, acts), max_size=8)


def standing_after(rules: TrustRules, history: list[tuple[Reading, tuple[str, ...]]]) -> Standing:
    standing = first_standing(rules)
    for reading, line_acts in history:
        _, standing = move_trust(rules, standing, reading, line_acts)
    return standing


def heard(*skills: str) -> Reading:
    return Reading(Sentiment(0.0, 0.0), tuple(SkillUse(skill, 0, 9, 1.0) for skill in skills))


def with_use(reading: Reading, skill: str, confidence: float) -> Reading:
    kept = tuple(use for use in reading.skill_uses if use.skill != skill)
    return reading._replace(skill_uses=(*kept, SkillUse(skill, 41, 50, confidence)))


def without(reading: Reading, skill: str) -> Reading:
    return reading._replace(skill_uses=tuple(use for use in reading.skill_uses if use.skill != skill))


@given(temperaments, histories)
@settings(max_examples=300, deadline=None)
def test_trust_stays_between_nothing_and_everything(rules, history) -> None:  # type: ignore[no-untyped-def]
    standing = standing_after(rules, history)
    assert 0 <= standing.trust <= 1000
    assert 0 <= standing.strain <= 1000
    assert 0 <= standing.openness <= 1000
    assert standing.debt >= 0


@given(temperaments, histories, readings, acts)
@settings(max_examples=300, deadline=None)
def test_every_change_is_the_sum_of_its_reasons(rules, history, reading, line_acts) -> None:  # type: ignore[no-untyped-def]
    change, standing = move_trust(rules, standing_after(rules, history), reading, line_acts)
    assert change.after - change.before == sum(reason.amount for reason in change.reasons)
    assert standing.trust == change.after


@given(temperaments, histories, readings, acts, st.sampled_from(MISSTEPS), st.floats(0.1, 1.0))
@settings(max_examples=500, deadline=None)
def test_adding_a_misstep_never_raises_trust(  # type: ignore[no-untyped-def]
    rules, history, reading, line_acts, skill, confidence
) -> None:
    standing = standing_after(rules, history)
    without_it = without(reading, skill)
    before, _ = move_trust(rules, standing, without_it, line_acts)
    after, _ = move_trust(rules, standing, with_use(without_it, skill, confidence), line_acts)
    assert after.after <= before.after


@given(temperaments, histories, readings, acts, st.sampled_from(SKILLS + REPAIRS), st.floats(0.1, 1.0))
@settings(max_examples=500, deadline=None)
def test_adding_a_skill_never_lowers_trust(  # type: ignore[no-untyped-def]
    rules, history, reading, line_acts, skill, confidence
) -> None:
    standing = standing_after(rules, history)
    without_it = without(reading, skill)
    before, _ = move_trust(rules, standing, without_it, line_acts)
    after, _ = move_trust(rules, standing, with_use(without_it, skill, confidence), line_acts)
    assert after.after >= before.after


@given(temperaments, st.sampled_from(COSTLY))
@settings(max_examples=300, deadline=None)
def test_hurting_and_repairing_perfectly_never_ends_above_the_start(rules, misstep) -> None:  # type: ignore[no-untyped-def]
    standing = first_standing(rules)
    _, hurt = move_trust(rules, standing, heard(misstep))
    _, mended = move_trust(rules, hurt, heard(*REPAIRS))
    assert mended.trust <= standing.trust


@given(temperaments, st.integers(1, 12))
@settings(max_examples=200, deadline=None)
def test_stock_phrases_alone_never_buy_trust(rules, count) -> None:  # type: ignore[no-untyped-def]
    standing = first_standing(rules)
    for times in range(count):
        change, standing = move_trust(rules, standing, heard("generic_warmth")._replace(echoes=min(times, 4)))
        assert change.after - change.before <= 17
    assert standing.trust <= rules.start + 25


@given(temperaments, st.integers(1, 15))
@settings(max_examples=200, deadline=None)
def test_nobody_gains_trust_by_empty_replies(rules, count) -> None:  # type: ignore[no-untyped-def]
    assert standing_after(rules, [(heard("low_effort"), ())] * count).trust <= rules.start


@given(temperaments)
@settings(max_examples=200, deadline=None)
def test_twelve_good_replies_bring_everybody_to_tentative(rules) -> None:  # type: ignore[no-untyped-def]
    rules = rules._replace(start=max(rules.start, 200))
    cycle = ["complex_reflection", "open_question", "validation", "autonomy", "affirmation", "goal_alignment"]
    cycle += [
        "feeling_reflection",
        "role_clarity",
        "self_disclosure",
        "seeking_collaboration",
        "evocation",
        "warmth",
    ]
    standing = first_standing(rules)
    for at in range(12):
        _, standing = move_trust(rules, standing, heard(cycle[at], cycle[(at + 5) % 12]))
    assert standing.trust >= 400 or rules.growth < 0.8


@given(temperaments, histories, st.sampled_from(COSTLY), st.floats(0.8, 1.9))
@settings(max_examples=200, deadline=None)
def test_a_persona_who_takes_losses_harder_never_loses_less(rules, history, misstep, loss) -> None:  # type: ignore[no-untyped-def]
    standing = standing_after(rules, history)
    milder, _ = move_trust(rules._replace(loss=loss), standing, heard(misstep))
    harder, _ = move_trust(rules._replace(loss=loss + 0.1), standing, heard(misstep))
    assert harder.after <= milder.after


@given(temperaments, st.sampled_from(COSTLY), st.floats(0.2, 0.9))
@settings(max_examples=200, deadline=None)
def test_a_more_forgiving_persona_never_recovers_less(rules, misstep, forgiveness) -> None:  # type: ignore[no-untyped-def]
    _, hurt = move_trust(rules, first_standing(rules), heard(misstep))
    less, _ = move_trust(rules._replace(forgiveness=forgiveness), hurt, heard(*REPAIRS))
    more, _ = move_trust(rules._replace(forgiveness=forgiveness + 0.1), hurt, heard(*REPAIRS))
    assert more.after >= less.after


def test_good_then_bad_ends_no_better_than_bad_then_repaired() -> None:
    rules = rules_for(start=40, growth=1.0, loss=1.2, forgiveness=0.6, guardedness=0.4, style="withdraw")
    bad, good = heard("judgement"), heard("complex_reflection")
    spoiled = standing_after(rules, [(good, ()), (bad, ())])
    repaired = standing_after(rules, [(bad, ()), (heard(*REPAIRS), ())])
    assert spoiled.trust <= repaired.trust


@given(temperaments, histories, readings, acts)
@settings(max_examples=100, deadline=None)
def test_the_same_reply_moves_trust_the_same_way_every_time(rules, history, reading, line_acts) -> None:  # type: ignore[no-untyped-def]
    standing = standing_after(rules, history)
    assert move_trust(rules, standing, reading, line_acts) == move_trust(rules, standing, reading, line_acts)
