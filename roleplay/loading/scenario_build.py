"""A checked scenario file turned into the scenario that is played."""

from collections.abc import Mapping, Sequence

from roleplay.behaviours import MISSTEPS, rules_for, written_out
from roleplay.loading.scenario_model import (
    About,
    EndingShape,
    GuardShape,
    HeadShape,
    LineShape,
    NodeShape,
    PersonaShape,
    TransitionShape,
)
from roleplay.scenario import ALWAYS, Ending, Guard, Line, Marker, Node, Persona, Scenario, Transition, transition_id
from roleplay.trust import TrustRules

_NOTHING_SAID = NodeShape.model_construct()


def scenario_of(shape: HeadShape, nodes: Mapping[str, Node]) -> Scenario:
    """The scenario of a checked file with its nodes."""
    return Scenario(
        id=shape.id,
        title=shape.title,
        summary=shape.summary,
        setting=shape.setting,
        content_note=shape.content_note,
        difficulty=shape.difficulty,
        minutes=shape.minutes,
        practises=tuple(shape.practises),
        competencies=tuple(shape.competencies),
        persona=_persona(shape.persona),
        trust=_rules(shape.persona),
        start=shape.start,
        nodes=nodes,
        markers=tuple(
            Marker(name, marker.says, tuple(marker.any_skill or ()), tuple(marker.nodes or ()))
            for name, marker in shape.markers.items()
        ),
        opt_in=shape.opt_in,
        support_line=shape.support_line,
    )


def _persona(shape: PersonaShape) -> Persona:
    reactions = {skill: _lines(lines, _NOTHING_SAID) for skill, lines in shape.reactions.items()}
    return Persona(shape.name, shape.pronouns, shape.background, shape.voice, reactions, tuple(shape.own_terms))


def _rules(shape: PersonaShape) -> TrustRules:
    temperament = shape.temperament
    return rules_for(
        start=temperament.start,
        growth=temperament.growth,
        loss=temperament.loss,
        forgiveness=temperament.forgiveness,
        guardedness=temperament.guardedness,
        style=temperament.style,
        hurt=temperament.hurt,
        lands_better=shape.lands_better,
        lands_worse=shape.lands_worse,
    )


def node_of(name: str, shape: NodeShape) -> Node:
    """A node of a checked file."""
    return Node(
        id=name,
        lines={voice: _lines(lines, shape) for voice, lines in shape.says.items()},
        needs=tuple(shape.needs),
        traps=tuple(shape.traps),
        hint=shape.hint,
        model_replies=tuple(shape.model_replies),
        trap_replies=tuple(shape.trap_replies),
        transitions=tuple(_transition(name, transition) for transition in shape.then or ()),
        ending=_ending(shape.ending),
        event=shape.event or "",
    )


def _ending(shape: EndingShape | None) -> Ending | None:
    return Ending(shape.title, shape.meaning) if shape else None


def _transition(node: str, shape: TransitionShape) -> Transition:
    says = _lines(shape.says or (), _NOTHING_SAID)
    guard = _guard(shape.when)
    name = transition_id(node, shape.to, guard)
    if MISSTEPS in guard.any_skill or MISSTEPS in guard.heard_so_far:
        guard = guard._replace(any_skill=written_out(guard.any_skill), heard_so_far=written_out(guard.heard_so_far))
    return Transition(shape.to, guard, shape.note, says, tuple(shape.sets or ()), name)


def _guard(shape: GuardShape) -> Guard:
    """The guard as written, with trust in tenths of a point; one that asks for nothing is ALWAYS."""
    guard = Guard(
        round(shape.trust_at_least * 10),
        round(shape.trust_at_most * 10),
        tuple(shape.any_skill or ()),
        tuple((shape.visits or {}).items()),
        tuple(shape.flags or ()),
        shape.ruptured,
        tuple(shape.heard_so_far or ()),
    )
    return ALWAYS if guard == ALWAYS else guard


def _lines(shapes: Sequence[LineShape], node: NodeShape) -> tuple[Line, ...]:
    return tuple(_line(shape, node) for shape in shapes)


def _line(shape: LineShape, node: NodeShape) -> Line:
    """A line whose `about` adds to its node's, and whose feelings, acts and depth replace them."""
    depth = node.depth if shape.depth is None else shape.depth
    acts = node.acts if shape.acts is None else shape.acts
    return Line(
        shape.line,
        _about(node.about, shape.about),
        tuple(node.feelings if shape.feelings is None else shape.feelings),
        (*acts, f"depth_{depth}") if depth else tuple(acts),
        depth,
    )


def _about(of_node: About, of_line: About | None) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The subjects of a node with those of one of its lines; a subject in both has the words of both."""
    both = {subject: tuple(words) for subject, words in of_node.items()}
    for subject, words in (of_line or {}).items():
        both[subject] = tuple(dict.fromkeys((*both.get(subject, ()), *words)))
    return tuple(both.items())
