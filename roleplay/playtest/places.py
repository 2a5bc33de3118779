"""A scenario laid out for quick play: every spot where the client can have spoken, and the ways on from it."""

from collections.abc import Iterator, Mapping
from itertools import count
from typing import NamedTuple
from zlib import crc32

from roleplay.playtest.heard import FULL, NOBODY, Ear, Heard
from roleplay.playtest.learners import choices_for
from roleplay.scenario import BANDS, Guard, Node, Scenario, Transition, band_for
from roleplay.staging import voice_for
from roleplay.trust import RUPTURE_STRAIN, Standing, first_standing

HURT = len(BANDS)
"""What is added to the number of a band while a hurt is open."""

_CALM = Standing(0, 0, 0)
_WOUNDED = Standing(0, 0, 0, strain=RUPTURE_STRAIN)


class More(NamedTuple):
    """What a way asks for besides trust.

    `any_skill` has a place for each skill that opens it, `flags` a bit for each flag; `visits` are (number of
    a node, at least so many times); `so_far` is full in the place of each skill of which one has been heard.
    """

    any_skill: int
    visits: tuple[tuple[int, int], ...]
    flags: int
    so_far: int


class Way(NamedTuple):
    """A transition: the trust it asks for, and more; then where it leads, what it sets and its number."""

    least: int
    most: int
    more: More | None
    target: int
    sets: int
    number: int


Ways = tuple[tuple[Way, ...], tuple[Way, ...]]
"""The ways that can open while nothing hurts, and those that can while a hurt is open."""


class Spot:
    """A line of the client's as spoken after one that did `before`, while a hurt is open or not.

    `pools` are what each kind of learner may say and what was heard in it, and `onward` the spots that can
    follow, both found as they are needed.
    """

    __slots__ = ("acts", "before", "hurt", "is_end", "line", "node", "onward", "pools", "ways")

    def __init__(self, line: int, node: int, acts: tuple[str, ...], before: tuple[str, ...], *, hurt: bool) -> None:
        self.line = line
        self.node = node
        self.acts = acts
        self.before = before
        self.hurt = hurt
        self.ways: Ways = ((), ())
        self.is_end = False
        self.pools: dict[str, Pool] = {}
        self.onward: dict[int, tuple[Spot, ...]] = {}


Pool = tuple[int, list[Heard | None], tuple[int, ...]]
"""How many replies there are to draw from, what was heard in each so far, and their numbers."""


class Table:
    """A scenario by numbers: nodes, lines, flags, skills and replies, with everything that was ever heard in it.

    `lines` are (node, voice, variant), `ways` (node, which of its transitions). `bands[band][trust]` is the band
    that follows; `marks` has a bit for each sign of progress that entering a node reaches.
    """

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.ids = tuple(scenario.nodes)
        self.nodes = tuple(scenario.nodes.values())
        self.ear = Ear(scenario)
        self.lines = [(node.id, voice, one) for node in self.nodes for voice in node.lines for one in _of(node, voice)]
        self.keys = tuple(node.id.encode() for node in self.nodes)
        self.bands = tuple(tuple(BANDS.index(band_for(t, band)) for t in range(1001)) for band in BANDS)
        self.events = tuple(node.event for node in self.nodes)
        self.marks = tuple(_marks(scenario, name) for name in self.ids)
        self._number = {name: number for number, name in enumerate(self.ids)}
        self.ways = [(node.id, place) for node in self.nodes for place in range(len(node.transitions))]
        self._flags: dict[str, int] = {}
        numbers = count()
        self._ways = tuple(self._ways_from(node, numbers) for node in self.nodes)
        line_number = {line: number for number, line in enumerate(self.lines)}
        self._voices = tuple(_voices(node, line_number) for node in self.nodes)
        self._spots: dict[tuple[int, tuple[str, ...], bool], Spot] = {}

    def first(self, seed: int) -> Spot:
        """Where a conversation with this seed begins."""
        band = BANDS.index(band_for(self.scenario.trust.start))
        start = self._number[self.scenario.start]
        hurt = first_standing(self.scenario.trust).strain >= RUPTURE_STRAIN
        lines = self._voices[start][band + HURT if hurt else band]
        return self._spot(lines[crc32(self.keys[start], seed) % len(lines)], (), hurt=hurt)

    def onward(self, spot: Spot, code: int) -> tuple[Spot, ...]:
        """The spots to choose from where the client goes on; `code` is ten times the node plus band and hurt."""
        node, voice = divmod(code, 2 * HURT)
        lines = self._voices[node][voice]
        spot.onward[code] = tuple(self._spot(line, spot.acts, hurt=voice >= HURT) for line in lines)
        return spot.onward[code]

    def pool(self, spot: Spot, kind: str) -> Pool:
        """What a learner of this kind may say here; nothing of it has been heard yet."""
        texts = choices_for(kind, self.nodes[spot.node])
        replies = tuple(self.ear.number_of(text) for text in texts)
        spot.pools[kind] = (len(replies), [None] * len(replies), replies)
        return spot.pools[kind]

    def hear(self, spot: Spot, reply: int) -> Heard | None:
        """What is heard in a reply at this spot; None if it is no reply to the client."""
        name, voice, variant = self.lines[spot.line]
        return self.ear.hear(reply, name, voice, variant, spot.before, hurt=spot.hurt)

    def _spot(self, line: int, before: tuple[str, ...], *, hurt: bool) -> Spot:
        key = (line, before, hurt)
        if key not in self._spots:
            name, voice, variant = self.lines[line]
            node, number = self.scenario.nodes[name], self._number[name]
            spot = self._spots[key] = Spot(line, number, node.lines[voice][variant].acts, before, hurt=hurt)
            spot.ways, spot.is_end = self._ways[number], node.ending is not None
        return self._spots[key]

    def _ways_from(self, node: Node, numbers: Iterator[int]) -> Ways:
        ways = [(self._way(transition, next(numbers)), transition.guard.ruptured) for transition in node.transitions]
        calm = tuple(way for way, ruptured in ways if not ruptured)
        return calm, tuple(way for way, ruptured in ways if ruptured is not False)

    def _way(self, transition: Transition, number: int) -> Way:
        guard, target = transition.guard, self._number[transition.target]
        least, most, more = guard.trust_at_least, guard.trust_at_most, self._more(guard)
        return Way(least, most, more, target, self._bits(transition.sets), number)

    def _more(self, guard: Guard) -> More | None:
        """What a guard asks for besides trust and an open hurt, if anything."""
        if not (guard.any_skill or guard.visits or guard.flags or guard.heard_so_far):
            return None
        visits = tuple((self._number.get(name, NOBODY), times) for name, times in guard.visits)
        so_far = self.ear.mask(guard.heard_so_far, FULL)
        return More(self.ear.mask(guard.any_skill), visits, self._bits(guard.flags), so_far)

    def _bits(self, flags: tuple[str, ...]) -> int:
        """The flags as bits."""
        return sum(1 << self._flags.setdefault(flag, len(self._flags)) for flag in set(flags))


def _of(node: Node, voice: str) -> range:
    return range(len(node.lines[voice]))


def _marks(scenario: Scenario, node: str) -> int:
    return sum(1 << place for place, marker in enumerate(scenario.markers) if node in marker.nodes)


def _voices(node: Node, line_number: Mapping[tuple[str, str, int], int]) -> tuple[tuple[int, ...], ...]:
    """The lines to choose from in each band, first while nothing hurts, then while a hurt is open."""
    voices = [voice_for(node, band, standing) for standing in (_CALM, _WOUNDED) for band in BANDS]
    return tuple(tuple(line_number[node.id, voice, one] for one in _of(node, voice)) for voice in voices)
