"""A kept conversation as a transcript, the form that other programs and later commands read."""

from typing import Any

from roleplay.conversation import is_skipped
from roleplay.keeping.records import Kept, change_from_json, reading_from_json
from roleplay.reading import Reading
from roleplay.trust import TrustChange

FORMAT = "roleplay.transcript/1"


def transcript(kept: Kept) -> dict[str, Any]:
    """The whole session as JSON can hold it; trust in points with one decimal, places in characters."""
    head = kept.head
    turns = [_client(kept.opening["lines"], kept.opening["state"]["node"])]
    for turn in kept.turns:
        turns.append(_learner(turn))
        turns.append(_client(turn["lines"], turn["state"]["node"]))
    return {
        "format": FORMAT,
        "session": head.id,
        "scenario": head.scenario_id,
        "title": head.title,
        "scenario_digest": head.scenario_digest,
        "seed": head.seed,
        "started_at": head.started_at,
        "parent": head.parent,
        "parent_turn": head.parent_turn if head.parent else None,
        "status": head.status,
        "ending": head.ending,
        "turns": turns,
    }


def _client(lines: list[str], node: str) -> dict[str, Any]:
    return {"speaker": "client", "text": " ".join(lines), "node": node}


def _learner(turn: dict[str, Any]) -> dict[str, Any]:
    return {
        "speaker": "learner",
        **said(turn["reply"], reading_from_json(turn["reading"]), change_from_json(turn["trust"])),
        "from": turn["left"],
        "to": turn["state"]["node"],
        "transition": turn.get("transition", ""),
    }


def said(reply: str, reading: Reading, change: TrustChange) -> dict[str, Any]:
    """A reply with what it was heard as; a moment that was skipped has no words, and says so."""
    if is_skipped(reading):
        return {"text": "", "skipped": True, **heard("", reading, change)}
    return {"text": reply, **heard(reply, reading, change)}


def heard(reply: str, reading: Reading, change: TrustChange) -> dict[str, Any]:
    """What a reply was heard as and did to trust, as every transcript has it."""
    sentiment = reading.sentiment
    return {
        "sentiment": {"polarity": sentiment.polarity, "subjectivity": sentiment.subjectivity},
        "skills": [
            {"skill": skill, "start": start, "end": end, "text": reply[start:end], "confidence": confidence}
            for skill, start, end, confidence in reading.skill_uses
        ],
        "trust": {
            "before": change.before / 10,
            "after": change.after / 10,
            "reasons": [
                {"cause": cause, "amount": amount / 10, "start": start, "end": end}
                for cause, amount, start, end in change.reasons
            ],
        },
    }
