"""Whether a scenario does what practice is for: skill is worth more than clumsiness, and warmth alone is cheap."""

from collections.abc import Iterator

from roleplay.playtest.runs import Played
from roleplay.playtest.tally import NO_ENDING, Tally
from roleplay.scenario import Scenario

_BOUGHT = 50
"""Trust, in tenths, that one warm line said over and over must not win from start to end (set by hand)."""


def failures(scenario: Scenario, played: Played) -> list[str]:
    """Why the scenario fails its playtest, a sentence each; none if it passes."""
    found = [*_no_better(played), *_bought(scenario, played), *_never_seen(scenario, played)]
    left = played.everybody.endings[NO_ENDING]
    if left:
        found.append(f"{left} of {played.everybody.runs} runs never ended; see where they go round.")
    return found


def _no_better(played: Played) -> Iterator[str]:
    """Skilled learners have to end with more trust than clumsy ones, and at better endings where there are several."""
    skilled, clumsy = played.kinds["skilled"], played.kinds["clumsy"]
    if mean_lift(skilled) <= mean_lift(clumsy):
        yield (
            f"Skilled learners end with no more trust than clumsy ones "
            f"({mean_lift(skilled) / 10:+.1f} and {mean_lift(clumsy) / 10:+.1f} points from the start)."
        )
    elif len(played.everybody.endings) > 1 and _worth(played, skilled) <= _worth(played, clumsy):
        yield "Skilled learners earn more trust than clumsy ones and still come to no better endings: see the guards."


def mean_lift(tally: Tally) -> float:
    """By how many tenths trust moved from start to end, on average."""
    return tally.lifted / tally.runs if tally.runs else 0.0


def _worth(played: Played, tally: Tally) -> float:
    """How good these endings are: an ending is worth the trust with which it is reached on average."""
    everybody = played.everybody
    worth = {ending: everybody.trust_at_end[ending] / times for ending, times in everybody.endings.items()}
    return sum(worth[ending] * times for ending, times in tally.endings.items()) / max(1, tally.runs)


def _bought(scenario: Scenario, played: Played) -> Iterator[str]:
    """A single warm line, said over and over, must buy neither trust nor the ending that skill leads to."""
    best = _most_frequent(played.kinds["skilled"])
    differs = best != _most_frequent(played.kinds["clumsy"])
    for line, tally in played.same_line.items():
        if mean_lift(tally) >= _BOUGHT:
            yield f'One warm line buys trust: "{line}" and nothing else wins {mean_lift(tally) / 10:.1f} points.'
        elif differs and _most_frequent(tally) == best:
            yield f'One warm line is enough: "{line}" and nothing else leads to {best}, as skilled replies do.'


def _most_frequent(tally: Tally) -> str:
    return min(tally.endings, key=lambda ending: (-tally.endings[ending], ending), default=NO_ENDING)


def _never_seen(scenario: Scenario, played: Played) -> Iterator[str]:
    for node in scenario.nodes.values():
        if node.ending is not None and not played.everybody.endings[node.id]:
            yield f'The ending {node.id} ("{node.ending.title}") was never seen in {played.everybody.runs} runs.'
