"""Model replies have to raise trust and trap replies to lower it, from every trust that can arrive."""

import pytest

from roleplay.checking.checked import check_text
from roleplay.checking.moments import LEAST, MOST, moments_at
from roleplay.exploring.proof import prove
from roleplay.loading.problems import Problem
from tests.benchmarks.corpus import scenario as cold_coffee
from tests.small_scenarios import beat, end, scenario, to
from tests.test_scenario_file import small

MODEL = "It was your sister's idea. It would make sense to be unsure about being here."


def with_replies(model: str = MODEL, trap: str = "You should talk to a doctor about that.") -> list[Problem]:
    text = small(
        (f"      - {MODEL}", f'      - "{model}"'), ("    hint: He", f'    trap_replies: ["{trap}"]\n    hint: He')
    )
    return check_text(text, "first-coffee.yaml").problems


def test_replies_that_do_what_they_should_are_no_problem() -> None:
    assert with_replies() == []


def test_a_model_reply_that_lowers_trust_is_told_at_its_place_with_what_was_heard() -> None:
    (problem,) = with_replies(model="You should just relax and give it a chance.")
    assert (problem.code, problem.line, problem.column) == ("model-reply", 24, 9)
    assert problem.message.startswith("This lowers trust by ")
    assert "from 35 (the lowest trust that can arrive); heard: unasked advice 'You should" in problem.message


def test_a_model_reply_that_only_informs_moves_nothing() -> None:
    (problem,) = with_replies(model="The bus to Lowell leaves at nine.")
    assert problem.message.startswith("This moves nothing here, from 35 (the lowest trust that can arrive); heard: ")


def test_a_trap_reply_that_helps_is_told() -> None:
    (problem,) = with_replies(trap=MODEL)
    assert (problem.code, problem.line) == ("trap-reply", 21)
    assert "raises trust" in problem.message


@pytest.mark.parametrize("reply", ["Lo siento mucho, de verdad, no llamé el martes.", "I want to die tonight."])
def test_a_reply_that_no_client_would_answer_is_told(reply: str) -> None:
    (problem,) = with_replies(model=reply)
    assert "not heard as an answer" in problem.message


def test_a_reply_has_to_hold_from_the_lowest_the_middle_and_the_highest_trust() -> None:
    played = cold_coffee()
    moments = moments_at(played, prove(played), played.nodes["sundays"])
    assert [(one.which, one.state.standing.trust, one.state.voice) for one in moments] == [
        ("the lowest trust that can arrive", 320, "guarded"),
        ("the lowest trust that can arrive", 320, "guarded"),
        ("the middle trust that can arrive", 635, "tentative"),
        ("the middle trust that can arrive", 635, "tentative"),
        ("the highest trust that can arrive", MOST, "tentative"),
        ("the highest trust that can arrive", MOST, "tentative"),
    ]


def test_where_only_the_hurt_come_replies_are_tried_on_a_hurt() -> None:
    played = cold_coffee()
    moments = moments_at(played, prove(played), played.nodes["goes-quiet"])
    assert all(moment.context.open_rupture for moment in moments)
    assert {moment.state.standing.trust for moment in moments} == {LEAST, 485, MOST}


def test_a_node_that_nobody_enters_has_no_moments() -> None:
    played = scenario(beat("a", to("b", trust_at_least=900), to("end")), beat("b", to("end")), end("end"))
    assert moments_at(played, prove(played), played.nodes["b"]) == []
