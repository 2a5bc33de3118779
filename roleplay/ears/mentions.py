"""Small facts in a reply that a client may say back later: a day that was promised, the learner's name."""

import re
from collections.abc import Mapping

from roleplay.ears.cues import words_in
from roleplay.ears.hearing import Hearing

_NAME = re.compile(r"[A-Z][A-Za-z'-]{1,19}")


def mentions_in(hearing: Hearing) -> Mapping[str, str]:
    """The day of a small promise ("Thursday", "tomorrow") and the name the learner gave for themself."""
    found: dict[str, str] = {}
    day = _day(hearing)
    if day:
        found["day"] = day
    name = _name(hearing)
    if name:
        found["name"] = name
    return found


def _day(hearing: Hearing) -> str:
    words = hearing.words
    if not any(hearing.heard("follow_through")):
        return ""
    days = words_in("day")
    for index, word in enumerate(words.text):
        if word in days and not hearing.is_negated(index):
            return word if word in ("tomorrow", "tonight") else word.capitalize()
    return ""


def _name(hearing: Hearing) -> str:
    """The capitalised word after "my name is", "call me" or, at the start, "I'm"."""
    words = hearing.words
    for hit in hearing.heard("_name"):
        if hit.last < len(words):
            start, end = words.span(hit.last, hit.last + 1)
            written = words.raw[start:end]
            if _NAME.fullmatch(written) and written.lower() not in words_in("feeling"):
                return written
    return ""
