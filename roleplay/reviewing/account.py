"""A conversation laid out for review: each reply with what it answered, what was heard and what came of it."""

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from roleplay.conversation import State, Turn
from roleplay.reading import Reading, SkillUse
from roleplay.scenario import Scenario
from roleplay.trust import Standing, TrustChange, TrustRules
from roleplay.worth import SURE

if TYPE_CHECKING:
    from roleplay.exploring.outlook import Outlook

STRANGER = "the other person"
"""What a client is called within a sentence whose name nobody gave."""


LONGEST_WORDS = 90
"""Characters of words quoted within a sentence."""

_WORDS_THEMSELVES = frozenset(("label", "jargon"))
_BEGINS = re.compile(r"^\s*|[.!?]+[\"'”’)]*\s+|\n\s*")
_STOPS = re.compile(r"(?=\.+(?:[\"'”’)\s]|$))|(?<=[!?])(?=[\"'”’)\s]|$)|\n")
"""A sentence is quoted with its question mark and without its full stop."""


class Exchange(NamedTuple):
    """One reply and what it answered. `number` counts from 1.

    `said` is what the client said before it and `acts` what that line does; `answer` is what they said next.
    `before` and `after` are where the relationship stood. `needs`, `traps`, `model_replies` and `note` are the
    author's, if there is one; `reacted` is the behaviour that the client answered in words of their own.
    `changed` are the behaviours that a trainer added or took out of the reading, `heard` those that were surely
    heard, each once: `surely_heard` of the reading.
    """

    number: int
    said: str
    reply: str
    reading: Reading
    trust: TrustChange
    before: Standing
    after: Standing
    answer: str = ""
    acts: tuple[str, ...] = ()
    earlier_acts: tuple[str, ...] = ()
    node: str = ""
    needs: tuple[str, ...] = ()
    traps: tuple[str, ...] = ()
    model_replies: tuple[str, ...] = ()
    note: str = ""
    reacted: str = ""
    changed: tuple[str, ...] = ()
    heard: frozenset[str] = frozenset()


class Goal(NamedTuple):
    """A step forward for the client, in the author's words, and the reply that reached it (0: not reached)."""

    says: str
    number: int


class Account(NamedTuple):
    """A whole conversation. `start` is trust before the first reply, in tenths.

    `goals` is None where nobody named any. `rules` are the client's temperament, `last_acts` what their last
    line does. `session` is "" for a conversation that is not kept here. `outlook` is None where nobody has
    found out which endings were within reach.
    """

    title: str
    client: str
    exchanges: tuple[Exchange, ...]
    start: int
    session: str = ""
    scenario: str = ""
    started_at: str = ""
    is_over: bool = False
    ending: tuple[str, str] = ("", "")
    goals: tuple[Goal, ...] | None = None
    own_terms: tuple[str, ...] = ()
    rules: TrustRules | None = None
    last_acts: tuple[str, ...] = ()
    outlook: "Outlook | None" = None


class Evidence(NamedTuple):
    """Words from the transcript: those of reply `number` or, with `by_client`, of the line it answered.

    `number` may be one more than there are replies: the client's last line. `skill` is what was heard in them.
    """

    number: int
    text: str
    skill: str = ""
    by_client: bool = False


def account_of(scenario: Scenario | None, head: Account, opening: str, first: State, turns: Sequence[Turn]) -> Account:
    """The head filled with what was said, and with what the scenario's author knew if that can be read."""
    exchanges: list[Exchange] = []
    said, state = opening, first
    for number, turn in enumerate(turns, 1):
        exchanges.append(_exchange(scenario, number, said, state, turn))
        said, state = " ".join(turn.lines), turn.state
    filled = head._replace(exchanges=tuple(exchanges), start=first.standing.trust)
    return filled if scenario is None else _with_scenario(filled, scenario, state, turns)


def _exchange(scenario: Scenario | None, number: int, said: str, state: State, turn: Turn) -> Exchange:
    node = scenario.nodes.get(turn.left) if scenario else None
    return Exchange(
        number,
        said,
        turn.reply,
        turn.reading,
        turn.trust,
        state.standing,
        turn.state.standing,
        " ".join(turn.lines),
        turn.state.earlier_acts,
        state.earlier_acts,
        turn.left,
        node.needs if node else (),
        node.traps if node else (),
        node.model_replies if node else (),
        turn.note,
        next((skill for skill, times in turn.state.reacted.items() if times > state.reacted.get(skill, 0)), ""),
        heard=surely_heard(turn.reading),
    )


def _with_scenario(account: Account, scenario: Scenario, last: State, turns: Sequence[Turn]) -> Account:
    node = scenario.nodes.get(last.node)
    ending = node.ending if node else None
    reached: dict[str, int] = {}
    for number, turn in enumerate(turns, 1):
        for marker in turn.state.markers:
            reached.setdefault(marker, number)
    lines = node.lines.get(last.voice, ()) if node else ()
    return account._replace(
        client=scenario.persona.name.split()[0],
        is_over=ending is not None,
        ending=(ending.title, ending.meaning) if ending else ("", ""),
        goals=tuple(Goal(marker.says, reached.get(marker.id, 0)) for marker in scenario.markers),
        own_terms=scenario.persona.own_terms,
        rules=scenario.trust,
        last_acts=lines[last.variant].acts if last.variant < len(lines) else (),
    )


def surely_heard(reading: Reading) -> frozenset[str]:
    """The behaviours that were surely heard in a reply, each once."""
    return frozenset([use.skill for use in reading.skill_uses if use.confidence >= SURE])


def heard_in(exchange: Exchange) -> frozenset[str]:
    """The behaviours that were surely heard in a reply, each once."""
    return exchange.heard


def use_of(exchange: Exchange, skills: Iterable[str]) -> SkillUse | None:
    """The surest use of any of the skills in a reply, if one was surely heard."""
    wanted = exchange.heard.intersection(skills)
    if not wanted:
        return None
    uses = [use for use in exchange.reading.skill_uses if use.skill in wanted and use.confidence >= SURE]
    return max(uses, key=lambda use: (use.confidence, -use.start), default=None)


def words_of(exchange: Exchange, use: SkillUse) -> str:
    """The sentence a use was heard in, from its first words on where it is long; the whole reply if none are marked.

    Only the words themselves where they are what matters.
    """
    reply, start, end = exchange.reply, use.start, use.end
    if end <= start:
        return reply
    if use.skill in _WORDS_THEMSELVES:
        return reply[start:end]
    begins = 0
    for found in _BEGINS.finditer(reply, 0, start):
        begins = found.end()
    stops = _STOPS.search(reply, end)
    ends = max(end, stops.start() if stops else len(reply))
    return reply[begins if ends - begins <= LONGEST_WORDS else start : ends].strip()


def evidence_of(exchange: Exchange, skills: Iterable[str]) -> Evidence | None:
    """The words in which the surest of the skills was heard in a reply, if one was."""
    use = use_of(exchange, skills)
    return Evidence(exchange.number, words_of(exchange, use), use.skill) if use else None


def all_evidence(exchanges: Iterable[Exchange], skills: Iterable[str]) -> tuple[Evidence, ...]:
    """For every reply in which one of the skills was surely heard, its words."""
    wanted = frozenset(skills)
    found = (evidence_of(exchange, wanted) for exchange in exchanges if not wanted.isdisjoint(exchange.heard))
    return tuple(evidence for evidence in found if evidence is not None)


def client_lines(account: Account) -> tuple[tuple[int, str, tuple[str, ...]], ...]:
    """Each of the client's lines with the number of the reply that answers it, and what the line does."""
    lines = [(exchange.number, exchange.said, exchange.acts) for exchange in account.exchanges]
    if account.exchanges and account.exchanges[-1].answer:
        lines.append((len(account.exchanges) + 1, account.exchanges[-1].answer, account.last_acts))
    return tuple(lines)


def spoken(line: str) -> str:
    """What is said aloud in a client's line, without its *narration*; all of it if nothing is."""
    aloud = " ".join(" ".join(line.split("*")[::2]).split())
    return aloud or " ".join(line.replace("*", " ").split())
