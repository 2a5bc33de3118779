"""Phrases that show a behaviour, kept in readable lists (see phrases.py), found by finding.py."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

from roleplay.ears.phrases import Phrases

_FOLDER = Path(__file__).parent / "cues"
_NEVER_GUESSED = frozenset(("label", "_label"))
_HURTFUL_LISTS = ("insult", "insulting", "blamed", "swear", "slur", "diagnosis")
_NO_PHRASES = ("grammar", "words", "lists", "alike", "felt")
_PLACES = {"": ("*.toml",), "client": ("client/*.toml", "safety.toml")}
"""Where the phrases of each side are: the learner's ("") and the client's, whose danger sounds like the learner's."""


@dataclass(frozen=True, slots=True)
class Group:
    """Phrases of one tag with what they have in common.

    `tag` is a behaviour's name or, with a leading underscore, a help for the detectors. `negation` is
    "cancels" or "ignored"; `where` is "any", "statement" or "question"; `reported` words count only if True.
    `own` phrases count only as the learner's own view, not as what the client is said to feel or think.
    Where a phrase overlaps one of the tag `exceptions` (`_not_` and its own tag), it is not meant.
    """

    tag: str
    confidence: float
    negation: str
    where: str
    reported: bool
    source: str
    own: bool = False
    exceptions: str = ""


class Hit(NamedTuple):
    """A phrase of a group found in words `first` up to but not including `last`."""

    group: Group
    first: int
    last: int

    def overlaps(self, others: "Iterable[Hit]") -> bool:
        """Whether it shares a word with any of the others."""
        return overlaps(self.first, self.last, others)


def overlaps(first: int, last: int, others: Iterable[Hit]) -> bool:
    """Whether words `first` up to but not including `last` share a word with any of the hits."""
    for _, other_first, other_last in others:  # noqa: SIM110 - a third of the time of any()
        if first < other_last and other_first < last:
            return True
    return False


class Cues(NamedTuple):
    """All phrases, ready to be looked for, and for each listed word the lists that it is in.

    `vocabulary` are the words of all phrases and lists; `mendable` those that a misspelling may be taken for,
    which leaves out every word that reduces or insults people.
    """

    phrases: Phrases
    lists: Mapping[str, tuple[str, ...]]
    vocabulary: frozenset[str]
    mendable: frozenset[str]


def cues(side: str = "") -> Cues:
    """The phrases that are listened for on one side: "" for the learner's replies, "client" for the client's lines."""
    return _cues_of(side)


@cache
def _cues_of(side: str) -> Cues:
    lists = _lists()
    phrases = Phrases({f"<{name}>": words for name, words in lists.items()})
    vocabulary = set().union(*lists.values())
    hurtful: set[str] = set().union(*(lists[name] for name in _HURTFUL_LISTS))
    for path in sorted(path for place in _PLACES[side] for path in _FOLDER.glob(place)):
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
            keys[word] = (*keys.get(word, ()), f"<{name}>")
    mendable = frozenset(word for word in vocabulary - hurtful if len(word) >= 5)
    return Cues(phrases, keys, frozenset(vocabulary), mendable)


def _enter(phrases: Phrases, phrase: str, group: Group, path: Path) -> None:
    try:
        phrases.add(phrase, group)
    except ValueError as error:
        raise ValueError(f"{path.name}: {phrase!r} {error}") from None


@cache
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
                f"_not_{entry['tag']}",
            ),
            entry["phrases"],
        )
