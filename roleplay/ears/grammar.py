"""Small words by which rules tell sentences apart, kept in cues/grammar.toml."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "cues" / "grammar.toml"


def word_set(name: str) -> frozenset[str]:
    """The words of one set."""
    return _sets()[name]


@cache
def _sets() -> Mapping[str, frozenset[str]]:
    with _FILE.open("rb") as file:
        return {name: frozenset(words) for name, words in tomllib.load(file).items()}
