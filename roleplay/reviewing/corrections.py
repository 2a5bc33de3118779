"""A trainer's corrections laid over what was heard: the figures change, what the machine heard stays beside them."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from roleplay.behaviours import behaviours
from roleplay.moving import move_trust
from roleplay.reading import SkillUse
from roleplay.reviewing.account import Account, Exchange, surely_heard
from roleplay.trust import Standing

_SCRIPTED = ("pledge_kept", "pledge_broken")


class Annotation(NamedTuple):
    """One note on reply `turn`: `kind` is "add", "remove" or "comment".

    `words` are those of the reply in which an added skill can be seen, if the trainer named any; `number` is
    the annotation's own, 0 before it is kept.
    """

    number: int
    turn: int
    kind: str
    skill: str = ""
    words: str = ""
    comment: str = ""
    at: str = ""


def corrected(account: Account, annotations: Sequence[Annotation]) -> Account:
    """The account with each reading as the trainer sees it; trust stays as it was in the conversation."""
    if not annotations:
        return account
    by_turn: dict[int, list[Annotation]] = {}
    for annotation in annotations:
        by_turn.setdefault(annotation.turn, []).append(annotation)
    exchanges = (_corrected(exchange, by_turn.get(exchange.number, ())) for exchange in account.exchanges)
    return account._replace(exchanges=tuple(exchanges))


def _corrected(exchange: Exchange, annotations: Iterable[Annotation]) -> Exchange:
    uses = list(exchange.reading.skill_uses)
    changed: list[str] = []
    for annotation in annotations:
        title = behaviours()[annotation.skill].title if annotation.skill in behaviours() else annotation.skill
        if annotation.kind == "remove":
            uses = [use for use in uses if use.skill != annotation.skill]
            changed.append(f"{title} taken out")
        elif annotation.kind == "add":
            uses = [use for use in uses if use.skill != annotation.skill]
            start = max(0, exchange.reply.find(annotation.words)) if annotation.words else 0
            uses.append(SkillUse(annotation.skill, start, start + len(annotation.words), 1.0))
            changed.append(f"{title} added")
        else:
            changed.append(f"note: {annotation.comment}")
    reading = exchange.reading._replace(skill_uses=tuple(uses))
    return exchange._replace(reading=reading, changed=tuple(changed), heard=surely_heard(reading))


def trust_as_corrected(account: Account) -> tuple[int, ...] | None:
    """The course that trust would have had with these readings and the same lines; None without anybody's rules.

    What the story itself brought (a step forward, a promise kept or broken) is taken as it was.
    """
    if account.rules is None or not account.exchanges:
        return None
    standing = account.exchanges[0].before
    course = [standing.trust]
    for exchange in account.exchanges:
        _, standing = move_trust(
            account.rules,
            standing,
            exchange.reading,
            exchange.acts,
            exchange.earlier_acts,
            exchange.needs,
            exchange.traps,
        )
        standing = _with_story(standing, exchange)
        course.append(standing.trust)
    return tuple(course)


def _with_story(standing: Standing, exchange: Exchange) -> Standing:
    """The standing after what the story brought at this reply."""
    for reason in exchange.trust.reasons:
        if reason.cause in _SCRIPTED or ":" in reason.cause:
            standing = standing._replace(trust=max(0, min(1000, standing.trust + reason.amount)))
        if reason.cause == "pledge_broken":
            strain = min(1000, standing.strain + round(-reason.amount * 100 / 18))
            standing = standing._replace(strain=strain, debt=standing.debt - reason.amount, wound="overpromise")
    return standing
