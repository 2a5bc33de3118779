"""Scenarios made by chance, for what has to hold in all of them."""

from random import Random

from roleplay.behaviours import acts, behaviours, rules_for
from roleplay.scenario import BANDS, RUPTURE, Ending, Guard, Line, Marker, Node, Persona, Scenario, Transition

_SUBJECTS = (("work", ("work", "job", "hours")), ("sleep", ("sleep", "night", "tired")), ("you", ("you", "here")))
_REPLIES = (
    "It makes sense that you're tired after such a night.",
    "Your work was cut, and that sounds frightening. What was it like?",
    "I'm a peer supporter, not a clinician. What would help you here?",
    "I'll be here on Tuesday at ten.",
    "Are you thinking about killing yourself?",
    "I'm sorry I pushed you. That was my mistake. How was that for you?",
)
_REPAIRS = tuple(name for name, behaviour in behaviours().items() if behaviour.kind == "repair")
_HEARD_OFTEN = ("open_question", "validation", "simple_reflection", "advice", "minimizing", "low_effort")
_TRAPS = ("You should just sleep more.", "At least you have a job.", "I swear I won't tell anybody.")


def scenario(seed: int, nodes: int = 6) -> Scenario:
    """A scenario of so many nodes, with everything in it that can be in one; the last two nodes are endings."""
    random = Random(seed)
    names = [f"node-{number}" for number in range(nodes)]
    skills = list(behaviours())
    rules = rules_for(
        start=random.randint(0, 100),
        growth=random.uniform(0.5, 1.3),
        loss=random.uniform(0.8, 2.0),
        forgiveness=random.uniform(0.2, 1.0),
        guardedness=random.uniform(0.0, 0.9),
        hurt=random.choice((0, 0, random.uniform(0, 30))),
        lands_better={random.choice(skills): random.uniform(0, 3), random.choice(_REPAIRS): random.uniform(0, 3)},
        lands_worse={random.choice(skills): random.uniform(0, 3)},
    )
    made = {name: _node(random, name, names, is_end=place >= nodes - 2) for place, name in enumerate(names)}
    markers = (
        Marker("spoke", "She spoke.", any_skill=("validation", "open_question")),
        Marker("came", "She came.", nodes=(names[1],)),
    )
    reactions = {"validation": (Line("Yes."), Line("Thanks.")), "advice": (Line("No."),)}
    persona = Persona("Sam", "they/them", "A baker.", "", reactions)
    head = ("made", "Made", "Made by chance.", "", "", "easy", 5, (), ())
    return Scenario(*head, persona, rules, names[0], made, markers)


def _node(random: Random, name: str, names: list[str], *, is_end: bool) -> Node:
    skills = list(behaviours())
    voices = {random.choice(BANDS): _lines(random, name)} | (
        {RUPTURE: _lines(random, name)} if random.random() < 0.5 else {}
    )
    if random.random() < 0.5:
        voices[random.choice(BANDS)] = _lines(random, name)
    return Node(
        name,
        voices,
        needs=tuple(random.sample(skills, 2)),
        traps=tuple(random.sample(skills, 2)),
        model_replies=tuple(random.sample(_REPLIES, 2)),
        trap_replies=(random.choice(_TRAPS),),
        transitions=() if is_end else _ways(random, names),
        ending=Ending(f"End of {name}", "It ended.") if is_end else None,
        event=random.choice(("", "", "pledge_kept", "pledge_broken")),
    )


def _lines(random: Random, name: str) -> tuple[Line, ...]:
    return tuple(
        Line(
            f"I don't sleep since my work was cut. Can you help me here? ({name}, {number})",
            _SUBJECTS,
            ("tired", "afraid"),
            (*random.sample(acts(), 2), *(["depth_2"] if random.random() < 0.5 else [])),
            2,
        )
        for number in range(random.randint(1, 3))
    )


def _ways(random: Random, names: list[str]) -> tuple[Transition, ...]:
    guarded = [_way(random, names, _guard(random, names)) for _ in range(random.randint(0, 4))]
    return (*guarded, _way(random, names, Guard()))


def _way(random: Random, names: list[str], guard: Guard) -> Transition:
    sets = ("told",) if random.random() < 0.3 else ()
    return Transition(random.choice(names), guard, "", (Line("Hm."),) if random.random() < 0.3 else (), sets)


def _guard(random: Random, names: list[str]) -> Guard:
    least = random.randint(0, 900)
    return Guard(
        least if random.random() < 0.5 else 0,
        min(1000, least + random.randint(0, 300)) if random.random() < 0.3 else 1000,
        tuple(random.sample(list(behaviours()), 20)) if random.random() < 0.3 else (),
        ((random.choice(names), random.randint(1, 3)),) if random.random() < 0.3 else (),
        ("told",) if random.random() < 0.2 else (),
        random.choice((None, None, True, False)),
        tuple(random.sample([*behaviours(), *_HEARD_OFTEN], 8)) if random.random() < 0.3 else (),
    )
