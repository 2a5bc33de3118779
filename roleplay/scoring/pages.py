"""Scored transcripts written out: as JSON Lines, or as a table."""

import csv
import io
import json
from collections.abc import Mapping
from typing import Any, Protocol

from roleplay.scoring.fold import Scored
from roleplay.transcript import heard

COLUMNS = (
    *("conversation", "speaker", "text", "polarity", "subjectivity", "skills"),
    *("trust_before", "trust_after", "reasons", "unscored"),
)


class Pages(Protocol):
    """Where transcripts are written; each part gives the text that it adds."""

    def begin(self, before: Mapping[str, Any]) -> str:
        """A transcript begins; `before` is what stands in it before its turns."""

    def turn(self, turn: Any, scored: Scored | None) -> str:
        """One more turn; `scored` is None for the client's."""

    def end(self, after: Mapping[str, Any]) -> str:
        """The transcript ends; `after` is what stands in it after its turns."""


class JsonPages:
    """One object a line, with all that it had."""

    def __init__(self) -> None:
        self._is_first = True

    def begin(self, before: Mapping[str, Any]) -> str:
        self._is_first = True
        return "{" + "".join(f"{_json(key)}: {_json(value)}, " for key, value in before.items()) + '"turns": ['

    def turn(self, turn: Any, scored: Scored | None) -> str:
        separator = "" if self._is_first else ", "
        self._is_first = False
        if scored is None:
            return separator + _json(turn)
        said = {**turn, **heard(turn["text"], scored.reading, scored.trust)}
        if scored.kind != "turn":
            said["unscored"] = scored.kind
        return separator + _json(said)

    def end(self, after: Mapping[str, Any]) -> str:
        return "]" + "".join(f", {_json(key)}: {_json(value)}" for key, value in after.items()) + "}\n"


class TablePages:
    """One row a turn."""

    def __init__(self) -> None:
        self._id: Any = ""

    def begin(self, before: Mapping[str, Any]) -> str:
        self._id = before.get("id", "")
        return ""

    def turn(self, turn: Any, scored: Scored | None) -> str:
        known = turn if isinstance(turn, dict) else {"text": turn}
        said = [self._id, known.get("speaker", ""), known.get("text", "")]
        return row(said if scored is None else [*said, *_columns(scored)])

    def end(self, after: Mapping[str, Any]) -> str:
        return ""


class NoPages:
    """Nothing is written out."""

    def begin(self, before: Mapping[str, Any]) -> str:
        return ""

    def turn(self, turn: Any, scored: Scored | None) -> str:
        return ""

    def end(self, after: Mapping[str, Any]) -> str:
        return ""


def pages_for(form: str) -> Pages:
    """Pages in the form "jsonl" or "csv"; any other form writes nothing here."""
    return JsonPages() if form == "jsonl" else TablePages() if form == "csv" else NoPages()


def row(fields: list[Any]) -> str:
    """One row of a table, of full width."""
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerow([*fields, *[""] * (len(COLUMNS) - len(fields))])
    return written.getvalue()


def _columns(scored: Scored) -> list[Any]:
    reading, change = scored.reading, scored.trust
    return [
        reading.sentiment.polarity,
        reading.sentiment.subjectivity,
        "; ".join(use.skill for use in reading.skill_uses),
        change.before / 10,
        change.after / 10,
        "; ".join(f"{reason.cause} {reason.amount / 10:+}" for reason in change.reasons),
        "" if scored.kind == "turn" else scored.kind,
    ]


def _json(value: Any) -> str:
    return json.dumps(value)
