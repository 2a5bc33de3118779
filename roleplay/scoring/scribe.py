"""Takes the parts of files, scores the turns in them, and writes them out."""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from roleplay.practice import LONGEST_REPLY
from roleplay.scoring.csv_file import unknown_speaker
from roleplay.scoring.fold import Fold, Temperament
from roleplay.scoring.opening import Part
from roleplay.scoring.pages import pages_for
from roleplay.scoring.tally import Tally

_OBJECT = '{"id": "...", "turns": [{"speaker": "learner", "text": "..."}]}'
_TOO_DEEP = "this is nested too deeply to be a transcript"
_ROLES = ("learner", "client")


class Result(NamedTuple):
    """What came of some parts: text to write, things to say about the file, and a tally for each transcript."""

    text: str
    said: tuple[Part, ...]
    tallies: tuple[Tally, ...]


class Scribe:
    """Scores turn by turn; a transcript may go on from one call to the next."""

    def __init__(self, temperament: Temperament, form: str) -> None:
        """`form` is "jsonl", "csv", or "" for the tallies alone."""
        self._temperament = temperament
        self._pages = pages_for(form)
        self._text: list[str] = []
        self._said: list[Part] = []
        self._tallies: list[Tally] = []
        self._fold: Fold | None = None
        self._tally = Tally("", 0)

    def take(self, parts: Sequence[Part]) -> None:
        """Score these parts."""
        for part in parts:
            if part.kind == "json":
                self._whole(part)
            elif part.kind in _ROLES:
                if part.is_first:
                    self.finish()
                    self._begin(part.line, {"id": part.transcript}, part.transcript)
                self._turn(part.line, {"speaker": part.kind, "text": part.text}, part.kind)
            else:
                self._said.append(part)

    def finish(self) -> None:
        """The transcript under way, if there is one, has ended."""
        if self._fold is not None:
            self._end({})

    def result(self) -> Result:
        """What came of everything since this was asked last."""
        result = Result("".join(self._text), tuple(self._said), tuple(self._tallies))
        self._text, self._said, self._tallies = [], [], []
        return result

    def _begin(self, line: int, before: dict[str, Any], name: Any) -> None:
        self._fold = Fold(self._temperament)
        self._tally = Tally(_name(name, line), line)
        self._text.append(self._pages.begin(before))

    def _turn(self, line: int, turn: dict[str, Any], role: str) -> None:
        assert self._fold is not None
        text = turn["text"]
        scored = None
        if role == "client":
            self._fold.client_says(text)
        else:
            scored = self._fold.reply(text)
            self._tally.add(text, scored)
            if scored.cut:
                self._say(line, "notice", f"only the first {LONGEST_REPLY:,} characters of this reply are listened to")
        self._text.append(self._pages.turn(turn, scored))

    def _end(self, after: dict[str, Any]) -> None:
        self._text.append(self._pages.end(after))
        self._fold = None
        if self._tally.turns:
            self._tallies.append(self._tally)
        else:
            self._say(self._tally.line, "problem", "the learner says nothing in this transcript; nothing is scored")

    def _say(self, line: int, kind: str, text: str) -> None:
        self._said.append(Part(line, kind, text))

    def _whole(self, part: Part) -> None:
        """Score each transcript of a JSON text."""
        try:
            document = json.loads(part.text, strict=False)
        except RecursionError:
            self._say(part.line, "problem", _TOO_DEEP)
            return
        except ValueError as error:
            self._say(part.line, "problem", f"this is not valid JSON ({_reason(error)}); write {_OBJECT}")
            return
        for transcript in document if isinstance(document, list) else [document]:
            written = len(self._text)
            try:
                self._object(part.line, transcript)
            except RecursionError:  # what could be read in may still be too deep to be written out
                del self._text[written:]
                self._fold = None
                self._say(part.line, "problem", _TOO_DEEP)

    def _object(self, line: int, transcript: Any) -> None:
        """Score one transcript; a turn that is none is passed over and left as it is."""
        turns = transcript.get("turns") if isinstance(transcript, dict) else None
        if not isinstance(turns, list):
            self._say(line, "problem", f'this is no transcript: it has no list of "turns"; write {_OBJECT}')
            return
        keys = list(transcript)
        place = keys.index("turns")
        self._begin(line, {key: transcript[key] for key in keys[:place]}, transcript.get("id"))
        for number, turn in enumerate(turns, 1):
            problem = _problem_in(turn)
            if problem:
                self._say(line, "problem", f"turn {number}: {problem}")
                self._text.append(self._pages.turn(turn, None))
            else:
                self._turn(line, turn, turn["speaker"].strip().lower())
        self._end({key: transcript[key] for key in keys[place + 1 :]})


def _problem_in(turn: Any) -> str:
    """Why something is no turn; "" if it is one."""
    if not isinstance(turn, dict):
        return 'this is no turn; write {"speaker": "learner", "text": "..."}'
    speaker, text = turn.get("speaker"), turn.get("text")
    if not isinstance(speaker, str) or speaker.strip().lower() not in _ROLES:
        return unknown_speaker(speaker if isinstance(speaker, str) else json.dumps(speaker))
    return "" if isinstance(text, str) else 'the text is missing; write "text": "..."'


def _name(given: Any, line: int) -> str:
    """What a transcript is called on screen."""
    return given if isinstance(given, str) and given else json.dumps(given) if given is not None else f"line {line}"


def _reason(error: ValueError) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at character {error.pos + 1}"
    return "a number in it is too long"


def score(temperament: Temperament, form: str, parts: Sequence[Part]) -> Result:
    """What comes of parts that hold whole transcripts only."""
    scribe = Scribe(temperament, form)
    scribe.take(parts)
    scribe.finish()
    return scribe.result()
