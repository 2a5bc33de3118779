"""Every phrase of the cues that stands in a reply, found in one pass over each sentence."""

from collections.abc import Iterable, Iterator
from functools import cache

from roleplay.ears.cues import Cues, Hit, cues
from roleplay.ears.phrases import Step
from roleplay.ears.words import Words

_LONGEST_GAP = 4
_new = tuple.__new__
_Point = tuple[Step, int, int]
"""A step that was reached, the word that its phrases start with and the word that comes next."""


def find(words: Words, side: str = "") -> dict[str, list[Hit]]:
    """Every phrase of a side (see cues) by its tag, in the order in which they start; none leaves its sentence."""
    known = cues(side)
    opening = list(_steps(known, known.phrases.start(), ("^",), ()))
    text, begins = words.text, list(map(_beginnings(side).__getitem__, words.text))
    stops = {last for _, last, _, _, _ in words.clauses}
    found: dict[str, list[Hit]] = {}
    for start, end, _ in words.sentences:
        todo = [(step, first, first + 1) for first in range(end - 1, start, -1) for step in begins[first]]
        todo += [(step, start, start) for step in opening]
        todo += [(step, start, start + 1) for step in begins[start]]
        _follow(known, todo, text, end, stops, found)
    return found


def _follow(
    known: Cues, todo: list[_Point], text: list[str], end: int, stops: set[int], found: dict[str, list[Hit]]
) -> None:
    """Go on from each step, the last one first, and note the phrases that end on the way."""
    phrases, lists = known.phrases, known.lists
    while todo:
        step, first, index = todo.pop()
        if step.ends:
            for group in step.ends:
                found.setdefault(group.tag, []).append(_new(Hit, (group, first, index)))
        if index < end:
            word = text[index]
            following = step.words.get(word)
            if following is not None:
                if following.__class__ is list:
                    following = phrases.onward(step.words, word)
                todo.append((following, first, index + 1))
            if step.lists and word in lists:
                for name in lists[word]:
                    if name in step.lists:
                        todo.append((phrases.onward(step.lists, name), first, index + 1))
            if step.gap:
                beyond = step.gap if step.gap.__class__ is Step else phrases.beyond(step)
                if not beyond.reach.isdisjoint(text[index : index + _LONGEST_GAP + 1]):
                    for place in range(index, min(index + _LONGEST_GAP + 1, end)):
                        for following in _steps(known, beyond, (text[place],), lists.get(text[place], ())):
                            todo.append((following, first, place + 1))
        if index in stops and "$" in step.words:
            todo.append((phrases.onward(step.words, "$"), first, index))


def _steps(known: Cues, step: Step, words: Iterable[str], lists: Iterable[str]) -> Iterator[Step]:
    """Each step that one of the words or lists leads to."""
    phrases = known.phrases
    for word in words:
        if word in step.words:
            yield phrases.onward(step.words, word)
    for name in lists:
        if name in step.lists:
            yield phrases.onward(step.lists, name)


class _Beginnings(dict[str, tuple[Step, ...]]):
    """The steps that each word leads to from the start; kept for the words that begin a phrase."""

    def __init__(self, known: Cues) -> None:
        super().__init__()
        self._known = known

    def __missing__(self, word: str) -> tuple[Step, ...]:
        known = self._known
        steps = tuple(_steps(known, known.phrases.start(), (word,), known.lists.get(word, ())))
        if steps:
            self[word] = steps
        return steps


@cache
def _beginnings(side: str) -> _Beginnings:
    return _Beginnings(cues(side))
