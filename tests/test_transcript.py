"""A kept conversation as JSON has exactly the form that other programs read."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.screens import NOT_ENGLISH, REPLIES, converse, process, program, transcript_of

SAID = (REPLIES[0], "You should just get over it.", "What was that like for you?")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("transcript")
    converse(folder / "data", folder, NOT_ENGLISH, *SAID)
    return folder / "data"


@pytest.fixture(scope="module")
def transcript(data: Path) -> dict[str, Any]:
    return transcript_of(data)


def learners(transcript: dict[str, Any]) -> list[dict[str, Any]]:
    return [turn for turn in transcript["turns"] if turn["speaker"] == "learner"]


def test_a_transcript_says_what_it_is(transcript: dict[str, Any]) -> None:
    wanted = ("format", "scenario", "seed", "ending", "status", "parent")
    expected = ["roleplay.transcript/1", "park-bench", 7, "goodbye", "ended", None]
    assert [transcript[key] for key in wanted] == expected


def test_a_transcript_has_these_keys(transcript: dict[str, Any]) -> None:
    assert list(transcript) == [
        "format",
        "session",
        "scenario",
        "title",
        "scenario_digest",
        "seed",
        "started_at",
        "parent",
        "parent_turn",
        "status",
        "ending",
        "turns",
        "corrections",
        "review",
    ]


def test_client_and_learner_take_turns_and_the_client_has_the_first_and_last_word(
    transcript: dict[str, Any],
) -> None:
    speakers = [turn["speaker"] for turn in transcript["turns"]]
    assert speakers == ["client", "learner"] * len(SAID) + ["client"]


def test_a_clients_turn_has_this_shape(transcript: dict[str, Any]) -> None:
    first = transcript["turns"][0]
    assert first == {
        "speaker": "client",
        "text": "*He moves over.* I'm tired of new people leaving again.",
        "node": "opens",
    }


def test_a_learners_turn_has_this_shape(transcript: dict[str, Any]) -> None:
    for turn in learners(transcript):
        assert list(turn) == ["speaker", "text", "sentiment", "skills", "trust", "from", "to", "transition"]
        assert list(turn["sentiment"]) == ["polarity", "subjectivity"]
        assert list(turn["trust"]) == ["before", "after", "reasons"]


def test_skills_and_reasons_have_these_shapes(transcript: dict[str, Any]) -> None:
    for turn in learners(transcript):
        assert turn["skills"]
        assert {tuple(use) for use in turn["skills"]} == {("skill", "start", "end", "text", "confidence")}
        assert {tuple(reason) for reason in turn["trust"]["reasons"]} <= {("cause", "amount", "start", "end")}


def test_the_words_of_a_skill_are_those_of_the_reply(transcript: dict[str, Any]) -> None:
    for turn in learners(transcript):
        for use in turn["skills"]:
            assert use["text"] == turn["text"][use["start"] : use["end"]]


def test_reasons_sum_to_the_change(transcript: dict[str, Any]) -> None:
    for turn in learners(transcript):
        moved = round((turn["trust"]["after"] - turn["trust"]["before"]) * 10)
        assert sum(round(reason["amount"] * 10) for reason in turn["trust"]["reasons"]) == moved


def test_trust_is_in_points_with_one_decimal(transcript: dict[str, Any]) -> None:
    assert learners(transcript)[0]["trust"]["before"] == 35.0
    for turn in learners(transcript):
        assert turn["trust"]["after"] == round(turn["trust"]["after"], 1)


def test_trust_goes_on_where_it_was(transcript: dict[str, Any]) -> None:
    turns = learners(transcript)
    assert [turn["trust"]["before"] for turn in turns[1:]] == [turn["trust"]["after"] for turn in turns[:-1]]


def test_the_way_through_the_graph_is_told(transcript: dict[str, Any]) -> None:
    way = [(turn["from"], turn["to"]) for turn in learners(transcript)]
    assert way == [("opens", "stays"), ("stays", "goes-on"), ("goes-on", "goodbye")]
    assert [turn["transition"] for turn in learners(transcript)] == [f"{one}>{other}" for one, other in way]


def test_the_replies_are_those_that_were_typed(transcript: dict[str, Any]) -> None:
    assert [turn["text"] for turn in learners(transcript)] == list(SAID)


def test_an_unfinished_session_has_no_ending(tmp_path: Path) -> None:
    converse(tmp_path / "data", tmp_path, REPLIES[0])
    found = transcript_of(tmp_path / "data")
    assert (found["status"], found["ending"]) == ("going", None)


def test_json_is_plain_ascii_and_nothing_else(data: Path) -> None:
    out = program(data, "review", "--format", "json").out
    assert out.isascii()
    assert isinstance(json.loads(out), dict)


def test_two_processes_give_the_same_bytes(tmp_path: Path) -> None:
    written = set()
    for hash_seed in ("1", "2"):
        data = tmp_path / hash_seed
        process(data, "play", "cold-coffee", "--seed", "3", typed=SAID, PYTHONHASHSEED=hash_seed)
        written.add(json.dumps(transcript_of(data)["turns"]))
    assert len(written) == 1
