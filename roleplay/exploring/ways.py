"""Transitions as the proof reads them: for whom each opens, and what it asks of a lane."""

from typing import NamedTuple

from roleplay.exploring.lanes import Field, Lanes
from roleplay.exploring.trust_sets import between
from roleplay.scenario import Node, Transition


class Way(NamedTuple):
    """One transition: the trusts it opens for, with no hurt open (`calm`) and with one (`hurt`); 0 for never.

    It asks for the bits `flags` and the counts `visits` of a lane, and sets the bits `sets`. An `unsure` one may
    stay shut though all of that holds: it waits for words, or for something that is not kept in mind.
    """

    target: str
    calm: int
    hurt: int
    flags: int
    visits: tuple[tuple[Field, int], ...]
    unsure: bool
    sets: int

    def is_shut(self, lane: int) -> bool:
        """Whether a lane by itself keeps this way shut."""
        return bool(self.flags & ~lane) or any(field.read(lane) < times for field, times in self.visits)


def ways_of(node: Node, lanes: Lanes) -> tuple[Way, ...]:
    """The ways on from a node, in the author's order."""
    return tuple([_way(transition, lanes) for transition in node.transitions])


def _way(transition: Transition, lanes: Lanes) -> Way:
    guard = transition.guard
    trusts = between(guard.trust_at_least, guard.trust_at_most)
    kept = tuple([(lanes.visits[node], times) for node, times in guard.visits if node in lanes.visits])
    forgotten = len(kept) < len(guard.visits) or not lanes.flags.keys() >= set(guard.flags)
    return Way(
        transition.target,
        0 if guard.ruptured is True else trusts,
        0 if guard.ruptured is False else trusts,
        lanes.bits_of(guard.flags),
        kept,
        bool(guard.any_skill or guard.heard_so_far) or forgotten,
        lanes.bits_of(transition.sets),
    )
