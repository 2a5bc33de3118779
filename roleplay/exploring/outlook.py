"""Which endings are still possible from where a conversation stands."""

from roleplay.conversation import State
from roleplay.exploring.proof import prove
from roleplay.scenario import Scenario


def endings_within_reach(scenario: Scenario, state: State) -> tuple[str, ...]:
    """The endings that some replies could still lead to, in the author's order.

    What is missing is out of reach for certain, whatever is said. What is here is possible in principle: the
    proof counts with every move that trust can make, and not every one has words that make it.
    """
    proof = prove(scenario, state)
    return tuple([name for name, node in scenario.nodes.items() if node.ending and proof.entered(name)])
