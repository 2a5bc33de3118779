"""Missteps that more than a phrase decides: what stands beside it, and what the client just said."""

from collections.abc import Iterator

from roleplay.ears import copying, shape, stigma
from roleplay.ears.cues import Hit, words_in
from roleplay.ears.hearing import Detector, Hearing
from roleplay.ears.shape import takes_up_risk
from roleplay.reading import SkillUse

_POINTING = frozenset(("that", "this", "it", "they", "them", "he", "she", "him", "her"))
_CARE = frozenset(
    (
        *("_warmth", "warmth", "_pacing", "pacing", "_makes_sense", "_hope", "hope", "_some_feeling"),
        *("_that_is_hard", "_you_feel", "_stem", "validation", "affirmation", "immediacy", "_ownership"),
        *("_impact", "repair_acknowledgement", "repair_exploration"),
    )
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
        if not (reflects or _shares_sentence(hearing, hit, "_softened") or _overlaps(hearing, hit, "_not_advice")):
            yield _as(hearing, "advice", hit)


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
    if (
        "_label" in hearing.hits
        or _CARE & hearing.hits.keys()
        or takes_up_risk(hearing)
        or any(word in known for word in words.text)
    ):
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
    if not len(words) or takes_up_risk(hearing) or not _CARE.isdisjoint(hearing.hits):
        return
    if any(tag in hearing.hits for tag in ("dismissal", "abandonment", "_says_little", "platitude", "minimizing")):
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
    return hit.overlaps(hearing.hits.get(tag, ()))


def _shares_sentence(hearing: Hearing, hit: Hit, tag: str) -> bool:
    """Whether a phrase of the tag stands in the same sentence."""
    sentence_of = hearing.words.sentence_of
    sentence = sentence_of[hit.first]
    return any(sentence_of[other.first] == sentence for other in hearing.hits.get(tag, ()))


def _scare_quotes(hearing: Hearing) -> int:
    """1 if some words of the client's are set in quotation marks."""
    raw = hearing.words.raw
    return int(bool(hearing.words.quoted) or " '" in raw or " ‘" in raw)


DETECTORS: tuple[Detector, ...] = (
    Detector(milder_advice, "_order", "_mild_advice"),
    Detector(obligation, "_obligation"),
    Detector(sarcasm, "_mocking", "_brightly"),
    Detector(passed_over, "_closed_start"),
    Detector(risk_passed_over),
    Detector(secrecy, "_secrecy_promise"),
    Detector(stigma.label, "_label"),
    Detector(copying.parroting),
    *shape.DETECTORS,
)
