"""Every trust with which each node can be entered, proved for all replies that anybody could give."""

from collections.abc import Collection, Iterator, Mapping
from heapq import heappop, heappush
from typing import NamedTuple

from roleplay.conversation import State, opening
from roleplay.exploring.arrivals import Arrivals, after_a_reply, grown, hastened
from roleplay.exploring.bounds import BONUS, Bounds, coarse
from roleplay.exploring.entering import Entrance
from roleplay.exploring.graphs import in_order
from roleplay.exploring.lanes import MEMORIES, Lanes
from roleplay.exploring.ways import ways_of
from roleplay.scenario import Scenario
from roleplay.trust import RUPTURE_STRAIN

MOST_REMEMBERED = 48
"""With more flags, or more nodes whose visits are counted, they are not kept in mind (set by hand)."""

_new = tuple.__new__
"""Makes a record from its fields in half the time of calling it; large scenarios make a great many."""

_ROOM = 20_000
_ROOM_PER_NODE = 20
_MOST_MOVED = 4096


class Proof(NamedTuple):
    """What can happen, whatever a learner says; every set holds trusts in tenths, a bit each.

    `calm` and `hurt` are the trusts with which a node can be entered with no hurt open and with one. For each
    transition of a node, `taken` are the trusts after a reply that can take it and `refused` those that can
    go past it. `memories` are the lanes in which it can be entered, and `lanes` say what was kept in mind;
    the rest may hold or not. Nothing outside these sets can happen; not everything inside them has a reply
    that leads there.
    """

    calm: Mapping[str, int]
    hurt: Mapping[str, int]
    taken: Mapping[str, tuple[int, ...]]
    refused: Mapping[str, tuple[int, ...]]
    memories: Mapping[str, Collection[int]]
    lanes: Lanes

    def entered(self, node: str) -> int:
        """Every trust with which a node can be entered; 0 for a node that cannot be."""
        return self.calm[node] | self.hurt[node]


def prove(scenario: Scenario, state: State | None = None) -> Proof:
    """What can happen from a state on, or from the beginning."""
    return explored(scenario, state or opening(scenario, 0)[1]).proof()


def explored(
    scenario: Scenario, state: State, wanted: Collection[str] = (), bounds: Bounds | None = None
) -> "Exploration":
    """A walk through what can happen from a state on, with as much kept in mind as there is room for.

    With `wanted` nodes it goes no further than it takes to have entered each of them. `bounds`, where they are
    at hand, are those of the scenario.
    """
    bounds = bounds or bounds_of(scenario)
    for memory in _memories(scenario):
        exploration = Exploration(scenario, memory, bounds)
        if exploration.run(state, wanted):
            break
    return exploration


def bounds_of(scenario: Scenario) -> Bounds:
    """How far one reply can move the trust of a scenario's client."""
    return Bounds(scenario.trust, _has_risk(scenario))


def _memories(scenario: Scenario) -> Iterator[str]:
    """What can be kept in mind, from as much as there is room for to nothing."""
    guards = [transition.guard for node in scenario.nodes.values() for transition in node.transitions]
    flags = {flag for guard in guards for flag in guard.flags}
    visits = {name for guard in guards for name, _ in guard.visits}
    for memory in MEMORIES:
        many_flags = "flags" in memory and len(flags) > MOST_REMEMBERED
        many_visits = "visits" in memory and len(visits) > MOST_REMEMBERED
        if not (many_flags or many_visits):
            yield memory


Parting = tuple[int, list[int], Arrivals]
"""Those who go on from a way of this number, with their lanes."""


class Exploration:
    """One walk through everything that can happen, with one kind of memory."""

    def __init__(self, scenario: Scenario, memory: str, bounds: Bounds | None = None) -> None:
        self.lanes = Lanes(scenario, memory)
        self.bounds = bounds or bounds_of(scenario)
        self.entrance = Entrance(scenario, self.lanes)
        self.ways = {name: ways_of(node, self.lanes) for name, node in scenario.nodes.items()}
        self.at: dict[str, dict[int, Arrivals]] = {name: {} for name in scenario.nodes}
        self._taken = {name: [0] * len(ways) for name, ways in self.ways.items()}
        self._refused = {name: [0] * len(ways) for name, ways in self.ways.items()}
        self._left: set[str] = set()
        self._sets: dict[int, int] = {}
        self._moved: dict[tuple[Arrivals, int], Arrivals] = {}
        self._plain = frozenset(name for name in scenario.nodes if self.entrance.is_plain(name))
        ways = {name: [transition.target for transition in node.transitions] for name, node in scenario.nodes.items()}
        self._order = {name: place for place, name in enumerate(in_order([scenario.start], ways))}
        self._waiting: dict[str, set[int]] = {}
        self._queue: list[tuple[int, str]] = []
        self._room = _ROOM + _ROOM_PER_NODE * len(scenario.nodes)

    def run(self, state: State, wanted: Collection[str] = ()) -> bool:
        """Follow everything from a state to its end; False where there is not room enough for this memory.

        With `wanted` nodes it stops as soon as each of them has been entered.
        """
        lane = self.lanes.lane_for(state.visits, state.flags, len(state.markers), state.node)
        self._arrive(state.node, lane, _standing(state, self.entrance.credit(lane)))
        while self._queue:
            _, name = heappop(self._queue)
            self._left.add(name)
            self._leave(name, self._waiting.pop(name))
            if wanted and all(self.at[node] for node in wanted):
                return True
            if self._room < 0 and self.lanes.memory != MEMORIES[-1]:
                return False
        return True

    def proof(self) -> Proof:
        """What was found."""
        calm, hurt = dict.fromkeys(self.at, 0), dict.fromkeys(self.at, 0)
        for name, lanes in self.at.items():
            for arrivals in lanes.values():
                calm[name] |= arrivals.calm | arrivals.healing
                hurt[name] |= arrivals.hurt
        taken = {name: tuple(sets) for name, sets in self._taken.items()}
        refused = {name: tuple(sets) for name, sets in self._refused.items()}
        memories = {name: lanes.keys() for name, lanes in self.at.items()}
        return Proof(calm, hurt, taken, refused, memories, self.lanes)

    def _leave(self, name: str, lanes: set[int]) -> None:
        """Everywhere that one reply can lead from a node; lanes in which the same trusts stand go together."""
        if not self.ways[name]:
            return
        here = self.at[name]
        together: dict[Arrivals, list[int]] = {}
        for lane in lanes:
            after = self._after(here[lane], self.entrance.credit(lane))
            together.setdefault(after, []).append(lane)
        ahead = [(0, same, after) for after, same in together.items()]
        while ahead:
            ahead += self._follow(name, *ahead.pop())

    def _follow(self, name: str, first: int, lanes: list[int], left: Arrivals) -> Iterator[Parting]:
        """Takes those who left on along the ways from the `first` on, the first open one first.

        Lanes that keep a way shut part company there; they go on from the next way.
        """
        ways, taken, refused = self.ways[name], self._taken[name], self._refused[name]
        calm, healing, hurt, healing_ceiling, hurt_ceiling = left
        for place in range(first, len(ways)):
            target, for_calm, for_hurt, flags, visits, unsure, sets = ways[place]
            if flags or visits:
                shut = [lane for lane in lanes if ways[place].is_shut(lane)]
                if shut:
                    refused[place] |= calm | healing | hurt
                    yield place + 1, shut, _new(Arrivals, (calm, healing, hurt, healing_ceiling, hurt_ceiling))
                    lanes = [lane for lane in lanes if not ways[place].is_shut(lane)]
                    if not lanes:
                        return
            passing = (calm & for_calm, healing & for_calm, hurt & for_hurt)
            takers = passing[0] | passing[1] | passing[2]
            if takers:
                taken[place] |= takers
                coming = _new(Arrivals, (*passing, healing_ceiling, hurt_ceiling))
                for lane in lanes:
                    self._enter(target, lane | sets, coming)
                if not unsure:
                    calm, healing, hurt = calm & ~for_calm, healing & ~for_calm, hurt & ~for_hurt
            rest = calm | healing | hurt
            if not rest:
                return
            refused[place] |= rest

    def _after(self, at: Arrivals, credit: int) -> Arrivals:
        """Where one reply can lead; most lanes are much like others, so what was found is kept for a while."""
        found = self._moved.get((at, credit))
        if found is None:
            if len(self._moved) >= _MOST_MOVED:
                self._moved.clear()
            found = self._moved[at, credit] = after_a_reply(at, self.bounds, credit)
        return found

    def _enter(self, name: str, lane: int, coming: Arrivals) -> None:
        """Takes those who come into a node."""
        lane, live = self.lanes.entered(lane, name), self.lanes.live[name]
        if name in self._plain:
            self._arrive(name, lane & live, coming)
        else:
            for at_lane, arrivals in self.entrance.through(name, lane, coming):
                self._arrive(name, at_lane & live, arrivals)

    def _arrive(self, name: str, lane: int, coming: Arrivals) -> None:
        """Keeps those who are new at a node in a lane, and the node in the queue."""
        here = self.at[name]
        before = here.get(lane)
        if before is None:
            self._room -= 1
            after = coming
        else:
            after = grown(before, coming)
            if after is before:
                return
            if name in self._left:  # only who went round in a loop comes to where others have left
                after = hastened(before, after)
        same = self._sets.setdefault
        calm, healing, hurt, healing_ceiling, hurt_ceiling = after
        calm, healing, hurt = same(calm, calm), same(healing, healing), same(hurt, hurt)
        here[lane] = _new(Arrivals, (calm, healing, hurt, healing_ceiling, hurt_ceiling))
        waiting = self._waiting.get(name)
        if waiting is None:
            self._waiting[name] = {lane}
            heappush(self._queue, (self._order[name], name))
        else:
            waiting.add(lane)


def _standing(state: State, credit: int) -> Arrivals:
    """Those who stand where a conversation stands."""
    standing = state.standing
    trust = 1 << standing.trust
    ceiling = coarse(standing.trust + standing.debt + BONUS + credit)
    if standing.strain >= RUPTURE_STRAIN:
        return Arrivals(0, 0, trust, 0, ceiling)
    if standing.debt or standing.mended:
        return Arrivals(0, trust, 0, ceiling, 0)
    return Arrivals(trust)


def _has_risk(scenario: Scenario) -> bool:
    """Whether some line is a sign of danger, which costs trust when nobody asks."""
    lines = (line for node in scenario.nodes.values() for said in node.lines.values() for line in said)
    return any("risk_cue" in line.acts for line in lines)
