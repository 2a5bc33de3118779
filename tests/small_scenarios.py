"""Small scenarios made for a test."""

from roleplay.behaviours import rules_for
from roleplay.scenario import Ending, Guard, Line, Marker, Node, Persona, Scenario, Transition
from roleplay.trust import TrustRules

HELLO = {"closed": (Line("Hello."),)}


def rules(start: float = 30) -> TrustRules:
    return rules_for(start=start, growth=0.8, loss=1.2, forgiveness=0.5, guardedness=0.6)


def to(target: str, *, sets: tuple[str, ...] = (), **guard: object) -> Transition:
    return Transition(target, Guard(**guard), sets=sets)  # type: ignore[arg-type]


def beat(name: str, *transitions: Transition, event: str = "", acts: tuple[str, ...] = ()) -> Node:
    return Node(name, {"closed": (Line("Hm.", acts=acts),)}, transitions=transitions, event=event)


def end(name: str) -> Node:
    return Node(name, HELLO, ending=Ending(name, "It is over."))


def scenario(*nodes: Node, start: float = 30, markers: tuple[Marker, ...] = ()) -> Scenario:
    persona = Persona("Sam", "he/him", "40, a baker.", "", {})
    return Scenario(
        "small", "Small", "", "", "", "easy", 5, (), (), persona, rules(start), nodes[0].id,
        {node.id: node for node in nodes}, markers,
    )  # fmt: skip
