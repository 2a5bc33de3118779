"""Whether a reply is English at all, and mending of plain misspellings before it is listened to."""

from functools import cache, lru_cache

from roleplay.anchors import content_words
from roleplay.cues import cues
from roleplay.reading import Context
from roleplay.sentiment import english_words
from roleplay.words import Words, foreign_words

_LEAST_KNOWN = 0.4
_FEW_WORDS = 4
_MOST_MENDED = 20


@cache
def _known_words() -> frozenset[str]:
    return english_words() | cues().vocabulary


def is_english(words: Words) -> bool:
    """Whether at least 40 % of four or more words are English; fewer words only have to look like any."""
    text = [word for word in words.text if not word.isdigit()]
    if not text:
        return bool(words.text or words.emoji)
    known = _known_words()
    foreign = foreign_words()
    strange = 0 if known.issuperset(text) else sum(word not in known for word in text)
    if len(text) < _FEW_WORDS:
        return strange < len(text) or max(map(len, text)) < 5 or _could_be_said(text)
    other = 0 if foreign.isdisjoint(text) else sum(word in foreign for word in text)
    return (len(text) - strange - other) >= _LEAST_KNOWN * len(text) and other < 0.35 * len(text)


def _could_be_said(text: list[str]) -> bool:
    """Whether each word has vowels among its letters, as a name or a misspelling has."""
    return all((set(word) & set("aeiouy") and _close_word(word, "")) or word.istitle() for word in text)


def mend_spelling(words: Words, context: Context) -> None:
    """Put right unknown words that are one letter (5-7 letters) or two (8 or more) off a cue or the client's words.

    Words that reduce people are never guessed at. A letter more, less, other or swapped is one.
    """
    known = _known_words()
    mended = 0
    for index, word in enumerate(words.text):
        if len(word) >= 5 and word not in known and word.isalpha() and mended < _MOST_MENDED:
            mended += 1
            meant = _close_word(word, context.line)
            if meant:
                words.text[index] = meant


@lru_cache(maxsize=4096)
def _close_word(word: str, line: str) -> str:
    """The word of the cues, or of the client's line, that this one is a slip of; "" if there is none."""
    said = content_words(line) if line else []
    if word in said:
        return ""
    allowed = 1 if len(word) < 8 else 2
    for candidates in (said, _by_first_letter().get(word[0], ())):
        for candidate in candidates:
            if len(candidate) >= 5 and abs(len(candidate) - len(word)) <= allowed and is_slip(word, candidate, allowed):
                return candidate
    return ""


@cache
def _by_first_letter() -> dict[str, tuple[str, ...]]:
    groups: dict[str, list[str]] = {}
    for word in sorted(cues().mendable):
        groups.setdefault(word[0], []).append(word)
    return {letter: tuple(group) for letter, group in groups.items()}


def is_slip(word: str, other: str, allowed: int) -> bool:
    """Whether at most `allowed` letters were added, left out, changed or swapped with their neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(word, 1):
        older, before, row = before, row, [i]
        for j, target in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != target))
            if i > 1 and j > 1 and letter == other[j - 2] and word[i - 2] == target:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > allowed:
            return False
    return row[-1] <= allowed
