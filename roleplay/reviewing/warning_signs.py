"""The four signs that a helping relationship is in trouble, where they showed and whether they were noticed."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from roleplay.reviewing.account import Account, Evidence, client_lines, evidence_of, heard_in, spoken

_WITHIN = 2
"""A sign is noticed in one of so many replies after it (domain rule)."""

_SHORT, _LONGER = 3, 8
"""Somebody goes quiet with at most 3 words, after a line of 8 or more; set by hand."""

_EARLY = 4
"""Before so many replies nobody can speak of little progress; set by hand."""

_CORRECTS = re.compile(
    r"\b(that(?:'|’)?s not (?:what|it|how|why)|not what i (?:said|meant)|i (?:already )?told you|"
    r"(?:you|you're|you’re|you are)(?: just)? not listening|you don(?:'|’)?t (?:get|understand) (?:it|me|this)|"
    r"i never said|i didn(?:'|’)?t say|that doesn(?:'|’)?t (?:work|help))\b",
    re.IGNORECASE,
)
_MISREAD = frozenset(("advice", "overclaiming", "clinical_overreach", "confrontation", "comparison"))
"""Missteps that misread somebody, when they say so (C2 and C7 of the rupture markers)."""

_REPAIR = ("repair_acknowledgement", "repair_ownership", "repair_exploration", "repair_amends")
NOTICING = {
    "complaint": (*_REPAIR, "validation", "immediacy"),
    "quiet": (*_REPAIR, "immediacy", "pacing", "feeling_reflection", "validation", "checking_understanding"),
    "misread": (*_REPAIR, "checking_understanding", "validation", "complex_reflection", "simple_reflection"),
    "stuck": ("goal_alignment", "evocation", "checking_understanding", "seeking_collaboration"),
}
"""The skills that answer each sign (good answers to rupture markers, domain 1.7)."""


class Sign(NamedTuple):
    """One warning sign: `name` is "complaint", "quiet", "misread" or "stuck".

    `lines` are the client's lines that show it and `noticed` the words of the reply that took the first one
    up, if one did; `unanswered` holds when no reply followed it. `known` is false where it cannot be told.
    """

    name: str
    lines: tuple[Evidence, ...] = ()
    noticed: Evidence | None = None
    unanswered: bool = False
    known: bool = True


def warning_signs(account: Account) -> tuple[Sign, ...]:
    """The four signs, each with its lines, in the order of the founding article."""
    missteps = _missteps()
    first_long = _first_long_line(account)
    if not any(line for _, line, _ in client_lines(account)):
        return tuple(Sign(name, known=False) for name in NOTICING)
    return (
        _sign(account, "complaint", lambda number, line, acts: _complains(account, number, acts, missteps)),
        _sign(account, "quiet", lambda number, line, acts: _goes_quiet(account, first_long, number, line, acts)),
        _sign(account, "misread", lambda number, line, acts: _is_misread(account, number, line)),
        _stuck(account),
    )


def _missteps() -> frozenset[str]:
    from roleplay.behaviours import behaviours

    return frozenset(name for name, behaviour in behaviours().items() if behaviour.kind == "misstep")


def _sign(account: Account, name: str, shows: Callable[[int, str, tuple[str, ...]], bool]) -> Sign:
    lines = [
        Evidence(number, line, by_client=True)
        for number, line, acts in client_lines(account)
        if shows(number, line, acts)
    ]
    if not lines:
        return Sign(name)
    return Sign(name, tuple(lines), _noticed(account, name, lines[0].number), lines[0].number > len(account.exchanges))


def _noticed(account: Account, name: str, number: int) -> Evidence | None:
    """The words that took up a line within two replies; a reply that cost trust took up nothing."""
    for exchange in account.exchanges[number - 1 : number - 1 + _WITHIN]:
        words = evidence_of(exchange, NOTICING[name])
        if words is not None and exchange.trust.after >= exchange.trust.before:
            return words
    return None


def _reacted(account: Account, number: int) -> str:
    """The behaviour that the client's line before reply `number` is a reaction to, if it is one."""
    return account.exchanges[number - 2].reacted if number > 1 else ""


def _complains(account: Account, number: int, acts: Sequence[str], missteps: frozenset[str]) -> bool:
    is_said = "complaint" in acts and "withdraws" not in acts
    return is_said or _reacted(account, number) in missteps - _MISREAD


def _is_misread(account: Account, number: int, line: str) -> bool:
    return number > 1 and (_reacted(account, number) in _MISREAD or _CORRECTS.search(spoken(line)) is not None)


def _first_long_line(account: Account) -> int:
    """The number of the first line with which the client said more than a little."""
    long = (one.number for one in account.exchanges if len(spoken(one.said).split()) >= _LONGER)
    return next(long, len(account.exchanges))


def _goes_quiet(account: Account, first_long: int, number: int, line: str, acts: Sequence[str]) -> bool:
    """Nobody goes quiet with their first words, nor with many words where no author says so."""
    words = len(spoken(line).split())
    if number == 1:
        return False
    if "withdraws" in acts:
        return words < _LONGER or bool(account.exchanges[0].node)
    if "goodbye" in acts or number > len(account.exchanges):
        return False
    return number > first_long and words <= _SHORT


def _stuck(account: Account) -> Sign:
    """Little progress: at most a quarter of the steps that the author hoped for."""
    if account.goals is None or not account.goals or len(account.exchanges) < _EARLY:
        return Sign("stuck", known=False)
    reached = sum(goal.number > 0 for goal in account.goals)
    if reached * 4 > len(account.goals):
        return Sign("stuck")
    number = len(account.exchanges)
    asked = [exchange for exchange in account.exchanges if not heard_in(exchange).isdisjoint(NOTICING["stuck"])]
    words = evidence_of(asked[-1], NOTICING["stuck"]) if asked else None
    return Sign("stuck", (Evidence(number, account.exchanges[-1].said, by_client=True),), words)
