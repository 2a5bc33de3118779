"""What an author changed between two versions of a scenario, told by the ids of its nodes."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from roleplay.charting.guards import in_words
from roleplay.safe_text import flattened
from roleplay.scenario import ALWAYS, Node, Scenario, Transition


class Change(NamedTuple):
    """One difference: what kind of thing, at which node, and what was and is there ("" for nothing).

    `kind` is "start", "trust", "node", "ending", "lines", "way" or "guard".
    """

    kind: str
    node: str
    before: str
    after: str


def changes(old: Scenario, new: Scenario) -> list[Change]:
    """Every difference that decides what can be heard or reached, in the order of the new version."""
    found = [*_start(old, new), *_temperament(old, new)]
    for name in dict.fromkeys((*new.nodes, *old.nodes)):
        before, after = old.nodes.get(name), new.nodes.get(name)
        if before is None or after is None:
            found.append(_come_or_gone(name, before, after))
        else:
            found += [*_ending(before, after), *_lines(before, after), *_ways(before, after)]
    return found


def _start(old: Scenario, new: Scenario) -> Iterator[Change]:
    if old.start != new.start:
        yield Change("start", new.start, old.start, new.start)


def _temperament(old: Scenario, new: Scenario) -> Iterator[Change]:
    """What a persona's trust is like, each number that differs."""
    for name in ("start", "growth", "loss", "forgiveness", "guardedness"):
        before, after = getattr(old.trust, name), getattr(new.trust, name)
        if before != after:
            scale = 10 if name == "start" else 1
            yield Change("trust", name, f"{before / scale:g}", f"{after / scale:g}")
    for skill in sorted(new.trust.weights.keys() | old.trust.weights.keys()):
        was, now = old.trust.weights.get(skill), new.trust.weights.get(skill)
        if was != now:
            yield Change("trust", skill, f"{was.points:g}" if was else "", f"{now.points:g}" if now else "")


def _come_or_gone(name: str, before: Node | None, after: Node | None) -> Change:
    node = after or before
    assert node is not None
    kind, title = ("ending", node.ending.title) if node.ending else ("node", name)
    title = flattened(title)
    return Change(kind, name, title if before else "", title if after else "")


def _ending(before: Node, after: Node) -> Iterator[Change]:
    was, now = (flattened(node.ending.title) if node.ending else "" for node in (before, after))
    if was != now:
        yield Change("ending", after.id, was, now)


def _lines(before: Node, after: Node) -> Iterator[Change]:
    """How many lines of each voice differ."""
    for voice in dict.fromkeys((*after.lines, *before.lines)):
        was, now = before.lines.get(voice, ()), after.lines.get(voice, ())
        if was != now:
            yield Change("lines", f"{after.id}, {voice}", _texts(was), _texts(now))


def _texts(lines: Sequence[Any]) -> str:
    return " / ".join(flattened(line.text) for line in lines)


def _ways(before: Node, after: Node) -> Iterator[Change]:
    """Ways that came or went, and guards that changed; the ways to one node are told apart by their order."""
    was, now = _by_target(before), _by_target(after)
    for target in dict.fromkeys((*now, *was)):
        old, new = was.get(target, []), now.get(target, [])
        for place in range(max(len(old), len(new))):
            one, other = (ways[place] if place < len(ways) else None for ways in (old, new))
            if one is None or other is None:
                yield Change("way", f"{after.id} -> {target}", _guard(one), _guard(other))
            elif one.guard != other.guard:
                yield Change("guard", f"{after.id} -> {target}", _guard(one), _guard(other))
    if was == now and before.transitions != after.transitions:
        order = (" then ".join(way.target for way in node.transitions) for node in (before, after))
        yield Change("guard", f"{after.id}, the order of its ways", *order)


def _by_target(node: Node) -> Mapping[str, list[Transition]]:
    ways: dict[str, list[Transition]] = {}
    for transition in node.transitions:
        ways.setdefault(transition.target, []).append(transition)
    return ways


def _guard(way: Transition | None) -> str:
    if way is None:
        return ""
    return "always" if way.guard == ALWAYS else in_words(way.guard)


def stuck_at(scenario: Scenario, nodes: Sequence[str]) -> str:
    """Why a conversation that came through these nodes has no place in a scenario; "" if it still has.

    It has one while its nodes are there and a way leads from each to the next.
    """
    for number, name in enumerate(nodes):
        if name not in scenario.nodes:
            return f"after reply {number} there is no node {name} any more"
        if number:
            left = nodes[number - 1]
            if all(way.target != name for way in scenario.nodes[left].transitions):
                return f"at reply {number} no way leads from {left} to {name} any more"
    return ""
