"""A comparison of two conversations as plain data: the JSON form, which the page is made from too."""

from collections.abc import Sequence
from typing import Any

from roleplay.behaviours import behaviours
from roleplay.comparing import (
    Comparison,
    Difference,
    Disclosure,
    Played,
    behaviours_heard,
    disclosed_in_both,
    disclosed_only,
)
from roleplay.conversation import Turn
from roleplay.reviewing.moments import trust_curve
from roleplay.shells.telling import title_of

FORMAT = "roleplay.comparison/1"


def comparison_data(comparison: Comparison) -> dict[str, Any]:
    """Everything that is compared, as JSON can hold it; trust in points with one decimal."""
    a, b, shared, parted, most = comparison
    return {
        "format": FORMAT,
        "a": _played(a),
        "b": _played(b),
        "same_scenario": a.scenario_id == b.scenario_id,
        "scenario_edited_between": a.scenario_id == b.scenario_id and a.scenario_digest != b.scenario_digest,
        "shared_replies": shared,
        "opening": list(a.opening) if shared is not None else [],
        "shared": [_exchange(number, turn) for number, turn in enumerate(a.turns[: shared or 0], 1)],
        "parted": [
            {"number": number, "a": one and _exchange(number, one), "b": other and _exchange(number, other)}
            for number, one, other in parted
        ],
        "behaviours": _behaviours(a, b),
        "disclosed": _disclosed(a, b),
        "most_difference": most and _difference(most),
    }


def _played(one: Played) -> dict[str, Any]:
    return {
        "session": one.session,
        "scenario": one.scenario_id,
        "scenario_digest": one.scenario_digest,
        "title": one.title,
        "client": one.client,
        "started_at": one.started_at,
        "parent": one.parent or None,
        "parent_turn": one.parent_turn if one.parent else None,
        "replies": len(one.turns),
        "trust": [value / 10 for value in trust_curve(one.start, one.turns)],
        "ending": one.ending or None,
        "ending_title": one.ending_title,
        "ending_meaning": one.ending_meaning,
    }


def _exchange(number: int, turn: Turn) -> dict[str, Any]:
    """A reply, what it did to trust and why, and what the client then said."""
    return {
        "number": number,
        "reply": turn.reply,
        "before": turn.trust.before / 10,
        "after": turn.trust.after / 10,
        "reasons": [
            {
                "cause": reason.cause,
                "title": title_of(reason.cause),
                "amount": reason.amount / 10,
                "words": turn.reply[reason.start : reason.end],
            }
            for reason in turn.trust.reasons
        ],
        "lines": list(turn.lines),
    }


def _behaviours(a: Played, b: Played) -> list[dict[str, Any]]:
    """In how many replies of each every behaviour was heard, in the catalogue's order."""
    in_a, in_b = behaviours_heard(a.turns), behaviours_heard(b.turns)
    known = behaviours()
    names = [
        *(name for name in known if name in in_a or name in in_b),
        *sorted((in_a.keys() | in_b.keys()) - known.keys()),
    ]
    return [
        {
            "name": name,
            "title": title_of(name),
            "kind": known[name].kind if name in known else "neutral",
            "a": in_a.get(name, 0),
            "b": in_b.get(name, 0),
        }
        for name in names
    ]


def _disclosed(a: Played, b: Played) -> dict[str, Any] | None:
    """None where a scenario cannot be read, so that nobody takes silence for "nothing was disclosed"."""
    if a.disclosures is None or b.disclosures is None:
        return None
    return {
        "only_a": _disclosures(disclosed_only(a, b)),
        "only_b": _disclosures(disclosed_only(b, a)),
        "both": _disclosures(disclosed_in_both(a, b)),
    }


def _disclosures(found: Sequence[Disclosure]) -> list[dict[str, Any]]:
    return [{**disclosure._asdict(), "about": list(disclosure.about)} for disclosure in found]


def _difference(most: Difference) -> dict[str, Any]:
    return {
        "number": most.pair.number,
        "difference": most.amount / 10,
        "gap_at_the_end": most.gap / 10,
        "is_where_they_part": most.is_where_they_part,
    }
