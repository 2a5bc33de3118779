"""Learns how replies land from the book of examples: `python -m roleplay.ears.learning` writes tone.tsv anew."""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from math import exp, log, sqrt
from pathlib import Path
from random import Random
from typing import NamedTuple
from zlib import crc32

from roleplay.ears.frames import FILE as LITTLE_WORDS_FILE
from roleplay.ears.frames import phrases_of, shape_among

BOOK = Path(__file__).parents[1] / "catalogue" / "examples.jsonl"
KEPT_PERCENT = 25
KEPT_HAND = "t-"
_LITTLE_WORDS = 400
_LEAST_SEEN = 2
_LEAST_WEIGHT = 30
_ROUNDS = 30
_RATE = 0.5
_SHRINK = 1.4
_SMOOTHED = 0.5
_LEANING = 1.5
_SEED = 7
_COLUMNS = ("phrase", "costs", "builds", "gives_back", "informs")
_COSTS, _BUILDS = 0, 2
GIVES_BACK = frozenset(("simple_reflection", "complex_reflection", "feeling_reflection", "summary"))
INFORMS = frozenset(
    (
        *("information", "advice", "advice_with_permission", "linking_resources", "lecturing", "clinical_overreach"),
        *("coercion", "taking_over", "confrontation"),
    )
)


class Example(NamedTuple):
    """One reply of the book as the ear takes it: sentences, signs, and what two trainers would say of it.

    `each` is what each phrase counts; `lands` is 0 for costs, 1 for leaves and 2 for builds.
    """

    runs: Sequence[Sequence[str]]
    each: float
    signs: Mapping[str, float]
    lands: int
    gives_back: bool
    informs: bool
    family: str


Values = list[tuple[str, float]]
"""What an example gives each of its weights."""


def is_kept(family: str) -> bool:
    """Whether a family is looked at only for figures: all of one writer's, and about a quarter of the others'."""
    return family.startswith(KEPT_HAND) or crc32(family.encode()) % 100 < KEPT_PERCENT


def read_book(path: Path = BOOK) -> Iterator[Example]:
    """Every example of the book, heard as the program hears it."""
    from roleplay.ears.client_lines import context_of
    from roleplay.ears.hearing import Hearing
    from roleplay.ears.language import mend_spelling
    from roleplay.ears.listening import told
    from roleplay.ears.signs import runs_in, share_of, signs_in
    from roleplay.ears.words import Words

    with path.open(encoding="utf-8") as file:
        for line in file:
            entry = json.loads(line)
            words, context = Words(entry["reply"]), context_of([entry["client"]])
            mend_spelling(words, context)
            hearing = Hearing(words, context)
            runs = runs_in(words)
            main = entry["skills"][0] if entry["skills"] else ""
            yield Example(
                runs,
                share_of(runs),
                signs_in(hearing, told(hearing)),
                ("down", "flat", "up").index(entry["direction"]),
                main in GIVES_BACK,
                main in INFORMS,
                entry["family"],
            )


def little_words_of(examples: Sequence[Example]) -> frozenset[str]:
    """The words that stand in the most sentences."""
    seen = Counter(word for example in examples for run in example.runs for word in set(run[1:-1]))
    return frozenset(sorted(seen, key=lambda word: (-seen[word], word))[:_LITTLE_WORDS])


def learn(examples: Sequence[Example], little: frozenset[str]) -> dict[str, list[float]]:
    """Weights for every phrase and sign seen at least twice, by logistic regression.

    A softmax over costs, leaves and builds and two single logits, trained together by AdaGrad (Duchi et al.
    2011) in a fixed order. What each phrase counts is multiplied by how far it leans to one side in the book
    (Wang and Manning 2012, "Baselines and Bigrams"), and a phrase is drawn to 0 the more, the rarer it is. The
    same book gives the same weights.
    """
    rows = [_values(example, little) for example in examples]
    seen = Counter(name for values in rows for name, _ in values)
    known = sorted(name for name, count in seen.items() if count >= _LEAST_SEEN)
    number = {name: index for index, name in enumerate(known)}
    leans = _leanings(rows, examples, number)
    weights = [[0.0] * 4 for _ in known]
    steps = [[1e-8] * 4 for _ in known]
    shrink = [_SHRINK / seen[name] if name else 0.0 for name in known]
    heard = [
        ([(number[name], value) for name, value in values if name in number], example)
        for values, example in zip(rows, examples, strict=True)
    ]
    random = Random(_SEED)
    for _ in range(_ROUNDS):
        random.shuffle(heard)
        for pairs, example in heard:
            logits = [0.0] * 4
            for index, value in pairs:
                weight, lean = weights[index], leans[index]
                for column in range(4):
                    logits[column] += weight[column] * lean[column] * value
            errors = _errors(logits, example)
            for index, value in pairs:
                weight, step, lean, drawn = weights[index], steps[index], leans[index], shrink[index]
                for column in range(4):
                    slope = errors[column] * lean[column] * value + drawn * weight[column]
                    step[column] += slope * slope
                    weight[column] -= _RATE * slope / sqrt(step[column])
    return {name: [a * b for a, b in zip(weights[n], leans[n], strict=True)] for name, n in number.items()}


def _leanings(rows: Sequence[Values], examples: Sequence[Example], number: Mapping[str, int]) -> list[list[float]]:
    """How far each weight's phrase leans, by column: toward one of costs, leaves and builds, and to either answer."""
    groups = [
        *([example.lands == side for example in examples] for side in (0, 1, 2)),
        [example.gives_back for example in examples],
        [example.informs for example in examples],
    ]
    found = []
    for group in groups:
        inside, outside = [_SMOOTHED] * len(number), [_SMOOTHED] * len(number)
        for values, is_in in zip(rows, group, strict=True):
            for name, _ in values:
                if name in number:
                    (inside if is_in else outside)[number[name]] += 1
        base = log(sum(inside) / sum(outside))
        found.append([abs(log(a / b) - base) ** _LEANING for a, b in zip(inside, outside, strict=True)])
    most = [max(three) for three in zip(*found[:3], strict=True)]
    return [list(columns) for columns in zip(most, most, found[3], found[4], strict=True)]


def _values(example: Example, little: frozenset[str]) -> Values:
    """What an example gives each of its weights; its phrases together as much as one sign."""
    phrases: set[str] = set()
    for run in example.runs:
        phrases.update(phrases_of(run, [shape_among(word, little) for word in run]))
    return [*((name, example.each) for name in sorted(phrases)), *example.signs.items(), ("", 1.0)]


def _errors(logits: Sequence[float], example: Example) -> tuple[float, float, float, float]:
    costs, builds = exp(logits[0]), exp(logits[1])
    whole = costs + builds + 1
    return (
        costs / whole - (example.lands == _COSTS),
        builds / whole - (example.lands == _BUILDS),
        1 / (1 + exp(-logits[2])) - example.gives_back,
        1 / (1 + exp(-logits[3])) - example.informs,
    )


def digest_of(book: Path = BOOK) -> str:
    """What tells this book from any other, so that weights learned from an older one are found out."""
    return f"{crc32(book.read_bytes()):08x}"


def write(weights: Mapping[str, Sequence[float]], path: Path, digest: str) -> None:
    """One line a phrase, in hundredths, but for those that change next to nothing, below the digest of the book."""
    from roleplay.ears.signs import is_sign

    lines = [f"# learned from the book with the CRC-32 {digest}", "\t".join(_COLUMNS)]
    for name, row in sorted(weights.items()):
        whole = [round(value * 100) for value in row]
        if is_sign(name) or max(map(abs, whole)) >= _LEAST_WEIGHT:
            lines.append("\t".join([name, *map(str, whole)]))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Learn from the families that are not kept apart, and write the little words and the weights."""
    from roleplay.ears.tone import FILE

    examples = [example for example in read_book() if not is_kept(example.family)]
    little = little_words_of(examples)
    LITTLE_WORDS_FILE.write_text("\n".join(sorted(little)) + "\n", encoding="utf-8")
    write(learn(examples, little), FILE, digest_of())
    sys.stdout.write(f"Learned from {len(examples)} examples.\n")


if __name__ == "__main__":
    main()
