"""What a trained listener hears: helping skills in many wordings, and near misses left alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from roleplay.ears.listening import listen
from tests.client_lines import LINES, TONE

EXAMPLES = Path(__file__).parent / "data" / "skills_heard.txt"
SHARE = 0.95
SURE = 0.5
SAYS_AS_MUCH = {
    "simple_reflection": {"complex_reflection", "feeling_reflection", "affirmation", "validation"},
    "feeling_reflection": {"complex_reflection"},
    "open_question": {
        "evocation",
        "goal_alignment",
        "seeking_collaboration",
        "cultural_humility",
        "immediacy",
    },
    "closed_question": {"seeking_collaboration", "safety_question", "checking_understanding"},
}


def examples(kind: str) -> Iterator[tuple[str, str, str]]:
    for row in EXAMPLES.read_text(encoding="utf-8").splitlines():
        if row and not row.startswith("#"):
            verdict, skill, line, reply = (part.strip() for part in row.split("|", 3))
            if verdict == kind:
                yield skill, line, reply


def heard(reply: str, line: str = "-") -> set[str]:
    uses = listen(reply, LINES[line]).skill_uses
    return {use.skill for use in uses if use.confidence >= SURE and use.skill not in TONE}


def missed() -> Iterator[str]:
    for skill, line, reply in examples("heard"):
        found = heard(reply, line)
        if not found & {skill, *SAYS_AS_MUCH.get(skill, ())}:
            yield f"{skill} | {line} | {reply} | heard: {', '.join(sorted(found))}"


def mistaken() -> Iterator[str]:
    for skill, line, reply in examples("not"):
        if skill in heard(reply, line):
            yield f"{skill} | {line} | {reply}"


def test_nearly_every_example_is_heard() -> None:
    misses = list(missed())
    print(*misses, sep="\n")
    assert len(misses) <= (1 - SHARE) * len(list(examples("heard")))


def test_nearly_every_near_miss_is_left_alone() -> None:
    mistakes = list(mistaken())
    print(*mistakes, sep="\n")
    assert len(mistakes) <= (1 - SHARE) * len(list(examples("not")))


def test_every_skill_has_examples_and_near_misses() -> None:
    with_examples = {skill for skill, _, _ in examples("heard")}
    with_near_misses = {skill for skill, _, _ in examples("not")}
    assert with_examples == with_near_misses
    assert len(with_examples) == 33


@pytest.mark.parametrize(
    ("plain", "with_a_slip"),
    [
        ("You've had three different workers in a year.", "Youve had three diffrent workers in a year"),
        ("You must feel really tired.", "u must feel realllly tired"),
        (
            "It's understandable that you wouldn't trust this yet.",
            "Its understandble that you wouldnt trust this yet",
        ),
        ("Did I get that right?", "DID I GET THAT RIGHT"),
    ],
)
def test_spelling_capitals_and_texting_forms_change_nothing(plain: str, with_a_slip: str) -> None:
    assert heard(plain, "A") == heard(with_a_slip, "A") != set()


@pytest.mark.parametrize("line", ["A", "B", "F"])
def test_a_list_of_names_of_skills_shows_none(line: str) -> None:
    assert heard("empathy empathy reflection open question autonomy affirm", line) <= {"stuffing"}


def test_a_long_piece_of_the_clients_own_words_is_no_reflection() -> None:
    reply = "I've had three workers in one year. Every time I get used to somebody, they leave."
    assert not {"simple_reflection", "complex_reflection"} & heard(reply, "A")


def test_the_better_of_two_reflections_is_the_one_that_counts() -> None:
    reply = "You drank on Saturday. Part of you is still sitting in that car, protecting her."
    assert "complex_reflection" in heard(reply, "B")
    assert "simple_reflection" not in heard(reply, "B")


def test_a_reflection_of_another_line_touches_nothing_here() -> None:
    assert "simple_reflection" not in heard("You lost eleven months on Saturday.", "F")


def test_a_feeling_that_does_not_fit_is_at_most_an_unsure_one() -> None:
    uses = listen("You sound happy and excited.", LINES["E"]).skill_uses
    assert all(use.confidence < SURE for use in uses if use.skill == "feeling_reflection")


def test_a_denied_feeling_is_not_named() -> None:
    assert "feeling_reflection" not in heard("You're not angry.", "C")


def test_stock_sympathy_is_generic_until_it_touches_what_was_said() -> None:
    assert heard("That must be so hard.", "A") == {"generic_warmth"}
    assert "generic_warmth" not in heard("That must be so hard, starting over after three workers.", "A")


def test_leave_asked_for_but_not_waited_for_is_half_heard() -> None:
    uses = listen("Can I share an idea? You need to get over it.", LINES["B"]).skill_uses
    assert all(use.confidence < SURE for use in uses if use.skill == "seeking_collaboration")


@pytest.mark.parametrize(
    "reply", ["It's up to you. Whatever.", "It's your life, do whatever.", "That's not up to you."]
)
def test_a_choice_that_is_waved_away_or_denied_is_no_autonomy(reply: str) -> None:
    assert "autonomy" not in heard(reply, "F")


def test_a_story_that_is_not_handed_back_is_no_sharing() -> None:
    assert "self_disclosure" not in heard("I've had a day one after a long stretch.", "B")
    assert "self_disclosure" in heard("I've had a day one after a long stretch. What's loudest for you?", "B")


def test_a_suggestion_counts_more_freely_once_it_was_asked_for() -> None:
    reply = "I would probably call the landlord first."
    assert "advice_with_permission" not in heard(reply, "F")
    asked = LINES["F"]._replace(acts=("asks_advice",))
    assert "advice_with_permission" in {use.skill for use in listen(reply, asked).skill_uses}


@pytest.mark.parametrize(
    ("reply", "skill"),
    [
        ("what was that like for u", "open_question"),
        ("did u sleep", "closed_question"),
        ("are you thinking about killing yourself", "safety_question"),
    ],
)
def test_a_question_needs_no_question_mark(reply: str, skill: str) -> None:
    assert skill in heard(reply, "E")
