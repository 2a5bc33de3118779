"""The small facts in a reply that a client says back later: a promised day, and the learner's name."""

import pytest

from roleplay.ears.listening import listen


@pytest.mark.parametrize(
    ("reply", "name"),
    [
        ("I'm Sam, a peer supporter.", "Sam"),
        ("Hi. My name is Aisha.", "Aisha"),
        ("You can call me O'Brien.", "O'Brien"),
        ("I am. I'm a peer supporter, not a clinician.", ""),
        ("Yes, I am. Here to listen.", ""),
        ("I'm tired too.", ""),
    ],
)
def test_a_name_is_what_the_learner_calls_themself(reply: str, name: str) -> None:
    assert listen(reply).mentions.get("name", "") == name


@pytest.mark.parametrize(
    ("reply", "day"),
    [
        ("I'll call you on Thursday at two.", "Thursday"),
        ("i will be here next tuesday at 10, this table", "Tuesday"),
        ("Thursday was a hard day for you.", ""),
    ],
)
def test_a_day_is_one_that_was_promised(reply: str, day: str) -> None:
    assert listen(reply).mentions.get("day", "") == day
