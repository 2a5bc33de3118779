"""Names, places, numbers and addresses are left out where they are found, and the rest stays as it was."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roleplay.reports.transcript_told import pieces_of
from roleplay.reviewing.redacting import Redactor, moved, redacted
from roleplay.reviewing.reviewed import review_of
from tests.reviewed import account_from
from tests.screens import REPLIES, converse, program
from tests.test_report_truth import TURNS, assert_is_true

SECRETS = "I'm Dana Whitfield. Call 617-555-0132 or write dana@example.org. I live at 12 Elm Street in Lowell."


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("Call me at 617-555-0132.", "Call me at [number]."),
        ("Write to dana.w@example.org please", "Write to [address] please"),
        ("See https://example.org/a?b=c now", "See [address] now"),
        ("I live at 12 Elm Street.", "I live at [address]"),
        ("We met in Worcester.", "We met in [place 1]."),
        ("we met in fall river", "we met in [place 1]"),
        ("My name is priya.", "My name is [name 1]."),
        ("I saw Keisha on Tuesday.", "I saw [name 1] on Tuesday."),
        ("Then Keisha left. Keisha never called.", "Then [name 1] left. [name 1] never called."),
        ("Ask Dr. Okafor's nurse.", "Ask Dr. [name 1] nurse."),
        ("He is 43 now.", "He is [number] now."),
        ("I think AA helped on Monday.", "I think AA helped on Monday."),
        ("It makes sense that you're tired.", "It makes sense that you're tired."),
        ("Call me when you like. Maybe reading helps.", "Call me when you like. Maybe reading helps."),
    ],
)
def test_what_is_found_is_left_out(said: str, left: str) -> None:
    assert Redactor([said]).text(said) == left


def test_a_place_in_the_text_moves_with_what_is_before_it() -> None:
    text = "I saw Keisha today"
    redactor = Redactor([text])
    place = text.index("today")
    assert redactor.text(text)[moved(place, redactor.edits(text)) :] == "today"


@settings(max_examples=40, deadline=None)
@given(TURNS, st.sampled_from([SECRETS, "", "My name is Bo."]))
def test_a_redacted_review_is_true_of_the_redacted_transcript(turns: list[tuple[str, str]], more: str) -> None:
    account = redacted(account_from([*turns, ("learner", more)]))
    assert_is_true(review_of(account))
    for exchange in account.exchanges:
        assert "".join(piece.text for piece in pieces_of(exchange)) == exchange.reply


@pytest.mark.parametrize("form", ["text", "html", "md", "csv", "json"])
def test_no_form_has_what_was_left_out(form: str, tmp_path: Path) -> None:
    data = tmp_path / "data"
    converse(data, tmp_path, SECRETS, *REPLIES[1:])
    program(data, "annotate", "last", "1", "--comment", "Dana lives in Lowell", "--add", "hope", "--words", "Whitfield")
    plain = program(data, "review", "--format", form).out
    left = program(data, "review", "--format", form, "--redact", "--trainer").out
    for secret in ("Whitfield", "555-0132", "dana@example.org", "Elm Street", "Lowell"):
        assert secret in plain
        assert secret not in left
    assert "bakery" in left
    if form != "csv":
        assert "Some may have been missed" in left.replace("\n", " ")


def test_redacted_json_keeps_its_places(tmp_path: Path) -> None:
    data = tmp_path / "data"
    converse(data, tmp_path, f"{SECRETS} It makes sense that you're tired of new people leaving.", *REPLIES[1:])
    found = json.loads(program(data, "review", "--format", "json", "--redact").out)
    for turn in found["turns"]:
        for use in turn.get("skills", ()):
            assert turn["text"][use["start"] : use["end"]] == use["text"]
