"""What one reply really does to trust lies within what the proof counts with."""

from hypothesis import given, settings
from hypothesis import strategies as st

from roleplay.behaviours import default_rules
from roleplay.exploring.arrivals import Arrivals, after_a_reply
from roleplay.exploring.bounds import Bounds
from roleplay.moving import move_trust
from roleplay.reading import Reading
from roleplay.trust import RUPTURE_STRAIN, Standing, TrustRules, first_standing
from tests.test_trust_always import acts, heard, readings, temperaments

histories = st.lists(st.tuples(readings, acts, st.booleans()), min_size=1, max_size=12)


def onward(at: Arrivals, after: Arrivals, standing: Standing) -> Arrivals:
    """Those who stand just here, among all that could have come of it; the test fails where they are not."""
    trust = 1 << standing.trust
    if standing.strain >= RUPTURE_STRAIN:
        assert after.hurt & trust
        assert after.hurt_ceiling >= standing.trust + standing.debt
        return Arrivals(0, 0, trust, 0, after.hurt_ceiling)
    if standing.debt or standing.mended or not at.calm:
        assert after.healing & trust
        assert after.healing_ceiling >= standing.trust + standing.debt
        return Arrivals(0, trust, 0, after.healing_ceiling, 0)
    assert after.calm & trust
    return Arrivals(trust)


@given(temperaments, histories)
@settings(max_examples=600, deadline=None)
def test_every_real_move_lies_within_the_bounds(
    rules: TrustRules, history: list[tuple[Reading, tuple[str, ...], bool]]
) -> None:
    bounds = Bounds(rules, has_risk=True)
    standing = first_standing(rules)
    at = Arrivals(1 << standing.trust)
    earlier: tuple[str, ...] = ()
    for reading, line_acts, needed in history:
        after = after_a_reply(at, bounds, 0)
        skills = tuple(use.skill for use in reading.skill_uses) if needed else ()
        _, standing = move_trust(rules, standing, reading, line_acts, earlier, skills, skills)
        at, earlier = onward(at, after, standing), line_acts


@given(temperaments, st.integers(0, 1000))
def test_a_reply_can_leave_trust_as_it_is_and_more_trust_never_leads_lower(rules: TrustRules, trust: int) -> None:
    bounds = Bounds(rules, has_risk=False)
    healing, wounding, hurt = bounds.with_ceiling(1200)
    assert bounds.low_calm[trust] <= trust <= bounds.high_calm[trust]
    for line in (bounds.low_calm, bounds.low_healing, bounds.low_hurt, bounds.high_calm, healing, wounding, hurt):
        assert line == sorted(line)


def test_the_bounds_are_not_far_from_what_can_be_done() -> None:
    """The best replies in a row come within a fifth of the bound, the worst one reaches it."""
    rules = default_rules()
    bounds = Bounds(rules, has_risk=False)
    standing = first_standing(rules)
    skills = ("complex_reflection", "validation", "affirmation", "autonomy", "open_question", "goal_alignment")
    for _ in range(6):
        before = standing
        _, standing = move_trust(rules, before._replace(recent=(), counts={}), heard(*skills))
    assert standing.trust - before.trust > 0.8 * (bounds.high_calm[before.trust] - before.trust)
    worst = ("breach", "hostility", "discrimination", "coercion", "judgement")
    _, hurt = move_trust(rules, before._replace(trust=800), heard(*worst))
    assert hurt.trust == bounds.low_hurt[800]
