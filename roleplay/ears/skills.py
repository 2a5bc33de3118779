"""The helping skills that need more than a phrase: whom it is about, what it touches, what is beside it."""

from collections.abc import Callable, Iterator

from roleplay.ears.cues import Hit, words_in
from roleplay.ears.hearing import Detector, Hearing
from roleplay.ears.kindness import affirmation_in, stock_in, validation_in
from roleplay.ears.questions import questions_in
from roleplay.ears.reflections import reflections_in, summaries_in
from roleplay.ears.sentences import Sentence, sentences_of
from roleplay.ears.straightness import TOGETHER, together
from roleplay.reading import SkillUse

_HALF = 0.5
_FREE = ("autonomy", "pacing")
_ASKING = ("seeking_collaboration", "evocation")
GUARDED: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("seeking_collaboration", "_seeking_collaboration", ("_suicide",)),
    ("autonomy", "_autonomy", ()),
    ("evocation", "_evocation", ("_cultural_humility", "_goal_alignment", "_pushy")),
    ("goal_alignment", "_goal_alignment", ()),
    ("advocacy", "_advocacy", ()),
    ("pacing", "_pacing", ()),
    ("cultural_humility", "_cultural_humility", ()),
    ("person_first_language", "_person_first_language", ("_correcting",)),
    ("role_clarity", "_role_clarity", ()),
    ("hope", "_hope", ()),
    ("warmth", "_warmth", ()),
    ("checking_understanding", "_checking_understanding", ("_cultural_humility",)),
)
"""Each skill that a phrase shows by itself, the tag of its phrases, and the tags it gives way to."""

_GUARDED_TAGS = frozenset(tag for _, tag, _ in GUARDED)


def helping_skills(hearing: Hearing) -> Iterator[SkillUse]:
    """Every helping skill that is told from the others sentence by sentence."""
    sentences = sentences_of(hearing)
    for sentence in sentences:
        if not sentence.vetoed:
            yield from reflections_in(hearing, sentence)
            yield from questions_in(hearing, sentence)
    yield from summaries_in(hearing, sentences)
    for tags, rule in _RULES:
        if not hearing.hits.keys().isdisjoint(tags):
            yield from rule(hearing, sentences)


def _unless_harmful(hearing: Hearing, sentences: list[Sentence]) -> Iterator[SkillUse]:
    """Skills that a phrase shows, unless the same sentence hurts or the reply waves the choice away.

    A question followed at once by a misstep did not wait for its answer and keeps half its confidence.
    """
    dismissed = "_dismissive" in hearing.hits
    for number, sentence in enumerate(sentences):
        if sentence.vetoed or _GUARDED_TAGS.isdisjoint(sentence.hits):
            continue
        overrun = number + 1 < len(sentences) and _takes_over(hearing, sentences[number + 1])
        for skill, tag, gives_way_to in GUARDED:
            hits = sentence.hits.get(tag)
            if not hits or sentence.has(*gives_way_to) or (dismissed and skill in _FREE):
                continue
            best = max(hits, key=_weight)
            factor = _HALF if overrun and skill in _ASKING else 1.0
            yield hearing.use(skill, best.first, best.last, best.group.confidence * factor)


def _takes_over(hearing: Hearing, sentence: Sentence) -> bool:
    """Whether a sentence hurts or orders, so that the question before it never had its answer."""
    orders = hearing.words.text[sentence.first] in words_in("verb") and "?" not in sentence.mark
    return sentence.vetoed or (orders and not sentence.has("_invite", "_checking_understanding", "_pacing"))


def _weight(hit: Hit) -> tuple[float, int]:
    return hit.group.confidence, hit.last - hit.first


_RULES: tuple[tuple[frozenset[str], Callable[[Hearing, list[Sentence]], Iterator[SkillUse]]], ...] = (
    (frozenset(("_makes_sense",)), validation_in),
    (frozenset(("_strength", "_deed")), affirmation_in),
    (frozenset(("_stock",)), stock_in),
    (TOGETHER, together),
    (_GUARDED_TAGS, _unless_harmful),
)
"""Rules over all sentences, each with the tags of which one must be found for it to hold anywhere."""

DETECTORS: tuple[Detector, ...] = (Detector(helping_skills),)
"""The detectors of the helping skills."""
