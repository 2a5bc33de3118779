"""Between a practice and the store: what is written when, and a kept session brought back to life."""

from typing import TYPE_CHECKING, Any

from roleplay import __version__
from roleplay.records import Aside, SessionHead
from roleplay.turn_records import state_to_json, turn_from_json, turn_to_json

if TYPE_CHECKING:
    from roleplay.conversation import Turn
    from roleplay.practice import Practice
    from roleplay.records import Kept
    from roleplay.store import Store


def begin(store: "Store", practice: "Practice", at: str) -> None:
    """The session is kept with its opening and the scenario it is played from."""
    scenario = practice.scenario
    head = SessionHead(
        practice.session,
        scenario.id,
        practice.digest,
        scenario.title,
        practice.seed,
        at,
        at,
        practice.state.standing.trust,
        __version__,
        hide_trust=practice.hide_trust,
    )
    store.create_session(head, opening_to_json(practice), practice.source)


def opening_to_json(practice: "Practice") -> dict[str, Any]:
    """The client's first words and the state they were said in."""
    return {"lines": list(practice.opening), "state": state_to_json(practice.first_state)}


def append(store: "Store", practice: "Practice", turn: "Turn", at: str) -> None:
    """The turn is on the disk."""
    node = practice.scenario.nodes[turn.state.node]
    store.append_turn(
        practice.session,
        len(practice.turns) + 1,
        turn.reply,
        turn_to_json(turn),
        at=at,
        trust=turn.state.standing.trust,
        status="going" if node.ending is None else "ended",
        ending=None if node.ending is None else node.id,
    )


def put_aside(store: "Store", practice: "Practice", kind: str, text: str, at: str) -> None:
    """The words are kept with the session, outside its turns."""
    store.add_aside(practice.session, Aside(len(practice.turns), kind, text, at))


def resume(store: "Store", kept: "Kept") -> "Practice":
    """The kept conversation, ready to go on, with the scenario as it was when it began."""
    from roleplay.errors import StoreError
    from roleplay.practice import Practice
    from roleplay.scenario_file import read_scenario

    source = store.scenario_source(kept.head.scenario_digest) or ""
    scenario, _ = read_scenario(source, f"{kept.head.scenario_id}.yaml")
    if scenario is None:
        raise StoreError(
            f"The scenario that session {kept.head.id} was played from cannot be read by this version; "
            f"`roleplay review {kept.head.id} --format json` still gives it."
        )
    head = kept.head
    practice = Practice(scenario, head.scenario_digest, source, head.seed, head.hide_trust)
    turns = [turn_from_json(turn) for turn in kept.turns]
    practice.continue_in(store, head.id, turns, tuple(kept.opening["lines"]))
    return practice
