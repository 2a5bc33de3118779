"""The moments at which an author's example replies are tried: every line of a node, with a few trusts."""

from typing import NamedTuple

from roleplay.conversation import State, context_for, line_of
from roleplay.exploring.proof import Proof
from roleplay.exploring.trust_sets import between, highest, lowest, middle
from roleplay.practice import names_at
from roleplay.reading import Context
from roleplay.scenario import Node, Scenario, band_for
from roleplay.staging import voice_for
from roleplay.templates import say
from roleplay.trust import Standing, first_standing

LEAST, MOST = 20, 950
"""Near nothing there is little to lose, and near the top little to gain; in tenths of a point (set by hand)."""

_WOUND = 100
"""What was lost where a node is entered with an open hurt only, in tenths (set by hand)."""

_STRAIN = 700


class Moment(NamedTuple):
    """A line that a reply answers: which trust of the proof's it is spoken with, the state and the context."""

    which: str
    state: State
    context: Context
    has_voices: bool


def moments_at(scenario: Scenario, proof: Proof, node: Node) -> list[Moment]:
    """Every line of a node in the voices of the lowest, the middle and the highest trust that can arrive."""
    is_hurt = not proof.calm[node.id]
    entered = (proof.calm[node.id] or proof.hurt[node.id]) & between(LEAST, MOST)
    if not entered:
        return []
    trusts: dict[int, str] = {}
    for trust, which in ((lowest(entered), "lowest"), (middle(entered), "middle"), (highest(entered), "highest")):
        trusts.setdefault(trust, f"the {which} trust that can arrive")
    return [
        _moment(scenario, node, which, _standing(scenario, trust, is_hurt), variant)
        for trust, which in trusts.items()
        for variant in range(len(node.lines[_voice(node, _standing(scenario, trust, is_hurt))]))
    ]


def _standing(scenario: Scenario, trust: int, is_hurt: bool) -> Standing:
    """A client who comes with this trust and without a history, but for the hurt that leads here."""
    standing = first_standing(scenario.trust)._replace(trust=trust, strain=0, debt=0)
    return standing._replace(strain=_STRAIN, debt=_WOUND, wound="judgement") if is_hurt else standing


def _voice(node: Node, standing: Standing) -> str:
    return voice_for(node, band_for(standing.trust), standing)


def _moment(scenario: Scenario, node: Node, which: str, standing: Standing, variant: int) -> Moment:
    state = State(node.id, _voice(node, standing), variant, band_for(standing.trust), standing, {node.id: 1})
    shown = rendered(scenario, state, line_of(scenario, state).text)
    return Moment(which, state, context_for(scenario, state, (shown,), ()), len(node.lines) > 1)


def rendered(scenario: Scenario, state: State, line: str) -> str:
    """A line as the learner sees it, with its names filled in."""
    return say(line, names_at(scenario, state))
