"""Sentences of a review that were once awkward or not quite true, each with what it has to say instead."""

from typing import Any

import pytest

from roleplay.reading import Reading, Sentiment, SkillUse
from roleplay.reports.in_text import as_paragraphs
from roleplay.reports.moments_told import three_moments
from roleplay.reports.profile_told import ratio_of
from roleplay.reports.together_told import common_ground, who_steered
from roleplay.reports.trainer_told import trainers_sections
from roleplay.reports.transcript_told import rows_of
from roleplay.reports.trouble_told import hurt_and_repair, warning_signs
from roleplay.reviewing.account import Account, Exchange, surely_heard, words_of
from roleplay.reviewing.listening_profile import Ratio
from roleplay.reviewing.reviewed import Review, review_of
from roleplay.trust import Reason, Standing, TrustChange
from tests.reviewed import HURT, said, with_margo

LONG = "I have been waiting here for somebody since eight this morning."


def exchange(number: int, line: str, reply: str, *moves: tuple[str, str, int], **more: Any) -> Exchange:
    """A reply in which each move (behaviour, words, tenths) was surely heard; trust was 300 before it."""
    uses, reasons = [], []
    for skill, words, amount in moves:
        start = reply.find(words) if words else 0
        if ":" not in skill and "pledge" not in skill:
            uses.append(SkillUse(skill, start, start + len(words), 0.9))
        if amount:
            reasons.append(Reason(skill, amount, start, start + len(words)))
    change = TrustChange(300, 300 + sum(amount for *_, amount in moves), tuple(reasons))
    reading = Reading(Sentiment(0.0, 0.0), tuple(uses))
    standing = Standing(300, 300, 500)
    return Exchange(
        number, line, reply, reading, change, standing, standing, heard=surely_heard(reading), node="a", **more
    )


def talk(*exchanges: Exchange, **more: Any) -> Review:
    return review_of(Account("A talk", "Sam", exchanges, 300, **more))


def text(section: Any) -> str:
    return " ".join(block.text for block in section.blocks)


def sign(review: Review, name: str) -> Any:
    return next(one for one in review.signs if one.name == name)


@pytest.mark.parametrize(
    ("reply", "heard", "quoted"),
    [
        ("Look. You should call her tonight. I mean it.", "You should", "You should call her tonight"),
        ("What would you want to happen? Tell me.", "What would you want", "What would you want to happen?"),
        ("I'll call at 2.5 hours, or not", "or not", "I'll call at 2.5 hours, or not"),
        ("“Fine.” You should go.", "You should", "You should go"),
        (f"{'A very long beginning ' * 6} and you should go now.", "you should", "you should go now"),
    ],
)
def test_words_are_quoted_with_the_sentence_they_stand_in(reply: str, heard: str, quoted: str) -> None:
    assert words_of(*used(reply, heard, "advice")) == quoted


def test_a_label_is_quoted_by_itself() -> None:
    assert words_of(*used("He is an addict, and so am I.", "addict", "label")) == "addict"


def used(reply: str, words: str, skill: str) -> tuple[Exchange, SkillUse]:
    made = exchange(1, LONG, reply, (skill, words, 0))
    return made, made.reading.skill_uses[0]


def test_where_another_reply_built_more_than_the_best_moment_it_says_why() -> None:
    specific = exchange(1, LONG, "It makes sense.", ("validation", "It makes sense", 40))
    more = exchange(2, LONG, "It is up to you.", ("autonomy", "up to you", 50))
    told = text(three_moments(talk(specific, more)))
    assert "Best moment: reply 1" in told
    assert "Reply 2 built even more (+5), most of all by emphasizing autonomy." in told
    assert "The best moment is the one whose words would fit nobody else." in told


def test_asking_about_danger_can_be_the_best_moment() -> None:
    asked = exchange(1, LONG, "Are you thinking of suicide?", ("safety_question", "suicide", 40))
    warm = exchange(2, LONG, "I believe in you.", ("hope", "I believe in you", 45))
    assert talk(asked, warm).best == 1


def test_a_maybe_does_not_make_a_moment_specific() -> None:
    maybe = exchange(1, LONG, "You are tired.", ("warmth", "You", 30))
    use = SkillUse("complex_reflection", 0, 14, 0.3)
    maybe = maybe._replace(reading=maybe.reading._replace(skill_uses=(use,)))
    assert talk(maybe, exchange(2, LONG, "Up to you.", ("autonomy", "Up to you", 40))).best == 2


def test_a_reply_that_moved_nothing_says_so_in_its_heading() -> None:
    still = exchange(1, LONG, "Ok.", needs=("validation",), model_replies=("It makes sense.",))
    assert "A chance you could take: reply 1 (no change)" in text(three_moments(talk(still)))


def test_of_several_promises_the_last_one_before_it_came_due_was_kept() -> None:
    promise = ("follow_through", "I'll call", 10)
    review = talk(
        exchange(1, LONG, "I'll call Monday.", promise),
        exchange(2, LONG, "I'll call at nine.", promise),
        exchange(3, LONG, "Ok.", ("pledge_kept", "", 40)),
        exchange(4, LONG, "I'll call again.", promise),
    )
    assert [(one.kept, one.is_open) for one in review.ground.pledges] == [(None, False), (True, False), (None, True)]
    told = text(common_ground(review))
    assert "reply 1, “I'll call Monday”. A small" in told
    assert "reply 2, “I'll call at nine”. It was kept." in told
    assert "reply 4, “I'll call again”. It is still open." in told


def test_a_promise_is_not_open_when_the_talk_is_over() -> None:
    review = talk(exchange(1, LONG, "I'll call Monday.", ("follow_through", "I'll call", 10)), is_over=True)
    assert "still open" not in text(common_ground(review))


def test_nobody_goes_quiet_with_their_first_words() -> None:
    first = exchange(1, "Fine.", "Hello.", acts=("withdraws",))
    then = exchange(2, "Mm.", "Hello?", acts=("withdraws",))
    assert [line.number for line in sign(talk(first, then), "quiet").lines] == [2]


def test_a_long_line_is_not_going_quiet_where_no_author_says_so() -> None:
    lines = (exchange(1, LONG, "Hello."), exchange(2, LONG, "Hello?", acts=("withdraws",)))
    assert sign(talk(*lines), "quiet").lines
    assert not sign(talk(*(one._replace(node="") for one in lines)), "quiet").lines


def test_a_reply_that_cost_trust_did_not_take_up_a_complaint() -> None:
    line = "You said you would call."
    costly = exchange(1, line, "Yes, but get over it.", ("validation", "Yes", 0), ("minimizing", "get over it", -40))
    assert sign(talk(costly._replace(acts=("complaint",))), "complaint").noticed is None


def test_without_a_line_of_theirs_nothing_is_said_about_what_they_did() -> None:
    review = said("", "Are you there?", "", "Call me back.")
    told = text(warning_signs(review))
    assert "kept talking" not in told
    assert told.count("Not observed") == 4
    assert "There are no lines of the other person here" in text(common_ground(review))


def test_little_progress_is_taken_up_or_not_like_the_other_signs() -> None:
    assert "No reply was heard to take that up." in text(warning_signs(with_margo("ok", "hm", "yes", "sure")))


def test_an_offer_with_a_say_is_quoted_by_the_longer_of_both() -> None:
    words = (("linking_resources", "We can call the clinic together", 10), ("seeking_collaboration", "or not", 10))
    told = text(who_steered(talk(exchange(1, LONG, "We can call the clinic together. Would you, or not?", *words))))
    assert "“We can call the clinic together”" in told


def test_several_steps_at_once_are_told_as_one() -> None:
    steps = (("marker:a", "", 10), ("marker:b", "", 10), ("validation", "It makes sense", 20))
    (row,) = rows_of(talk(exchange(1, LONG, "It makes sense.", *steps)).account)
    assert row.reasons[-1] == "2 steps forward +2"
    assert len(row.reasons) == 2


def test_a_ratio_to_nothing_is_not_called_too_few() -> None:
    assert ratio_of(Ratio(6, 0, 6)) == ""
    assert ratio_of(Ratio(2, 0, 2)) == " (too few to say)"


def test_the_codes_stand_in_the_trainers_text_and_fields_to_fill_in_do_not() -> None:
    review = with_margo(HURT)
    told = [one.text for one in as_paragraphs(review, trainers_sections(review, (), ()))]
    assert any(one.startswith("- reply 1: code ") for one in told)
    assert "To fill in by hand" not in told


def test_a_part_of_a_repair_is_told_in_one_sentence_on_a_screen() -> None:
    review = with_margo(HURT, "I brushed you off, and that hurt you. How was that for you?")
    assert hurt_and_repair(review).blocks
    told = [one.text for one in as_paragraphs(review)]
    assert any("yes, reply 2: “" in one for one in told)
    assert "- making amends: no" in told


def test_a_transcript_made_elsewhere_is_not_offered_a_correction() -> None:
    review = said(LONG, HURT)
    told = [block.text for section in trainers_sections(review, (), ()) for block in section.blocks]
    assert not any("roleplay annotate" in one for one in told)


def test_a_promise_that_came_due_is_no_hurt_of_the_reply_just_then() -> None:
    promised = exchange(1, LONG, "I swear I won't tell.", ("secrecy_promise", "I swear", 0))
    due = exchange(2, LONG, "Are you safe?", ("pledge_broken", "", -80), answer="You said it stays here.")
    told = hurt_and_repair(talk(promised, due)).blocks
    assert told[0].text == "A promise came due at reply 2 and did not hold (that cost 8 points)"
    assert told[1].text == "I swear I won't tell."


def test_what_a_promise_brought_is_not_counted_for_or_against_a_reply() -> None:
    asked: dict[str, Any] = {"needs": ("validation",), "model_replies": ("It makes sense.",)}
    costly = exchange(1, LONG, "Get over it.", ("minimizing", "Get over it", -40), **asked)
    due = exchange(2, LONG, "Are you safe?", ("pledge_broken", "", -80), **asked)
    kept = exchange(3, LONG, "Yes.", ("pledge_kept", "", 40))
    warm = exchange(4, LONG, "I am glad you came.", ("warmth", "glad", 15))
    review = talk(costly, due, kept, warm)
    assert review.missed is not None
    assert (review.missed.number, review.best) == (1, 4)


def test_with_much_trust_a_small_gain_is_no_missed_chance() -> None:
    small = exchange(1, LONG, "Keep Friday.", ("simple_reflection", "Friday", 5), needs=("affirmation",))
    small = small._replace(model_replies=("You said it plainly.",))
    assert talk(small).missed is not None
    assert talk(small._replace(trust=small.trust._replace(before=900, after=905))).missed is None


def test_what_somebody_only_did_is_not_quoted_as_said() -> None:
    hurtful = exchange(1, LONG, "You need to go.", ("advice", "You need to", -50), answer="*The door closes.*")
    (quote,) = [one for one in hurt_and_repair(talk(hurtful)).blocks if one.kind == "client"]
    assert quote.text == "(The door closes.)"


def test_leaving_the_choice_is_not_called_asking() -> None:
    told = text(who_steered(talk(exchange(1, LONG, "You decide what goes in.", ("autonomy", "You decide", 20)))))
    assert "you left it to Sam: reply 1, “You decide what goes in”" in told


def test_a_hurt_of_which_nothing_was_mended_is_told_in_one_sentence() -> None:
    review = talk(
        exchange(1, LONG, "Get over it.", ("minimizing", "Get over it", -60), answer="Fine."),
        exchange(2, "Fine.", "Get some sleep.", ("advice", "Get some sleep", -60), answer="No."),
        exchange(3, "No.", "Ok."),
    )
    blocks = hurt_and_repair(review).blocks
    assert not any(one.kind == "table" for one in blocks)
    assert [one.number for one in blocks if one.kind == "learner"] == [1, 2, 3]
    told = text(hurt_and_repair(review))
    assert told.count("Not repaired: no part of a repair was heard in the reply after it.") == 2
    assert told.count("naming what happened, owning it, asking how it was and making amends") == 1
