"""What is heard in one reply: sentiment, skills and missteps, each with the words that show it."""

from collections.abc import Iterator

from roleplay.behaviours import behaviours
from roleplay.ears import attribution, missteps, repair, safety, sentiment, settling, skills, weighing
from roleplay.ears.cues import cues
from roleplay.ears.finding import find
from roleplay.ears.harshness import with_sentiment
from roleplay.ears.hearing import Hearing
from roleplay.ears.language import is_english, mend_spelling
from roleplay.ears.mentions import mentions_in
from roleplay.ears.repetition import echoes
from roleplay.ears.words import Words
from roleplay.reading import Context, Reading, Sentiment, SkillUse

DETECTORS = (*skills.DETECTORS, *missteps.DETECTORS, *repair.DETECTORS)
NOTHING = Sentiment(0.0, 0.0)
ELSEWHERE = Context()


def listen(reply: str, context: Context = ELSEWHERE, *, is_practice: bool = False) -> Reading:
    """What a trained listener would hear in the reply, given what it answers.

    Words that sound like the learner's own crisis, or like a question to the program, are flagged and not
    listened to further, unless the learner has said that they are part of the practice.
    """
    words = Words(reply)
    is_known = is_english(words)
    mend_spelling(words, context)
    hits = find(words)
    flags = frozenset[str]() if is_practice else safety.flags_in(words, hits)
    if flags:
        return Reading(NOTHING, flags=flags)
    if not is_known:
        return Reading(NOTHING, language="unknown")
    hearing = Hearing(words, context, hits)
    uses = told(hearing)
    polarity, subjectivity, assessed = sentiment.assess(words)
    attributed = attribution.attribute(hearing, uses, assessed)
    counted, lift, press = weighing.weigh(hearing, list(with_sentiment(hearing, uses, attributed)))
    return Reading(
        Sentiment(polarity, subjectivity, attributed),
        counted,
        echoes=echoes(words, context.replies),
        mentions=mentions_in(hearing, counted),
        lift=lift,
        press=press,
    )


def told(hearing: Hearing) -> list[SkillUse]:
    """The skills and missteps that the detectors tell apart, settled."""
    return settling.settle(hearing, [*_plain_uses(hearing), *_detected(hearing)])


def _plain_uses(hearing: Hearing) -> Iterator[SkillUse]:
    """Behaviours that a meant phrase shows by itself."""
    known = behaviours()
    for tag in hearing.hits:
        if tag in known:
            for hit in hearing.heard(tag):
                yield hearing.use(tag, hit.first, hit.last, hit.group.confidence)


def _detected(hearing: Hearing) -> Iterator[SkillUse]:
    found = hearing.hits.keys()
    for detector in DETECTORS:
        if not detector.tags or not found.isdisjoint(detector.tags):
            yield from detector.detect(hearing)


def warm_up() -> None:
    """Load everything that listening needs, so that the first reply is heard as fast as the next."""
    cues()
    listen("I hear how much Tuesday mattered. What was it like?", Context(line="Nobody called on Tuesday."))
