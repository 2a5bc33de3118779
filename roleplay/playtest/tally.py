"""What came of many runs, counted: endings, what was reached and said, trust on the way, and how long they took."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple, Self

from roleplay.playtest.places import Table
from roleplay.playtest.walking import Run

STEP = 50
"""Trust is counted in steps of five points, in tenths."""

STEPS = 1000 // STEP
"""How many steps there are; full trust belongs to the last."""

ROUND_AGAIN = 3
"""A node that one run enters so often is a place where it goes round."""

NO_ENDING = ""
"""The ending of a run that was left because it never ended."""


class Example(NamedTuple):
    """One run that can be played again: its kind, seed, number of replies, where it ended and what was said."""

    length: int
    kind: str
    seed: int
    ending: str
    replies: tuple[str, ...]


class Tally:
    """The sums over some runs; two of them can be added.

    `entered` counts the runs that saw a node, `rounds` those that went round there, with `most_visits` of any.
    `trust` counts (node, step of trust) on entering, and `trust_sum` is the sum of that trust; `lifted` sums what
    the runs gained from start to end. All trust is in tenths.
    """

    def __init__(self) -> None:
        self.runs = 0
        self.turns = 0
        self.lifted = 0
        self.endings: Counter[str] = Counter()
        self.trust_at_end: Counter[str] = Counter()
        self.entered: Counter[str] = Counter()
        self.rounds: Counter[str] = Counter()
        self.most_visits: dict[str, int] = {}
        self.lines: Counter[tuple[str, str, int]] = Counter()
        self.ways: Counter[tuple[str, int]] = Counter()
        self.trust: Counter[tuple[str, int]] = Counter()
        self.trust_sum: Counter[str] = Counter()
        self.examples: dict[str, Example] = {}
        self.longest: Example | None = None

    @property
    def shortest(self) -> Example | None:
        """The shortest run that ended."""
        return min((one for ending, one in self.examples.items() if ending != NO_ENDING), default=None)

    def __iadd__(self, other: Self) -> Self:
        self.runs += other.runs
        self.turns += other.turns
        self.lifted += other.lifted
        for name in ("endings", "trust_at_end", "entered", "rounds", "lines", "ways", "trust", "trust_sum"):
            getattr(self, name).update(getattr(other, name))
        for node, visits in other.most_visits.items():
            self.most_visits[node] = max(visits, self.most_visits.get(node, 0))
        for ending, example in other.examples.items():
            self.examples[ending] = min(example, self.examples.get(ending, example))
        self.longest = _longer(self.longest, other.longest)
        return self


def tally(table: Table, kind: str, runs: list[Run]) -> Tally:
    """The runs of one kind of learner, counted."""
    found = Tally()
    found.runs = len(runs)
    steps = [step for run in runs for step in run.steps]
    found.turns = len(steps)
    found.lifted = sum([run.trust for run in runs]) - found.runs * table.scenario.trust.start
    lines = Counter([step[0].line for step in steps] + [run.last.line for run in runs])
    trust = Counter([(step[0].node, step[3]) for step in steps] + [(run.last.node, run.trust) for run in runs])
    found.lines.update({table.lines[line]: times for line, times in lines.items()})
    found.ways.update({table.ways[way]: times for way, times in Counter([step[2] for step in steps]).items()})
    for (node, at), times in trust.items():
        found.trust[table.ids[node], min(STEPS - 1, at // STEP)] += times
        found.trust_sum[table.ids[node]] += at * times
    for run in runs:
        _count_run(found, table, kind, run)
    return found


def _count_run(found: Tally, table: Table, kind: str, run: Run) -> None:
    """Where a run came to, where it went round, and how it ended."""
    nodes = [step[0].node for step in run.steps]
    nodes.append(run.last.node)
    once = set(nodes)
    for node in once:
        found.entered[table.ids[node]] += 1
    if len(nodes) - len(once) >= ROUND_AGAIN - 1:
        _count_rounds(found, [table.ids[node] for node in nodes])
    ending = table.ids[run.last.node] if run.last.is_end else NO_ENDING
    found.endings[ending] += 1
    found.trust_at_end[ending] += run.trust
    rank = (len(run.steps), kind, run.seed)
    shortest, longest = found.examples.get(ending), found.longest
    if shortest is None or rank < shortest[:3]:
        found.examples[ending] = _example(table, kind, run, ending)
    if longest is None or rank > longest[:3]:
        found.longest = _example(table, kind, run, ending)


def _example(table: Table, kind: str, run: Run, ending: str) -> Example:
    replies = tuple(table.ear.replies[reply] for _, reply, _, _ in run.steps)
    return Example(len(replies), kind, run.seed, ending, replies)


def _count_rounds(found: Tally, nodes: list[str]) -> None:
    for node, visits in Counter(nodes).items():
        if visits >= ROUND_AGAIN:
            found.rounds[node] += 1
            found.most_visits[node] = max(visits, found.most_visits.get(node, 0))


def _longer(one: Example | None, other: Example | None) -> Example | None:
    """The longer of two runs; of equal ones the same, whichever comes first."""
    if one is None or other is None:
        return one or other
    return max(one, other)


def summed(tallies: Iterable[Tally]) -> Tally:
    """All of them together."""
    total = Tally()
    for one in tallies:
        total += one
    return total


def trust_on_entering(tally: Tally) -> dict[str, int]:
    """The mean trust with which each node was entered, in tenths."""
    times: Counter[str] = Counter()
    for (node, _), count in tally.trust.items():
        times[node] += count
    return {node: round(total / times[node]) for node, total in tally.trust_sum.items()}
