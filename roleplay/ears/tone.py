"""How a reply would land, learned from a book of examples: it builds trust, leaves it or costs it."""

from array import array
from collections.abc import Sequence
from functools import cache
from itertools import chain
from math import exp
from operator import add
from pathlib import Path
from typing import NamedTuple

from roleplay.ears.frames import all_shapes, shape_of
from roleplay.ears.hearing import Hearing
from roleplay.ears.signs import is_sign, runs_in, share_of, signs_in
from roleplay.reading import SkillUse

FILE = Path(__file__).parent / "tone.tsv"
_SCALE = 100
_MOST_SHAPES = 50_000
_FIELD = 24
_HALF = 1 << (_FIELD - 1)
_MASK = (1 << _FIELD) - 1

Row = tuple[int, int, int, int]
"""How much something speaks for "costs" and for "builds", both against "leaves", for giving back what was said and
for informing; in hundredths."""


class Tone(NamedTuple):
    """How likely a reply costs trust, leaves it and builds it (0..1, together 1).

    `gives_back` and `informs` are how likely it is a reflection, and information or advice (0..1 each).
    """

    costs: float
    leaves: float
    builds: float
    gives_back: float
    informs: float


class Shapes(dict[str, int]):
    """The number of the shape of any word, looked up for those that were seen before, up to a bound."""

    def __init__(self) -> None:
        super().__init__()
        self.numbers = {shape: number for number, shape in enumerate(all_shapes())}

    def __missing__(self, word: str) -> int:
        number = self.numbers[shape_of(word)]
        if len(self) < _MOST_SHAPES:
            self[word] = number
        return number


class Weights(NamedTuple):
    """Everything that was learned, in tables that are quick to look up.

    The `rows` of words, pairs and threes, each in one whole number, are found by the word, by the numbers of both
    shapes (the first times `many`, plus the second) and by the number of a pair's row with that of the third shape;
    row 0 is none. The sign "" stands for any reply.
    """

    shapes: Shapes
    many: int
    words: dict[str, int]
    pairs: "array[int]"
    threes: dict[int, int]
    rows: list[int]
    signs: dict[str, Row]


@cache
def weights() -> Weights:
    """The weights as they are in the file."""
    shapes, words, threes, rows, signs = Shapes(), dict[str, int](), dict[int, int](), [0], dict[str, Row]()
    many = len(shapes.numbers)
    pairs = array("I", bytes(array("I").itemsize * many * many))
    of_three = []
    for line in FILE.read_text(encoding="utf-8").splitlines()[2:]:
        name, costs, builds, gives_back, informs = line.split("\t")
        row = (int(costs), int(builds), int(gives_back), int(informs))
        if is_sign(name):
            signs[name] = row
            continue
        parts = name.split(" ")
        if len(parts) == 1:
            words[name] = len(rows)
        else:
            key = shapes.numbers[parts[0]] * many + shapes.numbers[parts[1]]
            if len(parts) == 2:
                pairs[key] = len(rows)
            else:
                of_three.append((key, shapes.numbers[parts[2]], len(rows)))
        rows.append(_in_one(row))
    for key, third, row_number in of_three:
        if not pairs[key]:  # a pair that says nothing by itself
            pairs[key] = len(rows)
            rows.append(0)
        threes[pairs[key] * many + third] = row_number
    return Weights(shapes, many, words, pairs, threes, rows, signs)


def _in_one(row: Row) -> int:
    """A row as one whole number, so that rows can be added up at once."""
    return sum(value << (_FIELD * place) for place, value in enumerate(row))


def _apart(total: int) -> Row:
    """The row that such a number, or a sum of them, stands for."""
    values = []
    for _ in range(4):
        values.append(((total + _HALF) & _MASK) - _HALF)
        total = (total - values[-1]) >> _FIELD
    costs, builds, gives_back, informs = values
    return costs, builds, gives_back, informs


def tone_of(hearing: Hearing, uses: Sequence[SkillUse]) -> Tone:
    """How the reply would land, from its phrases and from what was heard in it; a phrase counts once."""
    known = weights()
    runs = runs_in(hearing.words)
    each = share_of(runs)
    costs, builds, gives_back, informs = (each * value for value in _said_in(list(chain.from_iterable(runs)), known))
    for name, value in (*signs_in(hearing, uses).items(), ("", 1.0)):
        row = known.signs.get(name)
        if row is not None:
            one, two, three, four = row
            costs += one * value
            builds += two * value
            gives_back += three * value
            informs += four * value
    cost, build = exp(costs / _SCALE), exp(builds / _SCALE)
    whole = cost + build + 1
    return Tone(cost / whole, 1 / whole, build / whole, _share(gives_back), _share(informs))


def _said_in(run: Sequence[str], known: Weights) -> Row:
    """What the phrases of one or more sentences say together; none goes across from one sentence into the next."""
    shapes = list(map(known.shapes.__getitem__, run))
    times = known.many.__mul__
    pairs = list(map(known.pairs.__getitem__, map(add, map(times, shapes), shapes[1:])))
    found: set[int | None] = set(map(known.words.get, run))
    found.update(pairs)
    found.update(map(known.threes.get, map(add, map(times, pairs), shapes[2:])))
    found.discard(None)
    return _apart(sum(map(known.rows.__getitem__, found)))  # type: ignore[arg-type]


def _share(logit: float) -> float:
    return 1 / (1 + exp(-logit / _SCALE))


def strongest(hearing: Hearing, *, builds: bool) -> tuple[int, int]:
    """The first word and one past the last of the sentence that speaks most for building trust, or for costing it."""
    known, runs = weights(), runs_in(hearing.words)
    best = 0
    if len(runs) > 1:
        leans = [said[1] - said[0] for said in (_said_in(run, known) for run in runs)]
        best = leans.index(max(leans) if builds else min(leans))
    first, last, _ = hearing.words.sentences[best]
    return first, last
