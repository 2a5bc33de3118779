"""A scenario laid out for the step from one line to the next: whatever its author's words alone decide.

There is no rule here that is not the step's own (conversation.py). It is asked for 100,000 times a second, and
looks up here what it would else work out at each reply; all of it is made when a conversation first comes there.
"""

from typing import Any

from roleplay.scenario import BANDS, RUPTURE, Line, Node, Scenario
from roleplay.trust import RUPTURE_STRAIN, Standing
from roleplay.worth import Moment

Asked = tuple[tuple[str, ...], tuple[tuple[str, int], ...], tuple[str, ...], bool | None, tuple[str, ...]]
"""What a guard asks for besides trust, in the order of its fields."""

Way = tuple[int, int, Asked | None, tuple[Any, ...]]
"""The least and most trust at which a transition opens, what else it asks for, and the transition's fields."""

_CALM, _HURT = Standing(0, 0, 0), Standing(0, 0, 0, strain=RUPTURE_STRAIN)


class Beat:
    """One node: its `ways` on, its lines, and for each band the voice it is spoken in with how many variants that
    has, while nothing hurts (`calm`) and while a hurt is open (`hurt`).

    `key` is the node's name as the seed chooses variants by; `moments` are kept by the line that is answered.
    """

    __slots__ = ("calm", "event", "hurt", "key", "lines", "moments", "node", "ways")

    def __init__(self, node: Node) -> None:
        self.node = node
        self.key = node.id.encode()
        self.event = node.event
        self.lines = node.lines
        self.ways = ways_of(node)
        self.calm = _voices(node, _CALM)
        self.hurt = _voices(node, _HURT)
        self.moments: dict[tuple[str, int, tuple[str, ...]], Moment] = {}


class _Beats(dict[str, Beat]):
    """The beats of a scenario by the names of their nodes, each made when it is first come to."""

    def __init__(self, scenario: Scenario) -> None:
        super().__init__()
        self._nodes = scenario.nodes

    def __missing__(self, name: str) -> Beat:
        beat = self[name] = Beat(self._nodes[name])
        return beat


class Stage:
    """A scenario with its beats. `marking` are the behaviours, and `marked` the nodes, that may reach a marker."""

    __slots__ = ("beats", "marked", "markers", "marking", "reactions", "rules", "scenario")

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.rules = scenario.trust
        self.beats = _Beats(scenario)
        self.reactions: dict[str, tuple[Line, ...]] = dict(scenario.persona.reactions)
        self.markers = scenario.markers
        self.marking = frozenset(skill for marker in scenario.markers for skill in marker.any_skill)
        self.marked = frozenset(node for marker in scenario.markers for node in marker.nodes)

    def moment(self, beat: Beat, voice: str, variant: int, earlier_acts: tuple[str, ...]) -> Moment:
        """What each behaviour is worth after this line, spoken after one that did `earlier_acts`."""
        node = beat.node
        acts = node.lines[voice][variant].acts
        known = beat.moments[voice, variant, earlier_acts] = Moment(
            self.rules, acts, earlier_acts, node.needs, node.traps
        )
        return known


_latest: list[Stage] = []


def stage_of(scenario: Scenario) -> Stage:
    """The scenario laid out; only the one that was asked for last is kept."""
    for stage in _latest:
        if stage.scenario is scenario:
            return stage
    stage = Stage(scenario)
    _latest[:] = [stage]
    return stage


def ways_of(node: Node) -> tuple[Way, ...]:
    """The ways on from a node, in the author's order."""
    made = []
    for transition in node.transitions:
        least, most, any_skill, visits, flags, ruptured, heard_so_far = transition.guard
        asked = any_skill, visits, flags, ruptured, heard_so_far
        is_asked = ruptured is not None or any(asked)
        made.append((least, most, asked if is_asked else None, tuple(transition)))
    return tuple(made)


def voice_for(node: Node, band: str, standing: Standing) -> str:
    """The voice a node is spoken in: rupture while a hurt is open, else the band or the nearest one written."""
    lines = node.lines
    if standing.strain >= RUPTURE_STRAIN and RUPTURE in lines:
        return RUPTURE
    if band in lines:
        return band
    place = BANDS.index(band)
    for nearest in (*reversed(BANDS[:place]), *BANDS[place + 1 :]):
        if nearest in lines:
            return nearest
    return RUPTURE


def _voices(node: Node, standing: Standing) -> dict[str, tuple[str, int]]:
    """The voice, and how many variants it has, by band."""
    voices = {band: voice_for(node, band, standing) for band in BANDS}
    return {band: (voice, len(node.lines.get(voice, ()))) for band, voice in voices.items()}
