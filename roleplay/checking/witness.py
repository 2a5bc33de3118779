"""A short list of replies that really leads to a node, played through the listener that learners have."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from roleplay.checking.moments import rendered
from roleplay.conversation import State, Turn, context_for, opening, respond
from roleplay.ears.listening import listen
from roleplay.exploring.graphs import Ways, reached_from, turned_round
from roleplay.exploring.proof import Proof
from roleplay.practice import unscored_kind
from roleplay.reading import Context, Reading
from roleplay.scenario import Scenario
from roleplay.trust import RUPTURE_STRAIN

_BANK = Path(__file__).parents[1] / "catalogue" / "replies.toml"
_LONGEST = 40
_MOST_TRIED = 4000
"""How many moments are gone on from before the search is given up (set by hand: some seconds)."""

_KEPT = 2
"""How many of those with the most and with the least trust are kept of the same kind of moment."""


_AT_A_NODE = 24
"""How many moments at one node are gone on from after the same number of replies, from all levels of trust."""


class Moment(NamedTuple):
    """Where some replies really lead."""

    state: State
    replies: tuple[str, ...]
    shown: tuple[str, ...]


class Witness(NamedTuple):
    """The replies that lead to a node, None where none were found; `least` is how many it takes at the very least."""

    replies: tuple[str, ...] | None
    least: int


def witness_of(scenario: Scenario, proof: Proof, node: str, seed: int) -> Witness:
    """The fewest replies found that lead to a node, drawn from the author's own and from a bank of real ones.

    The search goes on from a few moments of each kind only, so where it finds nothing there may still be something.
    """
    ways = {
        name: [way.target for way, taken in zip(here.transitions, proof.taken[name], strict=True) if taken]
        for name, here in scenario.nodes.items()
    }
    search = _Search(scenario, node, ways, seed)
    return Witness(search.run(), _least(scenario.start, node, ways))


@cache
def bank() -> tuple[str, ...]:
    """Replies that fit almost any conversation, in the words of several kinds of learner."""
    groups = tomllib.loads(_BANK.read_text(encoding="utf-8")).values()
    return tuple(dict.fromkeys(reply for group in groups for reply in group["replies"]))


def _least(start: str, node: str, ways: Ways) -> int:
    """How many transitions it takes to come from the start to a node."""
    steps, here, seen = 0, {start}, {start}
    while node not in here and here:
        here = {target for name in here for target in ways[name]} - seen
        seen |= here
        steps += 1
    return steps


class _Search:
    """A search reply by reply; what a reply sounds like after a line is heard once and kept."""

    def __init__(self, scenario: Scenario, node: str, ways: Ways, seed: int) -> None:
        self.scenario = scenario
        self.node = node
        self.seed = seed
        self.leads_there = reached_from([node], turned_round(ways))
        guards = [transition.guard for here in scenario.nodes.values() for transition in here.transitions]
        self.asked = {frozenset(guard.heard_so_far) for guard in guards if guard.heard_so_far}
        self.counted: dict[str, int] = {}
        for guard in guards:
            for name, times in guard.visits:
                self.counted[name] = max(times, self.counted.get(name, 0))
        self.heard: dict[tuple[str, str, str, int, bool], Reading] = {}

    def run(self) -> tuple[str, ...] | None:
        """The replies, or None."""
        lines, state = opening(self.scenario, self.seed)
        here = [self._shown(Moment(state, (), ()), lines)]
        tried = 0
        for _ in range(_LONGEST):
            found = next((moment for moment in here if moment.state.node == self.node), None)
            if found is not None:
                return found.replies
            tried += len(here)
            if not here or tried > _MOST_TRIED:
                return None
            here = _some(self._after(here))
        return None

    def _after(self, here: list[Moment]) -> Iterator[Moment]:
        """The moments one reply later that are worth going on from, each heard in its own place."""
        kinds: dict[object, list[tuple[int, int, Moment, str]]] = {}
        for moment in here:
            for reply in self._candidates(moment):
                reading = self._reading(moment, reply)
                if unscored_kind(reading):
                    continue
                state = respond(self.scenario, self.seed, moment.state, reply, reading).state
                if state.node in self.leads_there:
                    found = kinds.setdefault(self._kind(state), [])
                    found.append((state.standing.trust, -len(found), moment, reply))
        for found in kinds.values():
            found.sort(key=lambda one: one[:2], reverse=True)
            for _, _, moment, reply in (*found[:_KEPT], *found[_KEPT:][-_KEPT:]):
                after = self._said(moment, reply)
                if after is not None and after.state.node in self.leads_there:
                    yield after

    def _kind(self, state: State) -> tuple[object, ...]:
        """What makes two moments the same kind: all that guards can ask for, except trust and this reply."""
        visits: Mapping[str, int] = state.visits
        seen = tuple([min(most, visits.get(name, 0)) for name, most in self.counted.items()])
        said = state.standing.counts.keys()
        asked = tuple([said.isdisjoint(skills) for skills in self.asked])
        return state.node, state.standing.strain >= RUPTURE_STRAIN, state.flags, seen, asked

    def _candidates(self, moment: Moment) -> Iterator[str]:
        """What could be said next: nothing that was said before."""
        node = self.scenario.nodes[moment.state.node]
        if node.transitions:
            for reply in (*node.model_replies, *node.trap_replies, *bank()):
                if reply not in moment.replies and "\n" not in reply and not reply.startswith("#"):
                    yield reply

    def _reading(self, moment: Moment, reply: str) -> Reading:
        """About what is heard in a reply, without what was said before."""
        state = moment.state
        key = (reply, state.node, state.voice, state.variant, state.standing.strain >= RUPTURE_STRAIN)
        if key not in self.heard:
            self.heard[key] = listen(reply, self._context(moment)._replace(replies=(), earlier=()))
        return self.heard[key]

    def _said(self, moment: Moment, reply: str) -> Moment | None:
        """What a reply leads to, heard as it would be in the conversation; None where it would not count."""
        reading = listen(reply, self._context(moment))
        if unscored_kind(reading):
            return None
        turn: Turn = respond(self.scenario, self.seed, moment.state, reply, reading)
        after = Moment(turn.state, (*moment.replies, reply), moment.shown)
        return self._shown(after, turn.lines)

    def _context(self, moment: Moment) -> Context:
        return context_for(self.scenario, moment.state, moment.shown[-6:], moment.replies[-4:])

    def _shown(self, moment: Moment, lines: tuple[str, ...]) -> Moment:
        """The moment with what the client said last."""
        said = " ".join(rendered(self.scenario, moment.state, line) for line in lines)
        return moment._replace(shown=(*moment.shown, said))


def _some(moments: Iterator[Moment]) -> list[Moment]:
    """At most so many of the moments at each node, those with the most and the least trust and evenly between."""
    at: dict[str, list[Moment]] = {}
    for moment in moments:
        at.setdefault(moment.state.node, []).append(moment)
    some: list[Moment] = []
    for here in at.values():
        if len(here) > _AT_A_NODE:
            here.sort(key=lambda moment: -moment.state.standing.trust)
            here = [here[place * (len(here) - 1) // (_AT_A_NODE - 1)] for place in range(_AT_A_NODE)]
        some += here
    return some
