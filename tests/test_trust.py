"""The rule of trust gives the numbers it was designed with."""

import itertools

import pytest

from roleplay.behaviours import rules_for
from roleplay.moving import move_trust
from roleplay.reading import Reading, Sentiment, SkillUse
from roleplay.trust import RUPTURE_STRAIN, Standing, TrustRules, first_standing

MARGO = rules_for(start=22, growth=0.8, loss=1.5, forgiveness=0.5, guardedness=0.7, style="withdraw")
RORY = rules_for(start=45, growth=1.1, loss=1.0, forgiveness=0.8, guardedness=0.2, style="confront")
RULES = {"Margo": MARGO, "Rory": RORY}

NAMED_AND_OWNED = "repair_acknowledgement repair_ownership"

GOOD_RUN = (
    "complex_reflection open_question",
    "validation autonomy",
    "feeling_reflection affirmation",
    "goal_alignment simple_reflection",
    "self_disclosure seeking_collaboration",
    "evocation validation",
    "complex_reflection checking_understanding",
    "honest_limits autonomy open_question",
    "affirmation follow_through hope",
    "goal_alignment feeling_reflection",
    "seeking_collaboration complex_reflection",
    "validation open_question warmth",
)


def reading(skills: str, echoes: int = 0, confidence: float = 1.0) -> Reading:
    """A reading of nothing but these behaviours, five characters each."""
    uses = tuple(SkillUse(name, 5 * at, 5 * at + 5, confidence) for at, name in enumerate(skills.split()))
    return Reading(Sentiment(0.0, 0.0), uses, echoes=echoes)


def play(rules: TrustRules, replies: list[Reading], standing: Standing | None = None) -> list[Standing]:
    """The standing after each reply."""
    standing = standing or first_standing(rules)
    course = []
    for heard in replies:
        _, standing = move_trust(rules, standing, heard)
        course.append(standing)
    return course


def points(course: list[Standing]) -> list[float]:
    return [standing.trust / 10 for standing in course]


def after_good(name: str, count: int) -> Standing:
    return play(RULES[name], [reading(skills) for skills in GOOD_RUN[:count]])[-1]


@pytest.mark.parametrize(("name", "trust"), [("Margo", 24.4), ("Rory", 48.1)])
def test_a_complex_reflection_with_a_question_is_a_small_step(name: str, trust: float) -> None:
    assert after_good(name, 1).trust / 10 == trust


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Margo", [23.0, 23.7, 24.1, 24.3, 23.8, 22.7]), ("Rory", [46.3, 47.0, 47.5, 47.7, 47.3, 46.2])],
)
def test_saying_the_same_reflection_six_times_wears_off_and_then_annoys(name: str, expected: list[float]) -> None:
    replies = [reading("simple_reflection", echoes=min(4, times)) for times in range(6)]
    assert points(play(RULES[name], replies)) == pytest.approx(expected, abs=0.25)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Margo", [22.6, 23.0, 23.2, 22.8, 21.6, 19.9]), ("Rory", [45.7, 46.2, 46.5, 46.0, 44.9, 43.2])],
)
def test_stock_phrases_earn_next_to_nothing_and_then_cost(name: str, expected: list[float]) -> None:
    replies = [reading("generic_warmth", echoes=min(4, times)) for times in range(6)]
    assert points(play(RULES[name], replies)) == pytest.approx(expected, abs=0.15)


def at(name: str, trust: float, streak: int) -> Standing:
    return first_standing(RULES[name])._replace(trust=round(trust * 10), streak=streak)


@pytest.mark.parametrize(
    ("name", "start", "steps"),
    [("Margo", 36.6, [-10.5, 0.7, 6.0, -13.1, 3.9]), ("Rory", 63.2, [-7.0, 1.8, 7.2, -8.8, 3.7])],
)
def test_a_judgement_hurts_niceness_does_not_mend_it_and_a_second_repair_gives_back_less(
    name: str, start: float, steps: list[float]
) -> None:
    repair = reading_with_quality("repair_acknowledgement repair_ownership repair_exploration validation", 0.9)
    judgement = reading("judgement")
    course = play(RULES[name], [judgement, reading("validation"), repair, judgement, repair], at(name, start, 5))
    trust = [start, *points(course)]
    moved = [after - before for before, after in itertools.pairwise(trust)]
    assert moved == pytest.approx(steps, abs=0.8)


def reading_with_quality(skills: str, quality: float) -> Reading:
    """A reading whose parts of a repair add up to a quality of 0..1."""
    heard = reading(skills)
    shares = {
        "repair_acknowledgement": 0.3,
        "repair_ownership": 0.3,
        "repair_exploration": 0.2,
        "repair_amends": 0.2,
    }
    whole = sum(shares.get(use.skill, 0.0) for use in heard.skill_uses)
    uses = [use._replace(confidence=quality / whole) if use.skill in shares else use for use in heard.skill_uses]
    return heard._replace(skill_uses=tuple(uses))


@pytest.mark.parametrize(("name", "start", "expected"), [("Margo", 45.6, 22.7), ("Rory", 73.3, 57.3)])
def test_breaking_a_confidence_costs_what_eight_good_replies_built(name: str, start: float, expected: float) -> None:
    assert points(play(RULES[name], [reading("breach")], at(name, start, 8))) == pytest.approx([expected], abs=0.15)


@pytest.mark.parametrize(("name", "start", "expected"), [("Margo", 29.7, 23.4), ("Rory", 54.8, 51.1)])
def test_advice_right_after_a_disclosure_costs_more_than_two_good_replies(
    name: str, start: float, expected: float
) -> None:
    change, _ = move_trust(RULES[name], at(name, start, 3), reading("advice"), ("discloses",))
    assert change.after / 10 == pytest.approx(expected, abs=0.15)


@pytest.mark.parametrize(("name", "start", "expected"), [("Margo", 29.7, 31.5), ("Rory", 54.8, 56.8)])
def test_the_same_advice_is_welcome_when_it_was_asked_for(name: str, start: float, expected: float) -> None:
    change, _ = move_trust(RULES[name], at(name, start, 3), reading("advice_with_permission"), ("asks_advice",))
    assert change.after / 10 == pytest.approx(expected, abs=0.8)


@pytest.mark.parametrize(("name", "start", "expected"), [("Margo", 29.7, 19.4), ("Rory", 54.8, 48.0)])
def test_a_compliment_does_not_pay_for_a_judgement(name: str, start: float, expected: float) -> None:
    change, _ = move_trust(RULES[name], at(name, start, 3), reading("affirmation judgement"))
    assert change.after / 10 == pytest.approx(expected, abs=0.6)


@pytest.mark.parametrize(
    ("name", "start", "expected"),
    [("Margo", 29.7, [29.6, 28.8, 27.5, 25.6]), ("Rory", 54.8, [54.6, 53.8, 52.4, 50.5])],
)
def test_four_fillers_in_a_row_let_trust_seep_away(name: str, start: float, expected: list[float]) -> None:
    course = play(RULES[name], [reading("low_effort")] * 4, at(name, start, 3))
    assert points(course) == pytest.approx(expected, abs=0.3)
    assert course[-1].strain / 1000 == pytest.approx(0.30, abs=0.02)


def test_what_was_not_surely_heard_costs_at_most_a_point() -> None:
    change, _ = move_trust(MARGO, first_standing(MARGO), reading("hostility", confidence=0.45))
    assert change.after == change.before - 10


def test_an_old_hurt_is_open_from_the_first_line_until_it_is_owned_as_well_as_named() -> None:
    rules = rules_for(start=38, growth=1, loss=1.2, forgiveness=0.8, guardedness=0.2, hurt=12)
    before = first_standing(rules)
    named, owned = (play(rules, [reading(skills)])[-1] for skills in ("repair_acknowledgement", NAMED_AND_OWNED))
    assert before.strain >= RUPTURE_STRAIN
    assert named.strain >= RUPTURE_STRAIN
    assert owned.strain < RUPTURE_STRAIN
    assert before.trust < named.trust < owned.trust <= before.trust + before.debt


def test_no_repair_gives_back_more_than_was_lost_and_the_two_points_for_a_whole_one() -> None:
    better = {"repair_acknowledgement": 3.0, "repair_ownership": 3.0}
    rules = rules_for(start=38, growth=1, loss=1.2, forgiveness=1, guardedness=0.2, hurt=12, lands_better=better)
    after = play(rules, [reading(NAMED_AND_OWNED), reading(NAMED_AND_OWNED)])
    assert after[-1].trust <= 380 + 120 + 20
    assert min(standing.debt for standing in after) >= 0
