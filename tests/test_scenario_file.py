"""A scenario file is read whole, or everything that is wrong with it is told in its place."""

import re
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roleplay.behaviours import missteps
from roleplay.loading import scenario_file, yaml_file
from roleplay.loading.problem_codes import CODES
from roleplay.loading.problems import Problem, show
from roleplay.loading.scenario_file import MOST_PROBLEMS, read_scenario, read_scenario_file
from roleplay.loading.yaml_scalars import value_of
from roleplay.scenario import ALWAYS, Guard, Line, Scenario

README = Path(__file__).parents[1] / "scenarios" / "README.md"
GUIDE = README.read_text(encoding="utf-8")
SMALL = re.search(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)[1]  # type: ignore[index]


def small(*changes: tuple[str, str]) -> str:
    """The small scenario of the guide with some of its text replaced."""
    text = SMALL
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def read(text: str) -> Scenario:
    scenario, problems = read_scenario(text, "first-coffee.yaml")
    assert problems == []
    assert scenario is not None
    return scenario


def problems_of(text: str) -> list[Problem]:
    return read_scenario(text, "first-coffee.yaml")[1]


def codes_of(text: str) -> set[str]:
    return {problem.code for problem in problems_of(text)}


MISSTEPS = ("when: {trust_at_least: 37}", "when: {any_skill: [missteps, hope], ruptured: true}")


def test_one_word_stands_for_every_misstep() -> None:
    way = read(small(MISSTEPS)).nodes["hello"].transitions[0]
    assert way.guard == Guard(any_skill=(*missteps(), "hope"), ruptured=True)
    assert way.id == "hello>more when any_skill hope or missteps, ruptured true"


@pytest.mark.parametrize(
    "wrong",
    [
        ("needs: [validation, role_clarity]", "needs: [missteps]"),
        ("start: hello", "markers: {oh: {says: Oh., any_skill: [missteps]}}\nstart: hello"),
        ("when: {trust_at_least: 37}", "when: {any_skill: [misstep]}"),
    ],
)
def test_that_word_stands_in_guards_only(wrong: tuple[str, str]) -> None:
    assert codes_of(small(wrong)) == {"unknown-skill"}


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "first-coffee.yaml"
    path.write_text(SMALL, encoding="utf-8")
    monkeypatch.setattr(scenario_file, "LARGEST_FILE", 1000)
    assert [problem.code for problem in read_scenario_file(path)[1]] == ["too-large"]


def test_a_file_with_too_many_values_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_file, "MOST_VALUES", 20)
    assert codes_of(SMALL) == {"too-large"}


def test_the_guide_lists_every_code_as_it_is() -> None:
    listed = re.findall(r"^\| `([a-z0-9-]+)` \| (\w+) \| (.+?) \| (.+?) \|$", GUIDE, re.MULTILINE)
    assert listed == [(code, entry.severity, entry.means, entry.mend) for code, entry in CODES.items()]


def test_the_example_of_the_guide_loads_clean() -> None:
    assert read(SMALL).nodes["hello"].needs == ("validation", "role_clarity")


def test_trust_is_read_into_tenths() -> None:
    scenario = read(small(("trust_at_least: 37", "trust_at_least: 37.5"), ("start: 35", "start: 35.5")))
    assert scenario.trust.start == 355
    assert scenario.nodes["hello"].transitions[0].guard == Guard(trust_at_least=375)


def test_a_hurt_from_before_the_talk_is_read_into_tenths() -> None:
    assert read(small(("guardedness: 0.4}", "guardedness: 0.4, hurt: 12.5}"))).trust.hurt == 125
    assert read(SMALL).trust.hurt == 0


def test_a_transition_without_when_is_always_open() -> None:
    assert read(SMALL).nodes["hello"].transitions[-1].guard is ALWAYS


def test_a_line_adds_to_what_its_node_is_about_and_replaces_what_it_feels() -> None:
    variant = "[{line: Three., about: {nights: [clock], bread: [oven]}, feelings: [], depth: 2}]"
    line = read(small(("I guess. I'm up at three anyway.", variant))).nodes["more"].lines["guarded"][0]
    nights = ("sleep", "three", "up", "night", "turning", "clock")
    assert line == Line("Three.", (("nights", nights), ("bread", ("oven",))), (), ("discloses", "depth_2"), 2)


def test_one_line_serves_every_voice() -> None:
    assert list(read(SMALL).nodes["hello"].lines) == ["closed"]


def test_what_lands_worse_weighs_more() -> None:
    worse = read(small(("start: hello", "start: hello"), ("  background", "  lands_worse: {advice: 2}\n  background")))
    assert worse.trust.weights["advice"].points == 2 * read(SMALL).trust.weights["advice"].points


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("no", "no"),
        ("1:30", "1:30"),
        ("2024-01-01", "2024-01-01"),
        ("true", True),
        ("12", 12),
        ("012", 12),
        ("0x1f", 31),
        ("-1.5e2", -150.0),
        (".5", 0.5),
        ("", None),
        ("~", None),
        ("1_000", "1_000"),
        ("+", "+"),
        ("9" * 5000, "9" * 5000),
    ],
)
def test_an_unquoted_word_means_what_yaml_1_2_says(word: str, value: object) -> None:
    assert value_of(word) == value


def test_a_wrong_name_is_shown_in_its_place_with_the_nearest_one() -> None:
    (problem,) = problems_of(small(("to: leaves", "to: leavs")))
    assert show(problem).splitlines() == [
        "first-coffee.yaml:27:14: unknown-target: 'leavs' is not a node here.",
        "          - {to: leavs}",
        "                 ^",
        "    Did you mean 'leaves'?",
    ]


@pytest.mark.parametrize(
    ("old", "new", "code", "line", "column"),
    [
        ("minutes: 5", "minutes: five", "wrong-type", 5, 10),
        ("  pronouns: he/him\n", "", "missing-key", 6, 1),
        ("    depth: 1", "    deph: 1", "unknown-key", 35, 5),
        ("trust_at_least: 37", "trust_at_least: 370", "out-of-range", 26, 43),
        ("validation, role_clarity", "validation, role_clarty", "unknown-skill", 19, 25),
        ("    - It was", "    - 5\n      - It was", "wrong-type", 23, 9),
        ("says: Same time next week?", "says: [Same, {line: 5}]", "wrong-type", 43, 25),
    ],
)
def test_a_problem_stands_where_its_cause_is(old: str, new: str, code: str, line: int, column: int) -> None:
    found = problems_of(small((old, new)))
    assert [(problem.code, problem.line, problem.column) for problem in found] == [(code, line, column)]


def test_all_problems_of_a_file_are_told_at_once_in_the_order_of_the_lines() -> None:
    text = small(
        ("minutes: 5", "minutes: five"),
        ("acts: [first_meeting]", "acts: [first_meting]"),
        ("to: leaves", "to: leavs"),
        ("    depth: 1", "    deph: 1\n    hint: a\n    hint: b"),
    )
    assert [problem.code for problem in problems_of(text)] == [
        "wrong-type",
        "unknown-act",
        "unknown-target",
        "unknown-key",
        "duplicate-key",
    ]


def test_a_file_with_warnings_can_be_played() -> None:
    scenario, problems = read_scenario(small(("says: I should", 'says: "*I should"  #')), "first-coffee.yaml")
    assert scenario is not None
    assert [problem.severity for problem in problems] == ["warning"]


@pytest.mark.parametrize("start", [b"\xef\xbb\xbf", b""])
def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(start: bytes, tmp_path: Path) -> None:
    path = tmp_path / "first-coffee.yaml"
    path.write_bytes(start + SMALL.replace("\n", "\r\n").encode())
    assert read_scenario_file(path)[1] == []


def test_windows_line_ends_beside_a_control_character_make_no_further_problems() -> None:
    text = small(("First coffee", "First \x07coffee")).replace("\n", "\r\n")
    assert codes_of(text) == {"control-character"}


def test_a_file_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    assert [problem.code for problem in read_scenario_file(tmp_path / "none.yaml")[1]] == ["cannot-read"]


BOMB = "a: &a [x, x]\n" + "".join(
    f"{chr(98 + i)}: &{chr(98 + i)} [*{chr(97 + i)}, *{chr(97 + i)}]\n" for i in range(24)
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[" * 30_000, "too-deep"),
        ("{a: " * 30_000, "too-deep"),
        ("- " * 30_000, "too-deep"),
        ("nodes: {a: {says: " + "[" * 30_000, "too-deep"),
        (BOMB, "alias"),
        ("a: \x00", "control-character"),
        ("id:\tx\n\ttitle: y", "yaml-syntax"),
        ("a: \ud800", "control-character"),
        ("a: '" + "x" * 1_000_000, "yaml-syntax"),
        ("\n".join(f"k{i}: {i}" for i in range(20_000)), "unknown-key"),
        ("x" * 1_000_000, "wrong-type"),
        ("- *a\n" * 50_000, "alias"),
        ("\x1b" * 100_000, "control-character"),
        ("? a\n" * 20_000, "duplicate-key"),
    ],
)
@pytest.mark.timeout(10)
def test_a_hostile_file_is_only_a_problem_and_a_quick_one(text: str, code: str) -> None:
    began = perf_counter()
    scenario, problems = read_scenario(text, "hostile.yaml")
    assert scenario is None
    assert code in {problem.code for problem in problems}
    assert len(problems) <= MOST_PROBLEMS
    assert perf_counter() - began < 3


def test_many_wrong_targets_in_a_large_file_are_found_quickly() -> None:
    nodes = "".join(f"  node-{i}:\n    says: Hm.\n    then: [{{to: node-{i}-gone}}]\n" for i in range(2000))
    began = perf_counter()
    assert "unknown-target" in codes_of(SMALL.replace("nodes:\n", f"nodes:\n{nodes}"))
    assert perf_counter() - began < 5


def only_problems(text: str) -> None:
    scenario, problems = read_scenario(text, "first-coffee.yaml")
    assert all(show(problem) for problem in problems)
    assert scenario is None or not any(problem.severity == "error" for problem in problems)
    assert scenario is not None or problems


@settings(max_examples=150, deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=200))
def test_any_text_gives_a_scenario_or_problems(text: str) -> None:
    only_problems(text)


PIECES = """: - [ ] { } ' " &a *a !t # ~ 5 true {{ %} .inf .nan --- ... | > ? << 1e999 {} [] null -1 🙂"""
_pieces = st.sampled_from(["", " ", "\n", "\t", ": ", "- ", "\x00", "\u202e", *PIECES.split()])
_changes = st.lists(st.tuples(st.integers(0, len(SMALL)), st.integers(0, 12), _pieces), min_size=1, max_size=4)


@settings(max_examples=200, deadline=None)
@given(_changes)
def test_any_change_to_a_good_file_gives_a_scenario_or_problems(changes: list[tuple[int, int, str]]) -> None:
    text = SMALL
    for place, cut, piece in changes:
        text = text[:place] + piece + text[place + cut :]
    only_problems(text)


_values = st.sampled_from(
    ["5", "[]", "{}", "~", "true", "''", "[1]", "{a: b}", "[[]]", "text", ".nan", "-1", "[{}]", "{line: 4}"]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 200), _values), min_size=1, max_size=4))
def test_any_kind_of_value_in_any_place_gives_a_scenario_or_problems(changes: list[tuple[int, str]]) -> None:
    lines = SMALL.split("\n")
    for number, value in changes:
        line = lines[number % len(lines)]
        lines[number % len(lines)] = line.partition(":")[0] + ": " + value
    only_problems("\n".join(lines))
