"""Skipping a moment: the client goes on, nothing counts, and it is on record."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roleplay import library
from roleplay.conversation import PASSED_OVER, is_skipped, opening, respond, skip
from roleplay.keeping import saving
from roleplay.keeping.kept import find_session
from roleplay.keeping.store import open_store
from roleplay.keeping.turn_records import turn_from_json, turn_to_json
from roleplay.practice import Practice
from roleplay.reading import Context
from roleplay.reviewing.reviewed import review_of
from roleplay.scenario import Scenario
from tests.screens import BENCH, NOON, REPLIES, bench, converse, program, said_in, session_ids, transcript_of
from tests.small_scenarios import beat, end, scenario, to


def story() -> Scenario:
    found = library.find("the-quiet-after")
    assert found is not None
    loaded = library.load(found).scenario
    assert loaded is not None
    return loaded


STORY = story()
SAID = ("You're worthless and I'm calling the police.", "That sounds lonely. What is it like?", "ok", None, None)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 99), st.lists(st.sampled_from(SAID), max_size=14))
def test_nothing_between_the_two_changes_whatever_was_said_before(seed: int, replies: list[str | None]) -> None:
    practice = Practice(STORY, "", "", seed)
    for reply in replies:
        if practice.is_over:
            return
        before = practice.state
        if reply is not None:
            practice.reply(reply, NOON)
            continue
        turn = practice.skip(NOON)
        after = turn.state
        assert (after.standing, after.markers, after.mentions, after.replies) == (
            before.standing,
            before.markers,
            before.mentions,
            before.replies,
        )
        assert (turn.trust.before, turn.trust.after, turn.trust.reasons) == (before.standing.trust,) * 2 + ((),)
        assert after.visits[after.node] == before.visits.get(after.node, 0) + 1


def test_who_only_skips_comes_to_an_ending_with_the_trust_they_began_with() -> None:
    for name in library.shipped():
        found = library.find(name)
        assert found is not None
        loaded = library.load(found).scenario
        assert loaded is not None
        practice = Practice(loaded, "", "", 0)
        first = practice.state.standing.trust
        while not practice.is_over:
            assert len(practice.turns) < 40, name
            practice.skip(NOON)
        assert practice.state.standing.trust == first


def test_a_promise_does_not_come_due_at_a_skipped_moment() -> None:
    here = beat("a", to("kept"))
    told = scenario(here, beat("kept", to("z"))._replace(event="pledge_kept"), end("z"))
    reading = Practice(told, "", "", 1).reply("I'll call you on Thursday at noon.", NOON).turn
    assert reading is not None
    _, state = opening(told, 1)
    promised = state._replace(standing=state.standing._replace(counts={"follow_through": 1}))
    assert skip(told, 1, promised).trust.reasons == ()
    assert [one.cause for one in respond(told, 1, promised, "Well.", reading.reading).trust.reasons][
        -1
    ] == "pledge_kept"


def test_a_skip_is_kept_and_read_as_it_was() -> None:
    turn = Practice(bench(), "d1", BENCH, 7).skip(NOON)
    assert turn_from_json(turn_to_json(turn)) == turn
    assert is_skipped(turn.reading)
    assert turn.transition == "opens>stays"


def test_the_same_seed_gives_the_same_talk_with_save_and_load_after_every_turn(tmp_path: Path) -> None:
    said = [None, "That sounds lonely. What is it like?", None, "Are you thinking about suicide?", None, None]

    def talk(practice: Practice, *, loads: bool) -> list[object]:
        with open_store(str(tmp_path)) as store:
            if loads:
                practice.keep_in(store, "bcdfgh", NOON)
            for reply in said:
                if loads:
                    practice = saving.resume(store, find_session(store, "bcdfgh"))
                practice.skip(NOON) if reply is None else practice.reply(reply, NOON)
        return [(turn.reply, turn.trust, turn.lines, turn.state.node) for turn in practice.turns]

    source = Path(str(library.find("the-quiet-after"))).read_text(encoding="utf-8")
    straight = talk(Practice(STORY, "d1", source, 7), loads=False)
    assert talk(Practice(STORY, "d1", source, 7), loads=True) == straight


def test_a_skipped_moment_is_no_reply_that_could_be_repeated() -> None:
    practice = Practice(bench(), "d1", BENCH, 7)
    practice.reply(REPLIES[0], NOON)
    practice.skip(NOON)
    context: Context = practice.context()
    assert context.replies == (REPLIES[0],)


def test_the_command_shows_that_nothing_moved_and_what_the_client_says(data: Path, tmp_path: Path) -> None:
    ran = converse(data, tmp_path, "/skip", "/why", "/trust")
    assert "Skipped. Trust stays as it is." in ran.out
    assert "(The moment passes.)" in ran.out
    assert "You skipped this moment, so nothing was heard" in ran.out
    assert "trust 35 of 100" in ran.out


def test_a_skip_is_on_record_without_words_that_a_scorer_would_hear(data: Path, tmp_path: Path) -> None:
    converse(data, tmp_path, "/skip", REPLIES[1])
    transcript = transcript_of(data)
    assert said_in(transcript) == ["", REPLIES[1]]
    assert [turn.get("skipped") for turn in transcript["turns"] if turn["speaker"] == "learner"] == [True, None]


def test_the_review_says_so_and_counts_it_neither_way(data: Path, tmp_path: Path) -> None:
    converse(data, tmp_path, "/skip", REPLIES[1])
    out = program(data, "review", "last").out
    assert PASSED_OVER in out
    assert "in 1 reply" in out
    assert "You skipped 1 moment; that counts neither way." in " ".join(out.split())


def test_a_skipped_moment_is_no_missed_chance_and_no_part_of_the_profile() -> None:
    practice = Practice(bench(), "d1", BENCH, 7)
    practice.skip(NOON)
    review = review_of(practice.account())
    assert (review.missed, review.best, review.turning, review.profile.replies) == (None, None, None, 0)
    practice.reply("You should just get over it.", NOON)
    review = review_of(practice.account())
    assert review.missed is None or review.missed.number == 2
    assert review.next is not None
    assert review.next.number == 2


def test_a_skip_can_be_taken_back(data: Path, tmp_path: Path) -> None:
    ran = converse(data, tmp_path, "/skip", "/undo", REPLIES[0])
    assert f'Taken back: "{PASSED_OVER}"' in ran.out
    assert said_in(transcript_of(data)) == [REPLIES[0]]
    assert len(session_ids(data)) == 2


def test_before_a_skip_one_can_go_back_and_say_something(data: Path, tmp_path: Path) -> None:
    converse(data, tmp_path, "/skip", REPLIES[1])
    ran = program(data, "replay", "last", "--from", "1", typed=[REPLIES[0]])
    assert ran.code == 0
    assert PASSED_OVER in ran.out
    assert said_in(transcript_of(data)) == [REPLIES[0]]


def test_a_skip_can_stand_in_a_file_of_replies(data: Path, tmp_path: Path) -> None:
    from tests.screens import bench_file

    replies = tmp_path / "replies.txt"
    replies.write_text(f"/skip\n{REPLIES[1]}\n", encoding="utf-8")
    ran = program(data, "play", bench_file(tmp_path), "--replies", str(replies))
    assert "Skipped. Trust stays as it is." in ran.out
