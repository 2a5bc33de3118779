"""Learns how replies land from the book of examples: `python -m roleplay.ears.learning` writes tone.tsv anew."""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import exp, sqrt
from pathlib import Path
from random import Random
from typing import NamedTuple
from zlib import crc32

BOOK = Path(__file__).parents[1] / "catalogue" / "examples.jsonl"
KEPT_PERCENT = 25
KEPT_HAND = "t-"
_LEAST_SEEN = 2
_LEAST_WEIGHT = 3
_ROUNDS = 30
_RATE = 0.5
_SHRINK = 0.25
_SEED = 7
_COLUMNS = ("phrase", "costs", "builds", "gives_back", "informs")
GIVES_BACK = frozenset(("simple_reflection", "complex_reflection", "feeling_reflection", "summary"))
INFORMS = frozenset(
    (
        *("information", "advice", "advice_with_permission", "linking_resources", "lecturing", "clinical_overreach"),
        *("coercion", "taking_over", "confrontation"),
    )
)


class Example(NamedTuple):
    """One reply of the book as the ear takes it: phrases, signs, and what two trainers would say of it.

    `each` is what each phrase counts; `lands` is 0 for costs, 1 for leaves and 2 for builds.
    """

    phrases: tuple[str, ...]
    each: float
    signs: Mapping[str, float]
    lands: int
    gives_back: bool
    informs: bool
    family: str


def is_kept(family: str) -> bool:
    """Whether a family is looked at only for figures: all of one writer's, and about a quarter of the others'."""
    return family.startswith(KEPT_HAND) or crc32(family.encode()) % 100 < KEPT_PERCENT


def read_book(path: Path = BOOK) -> Iterator[Example]:
    """Every example of the book, heard as the program hears it."""
    from roleplay.ears.client_lines import context_of
    from roleplay.ears.hearing import Hearing
    from roleplay.ears.language import mend_spelling
    from roleplay.ears.listening import told
    from roleplay.ears.signs import phrases_of, runs_in, share_of, signs_in
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
                tuple(sorted({phrase for run in runs for phrase in phrases_of(run)})),
                share_of(runs),
                signs_in(hearing, told(hearing)),
                ("down", "flat", "up").index(entry["direction"]),
                main in GIVES_BACK,
                main in INFORMS,
                entry["family"],
            )


def learn(examples: Sequence[Example]) -> dict[str, list[float]]:
    """Weights for every phrase and sign seen at least twice, by logistic regression.

    A softmax over costs, leaves and builds and two single logits, trained together by AdaGrad (Duchi et al.
    2011) in a fixed order; a phrase is drawn to 0 the more, the rarer it is. The same book gives the same
    weights.
    """
    seen = Counter(name for example in examples for name in (*example.phrases, *example.signs))
    known = {name for name, count in seen.items() if count >= _LEAST_SEEN}
    weights = {name: [0.0] * 4 for name in sorted(known)} | {"": [0.0] * 4}
    steps = {name: [1e-8] * 4 for name in weights}
    shrink = {name: _SHRINK / seen[name] if name else 0.0 for name in weights}
    rows = [(_values(example, known), example) for example in examples]
    random = Random(_SEED)
    for _ in range(_ROUNDS):
        random.shuffle(rows)
        for values, example in rows:
            logits = [sum(weights[name][column] * value for name, value in values) for column in range(4)]
            for column, error in enumerate(_errors(logits, example)):
                for name, value in values:
                    weight, step = weights[name], steps[name]
                    slope = error * value + shrink[name] * weight[column]
                    step[column] += slope * slope
                    weight[column] -= _RATE * slope / sqrt(step[column])
    return weights


def _values(example: Example, known: Iterable[str]) -> list[tuple[str, float]]:
    """What an example gives each of its weights; its phrases together as much as one sign."""
    phrases = [name for name in example.phrases if name in known]
    signs = [(name, value) for name, value in example.signs.items() if name in known]
    return [*((name, example.each) for name in phrases), *signs, ("", 1.0)]


def _errors(logits: Sequence[float], example: Example) -> tuple[float, float, float, float]:
    costs, builds = exp(logits[0]), exp(logits[1])
    whole = costs + builds + 1
    return (
        costs / whole - (example.lands == 0),
        builds / whole - (example.lands == 2),
        1 / (1 + exp(-logits[2])) - example.gives_back,
        1 / (1 + exp(-logits[3])) - example.informs,
    )


def write(weights: Mapping[str, Sequence[float]], path: Path) -> None:
    """One line a phrase, in hundredths, without those that would change nothing."""
    lines = ["\t".join(_COLUMNS)]
    for name, row in sorted(weights.items()):
        whole = [round(value * 100) for value in row]
        if max(map(abs, whole)) >= _LEAST_WEIGHT:
            lines.append("\t".join([name, *map(str, whole)]))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Learn from the families that are not kept apart, and write the weights."""
    from roleplay.ears.tone import FILE

    examples = [example for example in read_book() if not is_kept(example.family)]
    write(learn(examples), FILE)
    sys.stdout.write(f"Learned from {len(examples)} examples.\n")


if __name__ == "__main__":
    main()
