"""One graph made by chance, as a scenario, as a scenario file, and in ink: the same nodes, replies and guards.

Like `layers` of a story: each node has three replies and three ways on, guarded by trust, some by a flag and some
by how often a node was visited, and leads at most a few layers on.
"""

import json
from random import Random
from typing import NamedTuple

from roleplay.behaviours import rules_for
from roleplay.playtest.learners import bank
from roleplay.scenario import Ending, Guard, Line, Node, Persona, Scenario, Transition

LAYERS = 20
_SUBJECTS = ("work", "sleep", "rent", "family", "group", "doctor", "garden", "letters")


class Way(NamedTuple):
    """A way on: the trust and the flag it asks for (-1: none), and with `back` that its node was seldom visited."""

    target: int
    least: int
    flag: int
    back: bool


class Made(NamedTuple):
    """A node with the number of each reply, what each moves in ink and the flag it sets, and its ways."""

    replies: tuple[int, ...]
    deltas: tuple[int, ...]
    sets: int
    ways: tuple[Way, ...]


def graph(nodes: int, seed: int = 1) -> list[Made]:
    """So many nodes in twenty layers; a node without ways is an ending."""
    random = Random(seed)
    width = max(1, nodes // LAYERS)
    made = []
    for number in range(nodes):
        layer = number // width
        if layer >= LAYERS - 1:
            made.append(Made((), (), -1, ()))
            continue
        first = (layer + 1) * width
        deeper = range(first, min(nodes, first + 2 * width))
        ways = [_way(random, random.choice(deeper)) for _ in range(2)]
        if random.random() < 0.15:
            ways.insert(0, Way(random.randrange(max(1, number)), 0, -1, True))
        ways.append(Way(random.choice(deeper), 0, -1, False))
        replies = (random.randrange(25), 25 + random.randrange(25), 50 + random.randrange(25))
        deltas = (random.randint(1, 5), random.randint(0, 2), -random.randint(1, 8))
        made.append(Made(replies, deltas, random.randrange(4) if random.random() < 0.4 else -1, tuple(ways)))
    return made


def _way(random: Random, target: int) -> Way:
    return Way(target, random.randrange(20, 70), random.randrange(4) if random.random() < 0.3 else -1, False)


def replies() -> tuple[str, ...]:
    """What can be said: skilled, warm and clumsy replies, 25 of each."""
    known = bank()
    return (*known["skilled"][:25], *known["passive"][:25], *known["clumsy"][:25])


def as_scenario(made: list[Made]) -> Scenario:
    """The graph as a scenario; a node sets its flag on every way on from it."""
    texts = replies()
    nodes = {f"n{number}": _node(number, one, texts) for number, one in enumerate(made)}
    persona = Persona("Sam", "they/them", "A baker.", "", {})
    rules = rules_for(start=40, growth=1.0, loss=1.2, forgiveness=0.6, guardedness=0.4)
    return Scenario("made", "Made", "Made.", "", "", "easy", 5, (), (), persona, rules, "n0", nodes)


def _node(number: int, made: Made, texts: tuple[str, ...]) -> Node:
    subject = _SUBJECTS[number % len(_SUBJECTS)]
    line = Line(f"I think about the {subject} a lot ({number}).", ((subject, (subject,)),), ("tired",), ("discloses",))
    sets = (f"f{made.sets}",) if made.sets >= 0 else ()
    return Node(
        f"n{number}",
        {"closed": (line,)},
        model_replies=tuple(texts[reply] for reply in made.replies),
        transitions=tuple(Transition(f"n{way.target}", _guard(number, way), sets=sets) for way in made.ways),
        ending=None if made.ways else Ending("End", "It ended."),
    )


def _guard(number: int, way: Way) -> Guard:
    if way.back:  # until it was here twice; in a scenario only "at least" can be asked, so trust stands in for it
        return Guard(trust_at_most=250)
    return Guard(trust_at_least=way.least * 10, flags=(f"f{way.flag}",) if way.flag >= 0 else ())


def as_file(made: list[Made]) -> str:
    """The graph as a scenario file; JSON is YAML too."""
    scenario = as_scenario(made)
    nodes = {name: _written(node) for name, node in scenario.nodes.items()}
    temperament = {"start": 40, "growth": 1.0, "loss": 1.2, "forgiveness": 0.6, "guardedness": 0.4}
    persona = {"name": "Sam", "pronouns": "they/them", "background": "A baker.", "temperament": temperament}
    head = {"id": "made", "title": "Made", "summary": "Made.", "difficulty": "easy", "minutes": 5}
    return json.dumps({**head, "persona": persona, "start": "n0", "nodes": nodes}, indent=1)


def _written(node: Node) -> dict[str, object]:
    line = node.lines["closed"][0]
    about = {subject: list(words) for subject, words in line.about}
    says = {"says": line.text, "about": about, "needs": ["validation", "open_question"]}
    if node.ending is not None:
        return {**says, "ending": node.ending._asdict()}
    return {**says, "model_replies": list(node.model_replies), "then": [_way_written(way) for way in node.transitions]}


def _way_written(way: Transition) -> dict[str, object]:
    when: dict[str, object] = {}
    if way.guard.trust_at_least:
        when["trust_at_least"] = way.guard.trust_at_least / 10
    if way.guard.trust_at_most < 1000:
        when["trust_at_most"] = way.guard.trust_at_most / 10
    if way.guard.flags:
        when["flags"] = list(way.guard.flags)
    return {"to": way.target, **({"when": when} if when else {}), **({"sets": list(way.sets)} if way.sets else {})}


def as_ink(made: list[Made]) -> str:
    """The graph in ink, with trust as a whole number that each reply moves by a fixed amount."""
    texts = replies()
    lines = ["VAR trust = 40", *(f"VAR f{flag} = false" for flag in range(4)), "-> n0"]
    for number, one in enumerate(made):
        lines += [f"=== n{number} ===", f"I think about the {_SUBJECTS[number % len(_SUBJECTS)]} a lot ({number})."]
        if not one.ways:
            lines.append("-> END")
            continue
        for reply, delta in zip(one.replies, one.deltas, strict=True):
            lines += [f"+ [{texts[reply]}]", f"  ~ trust = MAX(0, MIN(100, trust + {delta}))", f"  -> go{number}"]
        lines.append(f"=== go{number} ===")
        if one.sets >= 0:
            lines.append(f"~ f{one.sets} = true")
        lines += ["{", *(f"- {_ink_guard(way)}: -> n{way.target}" for way in one.ways), "}"]
    return "\n".join(lines) + "\n"


def _ink_guard(way: Way) -> str:
    if way.back:
        return "trust <= 25"
    flag = f" and f{way.flag}" if way.flag >= 0 else ""
    return f"trust >= {way.least}{flag}" if way.least or flag else "else"
