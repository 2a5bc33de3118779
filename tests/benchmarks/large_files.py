"""Large scenarios made for measuring: layers of nodes, each with lines, knowledge and three or four ways on."""

from random import Random

LAYERS = 20
_WORDS = ("bread", "oven", "night", "shift", "sister", "bus", "table", "window", "rain", "letter", "phone", "door")
_SKILLS = ("validation", "open_question", "complex_reflection", "warmth", "affirmation", "autonomy")
_HEAD = """\
id: generated
title: Generated
summary: Somebody speaks of many things, one after the other.
difficulty: easy
minutes: 30
persona:
  name: Sam
  pronouns: he/him
  background: 40, a baker who likes early mornings.
  strengths: [is patient]
  temperament: {start: 35, growth: 1.0, loss: 1.2, forgiveness: 0.6, guardedness: 0.4}
start: n-0
nodes:
"""


def generated(count: int, seed: int = 1) -> str:
    """A scenario file of so many nodes, LAYERS deep, in which nearly every node can be reached."""
    random = Random(seed)
    layers = list(_layers(count))
    parts = [_HEAD]
    for depth, (first, last) in enumerate(layers):
        onward = layers[depth + 1] if depth + 1 < len(layers) else None
        for number in range(first, last):
            parts.append(_node(random, number, first, last, onward))
    return "".join(parts)


def _layers(count: int) -> list[tuple[int, int]]:
    """The first and the one after the last node of each layer: they grow threefold and then stay as wide."""
    widest = max(1, count // LAYERS)
    layers, first, width = [], 0, 1
    while first < count:
        last = count if count - first < 2 * width and width == widest else min(count, first + width)
        layers.append((first, last))
        first, width = last, min(widest, width * 3)
    return layers


def _node(random: Random, number: int, first: int, last: int, onward: tuple[int, int] | None) -> str:
    begins = f"  n-{number}:\n"
    if onward is None:
        return f"{begins}    says: That was way {number}.\n    ending: {{title: End {number}, meaning: You talked.}}\n"
    one, two, three, four = random.sample(_WORDS, 4)
    return (
        f"{begins}    says:\n"
        f'      guarded: "The {one} by the {two}, number {number}. I don\'t know."\n'
        f'      working: "It is the {three}, I think. The {four} was late again, number {number}."\n'
        f"    about: {{the {one}: [{one}, {two}, {three}], waiting: [late, {four}]}}\n"
        f"    feelings: [tired, unsure]\n    acts: [discloses]\n    needs: [{random.choice(_SKILLS)}, pacing]\n"
        f"    traps: [advice]\n    hint: Say what you hear about the {one}.\n    then:\n"
        + "".join(f"      - {way}\n" for way in _ways(random, number, first, last, onward))
    )


def _ways(random: Random, number: int, first: int, last: int, onward: tuple[int, int]) -> list[str]:
    """Two ways that trust opens, some with a flag or a calm, some with a way back, and one for everybody."""
    width, wider = last - first, onward[1] - onward[0]
    straight = [onward[0] + (3 * (number - first) + step) % wider for step in range(3)]
    if width == wider:
        straight[1:] = [onward[0] + random.randrange(wider) for _ in range(2)]
    ways = []
    for target in straight[1:]:
        when = [f"trust_at_least: {random.randrange(20, 45)}"]
        if random.random() < 0.3:
            when.append(f"flags: [f-{random.randrange(4)}]")
        if random.random() < 0.15:
            when.append("ruptured: false")
        sets = f", sets: [f-{random.randrange(4)}]" if random.random() < 0.15 else ""
        ways.append(f"{{to: n-{target}, when: {{{', '.join(when)}}}, note: You heard it.{sets}}}")
    if number and random.random() < 0.15:
        back = random.randrange(max(0, first - width), number)
        ways.append(f"{{to: n-{back}, when: {{any_skill: [advice], trust_at_most: 30}}}}")
    return [*ways, f"{{to: n-{straight[0]}}}"]
