"""How a reply would land, learned from a book of examples: it builds trust, leaves it or costs it."""

from collections.abc import Sequence
from functools import cache
from itertools import chain, pairwise
from math import exp
from pathlib import Path
from typing import NamedTuple

from roleplay.ears.frames import shape_of
from roleplay.ears.hearing import Hearing
from roleplay.ears.signs import is_sign, runs_in, share_of, signs_in
from roleplay.reading import SkillUse

FILE = Path(__file__).parent / "tone.tsv"
_SCALE = 100

Row = tuple[int, int, int, int]
"""How much something speaks for "costs" and for "builds", both against "leaves", for giving back what was said and
for informing; in hundredths."""
_NO_ROW: Row = (0, 0, 0, 0)


class Tone(NamedTuple):
    """How likely a reply costs trust, leaves it and builds it (0..1, together 1).

    `gives_back` and `informs` are how likely it is a reflection, and information or advice (0..1 each);
    `sentences` has the rows of the phrases of each sentence.
    """

    costs: float
    leaves: float
    builds: float
    gives_back: float
    informs: float
    sentences: tuple[frozenset[int], ...] = ()


class Weights(NamedTuple):
    """Everything that was learned.

    `words`, `pairs` and `threes` tell which of the `rows` a phrase has; the sign "" stands for any reply.
    """

    words: dict[str, int]
    pairs: dict[tuple[str, str], int]
    threes: dict[tuple[str, str, str], int]
    rows: list[Row]
    signs: dict[str, Row]


@cache
def weights() -> Weights:
    """The weights as they are in the file."""
    known = Weights({}, {}, {}, [_NO_ROW], {})
    for line in FILE.read_text(encoding="utf-8").splitlines()[2:]:
        name, costs, builds, gives_back, informs = line.split("\t")
        row = (int(costs), int(builds), int(gives_back), int(informs))
        if is_sign(name):
            known.signs[name] = row
            continue
        match name.split(" "):
            case [one, two, three]:
                known.threes[one, two, three] = len(known.rows)
            case [one, two]:
                known.pairs[one, two] = len(known.rows)
            case _:
                known.words[name] = len(known.rows)
        known.rows.append(row)
    return known


def tone_of(hearing: Hearing, uses: Sequence[SkillUse]) -> Tone:
    """How the reply would land, from its phrases and from what was heard in it; a phrase counts once."""
    known = weights()
    runs = runs_in(hearing.words)
    each = share_of(runs)
    sentences = [_phrases_in(run, known) for run in runs]
    rows = known.rows
    logits = [each * sum(column) for column in zip(*[rows[n] for n in frozenset().union(*sentences)], strict=True)]
    logits = logits or [0.0] * 4
    for name, value in (*signs_in(hearing, uses).items(), ("", 1.0)):
        row = known.signs.get(name)
        if row is not None:
            logits = [logit + weight * value for logit, weight in zip(logits, row, strict=True)]
    cost, build = exp(logits[0] / _SCALE), exp(logits[1] / _SCALE)
    whole = cost + build + 1
    return Tone(cost / whole, 1 / whole, build / whole, _share(logits[2]), _share(logits[3]), tuple(sentences))


def _phrases_in(run: Sequence[str], known: Weights) -> frozenset[int]:
    """The rows of the phrases of a sentence, without those that are not known; no phrase has row 0."""
    shapes = list(map(shape_of, run))
    words = map(known.words.get, run)
    pairs = map(known.pairs.get, pairwise(shapes))
    threes = map(known.threes.get, zip(shapes, shapes[1:], shapes[2:], strict=False))
    return frozenset(filter(None, chain(words, pairs, threes)))


def _share(logit: float) -> float:
    return 1 / (1 + exp(-logit / _SCALE))


def strongest(hearing: Hearing, tone: Tone, *, builds: bool) -> tuple[int, int]:
    """The first word and one past the last of the sentence that speaks most for building trust, or for costing it."""
    rows = weights().rows
    toward, away = (1, 0) if builds else (0, 1)
    leans = [sum(rows[n][toward] - rows[n][away] for n in phrases) for phrases in tone.sentences]
    first, last, _ = hearing.words.sentences[leans.index(max(leans))]
    return first, last
