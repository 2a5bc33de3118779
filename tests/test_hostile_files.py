"""Whatever is in a file: problems with their places come out, in bounded time and memory."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roleplay.checking.checked import check_text
from roleplay.loading.problems import show
from tests.screens import ROOT, environment
from tests.test_scenario_file import BOMB, SMALL, _changes, _values, small

MOST_MEGABYTES = 400
MOST_SECONDS = 20
"""Of processor time, on a slow machine; most of these take less than one."""
MEASURED = """
import pathlib, resource, subprocess, sys

exit_code = subprocess.run(sys.argv[2:]).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
megabytes = used.ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)
pathlib.Path(sys.argv[1]).write_text(f"{used.ru_utime + used.ru_stime} {megabytes}")
sys.exit(exit_code)
"""
"""Runs a command from a process with next to nothing in it: no child's peak memory is below its parent's."""


def nodes(*parts: str) -> str:
    """The example of the guide with other nodes."""
    head = SMALL[: SMALL.index("nodes:\n")].replace("start: hello", "start: n0")
    return f"{head}nodes:\n{''.join(parts)}  end: {{says: Bye., ending: {{title: End, meaning: Over.}}}}\n"


def node(name: str, *ways: str) -> str:
    return f"  {name}: {{says: Hm., then: [{', '.join(f'{{{way}}}' for way in ways)}]}}\n"


def line(text: str) -> str:
    return small(("I guess. I'm up at three anyway.", f'"{text}"'))


FILES: dict[str, tuple[Callable[[], str | bytes], str]] = {
    "30,000 brackets": (lambda: "[" * 30_000, "too-deep"),
    "30,000 maps": (lambda: "{a: " * 30_000, "too-deep"),
    "an alias bomb": (lambda: BOMB, "alias"),
    "100 million bytes": (lambda: b"x" * 100_000_000, "too-large"),
    "100 million brackets": (lambda: b"[" * 100_000_000, "too-large"),
    "19 million letters": (lambda: "a: " + "x" * 19_000_000, "unknown-key"),
    "a key twice": (lambda: small(("minutes: 5", "minutes: 5\nminutes: 6")), "duplicate-key"),
    "20,000 keys twice": (lambda: "a: b\n" * 20_000, "duplicate-key"),
    "a tab": (lambda: small(("  name: Sam", "\tname: Sam")), "yaml-syntax"),
    "a NUL": (lambda: small(("Sam", "S\x00m")), "control-character"),
    "UTF-16": (lambda: SMALL.encode("utf-16"), "not-utf-8"),
    "Latin-1": (lambda: small(("Sam", "Sám")).encode("latin-1"), "not-utf-8"),
    "half a surrogate": (lambda: b"id: \xed\xa0\x80", "not-utf-8"),
    "a bomb of text": (lambda: line("{{ 'x' * 10**9 }}"), "bad-template"),
    "a centred bomb": (lambda: line("{{ 'x'.center(10**9) }}"), "bad-template"),
    "nested ranges": (
        lambda: line("{% for a in range(99999) %}{% for b in range(99999) %}x{% endfor %}{% endfor %}"),
        "bad-template",
    ),
    "a deep template": (lambda: line("{{ " + "(" * 900 + "1" + ")" * 900 + " }}"), "bad-template"),
    "a guard against itself": (
        lambda: nodes(node("n0", "to: end, when: {trust_at_least: 60, trust_at_most: 50}", "to: end")),
        "impossible-guard",
    ),
    "a loop on itself": (lambda: nodes(node("n0", "to: n0")), "no-ending"),
    "guards that keep a loop shut": (
        lambda: nodes(
            node("n0", "to: n1, when: {trust_at_least: 30}", "to: end"),
            node("n1", "to: end, when: {visits: {end: 1}}", "to: n1"),
        ),
        "endless-loop",
    ),
    "a billion visits": (
        lambda: nodes(node("n0", "to: end, when: {visits: {n0: 1000000000}}", "to: n0")),
        "nothing to mend",
    ),
    "a ring of 100,000 nodes": (
        lambda: nodes(*(node(f"n{i}", f"to: n{(i + 1) % 100_000}") for i in range(100_000))),
        "no-ending",
    ),
    "40 flags in every order": (
        lambda: nodes(
            node("n0", *(f"to: n0, when: {{any_skill: [hope]}}, sets: [f{i}]" for i in range(40)), "to: n1"),
            node("n1", "to: end, when: {flags: [" + ", ".join(f"f{i}" for i in range(40)) + "]}", "to: nowhere"),
        ),
        "unknown-target",
    ),
}


@pytest.mark.skipif(os.name != "posix", reason="memory is measured as POSIX does")
@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_a_problem_in_bounded_time_and_memory(name: str, tmp_path: Path) -> None:
    made, code = FILES[name]
    content = made()
    path = tmp_path / "first-coffee.yaml"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    measured = [sys.executable, "-c", MEASURED, str(tmp_path / "used")]
    done = subprocess.run(
        [*measured, sys.executable, "-m", "roleplay", "check", str(path)],
        cwd=ROOT,
        env=environment(tmp_path),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    seconds, megabytes = map(float, (tmp_path / "used").read_text().split())
    assert done.returncode in (0, 1)
    assert code in done.stdout
    assert "Traceback" not in done.stdout
    assert seconds < MOST_SECONDS
    assert megabytes < MOST_MEGABYTES


def test_no_is_a_name_like_any_other() -> None:
    text = SMALL.replace("name: Sam", "name: no").replace("hello", "no").replace("stays", "yes")
    assert check_text(text, "first-coffee.yaml").problems == []


def test_flags_and_visits_beyond_all_memory_take_their_share_of_time_and_no_more() -> None:
    def seconds(count: int) -> float:
        flagged = [
            node(
                f"n{i}",
                f"to: n{(i * 7 + 1) % count}, when: {{any_skill: [advice]}}, sets: [f{i % 40}]",
                f"to: n{(i * 3 + 2) % count}, when: {{flags: [f{(i * 5) % 40}], visits: {{n{i % 30}: 9}}}}",
                "to: end",
            )
            for i in range(count)
        ]
        began = process_time()
        checked = check_text(nodes(*flagged), "first-coffee.yaml")
        assert checked.proof is not None
        return process_time() - began

    seconds(100)
    assert seconds(4000) < 12 * seconds(1000)


def only_problems(text: str) -> None:
    checked = check_text(text, "first-coffee.yaml")
    assert all(show(problem) for problem in checked.problems)
    assert (checked.scenario is None) == any(problem.severity == "error" for problem in checked.problems)


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=300))
def test_any_text_gives_a_proof_or_problems(text: str) -> None:
    only_problems(text)


@settings(max_examples=100, deadline=None)
@given(_changes)
def test_any_change_to_a_good_file_gives_a_proof_or_problems(changes: list[tuple[int, int, str]]) -> None:
    text = SMALL
    for place, cut, piece in changes:
        text = text[:place] + piece + text[place + cut :]
    only_problems(text)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 200), _values), min_size=1, max_size=4))
def test_any_kind_of_value_in_any_place_gives_a_proof_or_problems(changes: list[tuple[int, str]]) -> None:
    lines = SMALL.split("\n")
    for number, value in changes:
        line = lines[number % len(lines)]
        lines[number % len(lines)] = line.partition(":")[0] + ": " + value
    only_problems("\n".join(lines))
