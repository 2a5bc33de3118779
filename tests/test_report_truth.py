"""Every statement of a report is true of the transcript: what it quotes was said, what it counts can be counted."""

import json
import re
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from roleplay.reports.document import Block, Section
from roleplay.reports.in_csv import as_csv
from roleplay.reports.in_html import as_html
from roleplay.reports.in_json import review_to_json
from roleplay.reports.in_markdown import as_markdown
from roleplay.reports.in_text import as_paragraphs
from roleplay.reports.telling_all import sections_of
from roleplay.reports.trainer_told import trainers_sections
from roleplay.reports.transcript_told import pieces_of, rows_of
from roleplay.reviewing.account import spoken
from roleplay.reviewing.reviewed import Review, review_of
from roleplay.scoring.accounts import transcript_of
from tests.reviewed import FULL_REPAIR, HURT, account_from, with_margo

_REPLIES = (
    HURT,
    FULL_REPAIR,
    "You waited for that call, and nobody rang. That sounds lonely.",
    "What was that like for you?",
    "It makes sense that you'd be careful with number four.",
    "I'm a peer supporter, not a clinician. What you say stays here unless somebody is in danger.",
    "I'll be here next Tuesday at ten. What would you want from that?",
    "I promise I will never leave you.",
    "So are you an addict?",
    "Did you eat? Did you sleep? Where? With who?",
    "It's up to you how much you tell me.",
    "ok",
    "I hear you.",
    "{{ client }} <script>alert(1)</script> **bold** =1+1",
)
_LINES = (
    "I've had three workers in one year. They all left.",
    "You said you'd call Tuesday. Nobody called.",
    "That's not what I said.",
    "Fine.",
    "*She looks away.* I want somebody who shows up twice.",
    "What's your job here? Who hears what I say?",
    "Sometimes I think they'd all sleep better if I wasn't around.",
    "",
)
TURNS = st.lists(
    st.one_of(
        st.tuples(st.just("learner"), st.one_of(st.sampled_from(_REPLIES), st.text(max_size=60))),
        st.tuples(st.just("client"), st.one_of(st.sampled_from(_LINES), st.text(max_size=40))),
    ),
    max_size=14,
)
_QUOTED = re.compile(r"“([^”]*)”")


def plain(text: str) -> str:
    """A text without what a report may change: spaces, marks of narration and quotation, and brackets."""
    return re.sub(r"[\s*“”()]+", "", text)


def said_in(review: Review) -> str:
    """Everything that was said, learner and client, as plain text."""
    exchanges = review.account.exchanges
    lines = [
        line for one in exchanges for line in (one.said, spoken(one.said), one.reply, one.answer, spoken(one.answer))
    ]
    return "\n".join(map(plain, lines))


def all_blocks(review: Review) -> list[Block]:
    sections: tuple[Section, ...] = (*sections_of(review), *trainers_sections(review, (), ()))
    return [block for section in sections for block in section.blocks]


def texts_of(review: Review) -> list[str]:
    """Every sentence and cell that a report makes."""
    found = [
        text for block in all_blocks(review) for text in (block.text, *(cell for row in block.rows for cell in row))
    ]
    return [*found, *(reason for row in rows_of(review.account) for reason in row.reasons)]


def assert_is_true(review: Review) -> None:
    everything = said_in(review)
    for block in all_blocks(review):
        if block.kind in ("client", "learner"):
            assert plain(block.text.removesuffix(" …")) in everything
    for text in texts_of(review):
        for words in _QUOTED.findall(text):
            assert plain(words.removesuffix(" …")) in everything


@settings(max_examples=60, deadline=None)
@given(TURNS)
def test_whatever_is_quoted_was_said(turns: list[tuple[str, str]]) -> None:
    turns = [(speaker, text.replace("“", "").replace("”", "")) for speaker, text in turns]
    assert_is_true(review_of(account_from(turns)))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(_REPLIES), max_size=12), st.integers(0, 99))
def test_whatever_is_quoted_of_a_practice_was_said(replies: list[str], seed: int) -> None:
    assert_is_true(with_margo(*replies, seed=seed))


@settings(max_examples=40, deadline=None)
@given(TURNS)
def test_the_pieces_of_a_reply_are_the_reply(turns: list[tuple[str, str]]) -> None:
    for exchange in account_from(turns).exchanges:
        assert "".join(piece.text for piece in pieces_of(exchange)) == exchange.reply


@settings(max_examples=40, deadline=None)
@given(TURNS)
def test_every_figure_can_be_counted_again_from_the_json(turns: list[tuple[str, str]]) -> None:
    review = review_of(account_from(turns))
    written = json.loads(json.dumps({**transcript_of(review.account), "review": review_to_json(review)}))
    learner = [turn for turn in written["turns"] if turn["speaker"] == "learner"]
    found = written["review"]
    assert found["trust"][1:] == [turn["trust"]["after"] for turn in learner]
    heard = [_heard(turn) for turn in learner]
    profile = found["listening_profile"]
    assert profile["replies"] == len(learner)
    assert profile["complex"] == sum("complex_reflection" in skills for skills in heard)
    assert profile["open_questions"] == sum("open_question" in skills for skills in heard)
    assert profile["non_adherent"] == _times(heard, "advice", "confrontation", "judgement", "coercion")
    assert profile["adherent"] == _times(heard, "affirmation", "seeking_collaboration", "autonomy")
    for skill, count in found["empowerment"]["counts"].items():
        assert count == _times(heard, skill)
    sums = _sums(learner)
    if found["helped_most"]["cause"]:
        assert found["helped_most"]["amount"] == max(amount for amount in sums[1].values())
    if found["cost_most"]["cause"]:
        assert found["cost_most"]["amount"] == min(amount for amount in sums[-1].values())
    for rupture in found["ruptures"]:
        if rupture["number"]:
            reasons = learner[rupture["number"] - 1]["trust"]["reasons"]
            assert rupture["lost"] == round(-sum(one["amount"] for one in reasons if one["amount"] < 0), 1)
    for ratio in (value for value in profile.values() if isinstance(value, dict) and "items" in value):
        assert (ratio["value"] is None) == (ratio["items"] < 5 or not ratio["whole"])


def _heard(turn: dict[str, Any]) -> set[str]:
    return {use["skill"] for use in turn["skills"] if use["confidence"] >= 0.5}


def _times(heard: list[set[str]], *skills: str) -> int:
    return sum(len(one.intersection(skills)) for one in heard)


def _sums(learner: list[dict[str, Any]]) -> dict[int, dict[str, float]]:
    """What each cause built (1) and cost (-1) over the whole conversation, in points."""
    sums: dict[int, dict[str, float]] = {1: {}, -1: {}}
    for turn in learner:
        for reason in turn["trust"]["reasons"]:
            side = sums[1 if reason["amount"] > 0 else -1]
            side[reason["cause"]] = round(side.get(reason["cause"], 0) + reason["amount"], 1)
    return sums


@settings(max_examples=30, deadline=None)
@given(TURNS)
def test_every_form_takes_every_conversation(turns: list[tuple[str, str]]) -> None:
    review = review_of(account_from(turns))
    more = trainers_sections(review, (), ())
    for page in (as_html(review, more), as_markdown(review, more), as_csv(review.account)):
        assert "\x1b" not in page
        page.encode("utf-8", "backslashreplace")
    assert as_paragraphs(review, more)


@settings(max_examples=25, deadline=None)
@given(TURNS)
def test_a_page_holds_nothing_that_was_said_as_markup(turns: list[tuple[str, str]]) -> None:
    page = as_html(review_of(account_from([*turns, ("learner", _REPLIES[-1])])))
    assert "<script" not in page
    assert "{{ client }}" in re.sub("<[^>]+>", "", page)
