"""A kept session as it is compared with another."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from roleplay.changes import line_at
from roleplay.comparing import DEEP, Disclosure, Played
from roleplay.conversation import State, Turn
from roleplay.keeping.kept_scenarios import scenario_of
from roleplay.keeping.turn_records import state_from_json, turn_from_json
from roleplay.scenario import Scenario

if TYPE_CHECKING:
    from roleplay.keeping.asking import Asking
    from roleplay.keeping.records import Kept


def played(asked: "Asking", kept: "Kept", cache: str | None = None) -> Played:
    """The session with what its scenario says of its lines and its ending, as far as that can be read."""
    head, opening = kept.head, kept.opening
    scenario = scenario_of(asked, kept, cache)
    turns = tuple(turn_from_json(turn) for turn in kept.turns)
    state = state_from_json(opening["state"])
    node = scenario.nodes.get(head.ending) if scenario and head.ending else None
    ending = node.ending if node else None
    return Played(
        head.id,
        head.scenario_id,
        head.scenario_digest,
        head.title,
        scenario.persona.name.split()[0] if scenario else opening.get("client", "Client"),
        head.started_at,
        head.parent or "",
        head.parent_turn,
        tuple(opening["lines"]),
        state.standing.trust,
        turns,
        head.ending or "",
        ending.title if ending else "",
        ending.meaning if ending else "",
        None if scenario is None else tuple(_disclosures(scenario, opening["lines"], state, turns)),
    )


def _disclosures(
    scenario: Scenario, opening: Sequence[str], state: State, turns: Sequence[Turn]
) -> Iterator[Disclosure]:
    """Every deep line with what it is about, as it was said."""
    said = [(opening, state), *((turn.lines, turn.state) for turn in turns)]
    for number, (lines, at) in enumerate(said):
        line = line_at(scenario, at)
        if line is not None and line.depth >= DEEP:
            about = tuple(subject for subject, _ in line.about)
            yield Disclosure(number, at.node, lines[-1], about, line.depth)
