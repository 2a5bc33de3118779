"""Replies as learners type them, made of what the author of a scenario wrote, 5 to 60 words long."""

from collections.abc import Iterator
from random import Random

from roleplay import library
from roleplay.scenario import Line, Node, Scenario

SHORTEST, LONGEST = 5, 60


def scenario() -> Scenario:
    """The scenario that everything is measured with."""
    path = library.find("cold-coffee")
    assert path is not None
    loaded = library.load(path)
    assert loaded.scenario is not None
    return loaded.scenario


def answered_lines(played: Scenario) -> list[tuple[Node, Line]]:
    """Every line of the client's that a learner answers, with the node it is spoken in."""
    return [
        (node, line)
        for node in played.nodes.values()
        if node.transitions
        for lines in node.lines.values()
        for line in lines
    ]


def replies(random: Random, *, only_good: bool = False) -> Iterator[str]:
    """Replies without end, alone, joined or cut short: good and bad ones, or as good as the author's."""
    nodes = scenario().nodes.values()
    written = [text for node in nodes for text in node.model_replies]
    if not only_good:
        written += [text for node in nodes for text in node.trap_replies]
    while True:
        words: list[str] = []
        length = random.randint(SHORTEST, LONGEST)
        while len(words) < length:
            words += random.choice(written).split()
        yield " ".join(words[:length])
