"""The plain-JSON forms of a turn and of where the conversation stood after it."""

from collections.abc import Mapping
from typing import Any

from roleplay.conversation import State, Turn
from roleplay.keeping.records import (
    change_from_json,
    change_to_json,
    reading_from_json,
    reading_to_json,
    standing_from_json,
    standing_to_json,
)
from roleplay.scenario import renamed_transition


def state_to_json(state: State) -> dict[str, Any]:
    """The state as JSON can hold it."""
    return {
        **state._asdict(),
        "standing": standing_to_json(state.standing),
        "flags": sorted(state.flags),
    }


def state_from_json(data: Mapping[str, Any]) -> State:
    """The state that was kept so."""
    return State(
        data["node"],
        data["voice"],
        data["variant"],
        data["band"],
        standing_from_json(data["standing"]),
        data["visits"],
        data["replies"],
        frozenset(data["flags"]),
        tuple(data["markers"]),
        data["reacted"],
        data["mentions"],
        tuple(data["earlier_acts"]),
    )


def turn_to_json(turn: Turn) -> dict[str, Any]:
    """The turn as JSON can hold it."""
    return {
        **turn._asdict(),
        "reading": reading_to_json(turn.reading),
        "trust": change_to_json(turn.trust),
        "lines": list(turn.lines),
        "state": state_to_json(turn.state),
    }


def turn_from_json(data: Mapping[str, Any]) -> Turn:
    """The turn that was kept so; an older program kept no transition, or named it otherwise."""
    return Turn(
        data["reply"],
        reading_from_json(data["reading"]),
        change_from_json(data["trust"]),
        data["left"],
        data["note"],
        tuple(data["lines"]),
        state_from_json(data["state"]),
        renamed_transition(data.get("transition", "")),
    )
