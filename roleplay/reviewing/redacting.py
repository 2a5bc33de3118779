"""Leaves names, places, numbers and addresses out of a conversation, as far as they can be found."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from roleplay.reviewing.account import Account, Exchange

MAY_MISS = "Names, places, numbers and addresses were left out where they were found. Some may have been missed."

_PLACES = Path(__file__).with_name("places.toml")
_STREET = (
    r"street|st|avenue|ave|road|rd|lane|ln|drive|dr|court|ct|boulevard|blvd|way|place|pl|square|sq|terrace|ter|"
    r"highway|hwy|parkway|pkwy|circle|apt|apartment|unit|suite"
)
_FIXED = (
    ("address", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b(?:https?://|www\.)\S+|(?<!\w)@\w{2,}", re.IGNORECASE)),
    ("address", re.compile(rf"\b\d+[a-z]?\s+(?:[\w.'’-]+\s+){{1,3}}(?:{_STREET})\b\.?(?:\s*#?\d+\w*)?", re.IGNORECASE)),
    ("address", re.compile(r"\b[A-Z][\w'’-]+\s+(?:Street|Avenue|Road|Lane|Drive|Court|Boulevard|Square|Terrace)\b")),
    ("number", re.compile(r"\+?\(?\d(?:[\d\s().:/,-]*\d)?")),
)
_SAID = re.compile(
    r"\b[Mm]y name(?: is|['’]s)\s+([A-Za-z][\w'’-]+)|"
    r"\b(?:[Cc]all me|[Tt]his is|named|called|[Nn]ame is)\s+([A-Z][\w'’-]+)"
)
_AFTER_I_AM = re.compile(r"\b(?:I'm|I am|I’m|Im|im|Hi|Hello|Hey|hi|hello|hey|Dear|Thanks|thanks)\s+([A-Z][\w'’-]+)")
_TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Mx|Dr|Doctor|Officer|Nurse|Aunt|Uncle|Father|Sister|Brother)\.?\s+([A-Z][\w'’-]+)"
)
_CAPITAL = re.compile(r"\b[A-Z][\w'’-]+\b")
_NOT_A_NAME = frozenset(("a", "the", "not", "so", "me", "it", "hard", "good", "just", "how", "what", "that", "you"))


class Edit(NamedTuple):
    """Words `start` to `end` of a text, and what stands in their place."""

    start: int
    end: int
    instead: str


class Redactor:
    """Knows the names of one conversation, so that each is left out everywhere, under one number."""

    def __init__(self, texts: Iterable[str], kept: Iterable[str] = ()) -> None:
        """Learn the names from all texts; the words in `kept` are those of an invented person and stay."""
        self._kept = frozenset(word.lower() for name in kept for word in name.split())
        self._numbers: dict[str, int] = {}
        self._names: set[str] = set()
        for text in texts:
            self._names.update(name for name in _names_in(text) if name.lower() not in self._kept)
        parts = sorted({*self._names, *_places()}, key=len, reverse=True)
        self._known = re.compile(rf"\b(?:{'|'.join(map(re.escape, parts))})\b(?:['’]s)?", re.IGNORECASE)

    def edits(self, text: str) -> tuple[Edit, ...]:
        """What is left out of a text, in order; no two overlap."""
        found: list[Edit] = []
        for kind, pattern in _FIXED:
            found += (Edit(hit.start(), hit.end(), f"[{kind}]") for hit in pattern.finditer(text))
        for hit in self._known.finditer(text):
            if hit[0].lower().removesuffix("'s").removesuffix("’s") not in self._kept and self._is_meant(hit[0]):
                found.append(Edit(hit.start(), hit.end(), self._instead(hit[0])))
        return tuple(_apart(found))

    def text(self, text: str) -> str:
        """The text with all of it left out."""
        return _edited(text, self.edits(text))

    def _is_meant(self, words: str) -> bool:
        """A place that is also a word ("reading", "lynn") is meant where it has its capital, or was named so."""
        return words[:1].isupper() or words.lower() in {name.lower() for name in self._names} or " " in words

    def _instead(self, words: str) -> str:
        plain = re.sub(r"['’]s$", "", words).lower()
        kind = "name" if plain in {name.lower() for name in self._names} and plain not in _lower_places() else "place"
        return f"[{kind} {self._numbers.setdefault(plain, len(self._numbers) + 1)}]"


def redacted(account: Account) -> Account:
    """The account with everything that was found left out of what was said; what was heard moves along."""
    redactor = redactor_for(account)
    exchanges = tuple(_exchange(redactor, exchange) for exchange in account.exchanges)
    return account._replace(exchanges=exchanges)


def redactor_for(account: Account) -> Redactor:
    """What to leave out of a conversation. The client of a scenario is invented, so their own words may stay."""
    invented = bool(account.session)
    texts = [exchange.reply for exchange in account.exchanges]
    kept = [account.client, *account.own_terms] if invented else []
    if invented:
        kept += [word for exchange in account.exchanges for word in _CAPITAL.findall(exchange.said + exchange.answer)]
        kept = [
            word for word in kept if not any(re.search(rf"(?i)\b(?:{_SELF}) {re.escape(word)}", text) for text in texts)
        ]
    else:
        texts += [line for exchange in account.exchanges for line in (exchange.said, exchange.answer)]
    return Redactor(texts, kept)


_SELF = re.compile(r"\b(?:my name is|call me|i['’]?m|i am|this is)\s+([a-z][\w'’-]+)", re.IGNORECASE)


def _exchange(redactor: Redactor, exchange: Exchange) -> Exchange:
    edits = redactor.edits(exchange.reply)
    reading, trust = exchange.reading, exchange.trust
    uses = (use._replace(start=moved(use.start, edits), end=moved(use.end, edits)) for use in reading.skill_uses)
    reasons = (one._replace(start=moved(one.start, edits), end=moved(one.end, edits)) for one in trust.reasons)
    return exchange._replace(
        said=redactor.text(exchange.said),
        answer=redactor.text(exchange.answer),
        reply=_edited(exchange.reply, edits),
        reading=reading._replace(skill_uses=tuple(uses), mentions={}),
        trust=trust._replace(reasons=tuple(reasons)),
        changed=tuple(redactor.text(change) for change in exchange.changed),
    )


def redact_transcript(redactor: Redactor, transcript: dict[str, Any]) -> dict[str, Any]:
    """A transcript as JSON has it, with everything that was found left out."""
    return {**transcript, "turns": [_turn(redactor, turn) for turn in transcript["turns"]], "redacted": MAY_MISS}


def _turn(redactor: Redactor, turn: dict[str, Any]) -> dict[str, Any]:
    edits = redactor.edits(turn["text"])
    text = _edited(turn["text"], edits)
    if "skills" not in turn:
        return {**turn, "text": text}
    skills = [_placed(use, edits) for use in turn["skills"]]
    reasons = [_placed(reason, edits) for reason in turn["trust"]["reasons"]]
    return {
        **turn,
        "text": text,
        "skills": [{**use, "text": text[use["start"] : use["end"]]} for use in skills],
        "trust": {**turn["trust"], "reasons": reasons},
    }


def _placed(found: dict[str, Any], edits: tuple[Edit, ...]) -> dict[str, Any]:
    return {**found, "start": moved(found["start"], edits), "end": moved(found["end"], edits)}


def moved(place: int, edits: Iterable[Edit]) -> int:
    """Where a place of the text is after the edits; one within what was left out is where that ended."""
    shift = 0
    for start, end, instead in edits:
        if place <= start:
            break
        if place < end:
            return end + shift + len(instead) - (end - start)
        shift += len(instead) - (end - start)
    return place + shift


def _edited(text: str, edits: Iterable[Edit]) -> str:
    parts, last = [], 0
    for start, end, instead in edits:
        parts += [text[last:start], instead]
        last = end
    return "".join([*parts, text[last:]])


def _apart(found: list[Edit]) -> Iterable[Edit]:
    """The edits in order; of two that overlap the one that was looked for first, else the longer."""
    last = 0
    for edit in sorted(found, key=lambda one: (one.start, -one.end)):
        if edit.start >= last:
            yield edit
            last = edit.end


def _names_in(text: str) -> Iterable[str]:
    """Words that are somebody's name, or stand with a capital where nothing else needs one."""
    for pattern in (_SAID, _AFTER_I_AM, _TITLED):
        for hit in pattern.finditer(text):
            name = hit[hit.lastindex or 1]
            if name.lower() not in _NOT_A_NAME and name not in _common():
                yield re.sub(r"['’]s$", "", name)
    for hit in _CAPITAL.finditer(text):
        before = text[: hit.start()].rstrip(" \t\"'“‘(")
        begins = not before or before[-1] in ".!?:;\n*-…"
        word = re.sub(r"['’].*$", "", hit[0])
        if not begins and word not in _common() and not (hit[0].isupper() and len(hit[0]) > 3):
            yield word


@cache
def _read() -> dict[str, list[str]]:
    return tomllib.loads(_PLACES.read_text(encoding="utf-8"))


@cache
def _places() -> frozenset[str]:
    return frozenset(_read()["names"])


@cache
def _lower_places() -> frozenset[str]:
    return frozenset(name.lower() for name in _places())


@cache
def _common() -> frozenset[str]:
    return frozenset(_read()["common"])
