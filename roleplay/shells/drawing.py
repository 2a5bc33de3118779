"""`roleplay graph`: the map of a scenario in the form that was asked for."""

import sys

from roleplay.charting.chart import Chart, Seen, chart_of
from roleplay.charting.dot import as_dot
from roleplay.charting.mermaid import as_mermaid
from roleplay.charting.outline import as_outline
from roleplay.charting.picture import CannotDrawError, drawn
from roleplay.safe_text import visible
from roleplay.scenario import Scenario
from roleplay.shells.playing import complain
from roleplay.shells.scenario_desk import is_ascii_only, scenario_in, write_out

_BY_NAME = {"dot": "dot", "gv": "dot", "mmd": "mermaid", "mermaid": "mermaid", "svg": "svg", "png": "png"}
_RUNS = 100
"""Runs of each kind of learner for the coverage: enough to tell where people go (set by hand)."""


def draw_map(name: str, form: str | None, path: str | None, *, coverage: bool) -> int:
    """Write the map of a scenario; gives the exit code."""
    form = form or _BY_NAME.get((path or "").rpartition(".")[2].lower(), "text")
    if form == "png" and path is None and sys.stdout.isatty():
        return complain("A PNG is no text. Name a file for it: -o map.png")
    scenario = scenario_in(name)
    if scenario is None:
        return 2
    chart = _covered(scenario) if coverage else chart_of(scenario)
    try:
        return write_out(_in_form(chart, form, is_for_file=path is not None), path)
    except CannotDrawError as error:
        return complain(str(error))


def _covered(scenario: Scenario) -> Chart:
    """The map with what a playtest saw on it."""
    from roleplay.playtest.runs import playtest
    from roleplay.playtest.tally import trust_on_entering
    from roleplay.shells.playtesting import progress_bar

    tally = playtest(scenario, _RUNS, 0, 1, progress_bar()).everybody
    trust = trust_on_entering(tally)
    seen = {node: Seen(times / tally.runs, trust[node]) for node, times in tally.entered.items()}
    return chart_of(scenario, seen, tally.ways)


def _in_form(chart: Chart, form: str, *, is_for_file: bool) -> bytes | str:
    if form == "mermaid":
        return as_mermaid(chart)
    if form == "text":
        return visible(as_outline(chart, ascii_only=is_ascii_only() and not is_for_file))
    dot = as_dot(chart)
    return dot if form == "dot" else drawn(dot, form)
