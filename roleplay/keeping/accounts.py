"""Kept sessions laid out for review, with the scenario that each was played from where it can still be read."""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from roleplay.keeping.kept_scenarios import scenario_of
from roleplay.keeping.outlooks import outlook_of_kept
from roleplay.keeping.records import Kept
from roleplay.keeping.turn_records import state_from_json, turn_from_json
from roleplay.reviewing.account import STRANGER, Account, account_of

if TYPE_CHECKING:
    from roleplay.keeping.asking import Asking
    from roleplay.scenario import Scenario


def account_of_kept(store: "Asking", kept: Kept, folder: str) -> Account:
    """The session as it is reviewed; without an author's knowledge if its scenario cannot be read any more."""
    cache = os.path.join(folder, "compiled")
    return account_with(scenario_of(store, kept, cache), kept, cache)


def account_with(scenario: "Scenario | None", kept: Kept, cache: str = "") -> Account:
    """The session as it is reviewed with this scenario.

    With a `cache` folder it has its outlook, of which what takes long to find out is kept there.
    """
    head = kept.head
    named = str(kept.opening.get("client", STRANGER))
    is_over = head.status == "ended"
    account = Account(head.title, named, (), 0, head.id, head.scenario_id, head.started_at, is_over)
    first = state_from_json(kept.opening["state"])
    turns = [turn_from_json(turn) for turn in kept.turns]
    filled = account_of(scenario, account, " ".join(kept.opening["lines"]), first, turns)
    if scenario is None or not cache or not turns:
        return filled
    states = [first, *(turn.state for turn in turns)]
    return filled._replace(outlook=outlook_of_kept(scenario, head.scenario_digest, states, cache))


def attempts_at(store: "Asking", scenario_id: str, most: int) -> Sequence[Kept]:
    """The newest sessions of a scenario that have a reply, so many of them, oldest first."""
    heads = [head for head in store.heads() if head.scenario_id == scenario_id and head.replies][:most]
    found = (store.session(head.id) for head in reversed(heads))
    return [kept for kept in found if kept is not None]
