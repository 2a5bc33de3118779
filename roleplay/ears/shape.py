"""Missteps in the shape of a reply: too many questions, too many words, too few, or one's own story."""

from collections.abc import Iterator

from roleplay.ears.cues import words_in
from roleplay.ears.hearing import Detector, Hearing
from roleplay.reading import SkillUse

# Lengths and shares below follow the scoring notes of the catalogue's sources and were set by hand.
_LONG, _VERY_LONG = 120, 220
_LONG_WITH_REASON = {"summary": 140, "information": 160, "_ownership": 140}
_STORY_WORDS = 45
_MANY = 3
_ASKED = frozenset(("asks_advice", "asks_info", "asks_role", "asks_confidentiality", "asks_personal"))
_SELF = frozenset(("i", "me", "my", "mine", "myself"))
_OTHER = frozenset(("you", "your", "yours", "yourself"))
_STOCK = frozenset(("_stock", "generic_warmth"))
_SAFETY = frozenset(("safety_question", "safety_support", "_suicide", "_takes_up_risk"))


def interrogation(hearing: Hearing) -> Iterator[SkillUse]:
    """Three questions or more in one reply; where danger is being asked about, four."""
    words = hearing.words
    asked = [(first, last) for first, last, mark in words.sentences if "?" in mark]
    if not asked or (len(asked) < _MANY and "_asks" not in hearing.hits):
        return
    asked = [part for part in asked if not _is_tag(hearing, *part)]
    openings = {hit.first for hit in hearing.hits.get("_asks", ()) if words.is_question(hit.first)}
    count = max(len(asked), len(openings))
    if asked and count >= (_MANY + 1 if _asks_about_risk(hearing) else _MANY):
        yield hearing.use("interrogation", asked[0][0], asked[-1][1], 0.8 if count == _MANY else 1.0)


def lecturing(hearing: Hearing) -> Iterator[SkillUse]:
    """More than 120 words, more strongly above 220, or an ordered list of points, unless it was asked for."""
    words = hearing.words
    if len(words) > _LONG and len(set(words.starts)) > _limit(hearing):
        yield hearing.use("lecturing", 0, len(words), 1.0 if len(words) > _VERY_LONG else 0.7)
        return
    steps = hearing.heard("_enumeration")
    if len(steps) >= 3 and not _ASKED & set(hearing.context.acts):
        yield hearing.use("lecturing", steps[0].first, steps[-1].last, 0.7)


def _limit(hearing: Hearing) -> int:
    """How many words are too many, which is more where there is a reason for them."""
    limit = _LONG
    for tag, longer in _LONG_WITH_REASON.items():
        if tag in hearing.hits or (tag == "information" and _ASKED & set(hearing.context.acts)):
            limit = longer
    return limit


def stuffing(hearing: Hearing) -> Iterator[SkillUse]:
    """Three stock phrases or more and nothing about this person, or names of skills instead of a sentence."""
    words = hearing.words
    if not hearing.anchors and not _STOCK.isdisjoint(hearing.hits):
        stock = {hit.first for tag in _STOCK for hit in hearing.hits.get(tag, ())}
        if len(stock) >= 3:
            yield hearing.use("stuffing", min(stock), len(words), 0.8)
            return
    names = words_in("skill_name")
    named = sum(map(names.__contains__, words.text))
    if named >= 3 and named * 2 > len(words):
        yield hearing.use("stuffing", 0, len(words), 0.8)


def low_effort(hearing: Hearing) -> Iterator[SkillUse]:
    """At most three words that say nothing, or signs only; more serious after something hard was said."""
    words, context = hearing.words, hearing.context
    if hearing.anchors or len(set(words.starts)) > _MANY:
        return
    confidence = 0.9 if context.depth >= 2 or "risk_cue" in context.acts or context.open_rupture else 0.4
    if not len(words):
        if words.raw.strip():
            yield SkillUse("low_effort", 0, len(words.raw), confidence if not words.emoji else confidence / 2)
        return
    if "_kept_short" in hearing.hits:
        return
    fillers = words_in("filler")
    if "_says_little" in hearing.hits or all(word in fillers for word in words.text):
        yield hearing.use("low_effort", 0, len(words), confidence)


def own_story(hearing: Hearing) -> Iterator[SkillUse]:
    """A story of the learner's own that takes up most of the reply and does not come back to the person."""
    words = hearing.words
    mine = sum(word in _SELF for word in words.text)
    if mine < 2 or "_ownership" in hearing.hits or "repair_acknowledgement" in hearing.hits:
        return
    yours = [index for index, word in enumerate(words.text) if word in _OTHER]
    told = [hit.first for hit in hearing.heard("_self_story")]
    if not told:
        return
    asks = (index for index, word in enumerate(words.text) if word in ("what", "how") and words.sentence_start(index))
    returns = any(index > told[0] for index in (*yours, *asks)) or words.is_question(len(words) - 1)
    if len(words) > _STORY_WORDS and mine > 2 * len(yours):
        yield hearing.use("hijacking", told[0], len(words), 0.8 if not returns else 0.6)
    elif len(words) >= 9 and mine >= 3 and not returns:
        yield hearing.use("hijacking", told[0], len(words), 0.6)


def _is_tag(hearing: Hearing, first: int, last: int) -> bool:
    """Whether a question only asks for agreement: "right?", "you know?"."""
    return last - first <= 2 and hearing.words.text[first] in (
        "right",
        "ok",
        "huh",
        "yes",
        "you",
        "no",
        "really",
        "or",
    )


def _asks_about_risk(hearing: Hearing) -> bool:
    return "risk_cue" in hearing.context.acts and takes_up_risk(hearing)


def takes_up_risk(hearing: Hearing) -> bool:
    """Whether the reply asks about danger or stays with the person in it."""
    return not _SAFETY.isdisjoint(hearing.hits)


DETECTORS: tuple[Detector, ...] = (
    Detector(interrogation),
    Detector(lecturing),
    Detector(stuffing),
    Detector(low_effort),
    Detector(own_story, "_self_story"),
)
