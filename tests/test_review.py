"""A conversation read again: best moment, missed chance, the course of trust, and what to do next."""

import contextlib
import sqlite3
from pathlib import Path

import pytest

from roleplay.conversation import Turn
from roleplay.keeping.store import open_store
from roleplay.practice import Practice
from roleplay.reviewing.moments import best_moment, cost_most, gain_of, helped_most, missed_opportunity, trust_curve
from roleplay.shells.closing import closing
from tests.screens import BENCH, NOON, REPLIES, bench, converse, program, said_in, session_ids, transcript_of

BAD = "You should just get over it."


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def practised(*replies: str) -> Practice:
    practice = Practice(bench(), "d1", BENCH, 7)
    for reply in replies:
        assert practice.reply(reply, NOON).kind == "turn"
    return practice


def turns(*replies: str) -> list[Turn]:
    return practised(*replies).turns


def headings(practice: Practice) -> list[str]:
    return [paragraph.text for paragraph in closing(practice) if paragraph.kind == "heading"]


def test_the_curve_begins_before_the_first_reply() -> None:
    played = turns(*REPLIES)
    curve = trust_curve(350, played)
    assert curve[0] == 350
    assert list(curve[1:]) == [turn.trust.after for turn in played]


def test_the_best_moment_is_the_reply_that_built_most() -> None:
    assert best_moment(turns(BAD, REPLIES[1])) == 2


def test_there_is_no_best_moment_when_nothing_built() -> None:
    assert best_moment(turns(BAD)) is None
    assert best_moment([]) is None


def test_what_cost_and_what_helped_are_named() -> None:
    played = turns(BAD, REPLIES[1])
    assert helped_most(played)[0] == "open_question"
    assert cost_most(played)[0] in {reason.cause for reason in played[0].trust.reasons}
    assert cost_most(played)[1] < 0


def test_nothing_helped_and_nothing_cost_where_nothing_was_said() -> None:
    assert helped_most([]) == cost_most([]) == ("", 0)


def test_a_missed_chance_is_a_reply_that_met_no_need_of_its_line() -> None:
    practice = practised(BAD, REPLIES[1])
    missed = missed_opportunity(practice.account().exchanges)
    assert missed is not None
    assert (missed.number, missed.needs) == (1, ("validation", "open_question"))
    assert missed.line == practice.lines_shown()[0]


def test_good_replies_missed_no_chance() -> None:
    practice = practised(*REPLIES[:2])
    assert not missed_opportunity(practice.account().exchanges)


def test_a_gain_is_the_whole_change() -> None:
    (turn,) = turns(REPLIES[0])
    assert gain_of(turn) == turn.trust.after - turn.trust.before > 0


def test_a_closing_has_these_parts() -> None:
    found = headings(practised(*REPLIES))
    assert [found[0], found[1], found[-1]] == ["Goodbye", "Trust, reply by reply", "For you"]
    assert found[2].startswith("Best moment: reply ")


def test_a_closing_shows_another_way_to_say_it() -> None:
    told = closing(practised(BAD, *REPLIES[1:]))
    texts = [paragraph.text for paragraph in told]
    assert any(text.startswith("A chance you could take: reply 1 (-") for text in texts)
    assert "It makes sense that you're tired of new people leaving." in texts


def test_a_conversation_that_stopped_half_way_is_told_so() -> None:
    assert headings(practised(REPLIES[0]))[0] == "You stopped here"


def test_nothing_said_is_nothing_to_close() -> None:
    assert closing(practised()) == ()


def test_the_text_review_asks_first_then_tells_and_ends_with_every_line(data: Path, tmp_path: Path) -> None:
    converse(data, tmp_path, *REPLIES)
    out = program(data, "review").out
    places = [
        out.index(part)
        for part in (
            "A park bench - session ",
            "How are you after that?",
            "Your own view first",
            "Sam's trust went from 35 to ",
            "In numbers: 35 ",
            "Best moment",
            "Hurt and repair",
            "Four warning signs",
            "Common ground",
            "Who steered",
            "Words that matter",
            "One thing to try next",
            "Listening profile (MITI-style, automatic estimate)",
            "Sam: I'm tired of new people leaving again.\n1. You: ",
            f"1. You: {REPLIES[0]}",
            "trust 35 → ",
            f"2. You: {REPLIES[1]}",
            f"3. You: {REPLIES[2]}",
            "Sam: Well. See you.",
            "Ended: Goodbye.",
            "What this is not",
        )
    ]
    assert places == sorted(places)


def test_an_unfinished_session_can_be_reviewed(data: Path, tmp_path: Path) -> None:
    converse(data, tmp_path, REPLIES[0])
    out = program(data, "review").out
    assert "This session has not ended." in out
    assert "This conversation has not ended yet." in out


def test_a_session_without_a_reply_is_reviewed(data: Path) -> None:
    with open_store(str(data)) as store:
        practised().keep_in(store, "bcdfgh", NOON)
    for form in ("text", "html", "md", "csv", "json"):
        ran = program(data, "review", "--format", form, "--trainer")
        assert (ran.code, ran.err) == (0, "")
    assert "Nothing was said yet" in program(data, "review").out


def test_a_review_changes_nothing(data: Path, tmp_path: Path) -> None:
    converse(data, tmp_path, REPLIES[0])
    before = program(data, "sessions").out
    assert program(data, "review").out == program(data, "review").out
    assert program(data, "sessions").out == before


def test_a_review_shows_hidden_trust(data: Path, tmp_path: Path) -> None:
    (tmp_path / "park-bench.yaml").write_text(BENCH, encoding="utf-8")
    program(data, "play", str(tmp_path / "park-bench.yaml"), "--hide-trust", typed=REPLIES)
    assert "trust 35 → " in program(data, "review").out


def test_a_session_whose_scenario_cannot_be_read_any_more_can_be_reviewed(data: Path, tmp_path: Path) -> None:
    converse(data, tmp_path, REPLIES[0])
    (tmp_path / "park-bench.yaml").unlink()
    with contextlib.closing(sqlite3.connect(data / "roleplay.db")) as database, database:
        database.execute("UPDATE scenarios SET source = '\"id: 7\"'")
    (session,) = session_ids(data)
    told = program(data, "resume", session)
    assert told.code == 2
    assert f"`roleplay review {session}` still shows what was said." in told.err
    assert said_in(transcript_of(data, session)) == [REPLIES[0]]
    told = program(data, "review")
    assert told.code == 0
    assert REPLIES[0] in told.out
    assert "trust 35 → " in told.out
