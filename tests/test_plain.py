"""The plain screen: a conversation through a pipe, line by line, harmless whatever is typed."""

import re
from pathlib import Path

import pytest

from roleplay.conversation import State
from roleplay.keeping.store import open_store
from tests.screens import (
    CRISIS,
    MAYBE_CRISIS,
    NOT_ENGLISH,
    REPLIES,
    Ran,
    bench_file,
    converse,
    everything_in,
    program,
    said_in,
    session_ids,
    transcript_of,
)

GAUGE = re.compile(r"[█░]{20}")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def asides_of(data: Path, session: str) -> list[tuple[str, str]]:
    with open_store(str(data)) as store:
        kept = store.session(session)
    assert kept is not None
    return [(aside.kind, aside.text) for aside in kept.asides]


def state_is(data: Path, session: str) -> State:
    from roleplay.keeping.saving import resume

    with open_store(str(data)) as store:
        kept = store.session(session)
        assert kept is not None
        return resume(store, kept).state


def test_a_whole_conversation_is_played_through_a_pipe(data: Path, tmp_path: Path) -> None:
    ran = converse(data, tmp_path, *REPLIES)
    assert (ran.code, ran.err) == (0, "")
    assert transcript_of(data)["ending"] == "goodbye"


def test_the_card_comes_before_the_first_line(data: Path, tmp_path: Path) -> None:
    out = converse(data, tmp_path).out
    places = [out.index(part) for part in ("A park bench", "Content note: Being alone", "Sam: I'm tired of new")]
    assert places == sorted(places)


def test_an_ending_says_its_meaning_the_curve_and_what_to_do_next(data: Path, tmp_path: Path) -> None:
    out = converse(data, tmp_path, *REPLIES).out
    for part in ("You met.", "In numbers: 35 ", "Best moment", "How are you after that?", "roleplay review "):
        assert part in out


def test_one_reply_a_line(data: Path, tmp_path: Path) -> None:
    converse(data, tmp_path, *REPLIES)
    assert said_in(transcript_of(data)) == list(REPLIES)


def test_what_comes_after_the_ending_is_not_heard(data: Path, tmp_path: Path) -> None:
    ran = converse(data, tmp_path, *REPLIES, "One more thing.")
    assert ran.code == 0
    assert len(said_in(transcript_of(data))) == len(REPLIES)


def test_no_escape_sequence_is_ever_written(data: Path, tmp_path: Path) -> None:
    said = [
        "/help",
        "/hint",
        REPLIES[0],
        "/why",
        "/trust",
        "/support",
        "/undo",
        "/pause",
        "/nonsense",
        REPLIES[0],
    ]
    ran = converse(data, tmp_path, *said, "red \x1b[31m and \x9b31m", *REPLIES[1:])
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", ran.out + ran.err)


def test_the_end_of_input_pauses_the_session(data: Path, tmp_path: Path) -> None:
    ran = converse(data, tmp_path, REPLIES[0])
    (session,) = session_ids(data)
    assert ran.code == 0
    assert f"roleplay resume {session}" in ran.out


def test_a_paused_session_goes_on_to_its_ending(data: Path, tmp_path: Path) -> None:
    converse(data, tmp_path, REPLIES[0])
    ran = program(data, "resume", typed=REPLIES[1:])
    assert (ran.code, ran.err) == (0, "")
    assert said_in(transcript_of(data)) == list(REPLIES)


def test_a_last_line_without_its_end_is_heard(data: Path, tmp_path: Path) -> None:
    program(data, "play", bench_file(tmp_path), typed=REPLIES[0].encode())
    assert said_in(transcript_of(data)) == [REPLIES[0]]


def test_windows_line_ends_are_no_part_of_a_reply(data: Path, tmp_path: Path) -> None:
    program(data, "play", bench_file(tmp_path), typed="\r\n".join(REPLIES[:2]).encode())
    assert said_in(transcript_of(data)) == list(REPLIES[:2])


def test_empty_lines_ask_again_and_make_no_turn(data: Path, tmp_path: Path) -> None:
    ran = converse(data, tmp_path, "", "   ", REPLIES[0])
    assert ran.out.count("Type what you would say to Sam") == 2
    assert len(said_in(transcript_of(data))) == 1


def test_nothing_said_keeps_no_session(data: Path, tmp_path: Path) -> None:
    assert "Another time" in converse(data, tmp_path, "", "/hint", "/quit").out
    assert session_ids(data) == []


def test_a_very_long_line_is_cut_with_a_notice_and_kept_whole(data: Path, tmp_path: Path) -> None:
    long = ("It makes sense that you are tired of them. " * 300)[:10_000]
    ran = converse(data, tmp_path, long)
    (session,) = session_ids(data)
    assert "first 2,000 characters were heard, 8,000 more were kept" in ran.out
    assert said_in(transcript_of(data)) == [long[:2000]]
    assert asides_of(data, session) == [("uncut", long)]


STRANGE = [
    "Tell me more\x07 about\x1b[2J that.",
    "What was \x1b]0;title\x07that like?",
    "How was it \x9b31mfor you?",
    "That sounds \u202egnorw\u202c hard.",
    "I\u200b hear\ufeff that.",
    "What\x00 happened?",
    "That is a lot \udcff\udc80 to carry.",
    "Well\x0bthen\x0cwhat\x1ehappened\x85next\u2028here?",
]


@pytest.mark.parametrize("reply", STRANGE)
def test_strange_characters_are_shown_harmlessly_and_kept_as_they_are(reply: str, data: Path, tmp_path: Path) -> None:
    ran = converse(data, tmp_path, reply, "/why")
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", ran.out)
    assert said_in(transcript_of(data)) == [reply]


@pytest.mark.parametrize("reply", STRANGE)
def test_strange_characters_survive_a_resume(reply: str, data: Path, tmp_path: Path) -> None:
    converse(data, tmp_path, reply)
    assert program(data, "resume", typed=[REPLIES[1]]).code == 0
    assert said_in(transcript_of(data)) == [reply, REPLIES[1]]


def test_right_to_left_marks_are_written_out_in_the_text_review(data: Path, tmp_path: Path) -> None:
    converse(data, tmp_path, "That sounds \u202egnorw hard.")
    out = program(data, "review").out
    assert "<U+202E>" in out
    assert "\u202e" not in out


@pytest.mark.parametrize("said", [NOT_ENGLISH, "asdfgh qwerty zxcvb hjkl dfgs", "\x01\x02"])
def test_what_is_not_english_is_said_kindly_and_moves_nothing(said: str, data: Path, tmp_path: Path) -> None:
    ran = converse(data, tmp_path, said)
    (session,) = session_ids(data)
    assert "Trust has not moved; your words are kept. Please say it again." in ran.out
    assert said_in(transcript_of(data)) == []
    assert state_is(data, session).standing.trust == 350
    assert asides_of(data, session) == [("not_english", said)]


def test_leaving_after_nothing_but_other_words_says_that_they_are_kept(data: Path, tmp_path: Path) -> None:
    out = converse(data, tmp_path, NOT_ENGLISH, "/quit").out
    (session,) = session_ids(data)
    assert "What you typed is kept, but it could not be read as English words, so nothing was scored." in out
    assert f"roleplay resume {session}" in out
    assert "Another time" not in out


def test_a_question_to_the_program_gets_an_honest_answer(data: Path, tmp_path: Path) -> None:
    ran = converse(data, tmp_path, "are you a real person or a bot?")
    assert "Sam is an invented practice character" in ran.out
    assert session_ids(data) == []


def test_the_learners_own_crisis_stops_the_story_and_shows_the_card(data: Path, tmp_path: Path) -> None:
    ran = converse(data, tmp_path, REPLIES[0], CRISIS, REPLIES[1])
    assert "Pausing the practice" in ran.out
    assert "988" in ran.out
    assert said_in(transcript_of(data)) == [REPLIES[0]]


def test_a_crisis_is_not_scored(data: Path, tmp_path: Path) -> None:
    ran = converse(data, tmp_path, REPLIES[0], CRISIS)
    assert "trust" not in ran.out.split("Pausing the practice")[1]
    assert ran.code == 0


@pytest.mark.parametrize("said", [[CRISIS], [REPLIES[0], CRISIS], [MAYBE_CRISIS, "me"]])
def test_words_of_a_crisis_are_in_no_file(said: list[str], data: Path, tmp_path: Path) -> None:
    converse(data, tmp_path, *said)
    kept = everything_in(data).lower()
    assert b"kill myself" not in kept
    assert b"so hopeless" not in kept


def test_a_session_goes_on_after_a_crisis(data: Path, tmp_path: Path) -> None:
    converse(data, tmp_path, REPLIES[0], CRISIS)
    program(data, "resume", typed=REPLIES[1:])
    assert transcript_of(data)["ending"] == "goodbye"


def test_an_unclear_sign_of_a_crisis_asks_first(data: Path, tmp_path: Path) -> None:
    out = converse(data, tmp_path, MAYBE_CRISIS).out
    assert "Quick check, outside the story: is that you, or part of the practice?" in out
    assert "Pausing the practice" not in out


@pytest.mark.parametrize("answer", ["me", "not sure", "", "what?"])
def test_any_answer_but_practice_shows_the_card(answer: str, data: Path, tmp_path: Path) -> None:
    ran = converse(data, tmp_path, REPLIES[0], MAYBE_CRISIS, answer, REPLIES[1])
    assert "Pausing the practice" in ran.out
    assert said_in(transcript_of(data)) == [REPLIES[0]]


@pytest.mark.parametrize("answer", ["practice", "p", " Practice "])
def test_the_answer_practice_goes_on_with_what_was_said(answer: str, data: Path, tmp_path: Path) -> None:
    converse(data, tmp_path, MAYBE_CRISIS, answer, REPLIES[1])
    assert said_in(transcript_of(data)) == [MAYBE_CRISIS, REPLIES[1]]


def test_leaving_at_the_quick_check_keeps_nothing_of_it(data: Path, tmp_path: Path) -> None:
    ran = converse(data, tmp_path, REPLIES[0], MAYBE_CRISIS, "/quit")
    assert "roleplay resume" in ran.out
    assert b"hopeless" not in everything_in(data)


def test_help_names_every_command(data: Path, tmp_path: Path) -> None:
    from roleplay.shells.commands import COMMANDS

    out = converse(data, tmp_path, "/help").out
    assert [name for name in COMMANDS if name not in out] == []


def test_the_first_hint_is_no_model_reply(data: Path, tmp_path: Path) -> None:
    out = converse(data, tmp_path, "/hint").out
    assert "He is tired. Let him be." in out
    assert "It makes sense that you're tired" not in out


def test_the_second_hint_is_a_model_reply_and_the_third_another(data: Path, tmp_path: Path) -> None:
    out = converse(data, tmp_path, "/hint", "/hint", "/hint").out
    assert "One way to say it: It makes sense that you're tired of new people leaving." in out
    assert "One way to say it: It makes sense to be wary of somebody new." in out


def test_a_hint_begins_again_at_the_next_line(data: Path, tmp_path: Path) -> None:
    out = converse(data, tmp_path, "/hint", "/hint", REPLIES[0], "/hint").out
    assert "What is the bakery like" not in out


def test_a_hint_without_a_model_reply_says_so(data: Path, tmp_path: Path) -> None:
    out = converse(data, tmp_path, *REPLIES[:2], "/hint", "/hint").out
    assert "There is no model reply here." in out


def test_why_before_anything_was_said(data: Path, tmp_path: Path) -> None:
    assert "nothing has moved" in converse(data, tmp_path, "/why").out


def test_why_names_the_words_and_the_raw_sentiment(data: Path, tmp_path: Path) -> None:
    out = converse(data, tmp_path, REPLIES[0], "/why").out
    assert f"You said: {REPLIES[0]}" in out
    assert "Word sentiment -0.13" in out


def test_trust_is_told_in_words_and_as_a_bar(data: Path, tmp_path: Path) -> None:
    out = converse(data, tmp_path, "/trust").out
    assert "trust 35 of 100, guarded" in out
    assert GAUGE.search(out)


def test_a_command_that_only_begins_like_trust_is_unknown(data: Path, tmp_path: Path) -> None:
    out = converse(data, tmp_path, "/trusty").out
    assert "There is no /trusty here. Did you mean /trust?" in out
    assert not GAUGE.search(out)


def test_an_unknown_command_names_the_nearest(data: Path, tmp_path: Path) -> None:
    assert "There is no /hnit here. Did you mean /hint?" in converse(data, tmp_path, "/hnit").out


def test_an_unknown_command_shows_its_name_harmlessly(data: Path, tmp_path: Path) -> None:
    assert "\x1b" not in converse(data, tmp_path, "/a\x1b[31m").out


def test_a_slash_alone_is_no_command(data: Path, tmp_path: Path) -> None:
    assert "There is no" not in converse(data, tmp_path, "/ well, what was that like for you?").out


def undone(data: Path, tmp_path: Path) -> Ran:
    return converse(data, tmp_path, REPLIES[0], REPLIES[1], "/undo", "How do you sleep, working nights?")


def test_undo_goes_back_to_the_line_before(data: Path, tmp_path: Path) -> None:
    out = undone(data, tmp_path).out
    after = out.split("Taken back: ")[1]
    assert after.splitlines()[1:3] == ["Sam: Hm. Thanks.", "Sam: I bake at night."]


def test_an_undone_reply_stays_in_its_own_session(data: Path, tmp_path: Path) -> None:
    undone(data, tmp_path)
    old = next(session for session in session_ids(data) if transcript_of(data, session)["parent"] is None)
    assert said_in(transcript_of(data, old)) == list(REPLIES[:2])
    assert transcript_of(data, old)["status"] == "left"


def test_after_undo_a_new_session_goes_on_from_the_old_one(data: Path, tmp_path: Path) -> None:
    undone(data, tmp_path)
    sessions = [transcript_of(data, session) for session in session_ids(data)]
    (new,) = [one for one in sessions if one["parent"]]
    (old,) = [one for one in sessions if not one["parent"]]
    assert (new["parent"], new["parent_turn"]) == (old["session"], 1)
    assert said_in(new) == [REPLIES[0], "How do you sleep, working nights?"]


def test_the_same_reply_after_undo_gives_the_same_turn(data: Path, tmp_path: Path) -> None:
    converse(data, tmp_path, REPLIES[0], REPLIES[1], "/undo", REPLIES[1])
    first, second = (transcript_of(data, session)["turns"] for session in session_ids(data))
    assert first == second


def test_undo_with_nothing_said_says_so(data: Path, tmp_path: Path) -> None:
    assert "nothing to take back" in converse(data, tmp_path, "/undo").out


def test_undo_as_often_as_there_are_replies(data: Path, tmp_path: Path) -> None:
    ran = converse(data, tmp_path, *REPLIES[:2], "/undo", "/undo", "/undo", *REPLIES)
    assert ran.out.count("Taken back") == 2
    assert said_in(transcript_of(data)) == list(REPLIES)


def test_a_pause_moves_nothing(data: Path, tmp_path: Path) -> None:
    ran = converse(data, tmp_path, REPLIES[0], "/pause", REPLIES[1])
    assert "Paused." in ran.out
    assert said_in(transcript_of(data)) == list(REPLIES[:2])


def test_support_shows_the_lines_with_the_day_they_were_checked(data: Path, tmp_path: Path) -> None:
    out = converse(data, tmp_path, "/support").out
    assert "988" in out
    assert re.search(r"Numbers checked on \d{4}-\d\d-\d\d\.", out)


@pytest.mark.parametrize("word", ["/quit", "/exit", "/q", "/QUIT "])
def test_quit_leaves_and_keeps(word: str, data: Path, tmp_path: Path) -> None:
    ran = converse(data, tmp_path, REPLIES[0], word, REPLIES[1])
    assert ran.code == 0
    assert said_in(transcript_of(data)) == [REPLIES[0]]


def hidden(data: Path, tmp_path: Path, *lines: str) -> Ran:
    return program(data, "play", bench_file(tmp_path), "--hide-trust", typed=lines)


def test_hidden_trust_is_not_shown_on_the_way(data: Path, tmp_path: Path) -> None:
    out = hidden(data, tmp_path, *REPLIES[:2]).out
    assert "trust" not in out
    assert not GAUGE.search(out)


@pytest.mark.parametrize("asked", ["/trust", "/why", "/TRUST"])
def test_hidden_trust_is_not_told_when_asked_for_either(asked: str, data: Path, tmp_path: Path) -> None:
    out = hidden(data, tmp_path, REPLIES[0], asked).out
    assert "so trust stays hidden until the end" in out
    assert not re.search(r"35|validation|You said", out)
    assert not GAUGE.search(out)


def test_hidden_trust_is_shown_at_the_end(data: Path, tmp_path: Path) -> None:
    before, after = hidden(data, tmp_path, *REPLIES).out.split("Goodbye\n")
    assert "trust" not in before
    assert "trust went from 35 to" in after


def test_hidden_trust_stays_hidden_after_a_resume(data: Path, tmp_path: Path) -> None:
    hidden(data, tmp_path, REPLIES[0])
    assert "trust" not in program(data, "resume", typed=[REPLIES[1]]).out


def test_the_same_seed_and_replies_give_the_same_turns(tmp_path: Path) -> None:
    turns = []
    for name in ("one", "two"):
        converse(tmp_path / name, tmp_path, *REPLIES, seed=11)
        turns.append(transcript_of(tmp_path / name)["turns"])
    assert turns[0] == turns[1]


def test_a_conversation_resumed_after_every_turn_is_the_same(tmp_path: Path) -> None:
    straight, broken = tmp_path / "straight", tmp_path / "broken"
    converse(straight, tmp_path, *REPLIES)
    converse(broken, tmp_path, REPLIES[0])
    for reply in REPLIES[1:]:
        program(broken, "resume", typed=[reply])
    assert transcript_of(straight)["turns"] == transcript_of(broken)["turns"]


MARGO = (
    "Number four, yes. After three goodbyes, no wonder you'd want to size me up first.",
    "I'm a peer supporter, not a clinician. I haven't read your file, I'd rather hear it from you.",
    "Don't worry, I promise I will never leave you.",
    "I'm sorry. That was a promise I can't make, and you've heard it three times.",
    "So the coffee's bad, the machine's slow, and you're still at the table. I'm glad you're here.",
    "Three people left you with a plant and a pen. That would stay with anybody.",
    "You stayed on the radio until every bus was home. What was a snow day like for you?",
)


def test_a_shipped_conversation_resumed_after_every_turn_is_the_same(tmp_path: Path) -> None:
    straight, broken = tmp_path / "straight", tmp_path / "broken"
    program(straight, "play", "cold-coffee", "--seed", "5", typed=MARGO)
    program(broken, "play", "cold-coffee", "--seed", "5", typed=MARGO[:1])
    for reply in MARGO[1:]:
        program(broken, "resume", typed=[reply])
    assert transcript_of(straight)["turns"] == transcript_of(broken)["turns"]
    assert len(said_in(transcript_of(straight))) == len(MARGO)
