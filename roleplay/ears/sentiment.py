"""What TextBlob makes of a reply, with contractions put right before it reads."""

import re
from functools import cache
from typing import Any

from roleplay.ears.words import Words

_BETWEEN = frozenset(("that", "so", "at", "all", "exactly", "particularly", "really", "very"))
_MOST_KEPT = 20_000


@cache
def _textblob() -> Any:
    from textblob.en import sentiment

    sentiment(["good"])  # reads the lexicon now, so that no learner waits for it
    return sentiment


@cache
def english_words() -> frozenset[str]:
    """The English words that TextBlob ships for its spelling correction, in lower case."""
    from textblob.en import spelling

    return frozenset(word.lower() for word, count in spelling.items() if float(count) >= 2)


RawAssessment = tuple[tuple[str, ...], float, float]
"""Words, polarity (-1..1) and subjectivity (0..1), as TextBlob gives them."""


def assess(words: Words) -> tuple[float, float, list[RawAssessment]]:
    """TextBlob's polarity and subjectivity of the reply, and what it assessed, in order.

    TextBlob's own tokenizer cannot see "n't", and its "not" reaches one word only; so it is given the plain
    words ("is", "not", "good"), with "not that good" shortened to "not good".
    """
    score = _textblob()(_told(tokens(words)))
    assessed = [(tuple(chunk), polarity, subjectivity) for chunk, polarity, subjectivity, _ in score.assessments]
    return score[0], score[1], assessed


def tokens(words: Words) -> list[str]:
    """The reply's plain words with a mark after every clause, as TextBlob is to read them."""
    parts: list[str] = []
    text = words.text
    for first, last, mark, _, _ in words.clauses:
        clause = text[first:last]
        parts += _closer_negation(clause) if "not" in clause else clause
        parts.append(mark if mark in ("?", "!") else ".")
    return parts


_SILENT, _SHORT, _HEARD = range(3)
_REACH = re.compile(rb"\x02[\x01\x02]*\x00?")
"""A heard token with those after it up to the first one that ends its reach."""


class _Effects(dict[str, int]):
    """What each token does to TextBlob's reading.

    A token that it has an opinion of, that denies, or that may be an emoticon is heard. Any other word only ends
    the reach of "very" and "not" before it, and one of at most two letters or a mark not even that.
    """

    def __missing__(self, token: str) -> int:
        read = _textblob()
        effect = _SHORT if len(token) < 3 else _SILENT
        if token in read or token in read.negations or not (token.isalpha() or token in (".", "?")):
            effect = _HEARD
        if len(self) < _MOST_KEPT:
            self[token] = effect
        return effect


_EFFECTS = _Effects()


def _told(parts: list[str]) -> list[str]:
    """The tokens without those that change nothing in TextBlob's reading: it is slow, and most are of that kind."""
    told: list[str] = []
    for match in _REACH.finditer(bytes(map(_EFFECTS.__getitem__, parts))):
        told += parts[match.start() : match.end()]
    return told


def _closer_negation(clause: list[str]) -> list[str]:
    """The words without those that may stand between "not" and what it denies: "not (that) good"."""
    kept: list[str] = []
    after_not = False
    for word in clause:
        if after_not and word in _BETWEEN:
            continue
        kept.append(word)
        after_not = word == "not"
    return kept
