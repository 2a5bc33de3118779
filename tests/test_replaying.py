"""Back into a kept conversation before one of its replies: it stands exactly as it stood."""

import re
from pathlib import Path

import pytest

from roleplay.conversation import State
from roleplay.keeping.attempts import Attempt, attempt
from roleplay.keeping.reader import open_reader
from roleplay.keeping.records import Kept
from roleplay.keeping.store import open_store
from tests.screens import (
    BENCH,
    CRISIS,
    NOT_ENGLISH,
    REPLIES,
    bench_file,
    converse,
    program,
    said_in,
    session_ids,
    transcript_of,
)

OTHER = "How do you sleep, working nights?"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def session(data: Path, tmp_path: Path) -> str:
    """A whole conversation on the bench."""
    converse(data, tmp_path, *REPLIES)
    return session_ids(data)[0]


def edited(tmp_path: Path, old: str, new: str) -> None:
    assert old in BENCH
    (tmp_path / "park-bench.yaml").write_text(BENCH.replace(old, new), encoding="utf-8")


def kept(data: Path, session: str) -> Kept:
    with open_reader(str(data)) as reader:
        found = reader.session(session)
    assert found is not None
    return found


def attempted(data: Path, session: str, number: int) -> Attempt:
    with open_reader(str(data)) as reader:
        return attempt(reader, kept(data, session), number, None)


def states_of(data: Path, session: str) -> list[State]:
    from roleplay.keeping.saving import restored

    with open_reader(str(data)) as reader:
        practice = restored(reader, kept(data, session))
    return [practice.first_state, *(turn.state for turn in practice.turns)]


@pytest.mark.parametrize("number", [1, 2, 3])
def test_it_stands_exactly_as_it_stood_before_that_reply(number: int, data: Path, session: str) -> None:
    again = attempted(data, session, number).practice
    assert again.state == states_of(data, session)[number - 1]
    assert (again.seed, len(again.turns), again.session) == (7, number - 1, "")


@pytest.mark.parametrize("number", [1, 2, 3])
def test_the_same_replies_give_the_same_turns_again(number: int, data: Path, session: str) -> None:
    program(data, "replay", session, "--from", str(number), typed=REPLIES[number - 1 :])
    first, second = (transcript_of(data, each)["turns"] for each in session_ids(data))
    assert first == second


def test_what_was_said_then_is_on_display(data: Path, session: str) -> None:
    out = program(data, "replay", session, "--from", "2").out
    assert f"You, then: {REPLIES[1]}" in out
    assert "Sam, then: It's quiet then. I like it." in out
    assert re.search(r"before reply 2 of session \w+: trust 3\d", out)
    assert out.index("Sam: I bake at night.") < out.index("You, then")


def test_a_new_attempt_is_joined_to_the_old_one_which_stays(data: Path, session: str) -> None:
    program(data, "replay", session, "--from", "2", typed=[OTHER])
    new = transcript_of(data)
    assert (new["parent"], new["parent_turn"], new["status"]) == (session, 1, "going")
    assert said_in(new) == [REPLIES[0], OTHER]
    old = transcript_of(data, session)
    assert (said_in(old), old["status"]) == (list(REPLIES), "ended")


def test_an_unfinished_session_can_still_be_gone_on_with_after_a_replay(data: Path, tmp_path: Path) -> None:
    converse(data, tmp_path, REPLIES[0])
    (session,) = session_ids(data)
    program(data, "replay", session, "--from", "1", typed=REPLIES)
    program(data, "resume", typed=[REPLIES[1]])
    assert said_in(transcript_of(data, session)) == list(REPLIES[:2])


@pytest.mark.parametrize("typed", [[], ["/quit"], ["/hint", "", "/trust"], [CRISIS]])
def test_nothing_new_said_leaves_nothing_behind(typed: list[str], data: Path, session: str) -> None:
    assert program(data, "replay", session, "--from", "3", typed=typed).code == 0
    assert session_ids(data) == [session]


def test_words_that_could_not_be_heard_are_kept_with_the_new_attempt(data: Path, session: str) -> None:
    ran = program(data, "replay", session, "--from", "3", typed=[NOT_ENGLISH, "/quit"])
    assert "What you typed is kept, but it could not be read as English words" in ran.out
    assert len(session_ids(data)) == 2


def test_undo_after_words_that_could_not_be_heard_is_another_attempt(data: Path, session: str) -> None:
    assert program(data, "replay", session, "--from", "3", typed=[NOT_ENGLISH, "/undo", OTHER]).code == 0
    assert said_in(transcript_of(data)) == [REPLIES[0], OTHER]
    assert len(session_ids(data)) == 3


def test_a_new_attempt_goes_on_after_a_pause(data: Path, session: str) -> None:
    program(data, "replay", session, "--from", "2", typed=[OTHER])
    program(data, "resume", typed=[REPLIES[2]])
    assert said_in(transcript_of(data)) == [REPLIES[0], OTHER, REPLIES[2]]


def test_undo_before_anything_new_goes_one_reply_further_back(data: Path, session: str) -> None:
    out = program(data, "replay", session, "--from", "3", typed=["/undo", OTHER]).out
    assert f"You, then: {REPLIES[1]}" in out
    new = transcript_of(data)
    assert (new["parent"], new["parent_turn"], said_in(new)) == (session, 1, [REPLIES[0], OTHER])


def test_undo_after_something_new_is_another_attempt(data: Path, session: str) -> None:
    program(data, "replay", session, "--from", "2", typed=[OTHER, "/undo", REPLIES[1]])
    newest, taken_back, _ = (transcript_of(data, each) for each in session_ids(data))
    assert said_in(taken_back) == [REPLIES[0], OTHER]
    assert (newest["parent"], said_in(newest)) == (taken_back["session"], list(REPLIES[:2]))


def test_the_end_of_an_attempt_offers_to_compare(data: Path, session: str) -> None:
    out = program(data, "replay", session, "--from", "2", typed=[OTHER, REPLIES[2]]).out
    assert f"roleplay compare {session} {transcript_of(data)['session']}" in out


def test_leaving_an_attempt_offers_to_compare(data: Path, session: str) -> None:
    out = program(data, "replay", session, "--from", "2", typed=[OTHER]).out
    assert f"roleplay compare {session} {transcript_of(data)['session']}" in out


def test_an_undone_attempt_offers_to_compare(data: Path, tmp_path: Path) -> None:
    out = converse(data, tmp_path, *REPLIES[:2], "/undo", OTHER, REPLIES[2]).out
    assert re.search(r"roleplay compare \w{6} \w{6}", out)


def test_the_closing_names_the_reply_to_say_differently(data: Path, tmp_path: Path) -> None:
    out = converse(data, tmp_path, REPLIES[0], "You should just get over it.", REPLIES[2]).out
    (session,) = session_ids(data)
    assert f"roleplay replay {session} --from 2" in out


def test_a_file_of_ones_own_is_named_as_it_can_be_typed(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "my own"
    folder.mkdir()
    path = bench_file(folder)
    assert f"roleplay play '{path}'" in program(data, "play", path, typed=REPLIES).out
    monkeypatch.chdir(folder)
    assert "roleplay play park-bench.yaml\n" in program(data, "play", path, typed=REPLIES).out


def test_without_a_number_the_replies_are_listed_to_choose_from(data: Path, session: str) -> None:
    ran = program(data, "replay", session, typed=["9", "two", "2", OTHER])
    assert ran.code == 0
    rows = [line for line in ran.out.splitlines() if re.match(r" +\d  trust ", line)]
    assert [row.split("  ")[-1] for row in rows] == list(REPLIES)
    assert ran.out.count("Please type a number from 1 to 3.") == 2
    assert said_in(transcript_of(data)) == [REPLIES[0], OTHER]


@pytest.mark.parametrize("typed", [[], ["q"], ["/quit"]])
def test_nobody_has_to_choose(typed: list[str], data: Path, session: str) -> None:
    assert program(data, "replay", session, typed=typed).code == 0
    assert session_ids(data) == [session]


def test_the_last_session_and_the_last_reply_can_be_asked_for(data: Path, session: str) -> None:
    program(data, "replay", "last", "--from", "last", typed=[OTHER])
    assert transcript_of(data)["parent_turn"] == 2


@pytest.mark.parametrize("number", ["0", "4", "-1", "1.5", "", "x", "٣", "9" * 50, "\x1b[31m"])
def test_a_reply_that_is_not_there_is_told(number: str, data: Path, session: str) -> None:
    ran = program(data, "replay", session, f"--from={number}")
    assert (ran.code, ran.out) == (2, "")
    assert f"in session {session}, which has 3 replies: write a number from 1 to 3." in ran.err
    assert "\x1b" not in ran.err


def test_a_session_without_replies_says_so(data: Path, tmp_path: Path) -> None:
    converse(data, tmp_path, NOT_ENGLISH)
    (session,) = session_ids(data)
    for more in ([], ["--from", "1"]):
        ran = program(data, "replay", session, *more)
        assert ran.code == 2
        assert f"Nothing was said in session {session}" in ran.err


def test_one_reply_can_be_replayed(data: Path, tmp_path: Path) -> None:
    converse(data, tmp_path, REPLIES[0])
    assert "write 1." in program(data, "replay", "last", "--from", "2").err
    program(data, "replay", "last", "--from", "1", typed=[OTHER])
    assert said_in(transcript_of(data)) == [OTHER]


def test_hidden_trust_stays_hidden_in_a_replay(data: Path, tmp_path: Path) -> None:
    program(data, "play", bench_file(tmp_path), "--hide-trust", typed=REPLIES[:2])
    for typed in (["2", OTHER], ["1", OTHER]):
        assert "trust" not in program(data, "replay", "last", typed=typed).out


def test_an_unknown_session_names_the_nearest(data: Path, session: str) -> None:
    ran = program(data, "replay", session[:5] + ("b" if session[5] != "b" else "c"))
    assert ran.code == 2
    assert f"Did you mean {session}?" in ran.err


def test_an_edit_that_changes_nothing_here_is_said(data: Path, session: str, tmp_path: Path) -> None:
    edited(tmp_path, "title: A park bench", "title: A wet park bench")
    out = program(data, "replay", session, "--from", "2").out
    assert "but not in what is said or where it leads" in out


def test_a_changed_line_is_said_and_the_new_one_is_played(data: Path, session: str, tmp_path: Path) -> None:
    edited(tmp_path, "says: It's quiet then. I like it.", "says: It is never quiet.")
    out = program(data, "replay", session, "--from", "2", typed=[REPLIES[1]]).out
    assert "at goes-on, what the client says was changed." in out
    assert "You go on with the scenario as it is today" in out
    assert "Sam: It is never quiet." in out


def test_a_changed_line_that_is_answered_stands_as_it_was_said(data: Path, session: str, tmp_path: Path) -> None:
    edited(tmp_path, "I bake at night.]", "I bake all night.]")
    out = program(data, "replay", session, "--from", "2", typed=[REPLIES[1]]).out
    assert "The line you answer reads differently today" in out
    assert "Sam: I bake at night." in out


def test_a_line_that_was_taken_away_gives_way_to_another(data: Path, session: str, tmp_path: Path) -> None:
    edited(tmp_path, "says: [The bakery starts at four., I bake at night.]", "says: The bakery starts at four.")
    ran = program(data, "replay", session, "--from", "2", typed=[REPLIES[1]])
    assert (ran.code, ran.err) == (0, "")
    program(data, "resume", typed=[REPLIES[2]])
    assert transcript_of(data)["ending"] == "goodbye"


def test_a_beat_that_is_gone_ahead_is_said(data: Path, session: str, tmp_path: Path) -> None:
    gone = BENCH.replace("then: [{to: goes-on}]", "then: [{to: goodbye}]")
    start, end = gone.index("  goes-on:"), gone.index("  goodbye:")
    (tmp_path / "park-bench.yaml").write_text(gone[:start] + gone[end:], encoding="utf-8")
    out = program(data, "replay", session, "--from", "2", typed=[REPLIES[1]]).out
    assert "the beat goes-on is gone" in out
    assert "at stays, the way to goes-on is gone" in out
    assert transcript_of(data)["ending"] == "goodbye"
    again = program(data, "replay", session, "--from", "3", typed=[REPLIES[2]])
    assert again.code == 0
    assert "cannot go on from here in the scenario as it is today" in again.out


def test_a_changed_guard_is_said(data: Path, session: str, tmp_path: Path) -> None:
    guarded = "then: [{to: goes-on, when: {trust_at_least: 90}}, {to: goodbye}]"
    edited(tmp_path, "then: [{to: goes-on}]", guarded)
    out = program(data, "replay", session, "--from", "2", typed=[REPLIES[1]]).out
    assert "at stays, when it leads to goes-on was changed" in out
    assert "at stays, there is a new way to goodbye" in out
    assert transcript_of(data)["ending"] == "goodbye"


def test_a_scenario_can_be_played_as_it_was(data: Path, session: str, tmp_path: Path) -> None:
    edited(tmp_path, "says: It's quiet then. I like it.", "says: It is never quiet.")
    out = program(data, "replay", session, "--from", "2", "--as-it-was", typed=[REPLIES[1]]).out
    assert "Sam: It's quiet then. I like it." in out
    assert transcript_of(data)["scenario_digest"] == transcript_of(data, session)["scenario_digest"]


def test_an_edited_scenario_is_kept_with_its_attempt(data: Path, session: str, tmp_path: Path) -> None:
    edited(tmp_path, "says: It's quiet then. I like it.", "says: It is never quiet.")
    program(data, "replay", session, "--from", "2", typed=[REPLIES[1]])
    digest = transcript_of(data)["scenario_digest"]
    assert digest != transcript_of(data, session)["scenario_digest"]
    with open_store(str(data)) as store:
        assert "never quiet" in (store.scenario_source(digest) or "")
    (tmp_path / "park-bench.yaml").unlink()
    assert "Goodbye" in program(data, "resume", typed=[REPLIES[2]]).out


def test_a_scenario_whose_file_is_gone_is_played_as_it_was(
    data: Path, session: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "park-bench.yaml").unlink()
    monkeypatch.chdir(tmp_path)
    ran = program(data, "replay", session, "--from", "2", typed=[REPLIES[1], REPLIES[2]])
    assert (ran.code, ran.err) == (0, "")
    assert "The file of this scenario is no longer there." in ran.out
    assert transcript_of(data)["ending"] == "goodbye"


def test_a_scenario_with_mistakes_is_played_as_it_was(data: Path, session: str, tmp_path: Path) -> None:
    edited(tmp_path, "start: opens", "start: nowhere")
    out = program(data, "replay", session, "--from", "2", typed=[REPLIES[1]]).out
    assert "The file of this scenario has mistakes now." in out


def test_the_old_session_is_reviewed_as_it_was(data: Path, session: str, tmp_path: Path) -> None:
    before = program(data, "review", session).out
    edited(tmp_path, "says: It's quiet then. I like it.", "says: It is never quiet.")
    assert program(data, "review", session).out == before


def test_a_scenario_that_nobody_can_read_any_more_is_told(data: Path, session: str, tmp_path: Path) -> None:
    import contextlib
    import sqlite3

    (tmp_path / "park-bench.yaml").unlink()
    with contextlib.closing(sqlite3.connect(data / "roleplay.db")) as database, database:
        database.execute("UPDATE scenarios SET source = '\"id: 7\"'")
    ran = program(data, "replay", session, "--from", "2")
    assert (ran.code, ran.out) == (2, "")
    assert f"`roleplay review {session}` still shows what was said." in ran.err


def test_five_thousand_replies_are_replayed_and_listed_briefly(data: Path, tmp_path: Path) -> None:
    long_session(data, tmp_path, 5_000)
    ran = program(data, "replay", "last", typed=["4999", OTHER])
    assert ran.code == 0
    assert "1 to 4940 can be typed too" in ran.out
    assert len(said_in(transcript_of(data))) == 4_999


def long_session(data: Path, tmp_path: Path, count: int) -> None:
    """A session of so many turns, each a copy of its second one."""
    from roleplay.keeping.store import Store

    endless = BENCH.replace("then: [{to: goes-on}]", "then: [{to: stays, when: {trust_at_most: 99}}, {to: goes-on}]")
    (tmp_path / "park-bench.yaml").write_text(endless, encoding="utf-8")
    program(data, "play", str(tmp_path / "park-bench.yaml"), "--seed", "7", typed=REPLIES[:2])

    def append(store: Store, session: str, record: dict[str, object], number: int) -> None:
        store.append_turn(session, number, REPLIES[1], record, at="2026-11-22T12:00:00Z", trust=350)

    with open_store(str(data)) as store, store.writing():
        head = store.latest()
        assert head is not None
        found = store.session(head.id)
        assert found is not None
        for number in range(3, count + 1):
            append(store, head.id, found.turns[1], number)
