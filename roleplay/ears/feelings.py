"""Feelings of theirs that a sentence names: that fit the line, that they did not name themselves."""

from functools import lru_cache

from roleplay.ears.anchors import stem
from roleplay.ears.cues import Hit, words_in
from roleplay.ears.hearing import Hearing
from roleplay.ears.sentences import Sentence, spoken_stems

_FAMILIES = tuple(
    f"feel_{name}"
    for name in ("fear", "shame", "anger", "sadness", "alone", "tired", "stuck", "distrust", "despair", "bright")
)
_PITYING = frozenset(("sad", "awful", "terrible", "horrible", "miserable", "heavy"))
_SEVERAL_SENSES = {
    "used": (),
    "done": ("",),
    "shut": ("down", "out"),
    "fed": ("up",),
    "lost": ("",),
    "hope": ("",),
    "careful": ("",),
}
_SELF = frozenset(("i", "we", "my", "me", "our"))


def feeling_named(hearing: Hearing, sentence: Sentence) -> float:
    """How surely a feeling of theirs is named that fits and that they did not name themself: 0 for none."""
    best = 0.0
    for tag in ("_you_feel", "_some_feeling", "_that_is_hard"):
        for hit in sentence.hits.get(tag, ()):
            best = max(best, _feeling_in(hearing, sentence, hit))
    return best


def _feeling_in(hearing: Hearing, sentence: Sentence, hit: Hit) -> float:
    text = hearing.words.text
    place = hit.last - 2 if text[hit.last - 1] == "you" else hit.last - 1
    word = text[place]
    following = text[place + 1] if place + 1 < sentence.last else ""
    if text[place - 1] == "to" and hit.group.tag == "_you_feel":
        return 0.0
    if hit.group.tag == "_you_feel" and _is_other_sense(word, following, hit.last - hit.first):
        return 0.0
    if hearing.is_negated(hit.last - 1) and "not" in text[hit.first : hit.last]:
        return 0.0
    if hit.group.tag != "_you_feel" and text[sentence.begin] in _SELF and not sentence.has("_stem"):
        return 0.0
    if word in ("like", "that") and following in ("you", "i") and "should" in text[hit.last : sentence.last]:
        return 0.0
    if hit.group.tag == "_that_is_hard" and (word in _PITYING or not _specific(word)):
        return 0.75 if sentence.anchors else 0.0
    if stem(word) in spoken_stems(hearing.context.line) and word in words_in("feeling"):
        return 0.6
    return _fit(hearing.context.feelings, word)


def _is_other_sense(word: str, following: str, length: int) -> bool:
    """Whether a word that can name a feeling does not here, as in "you used the phone"."""
    if word not in _SEVERAL_SENSES or following in _SEVERAL_SENSES[word]:
        return False
    return word in ("used", "fed", "shut") or length > 3


def _specific(word: str) -> bool:
    return any(word in words_in(family) for family in _FAMILIES)


def _fit(feelings: tuple[str, ...], word: str) -> float:
    """How well a feeling fits those the author had in mind, by families; 0.75 if none are given."""
    if not feelings:
        return 0.75
    families = _families(word)
    if not families:
        return 0.6
    meant = {family for feeling in feelings for part in feeling.split() for family in _families(part)}
    return 0.85 if word in feelings or families & meant else 0.4


@lru_cache(maxsize=2000)
def _families(word: str) -> frozenset[str]:
    return frozenset(family for family in _FAMILIES if word in words_in(family))
