"""Whom each word that TextBlob has an opinion of is about."""

from collections.abc import Sequence
from functools import cache

from roleplay.ears.cues import words_in
from roleplay.ears.hearing import Hearing
from roleplay.ears.sentiment import RawAssessment
from roleplay.ears.words import Words
from roleplay.reading import Assessment, SkillUse

_WITH = frozenset(
    (
        "simple_reflection",
        "complex_reflection",
        "feeling_reflection",
        "validation",
        "summary",
        "affirmation",
        "warmth",
        "checking_understanding",
        "repair_acknowledgement",
        "repair_exploration",
    )
)
_YOU = frozenset(("you", "your", "yours", "yourself"))
_ME = frozenset(("i", "me", "my", "mine", "myself"))


def attribute(hearing: Hearing, uses: Sequence[SkillUse], assessed: Sequence[RawAssessment]) -> tuple[Assessment, ...]:
    """Every assessment with whom it is about: each one is accounted for, in TextBlob's order.

    Words without content ("more", "right", "other") are about nobody. Inside a reflection, a validation or
    another kind word they are felt with the client. Else the nearest person named in the clause decides.
    """
    found = []
    place = 0
    for chunk, polarity, subjectivity in assessed:
        place = _next_place(hearing.words, chunk, place)
        found.append(Assessment(chunk, polarity, subjectivity, _toward(hearing, uses, chunk, place)))
    return tuple(found)


def _next_place(words: Words, chunk: tuple[str, ...], after: int) -> int:
    """The word that the chunk ends with, from `after` on; -1 if it is no word (an emoticon, a mark)."""
    text, after = words.text, max(after, 0)
    if chunk[-1] not in text:
        return -1
    return text.index(chunk[-1], after) if chunk[-1] in text[after:] else text.index(chunk[-1])


def _toward(hearing: Hearing, uses: Sequence[SkillUse], chunk: tuple[str, ...], place: int) -> str:
    if place < 0 or chunk[-1] in words_in("no_opinion"):
        return "nobody"
    words = hearing.words
    if hearing.is_reported(place):
        return "others"
    start = words.starts[place]
    if any(use.skill in _WITH and use.start <= start < use.end for use in uses):
        return "with_client"
    return _nearest_person(words, place)


def _nearest_person(words: Words, place: int) -> str:
    """Whom the nearest person word in the clause names: the client, the learner or others; else nobody."""
    first, last, _, _, _ = words.clauses[words.clause_of[place]]
    people = _people()
    if people.keys().isdisjoint(words.text[first:last]):
        return "nobody"
    for distance in range(last - first):
        for index in (place - distance, place + distance):
            if first <= index < last and words.text[index] in people:
                return people[words.text[index]]
    return "nobody"


@cache
def _people() -> dict[str, str]:
    """Whom each person word names."""
    people = dict.fromkeys(words_in("person_other"), "others")
    return people | dict.fromkeys(_ME, "learner") | dict.fromkeys(_YOU, "at_client")
