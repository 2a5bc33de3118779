"""Words that put somebody in a box, with better ones, and the client's own words that were taken up."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from roleplay.reviewing.account import Account, Evidence, all_evidence
from roleplay.worth import SURE

_BETTER = Path(__file__).with_name("better_words.toml")
_WHERE_NONE_FITS = "say what happened"


class Label(NamedTuple):
    """A word that reduces a person to a condition, and one to use instead; `sure` is false for a mild one."""

    words: Evidence
    better: str
    sure: bool


class WordsThatMatter(NamedTuple):
    """Labels, jargon, respectful words, and the client's own terms in the learner's replies."""

    labels: tuple[Label, ...]
    jargon: tuple[Evidence, ...]
    respectful: tuple[Evidence, ...]
    own_terms: tuple[Evidence, ...]


def words_that_matter(account: Account) -> WordsThatMatter:
    """The words of the learner that put somebody in a box or out of one."""
    return WordsThatMatter(
        tuple(_labels(account)),
        all_evidence(account.exchanges, ("jargon",)),
        all_evidence(account.exchanges, ("person_first_language",)),
        tuple(_own_terms(account)),
    )


def better_word(words: str) -> str:
    """What could be said instead of a label."""
    plain = words.lower()
    return next((better for part, better in _better() if re.search(rf"\b{re.escape(part)}", plain)), _WHERE_NONE_FITS)


@cache
def _better() -> list[tuple[str, str]]:
    read = tomllib.loads(_BETTER.read_text(encoding="utf-8"))
    return [(part, better) for part, better in read["better"]]


def _labels(account: Account) -> Iterator[Label]:
    """Each label once, in the reply where it first stands."""
    seen = set()
    for exchange in account.exchanges:
        for use in exchange.reading.skill_uses:
            words = exchange.reply[use.start : use.end]
            if use.skill == "label" and words and words.lower() not in seen:
                seen.add(words.lower())
                yield Label(Evidence(exchange.number, words, "label"), better_word(words), use.confidence >= SURE)


def _own_terms(account: Account) -> Iterator[Evidence]:
    for term in account.own_terms:
        wanted = re.compile(rf"\b{re.escape(term)}\b", re.IGNORECASE)
        for exchange in account.exchanges:
            found = wanted.search(exchange.reply)
            if found:
                yield Evidence(exchange.number, found[0])
                break
