"""What is kept of a conversation: the records, and their plain-JSON forms.

Numbers are kept as they are counted (trust in tenths), so what comes back is exactly what was kept. Keys that
this version does not know are passed over, and keys that are missing take the record's own default.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from roleplay.reading import Assessment, Reading, Sentiment, SkillUse
from roleplay.trust import Reason, Standing, TrustChange


class SessionHead(NamedTuple):
    """What is known of a session without its turns.

    Trust is in tenths; times are ISO text in UTC. `status` is "going", "ended" or "left". `made_by` is the
    version of the program that began it and `data_version` that of the records in it. A session that was
    forked has a `parent`, as long as that is kept, and the `parent_turn` it left from.
    """

    id: str
    scenario_id: str
    scenario_digest: str
    title: str
    seed: int
    started_at: str
    touched_at: str
    trust: int
    made_by: str = ""
    data_version: int = 1
    status: str = "going"
    ending: str | None = None
    replies: int = 0
    hide_trust: bool = False
    parent: str | None = None
    parent_turn: int = 0


class Aside(NamedTuple):
    """Words that are kept but not scored, said after turn `after_turn`."""

    after_turn: int
    kind: str
    text: str
    at: str


class Kept(NamedTuple):
    """A whole session: each turn is the record that was kept, with its "number", "reply" and "at"."""

    head: SessionHead
    opening: dict[str, Any]
    turns: tuple[dict[str, Any], ...]
    asides: tuple[Aside, ...]


def reading_to_json(reading: Reading) -> dict[str, Any]:
    """The reading as JSON can hold it."""
    assessments = [{**item._asdict(), "words": list(item.words)} for item in reading.sentiment.assessments]
    return {
        **reading._asdict(),
        "sentiment": {**reading.sentiment._asdict(), "assessments": assessments},
        "skill_uses": [use._asdict() for use in reading.skill_uses],
        "flags": sorted(reading.flags),
        "mentions": dict(reading.mentions),
    }


def reading_from_json(data: Mapping[str, Any]) -> Reading:
    """The reading that was kept so."""
    known = _known(Reading, data)
    return Reading(
        **{
            **known,
            "sentiment": _sentiment_from_json(data["sentiment"]),
            "skill_uses": tuple(SkillUse(**_known(SkillUse, use)) for use in data.get("skill_uses", ())),
            "flags": frozenset(data.get("flags", ())),
        }
    )


def change_to_json(change: TrustChange) -> dict[str, Any]:
    """The change of trust as JSON can hold it, in tenths."""
    return {**change._asdict(), "reasons": [reason._asdict() for reason in change.reasons]}


def change_from_json(data: Mapping[str, Any]) -> TrustChange:
    """The change of trust that was kept so."""
    reasons = tuple(Reason(**_known(Reason, reason)) for reason in data.get("reasons", ()))
    return TrustChange(**{**_known(TrustChange, data), "reasons": reasons})


def standing_to_json(standing: Standing) -> dict[str, Any]:
    """The standing as JSON can hold it, in tenths and thousandths."""
    recent = [sorted(skills) for skills in standing.recent]
    return {**standing._asdict(), "recent": recent, "counts": dict(standing.counts)}


def standing_from_json(data: Mapping[str, Any]) -> Standing:
    """The standing that was kept so."""
    recent = tuple(frozenset(skills) for skills in data.get("recent", ()))
    return Standing(**{**_known(Standing, data), "recent": recent})


def _sentiment_from_json(data: Mapping[str, Any]) -> Sentiment:
    assessments = tuple(
        Assessment(**{**_known(Assessment, item), "words": tuple(item["words"])})
        for item in data.get("assessments", ())
    )
    return Sentiment(**{**_known(Sentiment, data), "assessments": assessments})


def _known(record: type[NamedTuple], data: Mapping[str, Any]) -> dict[str, Any]:
    """The part of the data that this version of the record has a place for."""
    return {name: data[name] for name in record._fields if name in data}
