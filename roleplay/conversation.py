"""One step of a conversation: what was heard moves trust, and trust decides what the client says next."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import crc32

from roleplay.moving import moved
from roleplay.scenario import Line, Node, Scenario, Transition, band_for
from roleplay.staging import Beat, Stage, Way, stage_of, voice_for, ways_of
from roleplay.trust import RUPTURE_STRAIN, Reason, Standing, TrustChange, first_standing

if TYPE_CHECKING:
    from roleplay.reading import Context, Reading

_new = tuple.__new__
"""Makes a record from its fields in half the time of calling it; the step is asked for 100,000 times a second."""
MARKER = 10
PLEDGE_KEPT = 40
PLEDGE_BROKEN = 60
SECRET_BROKEN = 80
_WORTH_REACTING_TO = 8

PASSED_OVER = "(skipped this moment)"
"""What stands in a record in place of the reply that a learner did not give."""

_PASSING = "*The moment passes.*"
_NOT_ANSWERED = "You skipped this moment. That counts neither way."


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

    The reply was made at node `left` and led to `state.node` by the `transition` with that id; `note` is the
    author's on it. `lines` are what the client then says.
    """

    reply: str
    reading: "Reading"
    trust: TrustChange
    left: str
    note: str
    lines: tuple[str, ...]
    state: State
    transition: str = ""


def opening(scenario: Scenario, seed: int) -> tuple[tuple[str, ...], State]:
    """The client's first words, and where the conversation stands then."""
    standing = first_standing(scenario.trust)
    band = band_for(standing.trust)
    node = stage_of(scenario).beats[scenario.start]
    voice, variant = _chosen(node, band, standing.strain, seed, 0)
    state = State(scenario.start, voice, variant, band, standing, {scenario.start: 1})
    return (node.lines[voice][variant].text,), state


def taken_up(scenario: Scenario, seed: int, name: str, trust: int, flags: frozenset[str] = frozenset()) -> State:
    """Where a conversation would stand that had just come to a node with this trust (in tenths) and these flags."""
    standing = first_standing(scenario.trust._replace(start=trust))
    band = band_for(trust)
    voice, variant = _chosen(stage_of(scenario).beats[name], band, standing.strain, seed, 0)
    return State(name, voice, variant, band, standing, {name: 1}, flags=flags)


def respond(scenario: Scenario, seed: int, state: State, reply: str, reading: "Reading") -> Turn:
    """What the client does with a reply. The same arguments give the same turn, on every machine."""
    left, voice, variant, band, standing, visits, replies, flags, markers, reacted, mentions, earlier = state
    stage = stage_of(scenario)
    here = stage.beats[left]
    moment = here.moments.get((voice, variant, earlier)) or stage.moment(here, voice, variant, earlier)
    change, standing, heard = moved(moment, standing, reading)
    target, _, note, says, sets, way = _way_on(here.ways, left, visits, flags, standing, heard)
    node = stage.beats[target]
    if node.event:
        change, standing = _happen(node.event, change, standing, stage.rules.growth)
    if target in stage.marked or (heard and not heard.isdisjoint(stage.marking)):
        change, standing, markers = _reach(stage, markers, change, standing, heard, target)

    band = band_for(standing.trust, band)
    seen = visits.get(target, 0)
    voice, variant = _chosen(node, band, standing.strain, seed, seen)
    lines: tuple[str, ...] = (node.lines[voice][variant].text,)
    cause = _strongest(change.reasons)
    times, reactions = reacted.get(cause, 0), stage.reactions.get(cause, ())
    if times < len(reactions):
        lines = (reactions[_variant(seed, cause.encode(), times, len(reactions))].text, *lines)
        reacted = {**reacted, cause: times + 1}
    elif says:
        spoken = 0 if len(says) == 1 else _variant(seed, f"{left}>{target}".encode(), seen, len(says))
        lines = (says[spoken].text, *lines)
    if sets:
        flags = flags.union(sets)
    if reading.mentions:
        mentions = {**mentions, **reading.mentions}
    visits = dict(visits)
    visits[target] = seen + 1
    after = _new(
        State,
        (target, voice, variant, band, standing, visits, replies + 1, flags, markers, reacted, mentions, moment.acts),
    )
    return _new(Turn, (reply, reading, change, left, note, lines, after, way))


def skip(scenario: Scenario, seed: int, state: State) -> Turn:
    """The client goes on although this moment was passed over: as after a reply in which nothing is heard.

    Neither trust nor anything else between the two changes, no marker is reached and no promise comes due.
    """
    from roleplay.reading import SKIPPED

    here, standing = scenario.nodes[state.node], state.standing
    transition = transition_for(here, state, standing, frozenset())
    node, seen = stage_of(scenario).beats[transition.target], state.visits.get(transition.target, 0)
    voice, variant = _chosen(node, state.band, standing.strain, seed, seen)
    after = state._replace(
        node=transition.target,
        voice=voice,
        variant=variant,
        visits={**state.visits, transition.target: seen + 1},
        flags=state.flags.union(transition.sets),
        earlier_acts=here.lines[state.voice][state.variant].acts,
    )
    lines = (_PASSING, node.lines[voice][variant].text)
    change = TrustChange(standing.trust, standing.trust)
    return Turn(PASSED_OVER, SKIPPED, change, here.id, _NOT_ANSWERED, lines, after, transition.id)


def is_skipped(reading: "Reading") -> bool:
    """Whether nothing was said here because the learner passed over the moment."""
    return "skipped" in reading.flags


def line_of(scenario: Scenario, state: State) -> Line:
    """The line that the client spoke last."""
    return scenario.nodes[state.node].lines[state.voice][state.variant]


def fitted(scenario: Scenario, state: State) -> State:
    """The state as it is, or at the nearest line of its node where the author has since taken that line away."""
    node = scenario.nodes[state.node]
    if state.variant < len(node.lines.get(state.voice, ())):
        return state
    voice = state.voice if state.voice in node.lines else voice_for(node, state.band, state.standing)
    return state._replace(voice=voice, variant=0)


def context_for(scenario: Scenario, state: State, shown: tuple[str, ...], replies: tuple[str, ...]) -> "Context":
    """What the next reply answers. `shown` are the client's lines so far, oldest first, `replies` the learner's."""
    from roleplay.reading import Context

    line = line_of(scenario, state)
    return Context(
        shown[-1] if shown else line.text,
        line.about,
        line.feelings,
        line.acts,
        line.depth,
        scenario.nodes[state.node].needs,
        scenario.persona.own_terms,
        shown[-5:-1],
        replies[-4:],
        state.standing.strain >= RUPTURE_STRAIN or "complaint" in line.acts,
        scenario.nodes[state.node].traps,
    )


def transition_for(node: Node, state: State, standing: Standing, heard: frozenset[str]) -> Transition:
    """The first transition whose guard holds with these behaviours heard in the reply, in the author's order."""
    return Transition(*_way_on(ways_of(node), node.id, state.visits, state.flags, standing, heard))


def _way_on(
    ways: tuple[Way, ...],
    name: str,
    visits: Mapping[str, int],
    flags: frozenset[str],
    standing: Standing,
    heard: frozenset[str],
) -> tuple[Any, ...]:
    """The fields of the transition of the first of these ways that is open."""
    trust = standing.trust
    for least, most, asked, transition in ways:
        if least <= trust <= most:
            if asked is None:
                return transition
            any_skill, entered, needed, rupture, heard_so_far = asked
            if (
                not (any_skill and heard.isdisjoint(any_skill))
                and (rupture is None or rupture == (standing.strain >= RUPTURE_STRAIN))
                and not (needed and not flags.issuperset(needed))
                and not (entered and not _visited(visits, entered))
                and not (heard_so_far and standing.counts.keys().isdisjoint(heard_so_far))
            ):
                return transition
    raise ValueError(f"no transition of {name} holds; the last one must have no guard")


def _visited(visits: Mapping[str, int], wanted: tuple[tuple[str, int], ...]) -> bool:
    """Whether every wanted node was entered often enough."""
    for node, times in wanted:  # noqa: SIM110 - the quickest form, and this runs most often of all
        if visits.get(node, 0) < times:
            return False
    return True


def _chosen(node: Beat, band: str, strain: int, seed: int, seen: int) -> tuple[str, int]:
    """The voice and the variant of a node: the seed picks where to begin, each visit takes the next."""
    voice, count = (node.hurt if strain >= RUPTURE_STRAIN else node.calm)[band]
    return voice, 0 if count == 1 else _variant(seed, node.key, seen, count)


def _variant(seed: int, key: bytes, seen: int, count: int) -> int:
    return (crc32(key, seed & 0xFFFFFFFF) + seen) % count


def _strongest(reasons: tuple[Reason, ...]) -> str:
    """The behaviour worth reacting to: the worst misstep, else the best skill, of at least 0.8 points; else ""."""
    if not reasons:
        return ""
    if len(reasons) == 1:
        name, amount, _, _ = reasons[0]
        return name if abs(amount) >= _WORTH_REACTING_TO else ""
    worst, best, cause = 1 - _WORTH_REACTING_TO, _WORTH_REACTING_TO - 1, ""
    hurts = False
    for name, amount, _, _ in reasons:
        if amount < worst:
            worst, cause, hurts = amount, name, True
        elif not hurts and amount > best:
            best, cause = amount, name
    return cause


def _reach(
    stage: Stage,
    reached: tuple[str, ...],
    change: TrustChange,
    standing: Standing,
    heard: frozenset[str],
    node: str,
) -> tuple[TrustChange, Standing, tuple[str, ...]]:
    """Trust after the markers that these behaviours or this node reach: a point each, once, if nothing was lost."""
    for name, _, any_skill, nodes in stage.markers:
        if name not in reached and (node in nodes or (heard and not heard.isdisjoint(any_skill))):
            reached = (*reached, name)
            if change.after >= change.before:
                change, standing = _add(change, standing, f"marker:{name}", MARKER)
    return change, standing, reached


def _happen(event: str, change: TrustChange, standing: Standing, growth: float) -> tuple[TrustChange, Standing]:
    """Trust after a promise turns out kept (4 points, by the persona's growth) or broken (-6; one of secrecy -8)."""
    if event == "pledge_broken" and standing.counts.get("secrecy_promise"):
        return _broken(event, change, standing, SECRET_BROKEN, "secrecy_promise")
    if not standing.counts.get("follow_through"):
        return change, standing
    if event == "pledge_kept":
        return _add(change, standing, event, round(PLEDGE_KEPT * growth))
    return _broken(event, change, standing, PLEDGE_BROKEN, "overpromise")


def _broken(event: str, change: TrustChange, standing: Standing, cost: int, wound: str) -> tuple[TrustChange, Standing]:
    """Trust after a promise that did not hold: a hurt that a repair can give back a part of."""
    change, standing = _add(change, standing, event, -cost)
    strain = min(1000, standing.strain + round(cost * 100 / 18))
    return change, standing._replace(strain=strain, debt=standing.debt + cost, wound=wound)


def _add(change: TrustChange, standing: Standing, cause: str, amount: int) -> tuple[TrustChange, Standing]:
    amount = max(-change.after, min(1000 - change.after, amount))
    if not amount:
        return change, standing
    after = change.after + amount
    reasons = (*change.reasons, Reason(cause, amount))
    return TrustChange(change.before, after, reasons), standing._replace(trust=after)
