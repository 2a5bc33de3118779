"""The transcript of a report: each reply with what was heard in its words, and what it did to trust and why."""

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from roleplay.behaviours import behaviours
from roleplay.reading import Assessment
from roleplay.reports.document import quoted
from roleplay.reports.reach_told import out_of_reach_after
from roleplay.reviewing.account import Account, Exchange
from roleplay.shells.telling import moved, points, signed, title_of
from roleplay.trust import Reason
from roleplay.worth import SURE

_TOWARD = {
    "with_client": "felt with {client}",
    "at_client": "about {client}",
    "learner": "about you",
    "others": "about others",
    "nobody": "about nobody",
}
_STEP = "marker:"
_GLOSSES = 6
"""Words with an opinion that are named for one reply."""


class Piece(NamedTuple):
    """A part of a reply with the names of what was heard in it; `kind` is "" where nothing was."""

    text: str
    kind: str = ""
    names: str = ""


class Row(NamedTuple):
    """One exchange as a report shows it: all of it words, but for the reply's pieces."""

    number: int
    said: str
    pieces: tuple[Piece, ...]
    trust: str
    change: str
    direction: str
    reasons: tuple[str, ...]
    also: str
    sentiment: str
    note: str
    corrected: str


_RANK = ("neutral", "skill", "repair", "misstep")


def rows_of(account: Account) -> list[Row]:
    """Every exchange in its words."""
    return [row_of(account, exchange) for exchange in account.exchanges]


def row_of(account: Account, exchange: Exchange) -> Row:
    """One exchange in its words."""
    before, after, reasons = exchange.trust
    change = after - before
    return Row(
        exchange.number,
        exchange.said,
        pieces_of(exchange),
        f"{points(before)} → {points(after)}",
        moved(change),
        "up" if change > 0 else "down" if change < 0 else "same",
        _reasons(exchange, reasons),
        _also(exchange),
        _sentiment(account, exchange),
        " ".join(filter(None, (exchange.note, out_of_reach_after(account, exchange.number)))),
        _corrected(exchange),
    )


def pieces_of(exchange: Exchange) -> tuple[Piece, ...]:
    """The reply cut at the edges of what was heard; together the pieces are the reply."""
    reply = exchange.reply
    uses = [
        (start, end, *_shown(skill, sure >= SURE))
        for skill, start, end, sure in exchange.reading.skill_uses
        if end > start
    ]
    if not uses:
        return (Piece(reply),)
    edges = {0, len(reply)}
    for use in uses:
        edges.update(use[:2])
    pieces = []
    for start, end in pairwise(sorted(edges)):
        heard = [use for use in uses if use[0] <= start and use[1] >= end]
        if not heard:
            pieces.append(Piece(reply[start:end]))
        elif len(heard) == 1:
            pieces.append(Piece(reply[start:end], *heard[0][2:]))
        else:
            kind = max([use[2] for use in heard], key=_RANK.index)
            pieces.append(Piece(reply[start:end], kind, ", ".join([use[3] for use in heard])))
    return tuple(pieces)


@cache
def _shown(skill: str, is_sure: bool) -> tuple[str, str]:
    """The kind of a behaviour and what it is called."""
    known = behaviours()
    return known[skill].kind if skill in known else "skill", _named(skill, SURE if is_sure else 0.0)


@cache
def _title(cause: str) -> str:
    return title_of(cause)


def _named(skill: str, confidence: float) -> str:
    return _title(skill) if confidence >= SURE else f"maybe {_title(skill)}"


def _reasons(exchange: Exchange, reasons: Sequence[Reason]) -> tuple[str, ...]:
    """Every cause with what it did; several steps forward at once are told as one."""
    steps = [amount for cause, amount, _, _ in reasons if cause.startswith(_STEP)]
    if len(steps) < 2:
        return tuple([_reason(exchange, cause, amount, start, end) for cause, amount, start, end in reasons])
    others = [_reason(exchange, *reason) for reason in reasons if not reason.cause.startswith(_STEP)]
    return (*others, f"{len(steps)} steps forward {signed(sum(steps))}")


def _reason(exchange: Exchange, cause: str, amount: int, start: int, end: int) -> str:
    words = exchange.reply[start:end]
    where = f", {quoted(words)}" if words.strip() else ""
    return f"{_title(cause)} {signed(amount)}{where}"


def _also(exchange: Exchange) -> str:
    """What was heard without moving trust."""
    moved = {reason.cause for reason in exchange.trust.reasons}
    names = [_named(use.skill, use.confidence) for use in exchange.reading.skill_uses if use.skill not in moved]
    return ", ".join(dict.fromkeys(names))


def _sentiment(account: Account, exchange: Exchange) -> str:
    """TextBlob's polarity with the words it came from, and whom each is about."""
    sentiment = exchange.reading.sentiment
    words = _assessed(account, sentiment.assessments)
    return f"{sentiment.polarity:+.2f}{f': {words}' if words else ''}"


def _assessed(account: Account, assessments: Sequence[Assessment]) -> str:
    told = [
        f"{' '.join(one.words)} {one.polarity:+.2f} {_TOWARD.get(one.toward, one.toward).format(client=account.client)}"
        for one in assessments[:_GLOSSES]
        if one.polarity
    ]
    return "; ".join(told)


def _corrected(exchange: Exchange) -> str:
    """What a trainer changed in the reading."""
    return "; ".join(exchange.changed)
