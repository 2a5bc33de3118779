"""The map of a scenario: nothing is left out, nothing an author wrote can break it, and it can be drawn."""

import re
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roleplay.behaviours import missteps
from roleplay.charting.chart import Chart, Seen, chart_of
from roleplay.charting.dot import as_dot
from roleplay.charting.guards import in_words
from roleplay.charting.mermaid import as_mermaid
from roleplay.charting.outline import as_outline
from roleplay.charting.picture import CannotDrawError, drawn
from roleplay.scenario import Ending, Guard, Line, Node
from tests import graphs
from tests.screens import bench, bench_file, program

NASTY = 'a "b" <c> & {d} | [e] \\n ]--> x; end # %% `f` *g*'


MERMAID = (
    "flowchart TD",
    "    classDef .*",
    r'    n\d+ -->(\|"[^"]*"\|)? n\d+',
    r'    n\d+(\(\["[^"]*"\]\)|\[\["[^"]*"\]\]|\["[^"]*"\])',
)


def nasty() -> Chart:
    scenario = bench()
    nodes = {
        name: node._replace(
            lines={"closed": (Line(NASTY),)}, ending=Ending(NASTY, "m") if node.ending else None, needs=("advice",)
        )
        for name, node in scenario.nodes.items()
    }
    return chart_of(scenario._replace(title=NASTY, nodes=nodes))


@pytest.mark.parametrize(
    ("guard", "words"),
    [
        (Guard(), ""),
        (Guard(trust_at_least=370), "trust 37 or more"),
        (Guard(trust_at_least=245, trust_at_most=300), "trust 24.5 to 30"),
        (Guard(trust_at_most=80, ruptured=True), "trust 8 or less, and a hurt is open"),
        (Guard(any_skill=("advice", "open_question")), "after unasked advice or open question"),
        (Guard(any_skill=(*missteps(), "hope")), "after any misstep or realistic hope"),
        (Guard(heard_so_far=("safety_question",)), "asking about safety was heard so far"),
        (Guard(visits=(("hello", 1), ("more", 2))), "hello was visited, and more was visited 2 times"),
        (Guard(flags=("told",), ruptured=False), "told is set, and no hurt is open"),
    ],
)
def test_a_guard_is_told_in_plain_words(guard: Guard, words: str) -> None:
    assert in_words(guard) == words


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 10**6))
def test_every_node_and_every_way_is_on_every_map(seed: int) -> None:
    scenario = graphs.scenario(seed)
    chart = chart_of(scenario)
    ways = {(node.id, way.target) for node in scenario.nodes.values() for way in node.transitions}
    assert {(arrow.source, arrow.target) for arrow in chart.arrows} == ways
    dot, mermaid, outline = as_dot(chart), as_mermaid(chart), as_outline(chart)
    for source, target in ways:
        assert f'"{source}" -> "{target}"' in dot
    assert len(re.findall(r"n\d+ -->", mermaid)) == len(ways) == outline.count("→")
    assert all(f". {name}" in outline and name in mermaid for name in scenario.nodes)


def test_ways_to_one_node_are_one_arrow_with_every_condition() -> None:
    node = bench().nodes["opens"]
    way = node.transitions[0]
    both = node._replace(transitions=(way._replace(guard=Guard(trust_at_least=500)), way))
    chart = chart_of(bench()._replace(nodes={**bench().nodes, "opens": both}))
    assert chart.arrows[0].when == ("trust 50 or more", "else")


def test_names_to_fill_in_do_not_stand_on_the_map() -> None:
    node = (
        bench().nodes["opens"]._replace(lines={"closed": (Line("Hi{% if learner %} {{ learner }}{% endif %}, you."),)})
    )
    assert chart_of(bench()._replace(nodes={"opens": node})).boxes[0].words == "Hi, you."


def test_what_was_seen_stands_on_the_map() -> None:
    taken = {("opens", 0): 30}
    chart = chart_of(bench(), {"opens": Seen(1.0, 350), "stays": Seen(0.004, 610)}, taken)
    dot, outline = as_dot(chart), as_outline(chart)
    for words in ("100 % of runs, trust 35 guarded", "under 1 % of runs, trust 61 working", "never seen"):
        assert words in dot
        assert words in outline
        assert words in as_mermaid(chart)
    assert "[never]" in outline


def test_nothing_an_author_writes_breaks_the_mermaid() -> None:
    for line in as_mermaid(nasty()).splitlines()[3:]:
        assert any(re.fullmatch(form, line) for form in MERMAID), line


@pytest.mark.parametrize("form", ["svg", "png"])
def test_a_map_is_drawn(form: str) -> None:
    picture = drawn(as_dot(nasty()), form)
    if form == "png":
        assert picture.startswith(b"\x89PNG")
    else:
        words = " ".join(ElementTree.fromstring(picture).itertext())
        assert "<c> & {d} | [e]" in words
        assert "START: opens" in words


def test_without_a_program_to_draw_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name, path=None: None)
    with pytest.raises(CannotDrawError, match="roleplay-practice\\[draw\\]"):
        drawn("digraph {}", "svg")


@pytest.mark.parametrize("failure", [OSError("gone"), subprocess.TimeoutExpired("dot", 60)])
def test_a_program_that_fails_is_one_sentence(failure: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise failure

    monkeypatch.setattr(subprocess, "run", fail)
    with pytest.raises(CannotDrawError, match="did not draw the map"):
        drawn("digraph {}", "svg")


def test_dot_that_makes_no_sense_is_one_sentence() -> None:
    with pytest.raises(CannotDrawError, match="did not draw the map"):
        drawn("this is no graph {{{", "svg")


# The command


@pytest.mark.parametrize(
    ("form", "first"),
    [
        ("text", "A park bench\n\n1. opens, the start\n"),
        ("dot", 'digraph "A park bench" {'),
        ("mermaid", "---\ntitle:"),
        ("svg", "<?xml"),
    ],
)
def test_the_map_is_printed(form: str, first: str, tmp_path: Path) -> None:
    ran = program(tmp_path, "graph", bench_file(tmp_path), "--format", form)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(first)


@pytest.mark.parametrize(
    ("name", "first"), [("m.dot", b"digraph"), ("m.mmd", b"---"), ("m.PNG", b"\x89PNG"), ("m.txt", b"A park")]
)
def test_the_name_of_the_file_tells_the_form(name: str, first: bytes, tmp_path: Path) -> None:
    ran = program(tmp_path, "graph", bench_file(tmp_path), "-o", str(tmp_path / name))
    assert (ran.code, ran.out, ran.err) == (0, "", f"Written to {name}.\n")
    assert (tmp_path / name).read_bytes().startswith(first)


def test_the_coverage_is_on_the_map(tmp_path: Path) -> None:
    ran = program(tmp_path, "graph", bench_file(tmp_path), "--coverage")
    assert "1. opens, the start  [100 % of runs, trust 35 guarded]" in ran.out


def test_a_file_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    ran = program(tmp_path, "graph", bench_file(tmp_path), "-o", str(tmp_path / "no" / "map.dot"))
    assert ran.code == 2
    assert "cannot be written: No such file or directory." in ran.err


def test_a_node_that_nothing_leads_to_is_on_the_map() -> None:
    lonely = Node("lonely", {"closed": (Line("Hm."),)}, ending=Ending("Alone", "Nobody came."))
    chart = chart_of(bench()._replace(nodes={**bench().nodes, "lonely": lonely}))
    assert "lonely, an ending\n   = Alone" in as_outline(chart)
