"""What is said on screen of the catalogue's families, acts and examples."""

import json
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

_PLAIN_CASES = "g-"
"""What the families begin with that were written to show one behaviour each; the others are harder."""
_CATALOGUE = Path(__file__).parent / "catalogue"
_MOST = 3
_FEWEST_WORDS = 4


class Example(NamedTuple):
    """A reply to a client's line, and which way it moves trust: "up", "down" or "flat"."""

    client: str
    reply: str
    direction: str
    register: str


def family_words(family: str) -> str:
    """What a family of behaviours has in common, in a sentence."""
    return _words()["families"][family]


def act_words(act: str) -> str:
    """What a client who does this does: "asks what to do"."""
    return _words()["acts"][act]


def toward_words(toward: str) -> str:
    """Whom an assessed word is about: "felt with them"."""
    return _words()["toward"][toward]


def examples_of(skill: str) -> tuple[Example, ...]:
    """At most three examples in which this is the main thing heard: the shortest that are a sentence come first."""
    return _examples().get(skill, ())


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((_CATALOGUE / "plain_words.toml").read_text(encoding="utf-8"))


@cache
def _examples() -> Mapping[str, tuple[Example, ...]]:
    found: dict[str, dict[tuple[bool, bool, int, str], Example]] = {}
    with (_CATALOGUE / "examples.jsonl").open(encoding="utf-8") as lines:
        for line in filter(str.strip, lines):
            entry = json.loads(line)
            for skill in entry["skills"][:1]:
                example = Example(entry["client"], entry["reply"], entry["direction"], entry["register"])
                rank = (not entry["family"].startswith(_PLAIN_CASES), *_sensible(example))
                found.setdefault(skill, {}).setdefault(rank, example)
    return {skill: tuple(example for _, example in sorted(ranked.items())[:_MOST]) for skill, ranked in found.items()}


def _sensible(example: Example) -> tuple[bool, int, str]:
    """Sentences before scraps, the short before the long, and always the same order."""
    return len(example.reply.split()) < _FEWEST_WORDS, len(example.reply), example.reply
