"""Missteps that more than a phrase decides: what the client just said, how much was typed, in what shape."""

from collections.abc import Iterator

from roleplay import copying, stigma
from roleplay.cues import Hit, words_in
from roleplay.hearing import Detector, Hearing
from roleplay.reading import SkillUse

# Lengths and shares below follow the scoring notes of the catalogue's sources and were set by hand.
_LONG, _VERY_LONG = 120, 220
_LONG_WITH_REASON = {"summary": 140, "information": 160, "_ownership": 140}
_STORY_WORDS = 45
_ASKED = frozenset(("asks_advice", "asks_info", "asks_role", "asks_confidentiality", "asks_personal"))
_SELF = frozenset(("i", "me", "my", "mine", "myself"))
_OTHER = frozenset(("you", "your", "yours", "yourself"))
_POINTING = frozenset(("that", "this", "it", "they", "them", "he", "she", "him", "her"))
_SAFETY = frozenset(("safety_question", "safety_support", "_suicide", "_takes_up_risk"))
_CARE = frozenset(
    (
        "_warmth",
        "warmth",
        "_pacing",
        "pacing",
        "_makes_sense",
        "_hope",
        "hope",
        "_some_feeling",
        "_that_is_hard",
    )
    + ("_you_feel", "_stem", "validation", "affirmation", "immediacy", "_ownership", "_impact")
    + ("repair_acknowledgement", "repair_exploration")
)


def milder_advice(hearing: Hearing) -> Iterator[SkillUse]:
    """A suggestion nobody asked for; one that leaves the choice in the same sentence is none."""
    for hit in hearing.heard("_order"):
        yield _as(hearing, "advice", hit)
    for hit in hearing.heard("_mild_advice"):
        if not (_shares_sentence(hearing, hit, "_softened") or _overlaps(hearing, hit, "_not_advice")):
            yield _as(hearing, "advice", hit)


def obligation(hearing: Hearing) -> Iterator[SkillUse]:
    """A "have to" that tells the person what to do, rather than gives back what they are faced with."""
    for hit in hearing.heard("_obligation"):
        first = hearing.words.clauses[hearing.words.clause_of[hit.first]].first
        reflects = hearing.anchors_between(first, hit.first) or _shares_sentence(hearing, hit, "_stem")
        if not (
            reflects or _shares_sentence(hearing, hit, "_softened") or _overlaps(hearing, hit, "_not_advice")
        ):
            yield _as(hearing, "advice", hit)


def interrogation(hearing: Hearing) -> Iterator[SkillUse]:
    """Three questions or more in one reply; where danger is being asked about, four."""
    words = hearing.words
    asked = [(first, last) for first, last, mark in words.sentences() if "?" in mark and last - first > 0]
    asked = [part for part in asked if not _is_tag(hearing, *part)]
    openings = {hit.first for hit in hearing.hits.get("_asks", ()) if words.is_question(hit.first)}
    count = max(len(asked), len(openings))
    if asked and count >= (4 if _asks_about_risk(hearing) else 3):
        yield hearing.use("interrogation", asked[0][0], asked[-1][1], 0.8 if count == 3 else 1.0)


def lecturing(hearing: Hearing) -> Iterator[SkillUse]:
    """More than 120 words, more strongly above 220, or an ordered list of points, unless it was asked for."""
    words = hearing.words
    limit = _LONG
    for tag, longer in _LONG_WITH_REASON.items():
        if tag in hearing.hits or (tag == "information" and _ASKED & set(hearing.context.acts)):
            limit = longer
    if len(set(words.starts)) > limit:
        yield hearing.use("lecturing", 0, len(words), 1.0 if len(words) > _VERY_LONG else 0.7)
        return
    steps = list(hearing.heard("_enumeration"))
    if len(steps) >= 3 and not _ASKED & set(hearing.context.acts):
        yield hearing.use("lecturing", steps[0].first, steps[-1].last, 0.7)


def stuffing(hearing: Hearing) -> Iterator[SkillUse]:
    """Three stock phrases or more and nothing about this person, or names of skills instead of a sentence."""
    words = hearing.words
    if not hearing.anchors:
        stock = {hit.first for tag in ("_stock", "generic_warmth") for hit in hearing.hits.get(tag, ())}
        if len(stock) >= 3:
            yield hearing.use("stuffing", min(stock), len(words), 0.8)
            return
    named = sum(word in words_in("skill_name") for word in words.text)
    if named >= 3 and named * 2 > len(words):
        yield hearing.use("stuffing", 0, len(words), 0.8)


def low_effort(hearing: Hearing) -> Iterator[SkillUse]:
    """At most three words that say nothing, or signs only; more serious after something hard was said."""
    words, context = hearing.words, hearing.context
    confidence = 0.9 if context.depth >= 2 or "risk_cue" in context.acts or context.open_rupture else 0.4
    if not len(words):
        if words.raw.strip():
            yield SkillUse("low_effort", 0, len(words.raw), confidence if not words.emoji else confidence / 2)
        return
    if len(set(words.starts)) > 3 or hearing.anchors or "_kept_short" in hearing.hits:
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
    asks = (
        index
        for index, word in enumerate(words.text)
        if word in ("what", "how") and words.sentence_start(index)
    )
    returns = any(index > told[0] for index in (*yours, *asks)) or words.is_question(len(words) - 1)
    if len(words) > _STORY_WORDS and mine > 2 * len(yours):
        yield hearing.use("hijacking", told[0], len(words), 0.8 if not returns else 0.6)
    elif len(words) >= 9 and mine >= 3 and not returns:
        yield hearing.use("hijacking", told[0], len(words), 0.6)


def sarcasm(hearing: Hearing) -> Iterator[SkillUse]:
    """Signs of mockery: unsure with one, likely with two, where words set in quotation marks are one."""
    mocking = list(hearing.heard("_mocking"))
    bright = list(hearing.heard("_brightly"))
    quotes = _scare_quotes(hearing)
    signs = len({hit.first for hit in (*mocking, *bright)}) + quotes + ("eyeroll" in hearing.words.emoji)
    if not (mocking or (bright and quotes)) or _CARE & hearing.hits.keys():
        return
    hits = sorted((*mocking, *bright), key=lambda hit: hit.first)
    yield hearing.use("sarcasm", hits[0].first, hits[-1].last, 0.8 if signs >= 2 else 0.4)


def passed_over(hearing: Hearing) -> Iterator[SkillUse]:
    """A closed question about something else, after a line that went deep: nothing of it is taken up."""
    words, context = hearing.words, hearing.context
    if context.depth < 2 or hearing.anchors or hearing.earlier_anchors or len(words) < 4:
        return
    known = words_in("feeling") | words_in("hard") | _POINTING
    if _CARE & hearing.hits.keys() or _takes_up_risk(hearing) or any(word in known for word in words.text):
        return
    if "_closed_start" in hearing.hits and words.is_question(len(words) - 1):
        yield hearing.use("dismissal", 0, len(words), 0.4)


def risk_passed_over(hearing: Hearing) -> Iterator[SkillUse]:
    """A sign of danger that the reply passes over, forbids or panics at, and does not take up."""
    words, context = hearing.words, hearing.context
    if "risk_cue" not in context.acts:
        return
    for hit in hearing.heard("_risk_mishandled"):
        yield _as(hearing, "risk_ignored", hit)
    if not len(words) or _takes_up_risk(hearing) or not _CARE.isdisjoint(hearing.hits):
        return
    if any(
        tag in hearing.hits for tag in ("dismissal", "abandonment", "_says_little", "platitude", "minimizing")
    ):
        yield hearing.use("risk_ignored", 0, len(words), 0.8)
    elif _says_nothing(hearing) or _asks_elsewhere(hearing):
        yield hearing.use("risk_ignored", 0, len(words), 0.6)


def _says_nothing(hearing: Hearing) -> bool:
    return len(hearing.words) <= 3 and words_in("filler").issuperset(hearing.words.text)


def _asks_elsewhere(hearing: Hearing) -> bool:
    """Whether the reply is a closed question that touches nothing in the client's line."""
    closed = "_closed_start" in hearing.hits and hearing.words.is_question(len(hearing.words) - 1)
    return closed and not hearing.anchors


def secrecy(hearing: Hearing) -> Iterator[SkillUse]:
    """A promise to tell nobody, with no exception anywhere in the reply."""
    if "_told_limits" in hearing.hits:
        return
    for hit in hearing.heard("_secrecy_promise"):
        yield _as(hearing, "secrecy_promise", hit)


def _as(hearing: Hearing, misstep: str, hit: Hit) -> SkillUse:
    return hearing.use(misstep, hit.first, hit.last, hit.group.confidence)


def _overlaps(hearing: Hearing, hit: Hit, tag: str) -> bool:
    return any(hit.first < other.last and other.first < hit.last for other in hearing.hits.get(tag, ()))


def _shares_sentence(hearing: Hearing, hit: Hit, tag: str) -> bool:
    """Whether a phrase of the tag stands in the same sentence."""
    words = hearing.words
    sentence = words.clauses[words.clause_of[hit.first]].sentence
    return any(
        words.clauses[words.clause_of[other.first]].sentence == sentence
        for other in hearing.hits.get(tag, ())
    )


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
    return "risk_cue" in hearing.context.acts and _takes_up_risk(hearing)


def _takes_up_risk(hearing: Hearing) -> bool:
    return not _SAFETY.isdisjoint(hearing.hits)


def _scare_quotes(hearing: Hearing) -> int:
    """1 if some words of the client's are set in quotation marks."""
    raw = hearing.words.raw
    return int(any(hearing.words.quoted) or " '" in raw or " ‘" in raw)


DETECTORS: tuple[Detector, ...] = (
    milder_advice,
    obligation,
    interrogation,
    lecturing,
    stuffing,
    low_effort,
    own_story,
    sarcasm,
    passed_over,
    risk_passed_over,
    secrecy,
    stigma.label,
    copying.parroting,
)
