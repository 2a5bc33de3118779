"""The table of contents: by what is practised, the easiest first, with what was played and how it ended."""

import json
from pathlib import Path

import pytest

from roleplay.scenario import Scenario
from roleplay.shells.played import Played, in_words, played_in
from roleplay.shells.shelf import contents, practising, shipped_scenarios
from tests.screens import REPLIES, bench, bench_file, program, session_ids


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def scenario(name: str, difficulty: str, *practises: str) -> Scenario:
    return bench()._replace(id=name, title=name, difficulty=difficulty, practises=practises)


def rows(*scenarios: Scenario, **played: Played) -> list[str]:
    return [paragraph.text for paragraph in contents(scenarios, played, numbered=True)]


def test_scenarios_stand_under_the_first_thing_they_practise() -> None:
    texts = rows(
        scenario("a", "easy", "repair", "pacing"), scenario("b", "hard", "pacing"), scenario("c", "hard", "repair")
    )
    headings = ("Repair", "1. a, with Sam Okoro", "3. c, with Sam Okoro", "Pacing", "2. b, with Sam Okoro")
    assert [text for text in texts if text in headings] == list(headings)


def test_a_scenario_that_practises_nothing_in_particular_has_its_place() -> None:
    assert rows(scenario("a", "easy"))[0] == "Something else"


def test_a_title_that_asks_needs_no_comma() -> None:
    assert "1. Who? with Sam Okoro" in rows(scenario("a", "easy")._replace(title="Who?"))


def test_ours_are_numbered_as_they_are_shown_and_no_very_hard_one_is_first(tmp_path: Path) -> None:
    scenarios = shipped_scenarios(str(tmp_path))
    shown = [row for row in rows(*scenarios) if row[:1].isdigit()]
    assert [int(row.split(".")[0]) for row in shown] == list(range(1, len(scenarios) + 1))
    assert scenarios[0].difficulty != "very hard"


@pytest.mark.parametrize(("text", "found"), [("PRIV", "b"), ("samhsa viii", "b"), ("samhsa", ""), ("pacing ", "a")])
def test_scenarios_are_found_by_what_they_practise(text: str, found: str) -> None:
    one, other = scenario("a", "easy", "pacing"), scenario("b", "hard", "limits of privacy")
    other = other._replace(competencies=("SAMHSA VIII",))
    assert "".join(each.id for each in practising([one, other], text)) == found


def test_the_list_can_be_narrowed(data: Path) -> None:
    out = program(data, "list", "--practises", "suicide").out
    assert "the-quiet-after" in out
    assert "cold-coffee" not in out


def test_what_nobody_practises_names_what_there_is(data: Path) -> None:
    ran = program(data, "list", "--practises", "juggling")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("Nothing here practises 'juggling'. There is: ")


@pytest.mark.parametrize(
    ("played", "said"),
    [
        (Played(), ""),
        (Played(1, "goodbye"), 'Played once; the last ending was "Goodbye".'),
        (
            Played(3, "goodbye", "bcdfgh"),
            'Played 3 times; the last ending was "Goodbye"; to go on: roleplay resume bcdfgh.',
        ),
        (Played(2, "a-node-of-old"), "Played 2 times."),
        (Played(1, "", "bcdfgh"), "Played once; to go on: roleplay resume bcdfgh."),
    ],
)
def test_what_was_played_is_told_in_a_line(played: Played, said: str) -> None:
    assert in_words(bench(), played) == said


def test_what_was_played_is_found_with_its_last_ending_and_what_is_unfinished(data: Path, tmp_path: Path) -> None:
    path = bench_file(tmp_path)
    program(data, "play", path, typed=REPLIES)
    program(data, "play", path, typed=REPLIES[:1])
    assert played_in(str(data)) == {"park-bench": Played(2, "goodbye", session_ids(data)[0])}


def test_a_reply_that_was_taken_back_is_no_second_time(data: Path, tmp_path: Path) -> None:
    program(data, "play", bench_file(tmp_path), typed=[REPLIES[0], "/undo", REPLIES[0]])
    assert played_in(str(data))["park-bench"].times == 1


def test_the_list_says_what_was_played(data: Path) -> None:
    program(data, "play", "cold-coffee", "--plain", typed=["You've seen a few of us. What was that like?"])
    (session,) = session_ids(data)
    assert f"Played once; to go on: roleplay resume {session}." in program(data, "list").out
    margo = next(one for one in json.loads(program(data, "list", "--format", "json").out) if one["id"] == "cold-coffee")
    assert (margo["played"], margo["last_ending"], margo["unfinished"]) == (1, None, session)


def test_looking_at_the_list_makes_no_database(data: Path) -> None:
    program(data, "list")
    assert not (data / "roleplay.db").exists()


def test_a_database_that_cannot_be_read_hides_no_scenario(data: Path) -> None:
    data.mkdir()
    (data / "roleplay.db").write_text("no database", encoding="utf-8")
    ran = program(data, "list")
    assert ran.code == 0
    assert "cold-coffee - Cold coffee" in ran.out


def test_ours_stand_under_few_headings(tmp_path: Path) -> None:
    scenarios = shipped_scenarios(str(tmp_path))
    headings = [one.text for one in contents(scenarios, {}) if one.kind == "heading"]
    assert len(headings) * 2 <= len(scenarios)


def test_the_heading_is_not_said_again_below_a_title() -> None:
    one = scenario("a", "hard", "repair", "pacing")
    texts = [paragraph.text for paragraph in contents([one], {})]
    assert "Practises also: pacing." in texts
    assert "Hard, about 5 minutes. Content note: Being alone (mild)." in texts
    assert rows(one) == [text for text in rows(one) if "Practises" not in text]
