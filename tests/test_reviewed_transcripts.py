"""The review of every recorded conversation says what is true of it, and nothing twice over or against itself."""

from functools import cache

import pytest

from roleplay.exploring.outlook import outlook
from roleplay.reports.moments_told import three_moments
from roleplay.reports.telling_all import sections_of
from roleplay.reviewing.reviewed import Review, review_of
from tests.test_report_truth import assert_is_true
from tests.test_transcripts import NAMES, new_practice, read, states_in

WITH_OUTLOOK = ("-skilled", "-clumsy", "-hostile")


@cache
def reviewed(name: str) -> Review:
    head, replies = read(name)
    practice = new_practice(head)
    states = states_in(practice, replies)
    account = practice.account()
    if name.endswith(WITH_OUTLOOK):
        account = account._replace(outlook=outlook(practice.scenario, states))
    return review_of(account)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_said_of_it_is_true(name: str) -> None:
    review = reviewed(name)
    assert_is_true(review)
    assert review.trust[-1] == review.account.exchanges[-1].trust.after


@pytest.mark.parametrize("name", NAMES)
def test_no_reply_is_praised_and_blamed(name: str) -> None:
    review = reviewed(name)
    hurts = {one.number for one in review.ruptures if one.cause != "pledge_broken"}
    assert review.best not in hurts
    assert review.missed is None or review.missed.number != review.best


@pytest.mark.parametrize("name", NAMES)
def test_no_sentence_stands_twice_in_a_section(name: str) -> None:
    for section in sections_of(reviewed(name)):
        said = [block.text for block in section.blocks if block.kind in ("sub", "item") and block.text]
        assert len(said) == len(set(said))


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith(WITH_OUTLOOK)])
def test_the_best_ending_is_the_turning_point_where_it_was_missed(name: str) -> None:
    review = reviewed(name)
    found = review.account.outlook
    assert found is not None
    assert len(found.within_reach) == len(review.trust)
    (ending,) = found.within_reach[-1]
    best = max(found.endings, key=lambda one: one.asks)
    assert (review.closed is None) == (ending == best.id)
    if review.closed is not None:
        assert best in review.closed.endings
        assert f"Turning point: reply {review.closed.number} (" in " ".join(
            block.text for block in three_moments(review).blocks
        )
