"""The catalogue to read: every skill and misstep with what it is, what it does and examples."""

import json
from pathlib import Path

import pytest

from roleplay import catalogue_words
from roleplay.behaviours import behaviours, contexts
from roleplay.catalogue_words import act_words, examples_of, family_words
from roleplay.ears.client_lines import context_of
from roleplay.ears.listening import listen
from tests.screens import program


def test_all_are_listed_by_family(tmp_path: Path) -> None:
    out = program(tmp_path, "skills").out
    assert all(f"{name} - {one.says}" in out for name, one in behaviours().items())
    assert all(one.family.capitalize() in out for one in behaviours().values())


@pytest.mark.parametrize("name", ["validation", "VALIDATE", "Validation", "unasked advice", "Giving-room"])
def test_one_is_found_by_name_title_or_code(name: str, tmp_path: Path) -> None:
    assert program(tmp_path, "skills", name).code == 0


def test_one_is_told_with_everything(tmp_path: Path) -> None:
    out = program(tmp_path, "skills", "advice").out
    for said in (
        "Tells them what to do without being asked.",
        "Costs 2 points",
        "tells something personal (1.5 times)",
        "Counts less when the client\nasks what to do (0.3 times)",
        "Code: ADVICE.",
        "MITI Persuade",
        "Source: MITI 4.2.1.",
        "You: You",
    ):
        assert said in out


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("repair_ownership", "it makes 30% of a full repair"),
        ("safety_question", "Only when the client shows a sign of danger."),
        ("stuffing", "The first time is free."),
        ("breach", "it mends poorly"),
        ("closed_question", "Moves nothing by itself."),
    ],
)
def test_what_is_particular_about_one_is_said(name: str, said: str, tmp_path: Path) -> None:
    assert said in program(tmp_path, "skills", name).out


def test_a_wrong_name_names_the_nearest(tmp_path: Path) -> None:
    ran = program(tmp_path, "skills", "validaton")
    assert (ran.code, ran.out) == (2, "")
    assert "Did you mean validation?" in ran.err


@pytest.mark.parametrize("name", ["", "x" * 5000, "a\x1b[31mb", "\udcff"])
def test_a_hopeless_name_is_one_sentence(name: str, tmp_path: Path) -> None:
    ran = program(tmp_path, "skills", name)
    assert ran.code == 2
    assert ran.err.startswith("There is no skill or misstep ")
    assert "\x1b" not in ran.err


def test_json_has_every_behaviour(tmp_path: Path) -> None:
    found = json.loads(program(tmp_path, "skills", "--format", "json").out)
    assert [one["name"] for one in found] == list(behaviours())
    one = json.loads(program(tmp_path, "skills", "advice", "--format", "json").out)
    assert one["contexts"]["asks_advice"] == 0.3
    assert one["examples"][0]["direction"] == "down"


def test_every_act_and_family_has_words() -> None:
    assert all(act_words(act) for act in contexts())
    assert all(family_words(one.family).endswith(".") for one in behaviours().values())


def test_most_examples_are_heard_as_what_they_show() -> None:
    unheard = []
    shown = [(skill, example) for skill in behaviours() for example in examples_of(skill)]
    for skill, example in shown:
        uses = listen(example.reply, context_of([example.client])).skill_uses
        if skill not in [use.skill for use in uses]:
            unheard.append((skill, example.reply))
    print(*unheard, sep="\n")
    assert len(unheard) <= 0.15 * len(shown)


def test_the_shortest_sentences_are_chosen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replies = [
        "Ok.",
        "That is a long way of saying so, is it not?",
        "You did that well.",
        "b b b b",
        "a a a a",
        "a a a a",
    ]
    rest = {"family": "f", "client": "Hm.", "direction": "up", "skills": ["warmth", "hope"], "register": "r"}
    entries = [{**rest, "reply": reply} for reply in replies]
    (tmp_path / "examples.jsonl").write_text("\n".join(map(json.dumps, entries)), encoding="utf-8")
    monkeypatch.setattr(catalogue_words, "_CATALOGUE", tmp_path)
    catalogue_words._examples.cache_clear()
    try:
        assert [example.reply for example in examples_of("warmth")] == ["a a a a", "b b b b", "You did that well."]
        assert examples_of("hope") == ()
    finally:
        catalogue_words._examples.cache_clear()
