"""Phrases that show a behaviour, kept in readable lists (see phrases.py), found in a reply in one pass."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from roleplay.phrases import END, GAP, Phrases, Step
from roleplay.words import Words

_FOLDER = Path(__file__).parent / "cues"
_LONGEST_GAP = 4
_NEVER_GUESSED = frozenset(("label", "_label"))
_HURTFUL_LISTS = ("insult", "insulting", "blamed", "swear", "slur", "diagnosis")
_NO_PHRASES = ("words", "lists")


class Group(NamedTuple):
    """Phrases of one tag with what they have in common.

    `tag` is a behaviour's name or, with a leading underscore, a help for the detectors. `negation` is
    "cancels" or "ignored"; `where` is "any", "statement" or "question"; `reported` words count only if True.
    `own` phrases count only as the learner's own view, not as what the client is said to feel or think.
    Where a phrase overlaps one of the tag `_not_` and its own tag, it is not meant.
    """

    tag: str
    confidence: float
    negation: str
    where: str
    reported: bool
    source: str
    own: bool = False


class Hit(NamedTuple):
    """A phrase of a group found in words `first` up to but not including `last`."""

    group: Group
    first: int
    last: int


class Cues(NamedTuple):
    """All phrases, ready to be looked for, and the lists that each word is in.

    `vocabulary` are the words of all phrases and lists; `mendable` those that a misspelling may be taken for,
    which leaves out every word that reduces or insults people.
    """

    phrases: Phrases
    kinds: Mapping[str, tuple[str, ...]]
    vocabulary: frozenset[str]
    mendable: frozenset[str]


def cues(only: str = "*") -> Cues:
    """The phrases of every file in the folder of cues, or of one of them."""
    return _read(only)


@cache
def _read(only: str) -> Cues:
    lists = _lists()
    phrases = Phrases(_check)
    vocabulary = set().union(*lists.values())
    hurtful: set[str] = set().union(*(lists[name] for name in _HURTFUL_LISTS))
    for path in sorted(_FOLDER.glob(f"{only}.toml")):
        if path.stem not in _NO_PHRASES:
            for group, written in _groups(path):
                for phrase in written:
                    _enter(phrases, phrase, group, path)
                    vocabulary |= phrases.words
                    if group.tag in _NEVER_GUESSED:
                        hurtful |= phrases.words
    kinds: dict[str, tuple[str, ...]] = {}
    for name, words in lists.items():
        for word in words:
            kinds[word] = (*kinds.get(word, ()), f"<{name}>")
    mendable = frozenset(word for word in vocabulary - hurtful if len(word) >= 5)
    return Cues(phrases, kinds, frozenset(vocabulary), mendable)


def _enter(phrases: Phrases, phrase: str, group: Group, path: Path) -> None:
    try:
        phrases.add(phrase, group)
    except ValueError as error:
        raise ValueError(f"{path.name}: {phrase!r} {error}") from None


def _check(part: str) -> None:
    if part[0] == "<" and part[1:-1] not in _lists():
        raise ValueError(f"names {part}, which is no list in lists.toml")
    if any(sign in part for sign in "()[]|"):
        raise ValueError(f"has a bracket too many or too few near {part!r}")


def words_in(name: str) -> frozenset[str]:
    """The words of one list in lists.toml."""
    return _lists()[name]


@cache
def _lists() -> Mapping[str, frozenset[str]]:
    with (_FOLDER / "lists.toml").open("rb") as file:
        data = tomllib.load(file)
    return {name: frozenset(entry["words"]) for name, entry in data.items()}


def _groups(path: Path) -> Iterator[tuple[Group, list[str]]]:
    with path.open("rb") as file:
        data = tomllib.load(file)
    for entry in data["group"]:
        yield (
            Group(
                entry["tag"],
                entry.get("confidence", 0.8),
                entry.get("negation", "cancels"),
                entry.get("where", "any"),
                entry.get("reported", False),
                entry["source"],
                entry.get("own", data.get("own", False)),
            ),
            entry["phrases"],
        )


def find(words: Words, only: str = "*") -> dict[str, list[Hit]]:
    """Every phrase in the reply by its tag, in the order in which they start; of one file only, if named.

    No phrase goes on beyond its sentence.
    """
    known = cues(only)
    kinds = known.kinds
    onward = known.phrases.onward
    start = known.phrases.start()
    text = [(word, kinds.get(word, ())) for word in words.text]
    begins = {first: last for first, last, _ in words.sentences()}
    stops = {clause.last for clause in words.clauses}
    found: dict[str, list[Hit]] = {}
    end = 0
    for first, (word, lists) in enumerate(text):
        todo: list[tuple[Step, int]] = []
        if first in begins:
            end = begins[first]
            if "^" in start:
                todo.append((onward(start, "^"), first))
        if word in start:
            todo.append((onward(start, word), first + 1))
        for kind in lists:
            if kind in start:
                todo.append((onward(start, kind), first + 1))
        while todo:
            step, index = todo.pop()
            for group in step[END]:
                found.setdefault(group.tag, []).append(Hit(group, first, index))
            if len(step) == 1:
                continue
            if "$" in step and index in stops:
                todo.append((onward(step, "$"), index))
            if index < end:
                _take(step, text, index, index + 1, todo, onward)
                if GAP in step:
                    _take(onward(step, GAP), text, index, min(index + _LONGEST_GAP + 1, end), todo, onward)
    return found


def _take(
    step: Step,
    text: list[tuple[str, tuple[str, ...]]],
    index: int,
    end: int,
    todo: list[tuple[Step, int]],
    onward: Callable[[Step, str], Step],
) -> None:
    """Note each step onward that a word from `index` up to `end` allows, as itself or as one of a list."""
    for place in range(index, end):
        word, lists = text[place]
        if word in step:
            todo.append((onward(step, word), place + 1))
        for kind in lists:
            if kind in step:
                todo.append((onward(step, kind), place + 1))
