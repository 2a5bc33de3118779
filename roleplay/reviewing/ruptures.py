"""Hurts in a conversation, and what was done to put them right."""

from collections.abc import Sequence
from typing import NamedTuple

from roleplay.reviewing.account import Account, Evidence, Exchange, evidence_of
from roleplay.trust import RUPTURE_STRAIN

REPAIR_PARTS = (
    ("repair_acknowledgement", 3),
    ("repair_ownership", 3),
    ("repair_exploration", 2),
    ("repair_amends", 2),
)
"""The four parts of a repair with their shares in tenths, as the catalogue of skills has them."""

_PARTS = frozenset(part for part, _ in REPAIR_PARTS)

HURT = 30
"""A reply that costs this much, in tenths, is a hurt: from there on the trust model keeps a debt (domain rule)."""

_FULL = 8
"""The share of a repair, in tenths, from which it counts as whole; where the trust model gives its bonus."""


class Rupture(NamedTuple):
    """A hurt, by reply `number` (0: the client came with it), and its repair until the next one.

    `cause` is the behaviour that cost most and `lost` what was lost, in tenths; `shown` is the client's line
    that shows it and `next_reply` the number of the reply that answers this line (0: there was none). `parts`
    has the words of each part of the repair, in the order of REPAIR_PARTS, or None. `outcome` is "repaired",
    "partly" or "not", after `replies` replies, and `given_back` the trust that came back by it. While a hurt
    `was_open`, little else reached the client.
    """

    number: int
    cause: str
    lost: int
    shown: Evidence | None
    next_reply: int
    parts: tuple[Evidence | None, ...]
    outcome: str
    replies: int
    given_back: int
    was_open: bool


def ruptures_in(account: Account) -> tuple[Rupture, ...]:
    """Every hurt in the order in which they happened."""
    exchanges = account.exchanges
    began = [place for place, exchange in enumerate(exchanges) if lost_in(exchange) >= HURT]
    found = []
    if exchanges and "complaint" in exchanges[0].acts and account.exchanges[0].said:
        found.append(_rupture(exchanges, None, exchanges[: (began[0] + 1 if began else len(exchanges))]))
    for place, end in zip(began, [*began[1:], len(exchanges) - 1], strict=False):
        found.append(_rupture(exchanges, exchanges[place], exchanges[place + 1 : end + 1]))
    return tuple(found)


def lost_in(exchange: Exchange) -> int:
    """What a reply cost, before what it built, in tenths."""
    return -sum([amount for _, amount, _, _ in exchange.trust.reasons if amount < 0])


def _rupture(exchanges: Sequence[Exchange], cause: Exchange | None, after: Sequence[Exchange]) -> Rupture:
    """The hurt that one reply made, or that the client came with, with the replies up to the next."""
    parts: list[Evidence | None] = [None] * len(REPAIR_PARTS)
    share = replies = given_back = 0
    for count, exchange in enumerate(after, 1):
        if _PARTS.isdisjoint(exchange.heard):
            continue
        given_back += sum(reason.amount for reason in exchange.trust.reasons if reason.cause in _PARTS)
        for place, (part, tenths) in enumerate(REPAIR_PARTS):
            words = evidence_of(exchange, (part,))
            if words is not None and parts[place] is None:
                parts[place] = words
                share += tenths
                replies = count
        if share >= _FULL:
            break
    outcome = "repaired" if share >= _FULL else "partly" if share else "not"
    shown, number = _shown(exchanges, cause)
    next_reply = after[0].number if after else 0
    name = _worst(cause) if cause else ""
    return Rupture(
        number,
        name,
        lost_in(cause) if cause else 0,
        shown,
        next_reply,
        tuple(parts),
        outcome,
        replies if share else len(after),
        max(0, given_back),
        cause is not None and cause.after.strain >= RUPTURE_STRAIN,
    )


def _shown(exchanges: Sequence[Exchange], cause: Exchange | None) -> tuple[Evidence | None, int]:
    if cause is None:
        return Evidence(1, exchanges[0].said, by_client=True), 0
    shown = Evidence(cause.number + 1, cause.answer, by_client=True) if cause.answer else None
    return shown, cause.number


def _worst(exchange: Exchange) -> str:
    return min(exchange.trust.reasons, key=lambda reason: reason.amount).cause
