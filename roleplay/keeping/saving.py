"""Between a practice and the store: what is written when, and a kept session brought back to life."""

from typing import TYPE_CHECKING, Any

from roleplay import __version__
from roleplay.keeping.records import Aside, SessionHead
from roleplay.keeping.turn_records import state_from_json, state_to_json, turn_from_json, turn_to_json

if TYPE_CHECKING:
    from roleplay.conversation import Turn
    from roleplay.keeping.asking import Asking
    from roleplay.keeping.records import Kept
    from roleplay.keeping.store import Store
    from roleplay.practice import Origin, Practice
    from roleplay.scenario import Scenario


def begin(store: "Store", practice: "Practice", session: str, at: str) -> None:
    """The session is kept with its opening and the scenario it is played from."""
    scenario = practice.scenario
    head = SessionHead(
        session,
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


def branch(store: "Store", practice: "Practice", origin: "Origin", session: str, at: str) -> None:
    """The new attempt is kept, joined to the session that it leaves, which itself stays as it is."""
    edited = (practice.digest, practice.source) if origin.is_edited else None
    store.fork(origin.session, session, origin.after, at, leaves_old=False, edited=edited)


def opening_to_json(practice: "Practice") -> dict[str, Any]:
    """The client's first words and the state they were said in, who the client is, and the author's file."""
    return {
        "lines": list(practice.opening),
        "state": state_to_json(practice.first_state),
        "client": practice.client,
        "file": practice.file,
    }


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


def resume(store: "Store", kept: "Kept", cache: str | None = None) -> "Practice":
    """The kept conversation, ready to go on, with the scenario as it was when it began."""
    practice = restored(store, kept, cache)
    practice.continue_in(store, kept.head.id)
    return practice


def restored(asked: "Asking", kept: "Kept", cache: str | None = None) -> "Practice":
    """The kept conversation to look at; StoreError where its scenario cannot be read by this version."""
    from roleplay.errors import StoreError
    from roleplay.keeping.kept_scenarios import scenario_of

    scenario = scenario_of(asked, kept, cache)
    if scenario is None:
        raise StoreError(
            f"The scenario that session {kept.head.id} was played from cannot be read by this version; "
            f"`roleplay review {kept.head.id}` still shows what was said."
        )
    return practice_of(kept, scenario, kept.head.scenario_digest, "", len(kept.turns))


def practice_of(kept: "Kept", scenario: "Scenario", digest: str, source: str, turns: int) -> "Practice":
    """The kept conversation after so many of its turns, in this version of its scenario."""
    from roleplay.practice import Practice

    head, opening = kept.head, kept.opening
    first_state = state_from_json(opening["state"])
    practice = Practice(scenario, digest, source, head.seed, head.hide_trust, opening.get("file", ""), first_state)
    practice.session, practice.parent = head.id, head.parent or ""
    told = [turn_from_json(turn) for turn in kept.turns[:turns]]
    practice.recall(tuple(opening["lines"]), first_state, told)
    return practice
