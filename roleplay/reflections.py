"""Statements that give back what the client said, told from advice, judgement and talk about oneself."""

from collections.abc import Iterator
from functools import lru_cache

from roleplay.anchors import stem
from roleplay.cues import Hit, words_in
from roleplay.hearing import Hearing
from roleplay.questions import is_question
from roleplay.reading import SkillUse
from roleplay.sentences import Sentence, is_copy, share_copied, spoken_stems

_FAMILIES = tuple(
    f"feel_{name}"
    for name in [
        "fear",
        "shame",
        "anger",
        "sadness",
        "alone",
        "tired",
        "stuck",
        "distrust",
        "despair",
        "bright",
    ]
)
_POINTING = frozenset(("it", "that", "this"))
_PITYING = frozenset(("sad", "awful", "terrible", "horrible", "miserable", "heavy"))
_WHEN = frozenset(("when", "after", "since", "because", "as", "while", "if", "before"))
_SELF = frozenset(("i", "we", "my", "me", "our"))
_THEM = frozenset(("you", "your", "yours"))
_SEVERAL_SENSES = {
    "used": (),
    "done": ("",),
    "shut": ("down", "out"),
    "fed": ("up",),
    "lost": ("",),
    "hope": ("",),
    "careful": ("",),
}
_OBLIGED = frozenset(("have", "need", "got", "had"))
_BEFORE_TELLING = frozenset(
    [
        "think",
        "believe",
        "feel",
        "maybe",
        "perhaps",
        "then",
        "so",
        "and",
        "that",
        "guess",
        "mean",
        "say",
        "know",
        "why",
        "like",
    ]
)
_CLAIMED = (
    "_autonomy",
    "_pacing",
    "advice_with_permission",
    "_role_clarity",
    "safety_support",
    "_hope",
    "_advocacy",
)
_FRAMES = ("_contrast", "_meaning")
_FINITE = frozenset(
    [
        "is",
        "are",
        "was",
        "were",
        "am",
        "has",
        "have",
        "had",
        "do",
        "does",
        "did",
        "can",
        "could",
        "will",
        "would",
        "should",
        "must",
        "may",
        "might",
    ]
)
_EARLIER = 0.8
_LEAST_WORDS = 6


def reflections_in(hearing: Hearing, sentence: Sentence) -> Iterator[SkillUse]:
    """The reflection that a sentence is: complex if it adds, of feeling if it only names one, else simple."""
    if (
        sentence.vetoed
        or is_telling(hearing, sentence)
        or (is_question(hearing, sentence) and not sentence.has("_stem"))
    ):
        return
    closeness = _closeness(hearing, sentence)
    feeling = _feeling(hearing, sentence)
    if not closeness and not feeling:
        return
    share = share_copied(hearing, sentence)
    text = hearing.words.text[sentence.first : sentence.last]
    if share == 1.0 or (is_copy(share) and (_THEM.isdisjoint(text) or not closeness)):
        return
    tentative = 0.75 if sentence.mark == "?" else 1.0
    place = (sentence.first, sentence.last)
    if feeling:
        yield hearing.use("feeling_reflection", *place, feeling * tentative)
    if closeness:
        adds = feeling or _adds(hearing, sentence)
        limit = 0.6 if is_copy(share) else 1.0
        if adds and not is_copy(share):
            yield hearing.use("complex_reflection", *place, min(closeness, adds if adds < 0.7 else 0.9) * tentative)
        else:
            yield hearing.use("simple_reflection", *place, min(closeness, limit) * tentative)


def is_telling(hearing: Hearing, sentence: Sentence) -> bool:
    """Whether the sentence tells them what to do or what they can do."""
    text = hearing.words.text
    for hit in sentence.hits.get("_telling", ()):
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


def _closeness(hearing: Hearing, sentence: Sentence) -> float:
    """How surely a statement is about the client and touches what they said: 0 for not at all."""
    about = _about_them(hearing, sentence)
    if not about:
        return 0.0
    if len({anchor.subject for anchor in sentence.anchors}) > 1:
        return about
    if sentence.anchors:
        return min(about, 0.8)
    if any(sentence.first <= anchor.first < sentence.last for anchor in hearing.earlier_anchors):
        return min(about, 0.8) * _EARLIER
    long_enough = sentence.last - sentence.begin >= _LEAST_WORDS
    by_form = sentence.has("_stem") and long_enough and about >= 0.8 and not sentence.has(*_CLAIMED, "_stock")
    return 0.6 if by_form else 0.0


def _about_them(hearing: Hearing, sentence: Sentence) -> float:
    text = hearing.words.text
    here = text[sentence.first : sentence.last]
    if sentence.has(*_CLAIMED) and not sentence.has("_stem", "_contrast"):
        return 0.0
    if _THEM.isdisjoint(here) and any(hearing.words.quoted[sentence.first : sentence.last]):
        return 0.0
    if any(_you_at(text, part, sentence.last) for part in sentence.parts):
        return 0.9
    if sentence.has("_stem"):
        return 0.9 if not _THEM.isdisjoint(here) or _SELF.isdisjoint(here) else 0.8
    if any(_speaks_of_self(text, part, sentence.last) for part in sentence.parts):
        return 0.0
    if sentence.has(*_FRAMES):
        if text[sentence.begin] in _POINTING:
            return 0.8
        return 0.8 if not _THEM.isdisjoint(here) or _SELF.isdisjoint(here) else 0.0
    if text[sentence.begin] in words_in("verb"):
        return 0.0
    if not _THEM.isdisjoint(here):
        return 0.6
    if _SELF.isdisjoint(here):
        return 0.7 if _FINITE.isdisjoint(here) else 0.5
    return 0.0


def _you_at(text: list[str], part: int, last: int) -> bool:
    """Whether a part begins by speaking of them, as in "you waited", but not "you know"."""
    if text[part] not in _THEM:
        return False
    following = text[part + 1] if part + 1 < last else ""
    return not (text[part] == "you" and following in ("know", "see", "guys", "deserve"))


def _speaks_of_self(text: list[str], part: int, last: int) -> bool:
    """Whether a part begins with the learner, as in "I waited" and "when I waited"."""
    return text[part] in _SELF or (text[part] in _WHEN and part + 1 < last and text[part + 1] in _SELF)


def _adds(hearing: Hearing, sentence: Sentence) -> float:
    """How surely the sentence adds meaning or the other side: 0 for not at all."""
    if sentence.has("_contrast"):
        return 0.85
    if sentence.has("_meaning"):
        return 0.8
    sides = {
        hearing.words.clause_of[part] for part in sentence.parts if _you_at(hearing.words.text, part, sentence.last)
    }
    return 0.65 if len(sides) > 1 and sentence.anchors else 0.0


def _feeling(hearing: Hearing, sentence: Sentence) -> float:
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


_SUMMARY_WORDS = 18
"""A summary without its usual opening is longer than this; set by hand."""


def summaries_in(hearing: Hearing, sentences: list[Sentence]) -> Iterator[SkillUse]:
    """A sentence that pulls threads together: a stem of summing up, or what was said now and earlier."""
    for sentence in sentences:
        if sentence.vetoed or is_telling(hearing, sentence):
            continue
        is_long = sentence.last - sentence.first > _SUMMARY_WORDS
        if not is_long and not sentence.has("_recap"):
            continue
        touched = {anchor.subject for anchor in sentence.anchors}
        before = {a.subject for a in hearing.earlier_anchors if sentence.first <= a.first < sentence.last}
        if sentence.has("_recap") and (len(touched | before) > 1 or len(sentence.parts) > 2):
            yield hearing.use("summary", sentence.first, sentence.last, 0.9)
        elif len(touched) > 1 and len(before - touched) > 1 and is_long:
            yield hearing.use("summary", sentence.first, sentence.last, 0.6)
