"""The language in which phrases are written, and the steps from word to word that find them.

A phrase is plain words with a few signs: `(should|need to)` one of, `[really]` may be there, `<feeling>` any
word of a list in lists.toml, `...` up to four words between, `promise~` the word with its usual endings,
`^` the start of a sentence, `$` the end of a clause. Brackets may stand inside each other.

Alternatives share what follows them, so that a phrase costs what it is long, not what it stands for. Steps
that several phrases have in common are joined when a reply first takes them.
"""

from collections.abc import Hashable, Iterable, Mapping
from typing import Any

from roleplay.ears.phrase_text import GAP, forms, options, parts


class Place:
    """A point inside phrases: where each next word (or "^", "$"), list or gap leads, and what ends here."""

    __slots__ = ("ends", "gap", "lists", "words")

    def __init__(self) -> None:
        self.words: dict[str, list[Place]] = {}
        self.lists: dict[str, list[Place]] = {}
        self.gap: list[Place] = []
        self.ends: list[Hashable] = []

    def lead(self, part: str, place: "Place") -> None:
        """Let a word, a list or a gap lead to a place."""
        if part == GAP:
            self.gap.append(place)
        else:
            (self.lists if part[0] == "<" else self.words).setdefault(part, []).append(place)


class Step:
    """Several places at once, as one reply reaches them; where it leads is joined when first taken.

    `reach` are all words that lead on from it, if it lies beyond a gap.
    """

    __slots__ = ("ends", "gap", "lists", "reach", "words")

    def __init__(self, places: Iterable[Place]) -> None:
        self.words: dict[str, Any] = {}
        self.lists: dict[str, Any] = {}
        self.gap: Any = []
        self.reach: frozenset[str] = frozenset()
        ends: dict[Hashable, None] = {}
        for place in places:
            if place.ends:
                ends.update(dict.fromkeys(place.ends))
            if place.words:
                _add(self.words, place.words)
            if place.lists:
                _add(self.lists, place.lists)
            if place.gap:
                self.gap = self.gap + place.gap
        self.ends: tuple[Any, ...] = tuple(ends)


def _add(leads: dict[str, Any], more: dict[str, list[Place]]) -> None:
    if leads:
        for part, places in more.items():
            leads[part] = leads[part] + places if part in leads else places
    else:
        leads.update(more)


class Phrases:
    """Many phrases from one beginning; `words` are the plain words of the phrase added last.

    `lists` are the words of each list that a phrase may name, such as "<feeling>".
    """

    def __init__(self, lists: Mapping[str, frozenset[str]]) -> None:
        self._root = Place()
        self._lists = lists
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

    def onward(self, leads: dict[str, Any], part: str) -> Step:
        """Where a word or a list that a step has leads."""
        found = leads[part]
        if found.__class__ is list:
            found = leads[part] = self._join(found)
        return found  # type: ignore[no-any-return]

    def beyond(self, step: Step) -> Step:
        """Where the gap that a step has leads."""
        if step.gap.__class__ is list:
            step.gap = self._join(step.gap)
            step.gap.reach = frozenset(step.gap.words).union(*(self._lists[name] for name in step.gap.lists))
        return step.gap  # type: ignore[no-any-return]

    def _join(self, places: list[Place]) -> Step:
        """One step that stands at several places at once."""
        name = frozenset(map(id, places))
        step = self._joined.get(name)
        if step is None:
            step = self._joined[name] = Step(dict.fromkeys(places))
        return step

    def _sequence(self, phrase: str, places: list[Place]) -> list[Place]:
        for part in parts(phrase):
            if part[0] in "([":
                ends = [end for option in options(part[1:-1]) for end in self._sequence(option, places)]
                places = list(dict.fromkeys([*ends, *places] if part[0] == "[" else ends))
            else:
                ends = []
                for form in forms(part):
                    ends += self._words(form, places)
                places = ends
        return places

    def _check(self, part: str) -> None:
        if part[0] == "<" and part not in self._lists:
            raise ValueError(f"names {part}, which is no list in lists.toml")
        if any(sign in part for sign in "()[]|"):
            raise ValueError(f"has a bracket too many or too few near {part!r}")

    def _words(self, words: Iterable[str], places: list[Place]) -> list[Place]:
        for word in words:
            self._check(word)
            if word[0].isalpha():
                self.words.add(word)
            following = Place()
            for place in places:
                place.lead(word, following)
            places = [following]
        return places
