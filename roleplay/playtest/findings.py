"""What a playtest found, as text to read and as data."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from roleplay.playtest.runs import EVERYBODY, Played
from roleplay.playtest.tally import NO_ENDING, ROUND_AGAIN, STEPS, Example, Tally
from roleplay.playtest.verdict import mean_lift
from roleplay.scenario import Node, Scenario

_BLOCKS, _ASCII_BLOCKS = " ▁▂▃▄▅▆▇█", " .:-=+*#@"
_NEVER_ENDED = "(never ended)"


def as_text(
    scenario: Scenario, played: Played, failed: list[str], again: Mapping[str, str], *, ascii_only: bool = False
) -> str:
    """Everything that was found, in sections."""
    all_ = played.everybody
    parts = [
        f"{scenario.title}: {all_.runs:,} runs, {all_.turns:,} replies, seed {played.seed}",
        _section("How each kind of learner ended", _endings(scenario, played)),
        _section("Nodes: share of runs that came there, and trust on coming there", _nodes(scenario, all_, ascii_only)),
        _section("Transitions never taken", _ways_never(scenario, all_)),
        _section("Lines never said", _lines_never(scenario, all_)),
        _section("Where runs go round", _rounds(all_)),
        _section("Shortest and longest", _lengths(all_)),
        _section("The shortest run to each ending (--format json has what was said)", _examples(scenario, all_, again)),
        _section("Verdict", [f"FAILED: {reason}" for reason in failed] or ["Passed."]),
    ]
    return "\n".join(parts) + "\n"


def _section(title: str, lines: Iterable[str]) -> str:
    return "\n".join(["", title, *(f"  {line}" for line in list(lines) or ["none"])])


def _endings(scenario: Scenario, played: Played) -> list[str]:
    """A table of kinds and endings, the endings with most trust first."""
    endings = _endings_by_trust(scenario, played.everybody)
    width = max(12, *(len(name) for name in endings)) + 2
    lines = [" " * 10 + "".join(_shown(name).rjust(width) for name in endings) + "  trust moved"]
    for kind in EVERYBODY:
        tally = played.kinds[kind]
        shares = "".join(_percent(tally.endings[name], tally.runs).rjust(width) for name in endings)
        lines.append(f"{kind:<10}{shares}  {mean_lift(tally) / 10:+11.1f}")
    return lines


def _endings_by_trust(scenario: Scenario, tally: Tally) -> list[str]:
    """Every ending, those reached with most trust first and those never reached last."""
    written = [node.id for node in scenario.nodes.values() if node.ending is not None]
    names = [*written, *([NO_ENDING] if tally.endings[NO_ENDING] else [])]
    return sorted(names, key=lambda name: (-tally.trust_at_end[name] / max(1, tally.endings[name]), name))


def _shown(ending: str) -> str:
    return ending or _NEVER_ENDED


def _percent(times: int, of: int) -> str:
    """A share in whole percent; something that happened is never shown as nothing."""
    if not times:
        return "-"
    share = 100 * times / of
    return "<1%" if share < 1 else f"{share:.0f}%"


def _nodes(scenario: Scenario, tally: Tally, ascii_only: bool) -> list[str]:
    width = max(len(name) for name in scenario.nodes)
    lines = [f"{'':<{width}}        0   20   40   60   80  100"]
    for name in scenario.nodes:
        share = _percent(tally.entered[name], tally.runs)
        lines.append(f"{name:<{width}} {share:>5} |{histogram(trust_at(tally, name), ascii_only=ascii_only)}|")
    return lines


def trust_at(tally: Tally, node: str) -> list[int]:
    """How often a node was entered with each step of trust."""
    return [tally.trust[node, step] for step in range(STEPS)]


def histogram(counts: list[int], *, ascii_only: bool = False) -> str:
    """Counts as a row of blocks, each column by its share of the highest; something is never shown as nothing."""
    blocks = _ASCII_BLOCKS if ascii_only else _BLOCKS
    highest = max(max(counts), 1)
    return "".join(blocks[-(-count * 8 // highest)] for count in counts)


def _ways_never(scenario: Scenario, tally: Tally) -> list[str]:
    return [
        f"{node.id} -> {transition.target} (number {place + 1} of {len(node.transitions)})"
        for node in scenario.nodes.values()
        for place, transition in enumerate(node.transitions)
        if not tally.ways[node.id, place]
    ]


def _lines_never(scenario: Scenario, tally: Tally) -> list[str]:
    return [
        f"{node.id}, {voice}{_which(node, voice, place)}: {_start_of(line.text)}"
        for node in scenario.nodes.values()
        for voice, lines in node.lines.items()
        for place, line in enumerate(lines)
        if not tally.lines[node.id, voice, place]
    ]


def _which(node: Node, voice: str, place: int) -> str:
    return f" {place + 1}" if len(node.lines[voice]) > 1 else ""


def _start_of(text: str, most: int = 60) -> str:
    words = " ".join(text.split())
    return words if len(words) <= most else words[:most].rsplit(" ", 1)[0] + " ..."


def _rounds(tally: Tally) -> list[str]:
    often = sorted(tally.rounds, key=lambda name: (-tally.rounds[name], name))
    return [
        f"{name}: {_percent(tally.rounds[name], tally.runs)} of the runs came {ROUND_AGAIN} times or more, "
        f"one {tally.most_visits[name]} times"
        for name in often
    ]


def _lengths(tally: Tally) -> Iterator[str]:
    for word, example in (("shortest", tally.shortest), ("longest", tally.longest)):
        if example is not None:
            yield f"{word}: {example.length} replies, {example.kind}, to {_shown(example.ending)} (seed {example.seed})"
    yield f"on average: {tally.turns / max(1, tally.runs):.1f} replies"


def _examples(scenario: Scenario, tally: Tally, again: Mapping[str, str]) -> list[str]:
    """The example for each ending, with whether it ends there too when it is played with all that was said before."""
    return [
        f"{name}: {one.length} replies, {one.kind}, seed {one.seed}{_where_again(name, again)}"
        for name in _endings_by_trust(scenario, tally)
        if name != NO_ENDING and (one := tally.examples.get(name)) is not None
    ]


def _where_again(name: str, again: Mapping[str, str]) -> str:
    stopped = again.get(name, name)
    return "" if stopped == name else f" (played in full it stops at {stopped})"


def as_json(scenario: Scenario, played: Played, failed: list[str], again: Mapping[str, str]) -> dict[str, Any]:
    """Everything that was found, as JSON can hold it; trust in points."""
    all_ = played.everybody
    return {
        "format": "roleplay.playtest/1",
        "scenario": scenario.id,
        "seed": played.seed,
        "passed": not failed,
        "failures": failed,
        "runs": all_.runs,
        "replies": all_.turns,
        "kinds": {kind: _kind(played.kinds[kind]) for kind in EVERYBODY},
        "same_line": {line: _kind(tally) for line, tally in played.same_line.items()},
        "nodes": {name: _node(all_, name) for name in scenario.nodes},
        "transitions": [
            {"from": node.id, "to": transition.target, "number": place + 1, "taken": all_.ways[node.id, place]}
            for node in scenario.nodes.values()
            for place, transition in enumerate(node.transitions)
        ],
        "lines": [
            {"node": node.id, "voice": voice, "variant": place + 1, "said": all_.lines[node.id, voice, place]}
            for node in scenario.nodes.values()
            for voice, lines in node.lines.items()
            for place in range(len(lines))
        ],
        "never_ended": all_.endings[NO_ENDING],
        "shortest": _run(all_.shortest),
        "longest": _run(all_.longest),
        "examples": {
            ending: {**(_run(one) or {}), "played_in_full_stops_at": again[ending]}
            for ending, one in sorted(all_.examples.items())
            if ending in again
        },
    }


def _kind(tally: Tally) -> dict[str, Any]:
    return {
        "runs": tally.runs,
        "replies": tally.turns,
        "endings": {_shown(ending): times for ending, times in sorted(tally.endings.items())},
        "trust_moved": round(mean_lift(tally) / 10, 2),
    }


def _node(tally: Tally, name: str) -> dict[str, Any]:
    return {
        "runs": tally.entered[name],
        "trust": trust_at(tally, name),
        "went_round": tally.rounds[name],
        "most_visits": tally.most_visits.get(name),
    }


def _run(example: Example | None) -> dict[str, Any] | None:
    return None if example is None else {**example._asdict(), "replies": list(example.replies)}
