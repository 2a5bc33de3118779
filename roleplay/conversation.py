"""One step of a conversation: what was heard moves trust, and trust decides what the client says next."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from roleplay.moving import move_trust
from roleplay.scenario import (
    BANDS,
    RUPTURE,
    Guard,
    Line,
    Marker,
    Node,
    Scenario,
    Transition,
    band_for,
)
from roleplay.trust import RUPTURE_STRAIN, Reason, Standing, TrustChange, first_standing

if TYPE_CHECKING:
    from roleplay.reading import Context, Reading

_DEPTHS = ("", "depth_1", "depth_2", "depth_3")
_MARKER = 10
_PLEDGE_KEPT = 40
_PLEDGE_BROKEN = 60
_WORTH_REACTING_TO = 8


class State(NamedTuple):
    """Where a conversation stands after the client has spoken.

    The client spoke variant `variant` of voice `voice` of `node`. `visits` counts how often each node was
    entered, `reacted` how often the client has reacted to each behaviour.
    """

    node: str
    voice: str
    variant: int
    band: str
    standing: Standing
    visits: Mapping[str, int]
    replies: int = 0
    flags: frozenset[str] = frozenset()
    markers: tuple[str, ...] = ()
    reacted: Mapping[str, int] = {}
    mentions: Mapping[str, str] = {}
    earlier_acts: tuple[str, ...] = ()


class Turn(NamedTuple):
    """One reply and all that came of it: the record that everything else reads.

    The reply was made at node `left` and led to `state.node`; `note` is the author's on the transition taken.
    `lines` are what the client then says.
    """

    reply: str
    reading: "Reading"
    trust: TrustChange
    left: str
    note: str
    lines: tuple[str, ...]
    state: State


def opening(scenario: Scenario, seed: int) -> tuple[tuple[str, ...], State]:
    """The client's first words, and where the conversation stands then."""
    standing = first_standing(scenario.trust)
    band = band_for(standing.trust)
    node = scenario.nodes[scenario.start]
    voice, variant = _chosen(node, band, standing, seed, 0)
    state = State(node.id, voice, variant, band, standing, {node.id: 1})
    return (line_of(scenario, state).text,), state


def respond(scenario: Scenario, seed: int, state: State, reply: str, reading: "Reading") -> Turn:
    """What the client does with a reply. The same arguments give the same turn, on every machine."""
    acts = acts_of(line_of(scenario, state))
    here = scenario.nodes[state.node]
    change, standing = move_trust(
        scenario.trust, state.standing, reading, acts, state.earlier_acts, here.needs, here.traps
    )
    heard = standing.recent[-1]
    transition = transition_for(here, state, standing, heard)
    node = scenario.nodes[transition.target]
    if node.event:
        change, standing = _happen(node.event, change, standing, scenario.trust.growth)
    markers = state.markers
    if len(markers) < len(scenario.markers):
        change, standing, markers = _reach(scenario.markers, markers, change, standing, heard, node.id)

    band = band_for(standing.trust, state.band)
    seen = state.visits.get(node.id, 0)
    voice, variant = _chosen(node, band, standing, seed, seen)
    before, reacted = _on_the_way(scenario, seed, state, transition, change)
    after = State(
        node.id,
        voice,
        variant,
        band,
        standing,
        {**state.visits, node.id: seen + 1},
        state.replies + 1,
        state.flags.union(transition.sets) if transition.sets else state.flags,
        markers,
        reacted,
        {**state.mentions, **reading.mentions} if reading.mentions else state.mentions,
        acts,
    )
    lines = (*before, node.lines[voice][variant].text)
    return Turn(reply, reading, change, state.node, transition.note, lines, after)


def line_of(scenario: Scenario, state: State) -> Line:
    """The line that the client spoke last."""
    return scenario.nodes[state.node].lines[state.voice][state.variant]


def acts_of(line: Line) -> tuple[str, ...]:
    """What a line does, its depth included ("depth_2")."""
    return (*line.acts, _DEPTHS[line.depth]) if line.depth else line.acts


def context_for(scenario: Scenario, state: State, shown: tuple[str, ...], replies: tuple[str, ...]) -> "Context":
    """What the next reply answers. `shown` are the client's lines so far, oldest first, `replies` the learner's."""
    from roleplay.reading import Context

    line = line_of(scenario, state)
    return Context(
        shown[-1] if shown else line.text,
        line.about,
        line.feelings,
        acts_of(line),
        line.depth,
        scenario.nodes[state.node].needs,
        scenario.persona.own_terms,
        shown[-5:-1],
        replies[-4:],
        state.standing.strain >= RUPTURE_STRAIN or "complaint" in line.acts,
    )


def transition_for(node: Node, state: State, standing: Standing, heard: frozenset[str]) -> Transition:
    """The first transition whose guard holds, in the author's order."""
    for transition in node.transitions:
        if holds(transition.guard, state, standing, heard):
            return transition
    raise ValueError(f"no transition of {node.id} holds; the last one must have no guard")


def holds(guard: Guard, state: State, standing: Standing, heard: frozenset[str]) -> bool:
    """Whether everything that a guard asks for is so, with these behaviours heard in the reply."""
    least, most, any_skill, visits, flags, ruptured = guard
    if ruptured is not None and ruptured != (standing.strain >= RUPTURE_STRAIN):
        return False
    if not least <= standing.trust <= most:
        return False
    if any_skill and heard.isdisjoint(any_skill):
        return False
    if flags and not state.flags.issuperset(flags):
        return False
    for node, times in visits:  # noqa: SIM110 - the quickest form, and this runs most often of all
        if state.visits.get(node, 0) < times:
            return False
    return True


def voice_for(node: Node, band: str, standing: Standing) -> str:
    """The voice a node is spoken in: rupture while a hurt is open, else the band or the nearest one written."""
    if standing.strain >= RUPTURE_STRAIN and RUPTURE in node.lines:
        return RUPTURE
    if band in node.lines:
        return band
    place = BANDS.index(band)
    for nearest in (*reversed(BANDS[:place]), *BANDS[place + 1 :]):
        if nearest in node.lines:
            return nearest
    return RUPTURE


def _chosen(node: Node, band: str, standing: Standing, seed: int, seen: int) -> tuple[str, int]:
    """The voice and the variant of a node: the seed picks where to begin, each visit takes the next."""
    voice = voice_for(node, band, standing)
    return voice, _variant(seed, node.id, seen, len(node.lines[voice]))


def _variant(seed: int, key: str, seen: int, count: int) -> int:
    return 0 if count == 1 else (crc32(key.encode(), seed & 0xFFFFFFFF) + seen) % count


def _on_the_way(
    scenario: Scenario, seed: int, state: State, transition: Transition, change: TrustChange
) -> tuple[tuple[str, ...], Mapping[str, int]]:
    """What the client says before the next line: a reaction to what moved trust most, else the transition's words."""
    cause = _strongest(change)
    reactions = scenario.persona.reactions.get(cause) if cause else None
    if reactions is not None:
        times = state.reacted.get(cause, 0)
        if times < len(reactions):
            variant = _variant(seed, cause, times, len(reactions))
            return (reactions[variant].text,), {**state.reacted, cause: times + 1}
    if transition.says:
        seen = state.visits.get(transition.target, 0)
        key = f"{state.node}>{transition.target}"
        return (transition.says[_variant(seed, key, seen, len(transition.says))].text,), state.reacted
    return (), state.reacted


def _strongest(change: TrustChange) -> str:
    """The behaviour worth reacting to: the worst misstep, else the best skill of at least 0.8 points; else ""."""
    worst, best, cause = 0, _WORTH_REACTING_TO - 1, ""
    for name, amount, _, _ in change.reasons:
        if amount < worst:
            worst, cause = amount, name
        elif not worst and amount > best:
            best, cause = amount, name
    return cause


def _reach(
    markers: tuple[Marker, ...],
    reached: tuple[str, ...],
    change: TrustChange,
    standing: Standing,
    heard: frozenset[str],
    node: str,
) -> tuple[TrustChange, Standing, tuple[str, ...]]:
    """Trust after the markers that these behaviours or this node reach: a point each, once, if nothing was lost."""
    for name, _, any_skill, nodes in markers:
        if (node in nodes or not heard.isdisjoint(any_skill)) and name not in reached:
            reached = (*reached, name)
            if change.after >= change.before:
                change, standing = _add(change, standing, f"marker:{name}", _MARKER)
    return change, standing, reached


def _happen(event: str, change: TrustChange, standing: Standing, growth: float) -> tuple[TrustChange, Standing]:
    """Trust after a promise turns out kept (4 points, by the persona's growth) or broken (-6)."""
    if not standing.counts.get("follow_through"):
        return change, standing
    if event == "pledge_kept":
        return _add(change, standing, event, round(_PLEDGE_KEPT * growth))
    change, standing = _add(change, standing, event, -_PLEDGE_BROKEN)
    strain = min(1000, standing.strain + round(_PLEDGE_BROKEN * 100 / 18))
    return change, standing._replace(strain=strain, debt=standing.debt + _PLEDGE_BROKEN, wound="overpromise")


def _add(change: TrustChange, standing: Standing, cause: str, amount: int) -> tuple[TrustChange, Standing]:
    amount = max(-change.after, min(1000 - change.after, amount))
    if not amount:
        return change, standing
    after = change.after + amount
    reasons = (*change.reasons, Reason(cause, amount))
    return TrustChange(change.before, after, reasons), standing._replace(trust=after)
