"""Whether the learner says the same again."""

from collections.abc import Sequence
from functools import lru_cache

from roleplay.ears.anchors import content_words, stem
from roleplay.ears.cues import words_in
from roleplay.ears.words import Words, plain_words


def echoes(words: Words, replies: Sequence[str]) -> int:
    """How many of the last four replies share more than half of this one's content words."""
    if not replies:
        return 0
    said = {stem(word) for word in set(words.text) - words_in("empty") if len(word) > 1}
    if not said:
        return sum(plain_words(reply) == tuple(words.text) for reply in replies[-4:])
    return sum(len(said & _stems_of(reply)) > len(said) / 2 for reply in replies[-4:])


@lru_cache(maxsize=256)
def _stems_of(reply: str) -> frozenset[str]:
    return frozenset(stem(word) for word in content_words(reply))
