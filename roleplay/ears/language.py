"""Whether a reply is English at all, and mending of plain misspellings before it is listened to."""

from functools import cache, lru_cache

from roleplay.ears.anchors import content_words
from roleplay.ears.cues import cues
from roleplay.ears.forms import foreign_words
from roleplay.ears.sentiment import english_words
from roleplay.ears.words import Words
from roleplay.reading import Context

_LEAST_KNOWN = 0.4
_FEW_WORDS = 4
_MOST_MENDED = 20
_LEAST_LETTERS = 5


@cache
def _known_words() -> frozenset[str]:
    return english_words() | cues().vocabulary


def is_english(words: Words) -> bool:
    """Whether at least 40 % of four or more words are English; fewer words only have to look like any."""
    known = _known_words()
    foreign = foreign_words()
    if words.text and known.issuperset(words.text) and foreign.isdisjoint(words.text):
        return True
    text = [word for word in words.text if not word.isdigit()]
    if not text:
        return bool(words.text or words.emoji)
    strange = sum(word not in known for word in text)
    if len(text) < _FEW_WORDS:
        return strange < len(text) or max(map(len, text)) < 5 or _could_be_said(text)
    other = sum(word in foreign for word in text)
    return (len(text) - strange - other) >= _LEAST_KNOWN * len(text) and other < 0.35 * len(text)


def _could_be_said(text: list[str]) -> bool:
    """Whether each word has vowels among its letters, as a name or a misspelling has."""
    return all((set(word) & set("aeiouy") and _close_cue(word)) or word.istitle() for word in text)


def mend_spelling(words: Words, context: Context) -> None:
    """Put right unknown words that are one letter (5-7 letters) or two (8 or more) off a cue or the client's words.

    Words that reduce people are never guessed at. A letter more, less, other or swapped is one.
    """
    known = _known_words()
    if not any(len(word) >= _LEAST_LETTERS for word in set(words.text) - known):
        return
    mended = 0
    for index, word in enumerate(words.text):
        if len(word) >= _LEAST_LETTERS and word not in known and word.isalpha() and mended < _MOST_MENDED:
            mended += 1
            meant = _close_word(word, context.line)
            if meant:
                words.text[index] = meant


def _close_word(word: str, line: str) -> str:
    """The word of the client's line, or else of the cues, that this one is a slip of; "" if there is none."""
    said = content_words(line)
    if word in said:
        return ""
    for candidate in said:
        if len(candidate) >= _LEAST_LETTERS and is_slip(word, candidate, _allowed(word)):
            return candidate
    return _close_cue(word)


@lru_cache(maxsize=4096)
def _close_cue(word: str) -> str:
    """The first word of the cues, by the alphabet, that this one is a slip of; "" if there is none.

    One slip changes at most two of the letters that a word is made of, which rules out nearly all at once.
    """
    allowed, letters, groups = _allowed(word), _letters(word), _by_look()
    close = [
        candidate
        for length in range(len(word) - allowed, len(word) + allowed + 1)
        for candidate, others in groups.get((word[0], length), ())
        if (letters ^ others).bit_count() <= 2 * allowed and is_slip(word, candidate, allowed)
    ]
    return min(close, default="")


def _allowed(word: str) -> int:
    return 1 if len(word) < 8 else 2


def _letters(word: str) -> int:
    """The letters of a word as the bits of a number."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 31)
    return bits


@cache
def _by_look() -> dict[tuple[str, int], list[tuple[str, int]]]:
    """The words that a misspelling may be taken for, each with its letters, by first letter and length."""
    groups: dict[tuple[str, int], list[tuple[str, int]]] = {}
    for word in cues().mendable:
        groups.setdefault((word[0], len(word)), []).append((word, _letters(word)))
    return groups


def is_slip(word: str, other: str, allowed: int) -> bool:
    """Whether at most `allowed` letters were added, left out, changed or swapped with their neighbour."""
    if not allowed:
        return word == other
    if abs(len(word) - len(other)) > allowed or len(set(word) ^ set(other)) > 2 * allowed:
        return False  # one slip changes at most two of the letters that a word is made of
    word, other = _apart(word, other)
    if max(len(word), len(other)) <= allowed:
        return True
    swapped = len(word) > 1 and word[:2] == other[1::-1]
    return (
        is_slip(word[1:], other[1:], allowed - 1)
        or is_slip(word[1:], other, allowed - 1)
        or is_slip(word, other[1:], allowed - 1)
        or (swapped and is_slip(word[2:], other[2:], allowed - 1))
    )


def _apart(word: str, other: str) -> tuple[str, str]:
    """Both words without the letters that they begin and end with in common."""
    first, shorter = 0, min(len(word), len(other))
    while first < shorter and word[first] == other[first]:
        first += 1
    last = 0
    while last < shorter - first and word[-1 - last] == other[-1 - last]:
        last += 1
    return word[first : len(word) - last], other[first : len(other) - last]
