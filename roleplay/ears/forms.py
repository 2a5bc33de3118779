"""What one typed form says in plain words: "isn't" is "is not", "u" is "you", "sooo" is "so"."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

_FILE = Path(__file__).parent / "cues" / "words.toml"
_SAME = str.maketrans(
    {"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "…": "."}
    | dict.fromkeys(map(chr, (0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD, 0xFE0F)), "\x1f")
)
_ENDINGS = {"n't": "not", "'m": "am", "'re": "are", "'ve": "have", "'ll": "will", "'d": "would"}
_ID_AFTER = frozenset(("my", "your", "an", "the", "his", "her", "photo"))
_MOST_KEPT = 20_000


class _Tables(NamedTuple):
    """`forms` also keeps the tokens that were met before; `beside` are the words that tell two readings apart."""

    forms: dict[str, tuple[str, ...]]
    emoji: Mapping[str, str]
    foreign: frozenset[str]
    beside: Mapping[str, frozenset[str]]


@cache
def _tables() -> _Tables:
    with _FILE.open("rb") as file:
        data = tomllib.load(file)
    forms = {form: tuple(words.split()) for form, words in data["forms"].items()}
    beside = {name: frozenset(words) for name, words in data["beside"].items()}
    return _Tables(forms, data["emoji"], frozenset(data["other_languages"]["words"]), beside)


def foreign_words() -> frozenset[str]:
    """Frequent words of other languages that are no English words."""
    return _tables().foreign


def emoji_meanings() -> Mapping[str, str]:
    """What each emoji that is listened for says."""
    return _tables().emoji


def fold(text: str) -> str:
    """The text in lower case with plain quotes, look-alikes folded, every character in its old place."""
    plain = text.translate(_SAME)
    if plain.isascii():
        return plain.lower()
    return "".join(map(_fold_one, plain)).translate(_SAME)


def _fold_one(char: str) -> str:
    for form in (unicodedata.normalize("NFKC", char).lower(), char.lower()):
        if len(form) == 1:
            return form
    return char


def expand(token: str) -> tuple[str, ...]:
    """The plain words of one folded token: ("is", "not") for "isn't", ("you",) for "u"."""
    forms = _tables().forms
    known = forms.get(token)
    if known is None:
        known = _by_ending(token)
        if len(forms) < _MOST_KEPT:
            forms[token] = known
    return known


def _by_ending(token: str) -> tuple[str, ...]:
    token = token.replace("\x1f", "")
    if "'" not in token:
        return (_unstretch(token),)
    token = token.rstrip("'")
    for ending, word in _ENDINGS.items():
        if token.endswith(ending) and len(token) > len(ending):
            return token[: -len(ending)], word
    if token.endswith("'s"):
        stem = token[:-2]
        return (stem, "is") if stem in _tables().beside["is_after"] else (stem,)
    return (token.replace("'", ""),)


def _unstretch(token: str) -> str:
    """The word without letters held down: "sooo" is "so", "reallyyy" is "really"."""
    if len(token) < 4 or token.isdigit():
        return token
    return re.sub(r"(.)\1{2,}", r"\1", token)


def starts_clause(token: str) -> bool:
    """Whether a token is one that a clause after "so" or "and" begins with."""
    return bool(token) and token[0].isalnum() and expand(token)[0] in _tables().beside["subjects"]


TWO_WAYS = frozenset(("ur", "ill", "id"))
"""Forms that texting makes ambiguous."""


def likelier(form: str, before: str, following: str) -> tuple[str, ...]:
    """The likelier reading of an ambiguous form, from the words beside it."""
    beside = _tables().beside
    if form == "ur":
        verbal = following.endswith(("ing", "ed")) or following in beside["you_are_before"]
        return ("you", "are") if verbal else ("your",)
    if form == "ill":
        sick = before in beside["sick_before"] or not following[:1].isalpha()
        return ("ill",) if sick else ("i", "will")
    return ("id",) if before in _ID_AFTER else ("i", "would")
