"""Sentences that tell people what to do or what they can do, instead of giving back what they said."""

from roleplay.ears.grammar import word_set
from roleplay.ears.hearing import Hearing
from roleplay.ears.sentences import Sentence

_OBLIGED = frozenset(("have", "need", "got", "had"))
_BEFORE_TELLING = word_set("before_telling")


def is_telling(hearing: Hearing, sentence: Sentence) -> bool:
    """Whether the sentence tells them what to do or what they can do."""
    if "_telling" not in sentence.hits:
        return False
    if sentence.tells is None:
        sentence.tells = _tells(hearing, sentence)
    return sentence.tells


def _tells(hearing: Hearing, sentence: Sentence) -> bool:
    text = hearing.words.text
    for hit in sentence.hits["_telling"]:
        if hit.last < len(text) and text[hit.last] in ("not", "never"):
            continue
        said = text[hit.first : hit.last]
        if "you" not in said and "i" not in said and hit.first not in sentence.parts:
            continue
        if "you" in said and not _OBLIGED.isdisjoint(said) and said[-1] == "to":
            before = text[hit.first - 1] if hit.first > sentence.first else ""
            if (before and before not in _BEFORE_TELLING) or _again(text[hit.last : sentence.last]):
                continue
        if said[-1] in ("might", "may", "can", "could") and _might_feel(text[hit.last : hit.last + 2]):
            continue
        if said[-1] == "must" and sentence.has("_you_feel"):
            continue
        if said[-1] == "should" and text[hit.last : hit.last + 1] == ["have"]:
            continue
        return True
    return False


def _again(text: list[str]) -> bool:
    return not {"again", "time", "still", "keep", "over", "alone"}.isdisjoint(text)


def _might_feel(text: list[str]) -> bool:
    return text[:1] in (["feel"], ["be"], ["also"], ["still"]) and (
        len(text) < 2 or text[1] not in ("better", "happier")
    )
