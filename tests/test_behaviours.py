"""The catalogue of skills and missteps, and the rules made of it."""

import pytest

from roleplay.behaviours import acts, behaviours, contexts, default_rules, rules_for


def points(better: dict[str, float] | None = None, worse: dict[str, float] | None = None) -> dict[str, float]:
    """The points of every behaviour for a guarded person."""
    made = rules_for(
        start=22.5,
        growth=0.8,
        loss=1.5,
        forgiveness=0.5,
        guardedness=0.7,
        lands_better=better,
        lands_worse=worse,
    )
    return {name: weight.points for name, weight in made.weights.items()}


def test_a_part_of_a_repair_can_land_better_too() -> None:
    made = rules_for(
        start=38, growth=1, loss=1, forgiveness=1, guardedness=0, lands_better={"repair_ownership": 1.5, "warmth": 1.5}
    )
    assert made.weights["repair_ownership"].repair == pytest.approx(1.5 * behaviours()["repair_ownership"].repair)
    assert made.weights["warmth"].points == pytest.approx(1.5 * behaviours()["warmth"].points)


def test_skills_earn_and_missteps_cost() -> None:
    assert all(entry.points >= 0 for entry in behaviours().values() if entry.kind == "skill")
    assert sum(entry.points for entry in behaviours().values() if entry.kind == "misstep") < 0


def test_every_behaviour_has_its_own_code_and_a_source() -> None:
    codes = [entry.code for entry in behaviours().values()]
    assert len(set(codes)) == len(codes)
    assert all(entry.source and entry.says.endswith(".") for entry in behaviours().values())


def test_every_factor_of_a_context_is_about_a_known_behaviour() -> None:
    assert {name for factors in contexts().values() for name in factors} <= set(behaviours())


def test_a_behaviour_that_waits_for_an_act_waits_for_a_known_one() -> None:
    assert {act for entry in behaviours().values() for act in entry.only_after} <= set(contexts())


def test_depths_are_not_acts() -> None:
    assert "discloses" in acts()
    assert not any(act.startswith("depth") for act in acts())


def test_an_average_person_starts_at_forty_points() -> None:
    assert default_rules().start == 400


def test_a_factor_changes_one_behaviour_for_better_or_worse() -> None:
    plain, lands = points(), points(better={"validation": 2.0}, worse={"advice": 1.5})
    assert lands["validation"] == 2 * plain["validation"]
    assert lands["advice"] == 1.5 * plain["advice"]
    assert lands["summary"] == plain["summary"]
