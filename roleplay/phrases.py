"""The language in which phrases are written, and the steps from word to word that find them.

A phrase is plain words with a few signs: `(should|need to)` one of, `[really]` may be there, `<feeling>` any
word of a list in lists.toml, `...` up to four words between, `promise~` the word with its usual endings,
`^` the start of a sentence, `$` the end of a clause. Brackets may stand inside each other.

Alternatives share what follows them, so that a phrase costs what it is long, not what it stands for. Steps
that several phrases have in common are joined when a reply first takes them.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Any

from roleplay.words import expand

GAP = "..."
END = ""
Step = dict[str, Any]
"""Each next word, "<list>", "...", "^" or "$" to where it leads; END to what ends here."""


class Place:
    """A point inside phrases: where each next word leads, and what ends here."""

    __slots__ = ("ends", "steps")

    def __init__(self) -> None:
        self.steps: dict[str, list[Place]] = {}
        self.ends: list[Hashable] = []


class Phrases:
    """Many phrases from one beginning; `words` are the plain words of the phrase added last."""

    def __init__(self, check: Callable[[str], None]) -> None:
        self._root = Place()
        self._check = check
        self._joined: dict[frozenset[int], Step] = {}
        self._start: Step | None = None
        self.words: set[str] = set()

    def add(self, phrase: str, meaning: Hashable) -> None:
        """Enter a phrase; ValueError if it could match nothing at all or names an unknown list."""
        self.words = set()
        ends = self._sequence(phrase, [self._root])
        if self._root in ends or (phrase in ("^", "$")):
            raise ValueError("can match nothing at all")
        for place in ends:
            place.ends.append(meaning)

    def start(self) -> Step:
        """The step before any word."""
        if self._start is None:
            self._start = self._join([self._root])
        return self._start

    def onward(self, step: Step, key: str) -> Step:
        """Where a key that the step has leads."""
        found = step[key]
        if found.__class__ is list:
            found = step[key] = self._join(found)
        return found  # type: ignore[no-any-return]

    def _join(self, places: list[Place]) -> Step:
        """One step that stands at several places at once."""
        name = frozenset(map(id, places))
        step = self._joined.get(name)
        if step is None:
            step = self._joined[name] = {}
            ends: dict[Hashable, None] = {}
            for place in dict.fromkeys(places):
                ends.update(dict.fromkeys(place.ends))
                for key, following in place.steps.items():
                    step.setdefault(key, []).extend(following)
            step[END] = tuple(ends)
        return step

    def _sequence(self, phrase: str, places: list[Place]) -> list[Place]:
        for part in _parts(phrase):
            if part[0] in "([":
                ends = [end for option in _options(part[1:-1]) for end in self._sequence(option, places)]
                places = list(dict.fromkeys([*ends, *places] if part[0] == "[" else ends))
            else:
                ends = []
                for form in _forms(part):
                    ends += self._words(form, places)
                places = ends
        return places

    def _words(self, words: Iterable[str], places: list[Place]) -> list[Place]:
        for word in words:
            self._check(word)
            if word[0].isalpha():
                self.words.add(word)
            following = Place()
            for place in places:
                place.steps.setdefault(word, []).append(following)
            places = [following]
        return places


def _parts(phrase: str) -> Iterator[str]:
    """The words and the bracketed parts of a phrase, each bracket whole with what is nested in it."""
    depth, part = 0, ""
    for char in f"{phrase} ":
        if depth == 0 and char in "([ " and part:
            yield part
            part = ""
        depth += (char in "([") - (char in ")]")
        if char != " " or depth:
            part += char


def _options(inside: str) -> list[str]:
    """The alternatives of one bracket, cut at its own bars only."""
    depth, options = 0, [""]
    for char in inside:
        depth += (char in "([") - (char in ")]")
        if char == "|" and depth == 0:
            options.append("")
        else:
            options[-1] += char
    return options


def _forms(word: str) -> list[tuple[str, ...]]:
    if word in (GAP, "^", "$") or word[0] == "<":
        return [(word,)]
    if word.endswith("~"):
        return [(form,) for form in inflections(word[:-1])]
    return [expand(word)]


def inflections(word: str) -> tuple[str, ...]:
    """A regular verb or noun with its usual endings: promise, promises, promised, promising."""
    if word.endswith("e"):
        return word, f"{word}s", f"{word}d", f"{word[:-1]}ing"
    if word.endswith("y") and word[-2] not in "aeiou":
        return word, f"{word[:-1]}ies", f"{word[:-1]}ied", f"{word}ing"
    if re.search(r"[^aeiou][aeiou][bdgmnprt]$", word) and len(word) < 6:
        return word, f"{word}s", f"{word}{word[-1]}ed", f"{word}{word[-1]}ing"
    plural = f"{word}es" if word.endswith(("s", "sh", "ch", "x")) else f"{word}s"
    return word, plural, f"{word}ed", f"{word}ing"
