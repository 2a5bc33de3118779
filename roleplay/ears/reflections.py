"""Statements that give back what the client said, told from advice, judgement and talk about oneself."""

from collections.abc import Iterator

from roleplay.ears.cues import words_in
from roleplay.ears.feelings import feeling_named
from roleplay.ears.grammar import word_set
from roleplay.ears.hearing import Hearing
from roleplay.ears.questions import is_question
from roleplay.ears.sentences import Sentence, is_copy, share_copied
from roleplay.ears.telling import is_telling
from roleplay.reading import SkillUse

_POINTING = frozenset(("it", "that", "this"))
_WHEN = frozenset(("when", "after", "since", "because", "as", "while", "if", "before"))
_SELF = frozenset(("i", "we", "my", "me", "our"))
_THEM = frozenset(("you", "your", "yours"))
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
_FINITE = word_set("finite")
_EARLIER = 0.8
_LEAST_WORDS = 6
_STOCK_WORDS = 6
"""A sentence of so few words with a stock phrase gives nothing back, whatever word it shares with the client's."""


def reflections_in(hearing: Hearing, sentence: Sentence) -> Iterator[SkillUse]:
    """The reflection that a sentence is: complex if it adds, of feeling if it only names one, else simple."""
    if is_telling(hearing, sentence) or (is_question(hearing, sentence) and not sentence.has("_stem")):
        return
    if sentence.has("_stock") and sentence.last - sentence.begin <= _STOCK_WORDS:
        return
    closeness = _closeness(hearing, sentence)
    feeling = feeling_named(hearing, sentence)
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
    if _THEM.isdisjoint(here) and not hearing.words.quoted.isdisjoint(range(sentence.first, sentence.last)):
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
