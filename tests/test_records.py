"""What is kept comes back as it was."""

import json
from collections.abc import Callable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from roleplay.keeping.records import (
    change_from_json,
    change_to_json,
    reading_from_json,
    reading_to_json,
    standing_from_json,
    standing_to_json,
)
from roleplay.reading import Assessment, Reading, Sentiment, SkillUse
from roleplay.trust import Reason, Standing, TrustChange


def is_one_text(text: str) -> bool:
    """Whether JSON gives the text back: a high and a low surrogate side by side are one character to it."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass") == text


words = st.text(st.characters(exclude_categories=()), max_size=12).filter(is_one_text)
names = st.text("abcdefgh_", min_size=1, max_size=8)
numbers = st.integers(-1000, 1000)
assessments = st.builds(
    Assessment,
    st.lists(words).map(tuple),
    st.floats(-1, 1),
    st.floats(0, 1),
    st.sampled_from(["nobody", "others"]),
)
sentiments = st.builds(Sentiment, st.floats(-1, 1), st.floats(0, 1), st.lists(assessments, max_size=3).map(tuple))
readings = st.builds(
    Reading,
    sentiments,
    st.lists(st.builds(SkillUse, names, numbers, numbers, st.floats(0, 1)), max_size=3).map(tuple),
    st.sampled_from(["en", "unknown"]),
    st.integers(0, 4),
    st.frozensets(names, max_size=3),
    st.dictionaries(names, words, max_size=3),
    st.floats(0, 2),
    st.floats(0, 2),
)
changes = st.builds(
    TrustChange, numbers, numbers, st.lists(st.builds(Reason, names, numbers, numbers, numbers)).map(tuple)
)
standings = st.builds(
    Standing,
    *[numbers] * 8,
    st.lists(st.frozensets(names, max_size=3), max_size=4).map(tuple),
    st.dictionaries(names, numbers, max_size=3),
    names,
    st.booleans(),
)


def comes_back(record: Any, to_json: Callable[[Any], Any], from_json: Callable[[Any], Any]) -> None:
    kept = json.loads(json.dumps(to_json(record)))
    assert from_json(kept) == record
    assert type(from_json(kept)) is type(record)
    assert from_json({**kept, "added_later": 1}) == record


@given(readings)
def test_a_reading_comes_back(reading: Reading) -> None:
    comes_back(reading, reading_to_json, reading_from_json)


@given(changes)
def test_a_change_of_trust_comes_back(change: TrustChange) -> None:
    comes_back(change, change_to_json, change_from_json)


@given(standings)
def test_a_standing_comes_back(standing: Standing) -> None:
    comes_back(standing, standing_to_json, standing_from_json)


def test_trust_is_kept_in_tenths() -> None:
    kept = change_to_json(TrustChange(220, 245, (Reason("open_question", 25, 0, 4),)))
    assert kept["after"] == 245
    assert kept["reasons"] == [{"cause": "open_question", "amount": 25, "start": 0, "end": 4}]


def test_what_a_record_says_is_the_same_on_every_machine() -> None:
    reading = Reading(Sentiment(0.0, 0.0), flags=frozenset({"b", "a", "c"}))
    assert reading_to_json(reading)["flags"] == ["a", "b", "c"]


def test_a_record_from_an_older_program_takes_the_defaults() -> None:
    assert standing_from_json({"trust": 220, "openness": 0, "guardedness": 700}) == Standing(220, 0, 700)


def test_what_a_newer_program_added_inside_is_passed_over() -> None:
    kept = reading_to_json(Reading(Sentiment(0.5, 0.5, (Assessment(("good",), 0.7, 0.6, "nobody"),))))
    kept["sentiment"]["assessments"][0]["added_later"] = kept["sentiment"]["added_later"] = True
    assert reading_from_json(kept).sentiment.assessments[0].words == ("good",)
