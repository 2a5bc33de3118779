"""What each behaviour was worth where it was heard, taken apart into its factors."""

from collections.abc import Iterator
from typing import NamedTuple

from roleplay.behaviours import behaviours
from roleplay.reviewing.account import Account, Exchange
from roleplay.worth import worth_of


class Worth(NamedTuple):
    """One behaviour in one reply.

    `points`, and the share of a `repair`, are those of the catalogue; `persona` is what this client's temperament
    makes of them and `moment` what the line before, repetition and timing do, both as factors. `moved` is its
    share of the change, in tenths of a point.
    """

    number: int
    skill: str
    words: str
    confidence: float
    points: float
    repair: float
    persona: float
    moment: float
    moved: int


def worth_table(account: Account) -> Iterator[Worth]:
    """Every behaviour of every reply, in order."""
    for exchange in account.exchanges:
        moments = _moments(account, exchange)
        for use in exchange.reading.skill_uses:
            known = behaviours().get(use.skill)
            points, repair = (known.points, known.repair) if known else (0.0, 0.0)
            rules = account.rules
            own = rules.weights[use.skill].points if rules and use.skill in rules.weights else points
            moved = sum(
                reason.amount
                for reason in exchange.trust.reasons
                if (reason.cause, reason.start, reason.end) == (use.skill, use.start, use.end)
            )
            words = exchange.reply[use.start : use.end]
            persona = own / points if points else 1.0
            yield Worth(
                exchange.number,
                use.skill,
                words,
                use.confidence,
                points,
                repair,
                persona,
                moments.get(use.skill, 0.0),
                moved,
            )


def _moments(account: Account, exchange: Exchange) -> dict[str, float]:
    """The factor of the moment for each behaviour that counted: its worth by its points and confidence."""
    rules = account.rules
    if rules is None:
        return {}
    sides = worth_of(
        rules, exchange.before, exchange.reading, exchange.acts, exchange.earlier_acts, exchange.needs, exchange.traps
    )
    found = {}
    for side in sides:
        for worth, use in side:
            weight = rules.weights[use.skill]
            own = abs(weight.points) or weight.repair
            if own and use.confidence:
                found[use.skill] = worth / (own * use.confidence)
    return found
