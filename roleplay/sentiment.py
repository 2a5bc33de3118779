"""What TextBlob makes of a reply, with contractions put right before it reads."""

from collections.abc import Callable
from functools import cache
from typing import Any

from roleplay.words import Words

_BETWEEN = frozenset(("that", "so", "at", "all", "exactly", "particularly", "really", "very"))


@cache
def _textblob() -> Callable[[list[str]], Any]:
    from textblob.en import sentiment

    sentiment(["good"])  # reads the lexicon now, so that no learner waits for it
    read: Callable[[list[str]], Any] = sentiment
    return read


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
    score = _textblob()(tokens(words))
    assessed = [(tuple(chunk), polarity, subjectivity) for chunk, polarity, subjectivity, _ in score.assessments]
    return score[0], score[1], assessed


def tokens(words: Words) -> list[str]:
    """The reply's plain words with a mark after every clause, as TextBlob is to read them."""
    parts: list[str] = []
    text = words.text
    for clause in words.clauses:
        if "not" in text[clause.first : clause.last]:
            parts += _closer_negation(text[clause.first : clause.last])
        else:
            parts += text[clause.first : clause.last]
        parts.append(clause.mark if clause.mark in ("?", "!") else ".")
    return parts


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
