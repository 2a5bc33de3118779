"""Phrases that show a behaviour, kept in readable lists (see phrases.py), found in a reply in one pass."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
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

    def overlaps(self, others: "Iterable[Hit]") -> bool:
        """Whether it shares a word with any of the others."""
        return any(self.first < other.last and other.first < self.last for other in others)


class Cues(NamedTuple):
    """All phrases, ready to be looked for, and for each listed word itself and the lists that it is in.

    `vocabulary` are the words of all phrases and lists; `mendable` those that a misspelling may be taken for,
    which leaves out every word that reduces or insults people.
    """

    phrases: Phrases
    keys: Mapping[str, tuple[str, ...]]
    vocabulary: frozenset[str]
    mendable: frozenset[str]


@cache
def cues() -> Cues:
    """The phrases of every file in the folder of cues."""
    lists = _lists()
    phrases = Phrases(_check)
    vocabulary = set().union(*lists.values())
    hurtful: set[str] = set().union(*(lists[name] for name in _HURTFUL_LISTS))
    for path in sorted(_FOLDER.glob("*.toml")):
        if path.stem not in _NO_PHRASES:
            for group, written in _groups(path):
                for phrase in written:
                    _enter(phrases, phrase, group, path)
                    vocabulary |= phrases.words
                    if group.tag in _NEVER_GUESSED:
                        hurtful |= phrases.words
    keys: dict[str, tuple[str, ...]] = {}
    for name, words in lists.items():
        for word in words:
            keys[word] = (*keys.get(word, (word,)), f"<{name}>")
    mendable = frozenset(word for word in vocabulary - hurtful if len(word) >= 5)
    return Cues(phrases, keys, frozenset(vocabulary), mendable)


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


def find(words: Words) -> dict[str, list[Hit]]:
    """Every phrase in the reply by its tag, in the order in which they start; none goes on beyond its sentence."""
    known = cues()
    listed = known.keys
    phrases = known.phrases
    start = phrases.start()
    keys = [listed.get(word) or (word,) for word in words.text]
    begins = {first: last for first, last, _ in words.sentences()}
    stops = {clause.last for clause in words.clauses}
    found: dict[str, list[Hit]] = {}
    end = 0
    for first, here in enumerate(keys):
        todo: list[tuple[Step, int]] = []
        if first in begins:
            end = begins[first]
            _take(phrases, start, ("^",), first, todo)
        _take(phrases, start, here, first + 1, todo)
        while todo:
            step, index = todo.pop()
            for group in step[END]:
                hit = Hit(group, first, index)
                if group.tag in found:
                    found[group.tag].append(hit)
                else:
                    found[group.tag] = [hit]
            if index < end:
                for key in keys[index]:
                    following = step.get(key)
                    if following is not None:
                        if following.__class__ is list:
                            following = phrases.onward(step, key)
                        todo.append((following, index + 1))
                if GAP in step:
                    beyond = phrases.onward(step, GAP)
                    for place in range(index, min(index + _LONGEST_GAP + 1, end)):
                        _take(phrases, beyond, keys[place], place + 1, todo)
            if index in stops and "$" in step:
                _take(phrases, step, ("$",), index, todo)
    return found


def _take(phrases: Phrases, step: Step, keys: tuple[str, ...], index: int, todo: list[tuple[Step, int]]) -> None:
    """Note each step that one of the keys leads to, with the word that comes next there."""
    for key in keys:
        following = step.get(key)
        if following is not None:
            if following.__class__ is list:
                following = phrases.onward(step, key)
            todo.append((following, index))
