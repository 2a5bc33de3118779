"""Lists of words that a scenario should not hold, or not without more."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

_CONTENT = Path(__file__).parents[1] / "catalogue" / "content.toml"
_STIGMA = Path(__file__).parents[1] / "ears" / "cues" / "stigma.toml"
_WORD = re.compile(r"[a-z]+")
_NEGATION = re.compile(r"\b(?:not?|never|nobody|no one|none|without|[a-z]+n't)\W+(?:\w+\W+){0,2}$", re.IGNORECASE)

_COMMON = frozenset(
    """
    a absolutely act acting active actually again all am an and another are as back be been being bit break
    but by came case client clients come completely date day days did does doing drive drop dropped even fall
    fallen falling families family fell fellow for former from get getting going gone got hard have he
    heavy help her his home homes i idea if in is it job just keep kept kind known lady last like little long
    look looking low makes many months most must needs not nothing now of off on once only other out people
    person pretty really remain results right said sample saturday saying screen seem services she since
    situation so some sound sounds stay stayed staying still story such system term test tested
    testing that the these they this those time to today totally town turn turned up ur wants was week weeks
    went were with world year years yet you your
    """.split()  # noqa: SIM905 - a list of words is read more easily as words
)
"""Words in phrases that reduce a person which say nothing by themselves; no phrase is made of these alone."""

LEAST_SEVERE = 0.5
"""Below this another word is better, and a client may well use it (domain knowledge: NIDA Words Matter)."""


@cache
def pattern(name: str) -> re.Pattern[str]:
    """What one list of the catalogue looks for."""
    phrases = "|".join(_lists()[name]["phrases"])
    return re.compile(rf"(?<!\w)(?:{phrases})(?!\w)", re.IGNORECASE)


def meant(name: str, text: str) -> str:
    """The first words of a text that a list looks for and that nothing just before them negates, or ""."""
    for found in pattern(name).finditer(text):
        if not _NEGATION.search(text, max(0, found.start() - 40), found.start()):
            return found[0]
    return ""


def might_hold(name: str, text: str) -> bool:
    """Whether a text, in lower-case letters, has any sign of what a list looks for; quick, for very long texts."""
    return any(sign in text for sign in _lists()[name]["signs"])


def might_reduce(text: str) -> bool:
    """Whether a text has any word of those phrases that reduce a person; where none is, nobody has to listen."""
    return not _stigma().isdisjoint(_WORD.findall(text.lower()))


@cache
def _stigma() -> frozenset[str]:
    words: set[str] = set()
    for phrase in stigma_phrases():
        words.update(_WORD.findall(phrase))
    return frozenset(words - _COMMON)


def stigma_phrases() -> list[str]:
    """The phrases that are listened for as labels, the mildest left out."""
    groups = tomllib.loads(_STIGMA.read_text(encoding="utf-8"))["group"]
    severe = [one for one in groups if one["tag"] == "_label" and one["confidence"] >= LEAST_SEVERE]
    return [phrase for group in severe for phrase in group["phrases"]]


@cache
def _lists() -> Mapping[str, Any]:
    return tomllib.loads(_CONTENT.read_text(encoding="utf-8"))
