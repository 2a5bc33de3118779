"""How a reply would land, learned from a book of examples: it builds trust, leaves it or costs it."""

from collections.abc import Sequence
from functools import cache
from math import exp
from pathlib import Path
from typing import NamedTuple

from roleplay.ears.hearing import Hearing
from roleplay.ears.signs import is_sign, runs_in, share_of, signs_in
from roleplay.reading import SkillUse

FILE = Path(__file__).parent / "tone.tsv"
_SCALE = 100


class Tone(NamedTuple):
    """How likely a reply costs trust, leaves it and builds it (0..1, together 1).

    `gives_back` and `informs` are how likely it is a reflection, and information or advice (0..1 each).
    """

    costs: float
    leaves: float
    builds: float
    gives_back: float
    informs: float


Row = tuple[int, int, int, int]
"""How much something speaks for "costs" and for "builds", both against "leaves", for giving back what was said and
for informing; in hundredths."""


class Step:
    """Where a phrase has got to: its row, if it is one that is known, and the words that go on."""

    __slots__ = ("onward", "row")

    def __init__(self) -> None:
        self.onward: dict[str, Step] = {}
        self.row: Row | None = None


_NOWHERE: dict[str, Step] = {}


class Weights(NamedTuple):
    """The rows of phrases, from the step before any word, and of signs; the sign "" stands for any reply."""

    phrases: Step
    signs: dict[str, Row]


@cache
def weights() -> Weights:
    """Everything that was learned."""
    phrases, signs = Step(), {}
    for line in FILE.read_text(encoding="utf-8").splitlines()[1:]:
        name, costs, builds, gives_back, informs = line.split("\t")
        row = (int(costs), int(builds), int(gives_back), int(informs))
        if is_sign(name):
            signs[name] = row
            continue
        step = phrases
        for word in name.split(" "):
            step = step.onward.setdefault(word, Step())
        step.row = row
    return Weights(phrases, signs)


def tone_of(hearing: Hearing, uses: Sequence[SkillUse]) -> Tone:
    """How the reply would land, from its phrases and from what was heard in it."""
    known = weights()
    runs = runs_in(hearing.words)
    each = share_of(runs)
    rows = _rows_of(runs, known.phrases)
    logits = [sum(column) * each for column in zip(*rows, strict=True)] or [0.0] * 4
    for name, value in (*signs_in(hearing, uses).items(), ("", 1.0)):
        if name in known.signs:
            for column, weight in enumerate(known.signs[name]):
                logits[column] += weight * value
    cost, build = exp(logits[0] / _SCALE), exp(logits[1] / _SCALE)
    whole = cost + build + 1
    return Tone(cost / whole, 1 / whole, build / whole, _share(logits[2]), _share(logits[3]))


def _rows_of(runs: Sequence[Sequence[str]], start: Step) -> list[Row]:
    """The row of each known phrase, once however often it is said."""
    reached: set[Step] = set()
    first = start.onward
    for run in runs:
        one = two = _NOWHERE
        for word in run:
            three = two.get(word)
            if three is not None:
                reached.add(three)
            step = one.get(word)
            if step is not None:
                reached.add(step)
                two = step.onward
            else:
                two = _NOWHERE
            step = first.get(word)
            if step is not None:
                reached.add(step)
                one = step.onward
            else:
                one = _NOWHERE
    return [step.row for step in reached if step.row is not None]


def _share(logit: float) -> float:
    return 1 / (1 + exp(-logit / _SCALE))


def strongest(hearing: Hearing, *, builds: bool) -> tuple[int, int]:
    """The first word and one past the last of the sentence that speaks most for building trust, or for costing it."""
    start = weights().phrases
    toward, away = (1, 0) if builds else (0, 1)
    leans = []
    for number, run in enumerate(runs_in(hearing.words)):
        leans.append((sum(row[toward] - row[away] for row in _rows_of([run], start)), -number))
    first, last, _ = hearing.words.sentences[-max(leans)[1]]
    return first, last
