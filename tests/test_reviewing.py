"""What a review finds in a conversation: hurts and repair, warning signs, common ground, power, words, counts."""

import pytest

from roleplay.reviewing.listening_profile import FEWEST, Ratio
from roleplay.reviewing.reviewed import Review
from roleplay.reviewing.warning_signs import Sign
from roleplay.reviewing.words_that_matter import better_word
from tests.reviewed import FULL_REPAIR, HURT, account_from, played, said, with_margo
from tests.screens import REPLIES


def sign(review: Review, name: str) -> Sign:
    return next(one for one in review.signs if one.name == name)


def test_nothing_said_is_reviewed_too() -> None:
    review = played()
    assert (review.best, review.missed, review.turning, review.next) == (None, None, None, None)
    assert review.ruptures == ()
    assert review.profile.replies == 0


def test_one_reply_is_reviewed() -> None:
    review = played(REPLIES[0])
    assert review.best == review.turning == 1
    assert review.profile.replies == 1


def test_the_turning_point_is_the_largest_change_either_way() -> None:
    assert played(REPLIES[0], HURT, REPLIES[2]).turning == 2


def test_a_hurt_nobody_names_is_not_repaired() -> None:
    (rupture,) = with_margo(HURT, "What do you bake?").ruptures
    assert (rupture.number, rupture.outcome, rupture.next_reply) == (1, "not", 2)
    assert rupture.parts == (None, None, None, None)
    assert rupture.lost >= 30


def test_a_whole_apology_repairs_a_hurt() -> None:
    (rupture,) = with_margo(HURT, FULL_REPAIR).ruptures
    assert rupture.outcome == "repaired"
    assert [words is not None for words in rupture.parts].count(True) >= 3
    assert rupture.given_back > 0


def test_half_an_apology_repairs_a_hurt_in_part() -> None:
    (rupture,) = with_margo(HURT, "I'm sorry. That was wrong of me.").ruptures
    assert rupture.outcome == "partly"


def test_the_words_of_a_repair_stand_in_its_reply() -> None:
    review = with_margo(HURT, FULL_REPAIR)
    for words in review.ruptures[0].parts:
        assert words is None or words.text in FULL_REPAIR


def test_a_hurt_without_a_reply_after_it_had_no_chance() -> None:
    (rupture,) = with_margo(HURT).ruptures
    assert (rupture.next_reply, rupture.outcome) == (0, "not")


def test_a_client_who_comes_with_a_complaint_came_hurt() -> None:
    review = said("You said you'd call Tuesday. I sat by the phone. Nobody called.", FULL_REPAIR)
    assert review.ruptures[0].number == 0
    assert review.ruptures[0].shown is not None


def test_a_complaint_is_a_sign_and_taking_it_up_is_noticed() -> None:
    line = "You said you'd call Tuesday. I sat by the phone. Nobody called."
    found = sign(said(line, FULL_REPAIR), "complaint")
    assert [evidence.text for evidence in found.lines] == [line]
    assert found.noticed is not None
    assert found.noticed.number == 1


def test_a_complaint_that_is_passed_over_is_not_noticed() -> None:
    found = sign(said("You said you'd call Tuesday. Nobody called.", "Anyway. How is the dog?"), "complaint")
    assert found.lines
    assert found.noticed is None


def test_one_word_after_many_is_going_quiet() -> None:
    found = sign(
        said("I had three workers this year and they all left.", "You should just move on.", "Fine.", "ok"), "quiet"
    )
    assert [evidence.text for evidence in found.lines] == ["Fine."]


def test_a_correction_is_being_misread() -> None:
    lines = (
        "I stopped my pills.",
        "You sound angry at your doctor.",
        "That's not what I said.",
        "Sorry, tell me again?",
    )
    assert [evidence.text for evidence in sign(said(*lines), "misread").lines] == ["That's not what I said."]


def test_little_progress_cannot_be_told_where_nobody_named_goals() -> None:
    assert not sign(said("Hi.", "Hello."), "stuck").known


def test_goals_that_were_hardly_reached_are_little_progress() -> None:
    found = sign(with_margo("ok", "hm", "yes", "sure"), "stuck")
    assert found.known
    assert found.lines


def test_expectations_are_found_where_they_were_said() -> None:
    ground = with_margo("I'm a peer supporter, not a clinician.").ground
    found = dict(ground.expectations)
    assert found["role"] is not None
    assert found["role"].number == 1
    assert found["privacy"] is None


def test_a_promise_of_more_than_can_be_kept_is_named() -> None:
    ground = with_margo("I promise I will never leave you.").ground
    assert [pledge.kind for pledge in ground.pledges] == ["too_much"]


def test_telling_somebody_what_to_do_is_the_last_word_on_a_next_step() -> None:
    review = with_margo("You should go to a support group.")
    assert review.power.chosen == "told"
    assert review.power.words is not None


def test_asking_what_somebody_wants_leaves_the_step_to_them() -> None:
    assert with_margo("What do you want from this?").power.chosen == "asked"


@pytest.mark.parametrize(
    ("label", "better"),
    [("addict", "a person who uses drugs, or a person in recovery"), ("quite unheard of", "say what happened")],
)
def test_a_label_has_a_better_word(label: str, better: str) -> None:
    assert better_word(label) == better


def test_a_label_is_found_with_its_words() -> None:
    (label,) = with_margo("So are you an addict?").words.labels
    assert (label.words.text, label.sure) == ("addict", True)


def test_a_ratio_of_few_things_has_no_value() -> None:
    assert Ratio(1, FEWEST - 1, FEWEST - 1).value is None
    assert Ratio(1, FEWEST, FEWEST).value == 1 / FEWEST
    assert Ratio(FEWEST, 0, FEWEST).value is None


def test_of_two_reflections_in_a_reply_the_better_one_counts() -> None:
    profile = with_margo("Three people in one year. No wonder you'd keep your coat on.").profile
    assert profile.simple + profile.complex <= 1


def test_advice_before_listening_is_told() -> None:
    assert with_margo("You should go to a support group.").profile.advice_after_listening is False
    assert with_margo("What was that like?").profile.advice_after_listening is None


def test_the_thing_to_try_is_a_need_that_was_not_met() -> None:
    step = played(HURT).next
    assert step is not None
    assert (step.why, step.skill, step.number) == ("missed", "validation", 1)


def test_an_unmended_hurt_is_the_thing_to_try_where_no_author_says_more() -> None:
    step = said("I sit here every day with nobody.", HURT, "Fine.", "What do you do here?").next
    assert step is not None
    assert (step.why, step.number) == ("repair", 2)


def test_lines_in_a_row_are_answered_as_one() -> None:
    account = account_from([("client", "One."), ("client", "Two."), ("learner", "Tell me more.")])
    assert account.exchanges[0].said == "One.\nTwo."


def test_a_transcript_without_the_client_is_reviewed() -> None:
    review = said("", "What was that like for you?", "", "Tell me more about that.")
    assert review.profile.replies == 2
    assert review.signs[0].lines == ()


def test_five_thousand_turns_are_reviewed() -> None:
    review = said(*(["Fine.", "You should just get over it."] * 5_000))
    assert review.profile.replies == 5_000
