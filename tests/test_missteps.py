"""What a trained listener hears: missteps in many wordings, near misses and good replies left alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from roleplay.behaviours import behaviours
from roleplay.ears.listening import listen
from roleplay.reading import Context, SkillUse
from tests.client_lines import LINES, TONE

DATA = Path(__file__).parent / "data"
SHARE = 0.95
SURE = 0.5
MAYBE = 0.3
UNSURE_BY_NATURE = {"label", "parroting", "sarcasm"}


def rows(name: str) -> Iterator[list[str]]:
    for row in (DATA / name).read_text(encoding="utf-8").splitlines():
        if row and not row.startswith("#"):
            yield [part.strip() for part in row.split("|", 3)]


def heard(reply: str, context: Context | None = None) -> dict[str, float]:
    uses = listen(reply, context or Context()).skill_uses
    return {use.skill: use.confidence for use in uses if use.skill not in TONE}


def is_missed(misstep: str, line: str, reply: str) -> bool:
    return heard(reply, LINES[line]).get(misstep, 0) < (MAYBE if misstep in UNSURE_BY_NATURE else SURE)


def missteps_in(reply: str, context: Context | None = None) -> set[str]:
    known = behaviours()
    return {
        skill
        for skill, confidence in heard(reply, context).items()
        if known[skill].kind == "misstep" and known[skill].points < 0 and confidence >= SURE
    }


def test_nearly_every_example_is_heard() -> None:
    examples = [row[1:] for row in rows("missteps_heard.txt") if row[0] == "heard"]
    misses = [row for row in examples if is_missed(*row)]
    print(*misses, sep="\n")
    assert len(misses) <= (1 - SHARE) * len(examples)


def test_nearly_every_near_miss_is_left_alone() -> None:
    examples = [row[1:] for row in rows("missteps_heard.txt") if row[0] == "not"]
    mistakes = [row for row in examples if heard(row[2], LINES[row[1]]).get(row[0], 0) >= SURE]
    print(*mistakes, sep="\n")
    assert len(mistakes) <= (1 - SHARE) * len(examples)


def test_good_replies_are_hardly_ever_taken_for_missteps() -> None:
    examples = [row[1:] for row in rows("skills_heard.txt") if row[0] == "heard" and row[1] != "generic_warmth"]
    mistakes = [row for row in examples if missteps_in(row[2], LINES[row[1]])]
    print(*mistakes, sep="\n")
    assert len(mistakes) <= (1 - 0.98) * len(examples)


@pytest.mark.parametrize(
    "reply",
    [
        "That's fucked up, what they did to you.",
        "They called you a junkie. That's not who you are.",
        'Somebody said "you people" to you. That\'s ugly.',
        "You called yourself pathetic; I don't see that.",
        "I feel like an idiot for missing it.",
        "You're not an idiot.",
        "I would never in a million years say you failed.",
        "I don't think you're crazy.",
        "You feel like you're overreacting.",
        "You told me people called you lazy.",
    ],
)
def test_harsh_words_that_are_not_aimed_at_the_person_do_no_harm(reply: str) -> None:
    assert not missteps_in(reply) & {"hostility", "judgement", "label", "discrimination", "minimizing"}


@pytest.mark.parametrize("reply", ["You're an idiot.", "YOU'RE AN IDIOT", "ur an idiot", "You’re an id\u200biot."])
def test_an_insult_is_heard_however_it_is_typed(reply: str) -> None:
    assert "hostility" in missteps_in(reply)


def test_a_misspelt_word_is_never_taken_for_a_label() -> None:
    assert "label" not in heard("You sound a little adict to that song.")


def test_the_persons_own_word_for_themself_is_no_label() -> None:
    assert "label" in heard("So you're an alcoholic.")
    assert "label" not in heard("So you're an alcoholic.", Context(own_terms=("alcoholic",)))


def test_a_hurtful_word_weighs_more_than_one_to_avoid() -> None:
    assert heard("So you're a junkie.")["label"] > heard("Are you clean now?")["label"] > MAYBE


def test_three_questions_at_once_are_a_barrage_and_two_are_not() -> None:
    assert "interrogation" in missteps_in("When did you drink? How much? With who?")
    assert "interrogation" not in missteps_in("What happened? And what do you need?")


def test_a_direct_question_about_danger_with_a_follow_up_is_no_barrage() -> None:
    reply = "Are you thinking about suicide? Is it worse tonight? Do you have a plan?"
    assert "interrogation" not in missteps_in(reply, LINES["E"])


def test_a_long_unasked_talk_is_a_lecture_and_a_very_long_one_a_surer_one() -> None:
    sermon = "Recovery is a road with many turns and nobody can walk it for another person. "
    assert heard(sermon * 9)["lecturing"] < heard(sermon * 16)["lecturing"]
    assert "lecturing" not in heard(sermon * 6)


def test_saying_next_to_nothing_weighs_more_after_something_hard() -> None:
    assert heard("ok", LINES["B"])["low_effort"] > heard("ok")["low_effort"]


@pytest.mark.parametrize("reply", ["Mm. Go on.", "Ouch.", "Thursday at 2?", "No rush."])
def test_short_replies_that_leave_room_are_no_lack_of_effort(reply: str) -> None:
    assert "low_effort" not in missteps_in(reply, LINES["B"])


def test_emoji_alone_say_little() -> None:
    assert listen("😔❤️🙏", LINES["D"]).skill_uses[0].skill == "low_effort"


def test_a_copied_line_is_parroting_with_the_pronouns_swapped_too() -> None:
    assert "parroting" in missteps_in(LINES["A"].line, LINES["A"])
    swapped = "You drank Saturday. Eleven months, gone. You sat in your car outside your own house."
    assert "parroting" in missteps_in(swapped, LINES["B"])


def test_a_reflection_in_few_of_their_words_is_no_parroting() -> None:
    assert "parroting" not in heard("You've had three different workers in a year.", LINES["A"])


def test_names_of_skills_without_a_sentence_are_stuffing() -> None:
    assert "stuffing" in missteps_in("empathy empathy reflection open question autonomy affirm", LINES["C"])


def test_one_sign_of_mockery_is_unsure_and_two_are_likely() -> None:
    assert heard("Oh great, another sad story.")["sarcasm"] >= SURE
    assert "sarcasm" in heard('Oh sure, the phone "never rang".', LINES["D"])


def test_passing_over_danger_is_heard_only_where_there_is_some() -> None:
    assert "risk_ignored" in missteps_in("Anyway, how's work?", LINES["E"])
    assert "risk_ignored" not in missteps_in("Anyway, how's work?", LINES["B"])
    assert "risk_ignored" not in missteps_in("Are you thinking about suicide? I'm here.", LINES["E"])


def test_a_promise_of_secrecy_with_an_exception_is_none() -> None:
    assert "secrecy_promise" in heard("I swear I won't tell anyone.")
    assert "secrecy_promise" not in heard("I won't tell anyone, unless you're in danger.")


def test_every_misstep_is_placed_in_the_reply() -> None:
    for _, misstep, line, reply in rows("missteps_heard.txt"):
        for use in listen(reply, LINES[line]).skill_uses:
            assert isinstance(use, SkillUse)
            assert 0 <= use.start < use.end <= len(reply), misstep
            assert 0 < use.confidence <= 1
