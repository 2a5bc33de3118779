"""What an author has changed in a scenario since a conversation was played from it."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from roleplay.conversation import State, Turn
from roleplay.scenario import Line, Node, Scenario


class Change(NamedTuple):
    """One change at a node, "" for one to the whole scenario. `what` names the line, target or guard it is about.

    `kind` is "node_gone", "node_new", "line_changed", "guard_changed", "transition_gone", "transition_new",
    "ending_changed", "helping_changed" (what would help or tempt there) or "temperament_changed".
    """

    kind: str
    node: str = ""
    what: str = ""


def changes(old: Scenario, new: Scenario) -> tuple[Change, ...]:
    """Every change that a conversation could notice, node by node in the old order, then the new nodes."""
    found: list[Change] = []
    if old.trust != new.trust or old.persona != new.persona:
        found.append(Change("temperament_changed"))
    for name, node in old.nodes.items():
        found += _at_node(node, new.nodes[name]) if name in new.nodes else (Change("node_gone", name),)
    found += [Change("node_new", name) for name in new.nodes if name not in old.nodes]
    return tuple(found)


def on_the_way(found: Sequence[Change], start: str, turns: Sequence[Turn]) -> tuple[Change, ...]:
    """Those of the changes that are at nodes which a conversation from `start` came through, or concern all of it."""
    came_through = {"", start, *(turn.state.node for turn in turns)}
    return tuple(change for change in found if change.node in came_through)


def can_go_on(scenario: Scenario, state: State) -> bool:
    """Whether a conversation that stood so can go on in this scenario: its node is there and still leads somewhere."""
    node = scenario.nodes.get(state.node)
    return node is not None and node.ending is None


def line_at(scenario: Scenario, state: State) -> Line | None:
    """The line that was spoken in this state, unless this scenario has none in its place."""
    node = scenario.nodes.get(state.node)
    lines = node.lines.get(state.voice, ()) if node else ()
    return lines[state.variant] if state.variant < len(lines) else None


def _at_node(old: Node, new: Node) -> Iterator[Change]:
    if _texts(old) != _texts(new):
        yield Change("line_changed", old.id)
    if old.ending != new.ending:
        yield Change("ending_changed", old.id)
    yield from _ways_on(old, new)
    if _helping(old) != _helping(new):
        yield Change("helping_changed", old.id)


def _ways_on(old: Node, new: Node) -> Iterator[Change]:
    """Transitions compared by their ids: another order is no change, another guard to the same place is one."""
    before = {way.id: way.target for way in old.transitions}
    after = {way.id: way.target for way in new.transitions}
    gone = [target for name, target in before.items() if name not in after]
    come = [target for name, target in after.items() if name not in before]
    for target in dict.fromkeys(gone):
        kept = target in come or target in after.values()
        yield Change("guard_changed" if kept else "transition_gone", old.id, target)
    for target in dict.fromkeys(come):
        if target not in gone:
            yield Change("guard_changed" if target in before.values() else "transition_new", old.id, target)


def _texts(node: Node) -> dict[str, list[str]]:
    """The lines of each voice."""
    return {voice: [line.text for line in lines] for voice, lines in node.lines.items()}


def _helping(node: Node) -> tuple[object, ...]:
    """What decides how a reply is heard here."""
    known = {voice: [line._replace(text="") for line in lines] for voice, lines in node.lines.items()}
    return known, node.needs, node.traps, node.event
