"""What a scenario's words are looked at for, and what is left alone."""

import re

import pytest

from roleplay.checking import telling_words
from roleplay.checking.checked import check_text
from roleplay.ears import phrase_text
from tests.test_scenario_file import SMALL, small

LINE = "I guess. I'm up at three anyway."


def codes_of(*changes: tuple[str, str]) -> list[str]:
    return [problem.code for problem in check_text(small(*changes), "first-coffee.yaml").problems]


def codes_with_line(line: str) -> list[str]:
    return codes_of((LINE, f'"{line}"'))


def test_the_example_of_the_guide_is_clean() -> None:
    assert check_text(SMALL, "first-coffee.yaml").problems == []


@pytest.mark.parametrize(
    "line",
    [
        "I had my own crew. Old junkies, the lot of us.",
        "The mentally ill get the back table here.",
        "My brother is an addict and everybody knows it.",
    ],
)
def test_words_that_reduce_people_are_found_in_a_clients_line(line: str) -> None:
    assert codes_with_line(line) == ["stigma-term"]


@pytest.mark.parametrize(
    "line",
    [
        "I have a habit of calling my sister on Sundays.",
        "The kitchen was clean, for once.",
        "*He is clean and pressed.* Nobody calls me that.",
        "It was a crazy week at the bakery.",
    ],
)
def test_harmless_senses_of_the_same_words_are_left_alone(line: str) -> None:
    assert codes_with_line(line) == []


def test_a_word_that_the_client_chose_is_theirs() -> None:
    change = (LINE, '"I am an addict, and I bake."')
    assert codes_of(change) == ["stigma-term"]
    assert codes_of(change, ("  temperament", "  own_terms: [addict]\n  temperament")) == []


def test_trap_replies_may_hold_any_word() -> None:
    assert codes_of(("    depth: 1\n", '    depth: 1\n    trap_replies: ["You sound like a junkie to me."]\n')) == []


@pytest.mark.parametrize("text", ["TODO", "FIXME later", "lorem ipsum dolor", "xxx", "Insert name here"])
def test_what_still_has_to_be_written_is_found(text: str) -> None:
    assert "placeholder" in codes_of(("He did not choose this.", text))


def test_xxl_and_other_words_are_no_placeholders() -> None:
    assert codes_of(("He did not choose this.", "A size XXL. What is to do? He will tell.")) == []


@pytest.mark.parametrize(
    ("line", "is_danger"),
    [
        ("Some nights I want to die.", True),
        ("I don't want to be here any more.", True),
        ("They would be better off without me.", True),
        ("I never wanted to die, I wanted to sleep.", False),
        ("That oven will be the death of me.", False),
        ("I cut myself some bread.", True),
        ("There is no point in going on.", True),
    ],
)
def test_signs_of_danger_have_to_be_marked(line: str, is_danger: bool) -> None:
    assert ("unmarked-risk" in codes_with_line(line)) == is_danger


def test_a_marked_sign_needs_a_question_and_a_note() -> None:
    sign = (LINE, "Some nights I want to die.")
    marked = ("    acts: [discloses]\n    depth: 1\n", "    acts: [discloses, risk_cue]\n    depth: 1\n")
    asked = ("needs: [complex_reflection, open_question]", "needs: [safety_question]")
    told = ("difficulty: easy", "content_note: Thoughts of dying.\ndifficulty: easy")
    assert codes_of(sign, marked) == ["no-content-note", "no-support"]
    assert codes_of(sign, marked, asked) == ["no-content-note"]
    assert codes_of(sign, marked, asked, told) == []


@pytest.mark.parametrize(
    ("meaning", "punishes"),
    [
        ("He is arrested that night.", True),
        ("He relapses, and loses his job.", True),
        ("He will never ask anybody for help again.", True),
        ("Nobody is arrested. He goes home and bakes.", False),
        ("He will ask again, maybe somebody else.", False),
        ("You broke nothing. He has his sister.", False),
    ],
)
def test_endings_do_not_make_the_client_pay(meaning: str, punishes: bool) -> None:
    codes = codes_of(("meaning: Sam was polite. He did not feel that this was for him.", f'meaning: "{meaning}"'))
    assert codes == ["punishing-ending"] * punishes


def test_what_somebody_says_in_one_breath_has_at_most_45_words() -> None:
    assert codes_with_line(" ".join(["So I came here."] * 11)) == []
    assert codes_with_line(" ".join(["So I came here."] * 12)) == ["too-many-words"]


def test_narration_and_names_to_fill_in_do_not_count_as_words() -> None:
    assert codes_with_line("*" + " ".join(["He looks at it."] * 12) + "* So. {{ learner }}.") == []


def expansions(phrase: str) -> list[str]:
    """Every way to say a phrase with all that may be left out left out."""
    said = [""]
    for part in phrase_text.parts(phrase):
        if part[0] == "(":
            options = [one for option in phrase_text.options(part[1:-1]) for one in expansions(option)]
            said = [f"{before} {option}" for before in said for option in options]
        elif part[0] != "[":
            said = [f"{before} {part}" for before in said]
    return said


def test_no_phrase_that_reduces_people_is_overlooked_for_lack_of_a_telling_word() -> None:
    said = [one for phrase in telling_words.stigma_phrases() for one in expansions(phrase)]
    assert [one for one in said if not telling_words.might_reduce(one)] == []
    assert not telling_words.might_reduce("Say what you heard, and then ask what that was like for her.")


@pytest.mark.parametrize("name", ["placeholder", "danger", "punished"])
def test_every_phrase_of_a_list_has_one_of_its_signs(name: str) -> None:
    entry = telling_words._lists()[name]
    for phrase in entry["phrases"]:
        bare = re.sub(r"\(\?:|[()?+\[\]]", " ", phrase)
        assert any(sign.strip() in re.sub(r" +", " ", bare) for sign in entry["signs"]), phrase
