"""What the two agreed on: what the client wants, what the learner made clear, and what was promised."""

from itertools import zip_longest
from typing import NamedTuple

from roleplay.reviewing.account import Account, Evidence, Exchange, Goal, all_evidence, client_lines, heard_in

_EXPECTATIONS = (
    ("role", ("role_clarity", "honest_limits")),
    ("contact", ("follow_through",)),
    ("privacy", ("confidentiality_limits",)),
)
_ASKED = {
    "asks_role": frozenset(("role_clarity", "honest_limits", "information", "goal_alignment", "follow_through")),
    "asks_confidentiality": frozenset(("confidentiality_limits", "secrecy_promise", "role_clarity", "honest_limits")),
    "asks_advice": frozenset(("advice_with_permission", "information", "evocation", "honest_limits", "advice")),
}
_BONDS = (
    ("bond", frozenset(("warmth", "validation", "feeling_reflection", "repair_acknowledgement", "repair_ownership"))),
    ("goal", frozenset(("goal_alignment", "evocation"))),
    ("task", frozenset(("role_clarity", "seeking_collaboration", "confidentiality_limits", "follow_through"))),
)
_STRONG = 3
"""From so many replies a dimension is called strong; set by hand."""


class Pledge(NamedTuple):
    """A promise: `kind` is "small", "too_much" or "secrecy".

    `kept` is how the story told that it came out, None where it did not tell; `is_open` while it still can.
    """

    words: Evidence
    kind: str
    kept: bool | None
    is_open: bool = False


class Dimension(NamedTuple):
    """One side of working together: "bond", "goal" or "task", "low", "some" or "strong", in how many replies."""

    name: str
    strength: str
    replies: int


class CommonGround(NamedTuple):
    """What both knew of each other's wishes and limits.

    `wishes` are the client's own words for what they want, `agreed` the replies that asked for goals or took
    them up. Each of `expectations` is a name ("role", "contact", "privacy") with the words that set it, or
    None. `open` are questions of the client's that no reply answered. `goals` is None where nobody named any.
    """

    wishes: tuple[Evidence, ...]
    agreed: tuple[Evidence, ...]
    expectations: tuple[tuple[str, Evidence | None], ...]
    pledges: tuple[Pledge, ...]
    open: tuple[Evidence, ...]
    goals: tuple[Goal, ...] | None
    dimensions: tuple[Dimension, ...]


def common_ground(account: Account) -> CommonGround:
    """What the two of them agreed on, and what stayed open."""
    exchanges = account.exchanges
    wishes = (
        Evidence(number, line, by_client=True)
        for number, line, acts in client_lines(account)
        if "goal_statement" in acts
    )
    expectations = ((name, next(iter(all_evidence(exchanges, skills)), None)) for name, skills in _EXPECTATIONS)
    return CommonGround(
        tuple(wishes),
        all_evidence(exchanges, ("goal_alignment", "evocation")),
        tuple(expectations),
        _pledges(account),
        _unanswered(account),
        account.goals,
        tuple(_dimension(account, name, skills) for name, skills in _BONDS),
    )


def _pledges(account: Account) -> tuple[Pledge, ...]:
    exchanges = account.exchanges
    small = _small_pledges(account)
    large = [Pledge(words, "too_much", None) for words in _words(exchanges, "overpromise")]
    secret = [Pledge(words, "secrecy", None) for words in _words(exchanges, "secrecy_promise")]
    return tuple(sorted((*small, *large, *secret), key=lambda pledge: pledge.words.number))


def _words(exchanges: tuple[Exchange, ...], skill: str) -> tuple[Evidence, ...]:
    return all_evidence(exchanges, (skill,))


def _outcomes(account: Account) -> list[tuple[int, bool]]:
    """By which reply the story told that a promise was kept or broken."""
    return [
        (exchange.number, reason.cause == "pledge_kept")
        for exchange in account.exchanges
        for reason in exchange.trust.reasons
        if reason.cause in ("pledge_kept", "pledge_broken")
    ]


def _small_pledges(account: Account) -> list[Pledge]:
    """Small promises; where the story tells how one came out, that is the last one made before."""
    outcomes, found = _outcomes(account), _words(account.exchanges, "follow_through")
    pledges = []
    for words, after in zip_longest(found, found[1:]):
        told = [kept for number, kept in outcomes if words.number < number <= (after.number if after else number)]
        is_open = not account.is_over and not any(number > words.number for number, _ in outcomes)
        pledges.append(Pledge(words, "small", told[0] if told else None, is_open))
    return pledges


def _unanswered(account: Account) -> tuple[Evidence, ...]:
    """Questions that neither the reply to them nor the next one answered."""
    found = []
    for place, exchange in enumerate(account.exchanges):
        for act in exchange.acts:
            answers = _ASKED.get(act)
            nearby = account.exchanges[place : place + 2] if answers else ()
            if answers and all(heard_in(near).isdisjoint(answers) for near in nearby):
                found.append(Evidence(exchange.number, exchange.said, act, by_client=True))
                break
    return tuple(found)


def _dimension(account: Account, name: str, skills: frozenset[str]) -> Dimension:
    replies = sum(not skills.isdisjoint(exchange.heard) for exchange in account.exchanges)
    return Dimension(name, "strong" if replies >= _STRONG else "some" if replies else "low", replies)
