"""Small facts in a reply that a client may say back later: a day that was promised, the learner's name."""

import re
from collections.abc import Iterable, Mapping

from roleplay.ears.cues import words_in
from roleplay.ears.hearing import Hearing
from roleplay.reading import SkillUse
from roleplay.worth import SURE

_NAME = re.compile(r"[A-Z][A-Za-z'-]{1,19}")


def mentions_in(hearing: Hearing, uses: Iterable[SkillUse]) -> Mapping[str, str]:
    """The day of a small promise ("Thursday", "tomorrow") and the name the learner gave for themself."""
    found: dict[str, str] = {}
    is_promised = any(use.skill == "follow_through" and use.confidence >= SURE for use in uses)
    day = _day(hearing) if is_promised else ""
    if day:
        found["day"] = day
    name = _name(hearing)
    if name:
        found["name"] = name
    return found


def _day(hearing: Hearing) -> str:
    words = hearing.words
    days = words_in("day")
    for index, word in enumerate(words.text):
        if word in days and not hearing.is_negated(index):
            return word if word in ("tomorrow", "tonight") else word.capitalize()
    return ""


def _sentence(hearing: Hearing, index: int) -> int:
    """The number of the sentence that a word stands in."""
    words = hearing.words
    return words.clauses[words.clause_of[index]].sentence


def _name(hearing: Hearing) -> str:
    """The capitalised word after "my name is", "call me" or, at the start, "I'm", in the same sentence."""
    words = hearing.words
    for hit in hearing.heard("_name"):
        if hit.last < len(words) and _sentence(hearing, hit.last) == _sentence(hearing, hit.first):
            start, end = words.span(hit.last, hit.last + 1)
            written = words.raw[start:end]
            if _NAME.fullmatch(written) and written.lower() not in words_in("feeling"):
                return written
    return ""
