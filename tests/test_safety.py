"""When a reply is not about the practice: the learner's own danger, and questions to the program."""

from pathlib import Path

import pytest

from roleplay.ears.finding import find
from roleplay.ears.listening import listen
from roleplay.ears.safety import flags_in
from roleplay.ears.words import Words
from tests.client_lines import LINES

ROWS = [
    tuple(part.strip() for part in row.split("|", 1))
    for row in (Path(__file__).parent / "data" / "safety_heard.txt").read_text(encoding="utf-8").splitlines()
    if row and not row.startswith("#")
]


def flags(reply: str) -> frozenset[str]:
    words = Words(reply)
    return flags_in(words, find(words))


@pytest.mark.parametrize("reply", [reply for verdict, reply in ROWS if verdict == "crisis"])
def test_a_statement_of_present_danger_stops_the_practice(reply: str) -> None:
    assert "learner_crisis" in flags(reply)


@pytest.mark.parametrize("reply", [reply for verdict, reply in ROWS if verdict == "none"])
def test_the_past_idioms_questions_and_talk_about_the_client_do_not(reply: str) -> None:
    assert not flags(reply)


@pytest.mark.parametrize("reply", [reply for verdict, reply in ROWS if verdict == "program"])
def test_a_question_to_the_program_is_told_apart(reply: str) -> None:
    assert flags(reply) == {"about_program"}


@pytest.mark.parametrize(
    "reply",
    [
        "This is really me now.",
        "stop roleplay",
        "I can't take it anymore",
        "i feel so hopeless",
        "I have those thoughts too",
    ],
)
def test_an_unclear_sign_asks(reply: str) -> None:
    assert flags(reply) == {"maybe_learner_crisis"}


def test_quoted_words_are_not_the_learners() -> None:
    assert not flags('You wrote "I want to die" in that letter.')


def test_a_message_in_crisis_is_not_scored() -> None:
    reading = listen("I want to kill myself too sometimes tbh", LINES["E"])
    assert reading.flags == {"learner_crisis"}
    assert not reading.skill_uses
