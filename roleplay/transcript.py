"""A kept conversation as a transcript, the form that other programs and later commands read."""

from typing import Any

from roleplay.records import Kept

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
    reply, reading, change = turn["reply"], turn["reading"], turn["trust"]
    sentiment = reading["sentiment"]
    return {
        "speaker": "learner",
        "text": reply,
        "sentiment": {"polarity": sentiment["polarity"], "subjectivity": sentiment["subjectivity"]},
        "skills": [
            {
                "skill": use["skill"],
                "start": use["start"],
                "end": use["end"],
                "text": reply[use["start"] : use["end"]],
                "confidence": use["confidence"],
            }
            for use in reading["skill_uses"]
        ],
        "trust": {
            "before": change["before"] / 10,
            "after": change["after"] / 10,
            "reasons": [{**reason, "amount": reason["amount"] / 10} for reason in change["reasons"]],
        },
        "from": turn["left"],
        "to": turn["state"]["node"],
    }
