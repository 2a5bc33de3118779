"""What a conversation remembers beside trust, as far as a guard will still ask for it: flags, visits, markers."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from roleplay.scenario import Guard, Node, Scenario

MEMORIES = ("flags, visits and markers", "flags and markers", "markers", "nothing")
"""What is kept in mind, from everything to nothing; each next one takes less room."""


class Field(NamedTuple):
    """A counter inside a lane: its lowest bit, the mask of its digits and the count that it stops at."""

    shift: int
    mask: int
    most: int

    def read(self, lane: int) -> int:
        """The count in a lane."""
        return (lane >> self.shift) & self.mask


class Lanes:
    """How memories are written into one whole number, the *lane*.

    `memory` is one of MEMORIES. What is not kept in mind may hold or not. `live` are, for each node, the bits of
    a lane that can still make a difference there.
    """

    def __init__(self, scenario: Scenario, memory: str) -> None:
        self.memory = memory
        self._used = 0
        guards = [transition.guard for node in scenario.nodes.values() for transition in node.transitions]
        flags = {flag for guard in guards for flag in guard.flags} if "flags" in memory else ()
        self.flags = {flag: 1 << self._take(1).shift for flag in sorted(flags)}
        self.visits = dict(self._counters(guards)) if "visits" in memory else {}
        self.markers = self._take(len(scenario.markers)) if scenario.markers and "markers" in memory else None
        self.live = self._live(scenario)

    def bits_of(self, flags: Iterable[str]) -> int:
        """The bits of those flags that are kept in mind."""
        bits = 0
        for flag in flags:
            bits |= self.flags.get(flag, 0)
        return bits

    def entered(self, lane: int, node: str) -> int:
        """The lane after one more visit to a node."""
        field = self.visits.get(node)
        if field is not None and field.read(lane) < field.most:
            lane += 1 << field.shift
        return lane

    def lane_for(self, visits: Mapping[str, int], flags: Iterable[str], markers: int, node: str) -> int:
        """The lane of a conversation at a node that has seen this."""
        lane = self.bits_of(flags)
        for name, field in self.visits.items():
            lane |= min(field.most, visits.get(name, 0)) << field.shift
        if self.markers is not None:
            lane |= markers << self.markers.shift
        return lane & self.live[node]

    def _take(self, most: int) -> Field:
        width = most.bit_length()
        field = Field(self._used, (1 << width) - 1, most)
        self._used += width
        return field

    def _counters(self, guards: Iterable[Guard]) -> Iterator[tuple[str, Field]]:
        most: dict[str, int] = {}
        for guard in guards:
            for node, times in guard.visits:
                most[node] = max(times, most.get(node, 0))
        for node, times in most.items():
            yield node, self._take(times)

    def _live(self, scenario: Scenario) -> dict[str, int]:
        """For each node the bits that a guard there or further on reads."""
        live = {name: self._read_at(node) for name, node in scenario.nodes.items()}
        before: dict[str, list[str]] = {name: [] for name in live}
        for name, node in scenario.nodes.items():
            for transition in node.transitions:
                before[transition.target].append(name)
        ahead = [name for name, bits in live.items() if bits]
        while ahead:
            target = ahead.pop()
            for name in before[target]:
                if live[target] & ~live[name]:
                    live[name] |= live[target]
                    ahead.append(name)
        return live

    def _read_at(self, node: Node) -> int:
        bits = 0
        for transition in node.transitions:
            bits |= self.bits_of(transition.guard.flags)
            for name, _ in transition.guard.visits:
                field = self.visits.get(name)
                bits |= field.mask << field.shift if field else 0
        if self.markers is not None and node.transitions:
            bits |= self.markers.mask << self.markers.shift
        return bits
