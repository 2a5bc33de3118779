"""A scenario as boxes and arrows, each with the few words that stand on it."""

from collections.abc import Mapping
from typing import NamedTuple

from roleplay.charting.guards import in_words
from roleplay.safe_text import flattened
from roleplay.scenario import BANDS, Node, Scenario
from roleplay.templates import names_at_first, say

_WORDS = 44
"""How many characters of a node's first line are shown (set by hand: two short lines in a box)."""


class Seen(NamedTuple):
    """What a playtest saw of a node: the share of runs that came there, 0..1, and their mean trust, in tenths."""

    share: float
    trust: int


class Box(NamedTuple):
    """A node: its id, first words, the skills it needs, its ending's title ("" if it is none) and what was seen."""

    id: str
    words: str
    needs: tuple[str, ...]
    ending: str
    is_start: bool
    seen: Seen | None


class Arrow(NamedTuple):
    """All ways from one node to another: when each opens, in words and in the author's order.

    `taken` is the share of runs' replies at the node that went this way, None where nothing was played.
    """

    source: str
    target: str
    when: tuple[str, ...]
    taken: float | None = None


class Chart(NamedTuple):
    """The whole map, boxes in the author's order."""

    title: str
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


def chart_of(
    scenario: Scenario,
    seen: Mapping[str, Seen] | None = None,
    taken: Mapping[tuple[str, int], int] | None = None,
) -> Chart:
    """The map of a scenario, with what a playtest saw where one was played."""
    boxes = tuple(_box(scenario, node, seen) for node in scenario.nodes.values())
    arrows = tuple(arrow for node in scenario.nodes.values() for arrow in _arrows(node, taken))
    return Chart(flattened(scenario.title), boxes, arrows)


def _box(scenario: Scenario, node: Node, seen: Mapping[str, Seen] | None) -> Box:
    ending = flattened(node.ending.title) if node.ending else ""
    known = None if seen is None else seen.get(node.id, Seen(0.0, 0))
    words = first_words(scenario, node)
    return Box(node.id, words, node.needs, ending, node.id == scenario.start, known)


def _arrows(node: Node, taken: Mapping[tuple[str, int], int] | None) -> list[Arrow]:
    """The ways from a node, those to the same target as one."""
    when: dict[str, list[str]] = {}
    times: dict[str, int] = {}
    for place, transition in enumerate(node.transitions):
        is_else = len(node.transitions) > 1 and place == len(node.transitions) - 1
        when.setdefault(transition.target, []).append("else" if is_else else in_words(transition.guard))
        times[transition.target] = times.get(transition.target, 0) + (taken or {}).get((node.id, place), 0)
    of = sum(times.values())
    return [
        Arrow(node.id, target, _told(words), None if taken is None else times[target] / of if of else 0.0)
        for target, words in when.items()
    ]


def _told(words: list[str]) -> tuple[str, ...]:
    """The conditions of an arrow; one that always opens needs none."""
    told = tuple(dict.fromkeys(words))
    return () if told == ("",) else told


def first_words(scenario: Scenario, node: Node) -> str:
    """The beginning of what the least trusting voice says there, without narration if there is anything else."""
    voice = next(voice for voice in (*BANDS, *node.lines) if voice in node.lines)
    names = names_at_first(scenario.persona.name.split()[0], scenario.trust.start, voice)
    text = say(node.lines[voice][0].text, names)
    spoken = " ".join("".join(text.split("*")[::2]).split()) or text
    words = flattened(" ".join(spoken.replace("*", " ").split()))
    return words if len(words) <= _WORDS else words[:_WORDS].rsplit(" ", 1)[0] + " ..."
