"""Turns a second of one step of a conversation, hearing left out: `python -m tests.benchmarks.step`."""

from itertools import pairwise
from random import Random
from statistics import median
from time import perf_counter

from roleplay.conversation import opening, respond
from roleplay.reading import Reading, Sentiment, SkillUse
from roleplay.scenario import Scenario
from tests.benchmarks.corpus import scenario

ROUNDS = 15
TURNS = 20_000
TARGET = 100_000


def readings(played: Scenario, random: Random, count: int) -> list[Reading]:
    """Readings as conversations have them: up to three behaviours, most of them skills."""
    weights = played.trust.weights
    skills = sorted(name for name, weight in weights.items() if weight.points > 0)
    missteps = sorted(name for name, weight in weights.items() if weight.points < 0)
    made = []
    for _ in range(count):
        heard = [random.choice(skills if random.random() < 0.75 else missteps) for _ in range(random.randint(0, 3))]
        uses = tuple(
            SkillUse(skill, start, end, random.choice((0.4, 0.6, 0.8, 1.0)))
            for skill, (start, end) in zip(heard, pairwise((0, 12, 30, 55)), strict=False)
        )
        made.append(Reading(Sentiment(0.1, 0.4), uses, echoes=int(random.random() < 0.05)))
    return made


def turns_per_second(played: Scenario, heard: list[Reading]) -> float:
    """Turns in a second, over whole conversations one after the other."""
    began = perf_counter()
    _, state = opening(played, 7)
    for reading in heard:
        state = respond(played, 7, state, "", reading).state
        if played.nodes[state.node].ending is not None:
            _, state = opening(played, 7)
    return len(heard) / (perf_counter() - began)


def bare_loops_per_second() -> float:
    """Passes of an empty loop in a second, to tell a slow machine from a slow step."""
    began = perf_counter()
    for _ in range(1_000_000):
        pass
    return 1_000_000 / (perf_counter() - began)


def main() -> None:
    """Measure in turns and print."""
    played = scenario()
    heard = readings(played, Random(5), TURNS)
    turns, loops = [], []
    for _ in range(ROUNDS):
        turns.append(turns_per_second(played, heard))
        loops.append(bare_loops_per_second())
    print("One step of a conversation")
    print(f"  turns a second   median {median(turns):,.0f}   best {max(turns):,.0f}   (target: {TARGET:,})")
    print(f"  passes of an empty loop in one turn   {median(map(float.__truediv__, loops, turns)):,.0f}")


if __name__ == "__main__":
    main()
