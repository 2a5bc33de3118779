"""A checked scenario file turned into the scenario that is played."""

from collections.abc import Sequence

from roleplay.behaviours import rules_for
from roleplay.scenario import ALWAYS, Ending, Guard, Line, Marker, Node, Persona, Scenario, Transition
from roleplay.scenario_model import (
    About,
    EndingShape,
    GuardShape,
    LineShape,
    NodeShape,
    PersonaShape,
    ScenarioShape,
    TransitionShape,
)
from roleplay.trust import TrustRules

_NOTHING_SAID = NodeShape.model_construct()


def built(shape: ScenarioShape) -> Scenario:
    """The scenario of a checked file."""
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
        nodes={name: _node(name, node) for name, node in shape.nodes.items()},
        markers=tuple(
            Marker(name, marker.says, tuple(marker.any_skill or ()), tuple(marker.nodes or ()))
            for name, marker in shape.markers.items()
        ),
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
        lands_better=shape.lands_better,
        lands_worse=shape.lands_worse,
    )


def _node(name: str, shape: NodeShape) -> Node:
    return Node(
        id=name,
        lines={voice: _lines(lines, shape) for voice, lines in shape.says.items()},
        needs=tuple(shape.needs),
        traps=tuple(shape.traps),
        hint=shape.hint,
        model_replies=tuple(shape.model_replies),
        trap_replies=tuple(shape.trap_replies),
        transitions=tuple(_transition(transition) for transition in shape.then or ()),
        ending=_ending(shape.ending),
        event=shape.event or "",
    )


def _ending(shape: EndingShape | None) -> Ending | None:
    return Ending(shape.title, shape.meaning) if shape else None


def _transition(shape: TransitionShape) -> Transition:
    says = _lines(shape.says or (), _NOTHING_SAID)
    return Transition(shape.to, _guard(shape.when), shape.note, says, tuple(shape.sets or ()))


def _guard(shape: GuardShape) -> Guard:
    """The guard with trust in tenths of a point; one that asks for nothing is ALWAYS."""
    guard = Guard(
        round(shape.trust_at_least * 10),
        round(shape.trust_at_most * 10),
        tuple(shape.any_skill or ()),
        tuple((shape.visits or {}).items()),
        tuple(shape.flags or ()),
        shape.ruptured,
    )
    return ALWAYS if guard == ALWAYS else guard


def _lines(shapes: Sequence[LineShape], node: NodeShape) -> tuple[Line, ...]:
    return tuple(_line(shape, node) for shape in shapes)


def _line(shape: LineShape, node: NodeShape) -> Line:
    """A line whose `about` adds to its node's, and whose feelings, acts and depth replace them."""
    return Line(
        shape.line,
        _about(node.about, shape.about),
        tuple(node.feelings if shape.feelings is None else shape.feelings),
        tuple(node.acts if shape.acts is None else shape.acts),
        node.depth if shape.depth is None else shape.depth,
    )


def _about(of_node: About, of_line: About | None) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The subjects of a node with those of one of its lines; a subject in both has the words of both."""
    both = {subject: tuple(words) for subject, words in of_node.items()}
    for subject, words in (of_line or {}).items():
        both[subject] = tuple(dict.fromkeys((*both.get(subject, ()), *words)))
    return tuple(both.items())
