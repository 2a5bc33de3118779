"""Which endings are still possible from where a conversation stands."""

from collections.abc import Collection, MutableMapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from roleplay.conversation import State
from roleplay.scenario import Scenario
from roleplay.trust import RUPTURE_STRAIN

if TYPE_CHECKING:
    from roleplay.exploring.bounds import Bounds

Remembered = MutableMapping[tuple[object, ...], tuple[str, ...]]
"""The endings that were found within reach before, by `place_of` the state."""


class PossibleEnding(NamedTuple):
    """An ending that an author wrote; every way to it asks for at least `asks` trust somewhere, in tenths."""

    id: str
    title: str
    asks: int


class Outlook(NamedTuple):
    """The endings of a scenario, and the ids of those within reach: before the first reply and after each."""

    endings: tuple[PossibleEnding, ...]
    within_reach: tuple[tuple[str, ...], ...]


def endings_within_reach(scenario: Scenario, state: State) -> tuple[str, ...]:
    """The endings that some replies could still lead to, in the author's order.

    What is missing is out of reach for certain, whatever is said. What is here is possible in principle: the
    proof counts with every move that trust can make, and not every one has words that make it.
    """
    return outlook(scenario, [state]).within_reach[0]


def outlook(scenario: Scenario, states: Sequence[State], remembered: Remembered | None = None) -> Outlook:
    """The endings within reach from each state of one conversation, in its order.

    What can be reached from a state could be reached from every one before it. So this begins at the end, where
    little is left to explore, and between two states with the same endings within reach nothing is explored. What
    is `remembered` is not explored again; what is explored is remembered.
    """
    looking = _Looking(scenario, states, {} if remembered is None else remembered)
    return Outlook(looking.endings, tuple(looking.all()))


class _Looking:
    """Finds out what is within reach along one conversation, with as few explorations as it can."""

    def __init__(self, scenario: Scenario, states: Sequence[State], remembered: Remembered) -> None:
        self.endings = _endings(scenario)
        self._scenario, self._states, self._remembered = scenario, states, remembered
        self._names = tuple([ending.id for ending in self.endings])
        self._bounds: Bounds | None = None

    def all(self) -> list[tuple[str, ...]]:
        """The endings within reach from every state."""
        first = place = len(self._states) - 1
        found = {place: self._at(place, (), self._names)}
        step = 1
        while place and found[place] != self._names:
            first = place = max(0, place - step)
            found[place] = self._at(place, found[min(found)], self._names)
            step *= 2
        ahead = list(pairwise(sorted(found)))
        while ahead:
            low, high = ahead.pop()
            if high - low > 1:
                middle = (low + high) // 2
                is_same = found[low] == found[high]
                found[middle] = found[low] if is_same else self._at(middle, found[high], found[low])
                ahead += [(low, middle), (middle, high)]
        return [self._names] * first + [found[place] for place in range(first, len(self._states))]

    def _at(self, place: int, least: Collection[str], most: Sequence[str]) -> tuple[str, ...]:
        """What is within reach from one state: all of `least`, and no more than `most`."""
        key = place_of(self._states[place])
        if key not in self._remembered:
            from roleplay.exploring.proof import bounds_of, explored

            missing = [name for name in most if name not in least]
            self._bounds = self._bounds or bounds_of(self._scenario)
            reached = explored(self._scenario, self._states[place], missing, self._bounds).at
            self._remembered[key] = tuple([name for name in most if name in least or reached[name]])
        found = self._remembered[key]
        return tuple([name for name in self._names if name in least or (name in found and name in most)])


def place_of(state: State) -> tuple[object, ...]:
    """All of a state that decides what can follow from it."""
    trust, strain, debt, mended = (getattr(state.standing, name) for name in ("trust", "strain", "debt", "mended"))
    return (
        state.node,
        trust,
        strain >= RUPTURE_STRAIN,
        debt,
        mended,
        tuple(sorted(state.visits.items())),
        tuple(sorted(state.flags)),
        len(state.markers),
    )


def _endings(scenario: Scenario) -> tuple[PossibleEnding, ...]:
    asked = _trust_asked(scenario)
    return tuple(
        [
            PossibleEnding(name, node.ending.title, asked.get(name, 0))
            for name, node in scenario.nodes.items()
            if node.ending
        ]
    )


def _trust_asked(scenario: Scenario) -> dict[str, int]:
    """For each node the trust that the easiest way to it asks for, at the guard that asks for most."""
    asked = {scenario.start: 0}
    ahead = [scenario.start]
    while ahead:
        name = ahead.pop()
        for transition in scenario.nodes[name].transitions:
            most = max(asked[name], transition.guard.trust_at_least)
            if most < asked.get(transition.target, 1001):
                asked[transition.target] = most
                ahead.append(transition.target)
    return asked
