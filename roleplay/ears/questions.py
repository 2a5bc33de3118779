"""Questions, with or without a question mark: open ones invite a story, closed ones ask for a fact."""

from collections.abc import Iterator

from roleplay.ears.grammar import word_set
from roleplay.ears.hearing import Hearing
from roleplay.ears.sentences import Sentence
from roleplay.reading import SkillUse

_AUXILIARY = word_set("auxiliary")
_WHO = word_set("who")
_AFTER_WHAT = word_set("after_what")
_FACTS_WHAT = frozenset(
    ["time", "day", "date", "dose", "year", "age", "meds", "medication", "medications", "diagnosis", "number"]
)
_FACTS_HOW = frozenset(["many", "much", "long", "often", "old", "far", "soon", "big", "tall"])
_THE_FACT_ASKS = frozenset(("who", "where", "when", "which", "whose"))
_BEFORE_WHAT = frozenset(("in", "to", "with", "at", "for", "from", "by"))
_ASKING = _AUXILIARY | _THE_FACT_ASKS | _BEFORE_WHAT | {"what", "how", "why"}
"""No question begins with any other word."""


def questions_in(hearing: Hearing, sentence: Sentence) -> Iterator[SkillUse]:
    """The open or closed question that a sentence is, unless it is advice or blame in the form of one."""
    if sentence.has("_pushy"):
        return
    openness = _openness(hearing, sentence)
    if openness is None or _said_already(sentence):
        return
    skill, start = openness
    if skill == "open_question":
        confidence = 0.9 if sentence.anchors else 0.8
    else:
        confidence = 0.8 if "?" in sentence.mark else 0.6
    yield hearing.use(skill, start, sentence.last, confidence)


def is_question(hearing: Hearing, sentence: Sentence) -> bool:
    """Whether the sentence asks, with or without a question mark."""
    return "?" in sentence.mark or _openness(hearing, sentence) is not None


def _said_already(sentence: Sentence) -> bool:
    """Whether the words are a way to check or to ask leave, which is heard by itself."""
    return sentence.has("_checking_understanding") and len(sentence.parts) < 3


def _openness(hearing: Hearing, sentence: Sentence) -> tuple[str, int] | None:
    """The kind of question that a sentence is and the word that it starts with, if it is any."""
    if sentence.asked is False:
        sentence.asked = _asked_in(hearing, sentence)
    return sentence.asked


def _asked_in(hearing: Hearing, sentence: Sentence) -> tuple[str, int] | None:
    text, last = hearing.words.text, sentence.last
    for hit in sentence.hits.get("_invite", ()):
        if hit.first in sentence.parts or text[hit.first] in (
            "i",
            "tell",
            "can",
            "could",
            "would",
            "say",
            "if",
        ):
            return "open_question", hit.first
    closed: tuple[str, int] | None = None
    asked = "?" in sentence.mark
    for part in sentence.parts:
        if text[part] not in _ASKING:
            continue
        kind = _kind(text[part:last], asked)
        if kind == "open":
            return "open_question", part
        if kind == "closed" and closed is None:
            closed = "closed_question", part
    if closed is None and asked and not sentence.has("_stem"):
        return "closed_question", sentence.first
    return closed


def _kind(text: list[str], asked: bool) -> str:
    """Whether words at the beginning of a part ask openly, for a fact, or nothing."""
    first, second = text[0], text[1] if len(text) > 1 else ""
    third = text[2] if len(text) > 2 else ""
    if first in ("what", "how"):
        if second in (_FACTS_WHAT if first == "what" else _FACTS_HOW):
            return "closed"
        if second in _AUXILIARY and (
            asked or first == "how" or third != "you" or second in ("do", "did", "would", "are")
        ):
            return "open" if asked or _asks_by_order(second, third, text) else ""
        return (
            "open"
            if asked or (first == "what" and second in _AFTER_WHAT and len(text) > 2 and second != "about")
            else ""
        )
    if first == "why":
        return "open" if second in _AUXILIARY and ("think" in text or third not in ("you", "not")) else ""
    if first in _THE_FACT_ASKS and second in _AUXILIARY and (asked or third in _WHO):
        return "closed"
    if first in _BEFORE_WHAT and second in ("what", "which", "how"):
        return "open" if asked or second == "what" else ""
    if first in _AUXILIARY and second in _WHO and len(text) > 2 and (asked or second in ("you", "they", "he", "she")):
        return "closed"
    return ""


def _asks_by_order(second: str, third: str, text: list[str]) -> bool:
    """Whether the order of words asks, without a question mark: "what do you", "what was tuesday like"."""
    return third in _WHO or second in ("do", "did", "does", "would") or text[-1] in ("like", "for", "about", "now")
