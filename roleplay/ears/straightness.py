"""Skills that show in two things: a limit and another way, a promise and a time, a story handed back."""

from collections.abc import Iterator

from roleplay.ears.cues import Hit
from roleplay.ears.hearing import Hearing
from roleplay.ears.questions import is_question
from roleplay.ears.sentences import Sentence
from roleplay.ears.telling import is_telling
from roleplay.reading import SkillUse

_LONGEST_STORY = 45
_LARGEST_SHARE = 0.4
_SHORT_QUESTION = 6
_ASKED = ("asks_advice", "asks_info")


TOGETHER = frozenset(
    (
        *("_private", "_limit", "_role_can", "_own_story", "_promise", "_offer", "_fact", "_suggestion"),
        *("_suicide", "_asks_you"),
    )
)
"""Without a phrase of one of these tags no skill shows in two phrases."""

_IN_ONE_SENTENCE = frozenset(("_promise", "_resource", "_fact", "_suggestion", "_suicide", "_asks_you"))
"""Without a phrase of one of these no skill shows within one sentence."""


def together(hearing: Hearing, sentences: list[Sentence]) -> Iterator[SkillUse]:
    """Every skill that shows in two phrases of one reply."""
    hits = hearing.hits
    if "_private" in hits and "_exception" in hits:
        yield from _pair(hearing, "confidentiality_limits", "_private", "_exception", 0.85)
    if "_limit" in hits and "_alternative" in hits and _vetoless(sentences):
        yield from _pair(hearing, "warm_boundary", "_limit", "_alternative", 0.85 if "_reason" in hits else 0.7)
    yield from _role(hearing)
    if "_own_story" in hits:
        yield from _story(hearing, sentences)
    for number, sentence in enumerate(sentences):
        if sentence.vetoed or _IN_ONE_SENTENCE.isdisjoint(sentence.hits):
            continue
        yield from _promise(hearing, sentence)
        yield from _help(hearing, sentence, sentences)
        yield from _safety(hearing, sentence, sentences[number - 1] if number else None)


def _vetoless(sentences: list[Sentence]) -> bool:
    return not any(sentence.vetoed for sentence in sentences)


def _pair(hearing: Hearing, skill: str, one: str, other: str, confidence: float) -> Iterator[SkillUse]:
    """The skill, if a phrase of each tag is meant and they are not the same words."""
    for first in hearing.heard(one):
        for second in hearing.heard(other):
            if first.last <= second.first or second.last <= first.first:
                start, end = min(first.first, second.first), max(first.last, second.last)
                yield hearing.use(skill, start, end, confidence)
                return


def _role(hearing: Hearing) -> Iterator[SkillUse]:
    """What the learner can do and what they cannot decide, in one reply."""
    if "_role_can" in hearing.hits and "_role_can_not" in hearing.hits:
        yield from _pair(hearing, "role_clarity", "_role_can", "_role_can_not", 0.8)


_HELP = frozenset(("_resource", "_fact", "_suggestion"))


def _promise(hearing: Hearing, sentence: Sentence) -> Iterator[SkillUse]:
    """A thing the learner will do, with a time."""
    promise = sentence.hits.get("_promise")
    time = sentence.hits.get("_time")
    if promise and time and "?" not in sentence.mark:
        yield hearing.use("follow_through", promise[0].first, max(promise[0].last, time[-1].last), 0.85)


def _help(hearing: Hearing, sentence: Sentence, sentences: list[Sentence]) -> Iterator[SkillUse]:
    """Facts, suggestions and resources, each with the choice left to them."""
    if _HELP.isdisjoint(sentence.hits):
        return
    choice = any("_choice" in one.hits for one in sentences)
    asked = any(act in _ASKED for act in hearing.context.acts)
    if "_resource" in sentence.hits and "_offer" in sentence.hits and (choice or asked):
        first = sentence.hits["_offer"][0]
        yield hearing.use("linking_resources", first.first, sentence.last, 0.85)
    if "_fact" in sentence.hits and "?" not in sentence.mark and "advice" not in sentence.hits:
        yield hearing.use("information", sentence.hits["_fact"][0].first, sentence.last, 0.75)
    suggestion = sentence.hits.get("_suggestion")
    if suggestion and (choice or asked) and not _is_pushed(hearing, sentence, suggestion):
        yield hearing.use("advice_with_permission", suggestion[0].first, sentence.last, 0.8)


def _is_pushed(hearing: Hearing, sentence: Sentence, suggestion: list[Hit]) -> bool:
    """Whether the same sentence also tells them what to do in other words than the suggestion's."""
    return "advice" in sentence.hits or "_pushy" in sentence.hits


def _safety(hearing: Hearing, sentence: Sentence, before: Sentence | None) -> Iterator[SkillUse]:
    """A direct and calm question about suicide or danger."""
    named, asked = sentence.hits.get("_suicide"), sentence.hits.get("_asks_you")
    if not named:
        short = asked and sentence.last - sentence.begin <= _SHORT_QUESTION and is_question(hearing, sentence)
        if short and before is not None and "_suicide" in before.hits:
            yield hearing.use("safety_question", before.first, sentence.last, 0.8)
        return
    direct = "?" in sentence.mark or (asked and min(hit.first for hit in asked) in sentence.parts)
    if direct and (asked or "?" in sentence.mark):
        place = min(hit.first for hit in asked) if asked else sentence.begin
        leading = hearing.words.text[sentence.begin : sentence.begin + 3] in (
            ["you", "are", "not"],
            ["you", "would", "not"],
        )
        yield hearing.use("safety_question", place, sentence.last, 0.4 if leading else 0.9)


def _story(hearing: Hearing, sentences: list[Sentence]) -> Iterator[SkillUse]:
    """A short piece of the learner's own life after which the talk is handed back."""
    story = [sentence for sentence in sentences if sentence.has("_own_story") and not sentence.vetoed]
    if not story:
        return
    text = hearing.words.text
    length = sum(_own_words(text[sentence.first : sentence.last]) for sentence in story)
    back = text[story[-1].hits["_own_story"][-1].last :]
    handed_back = "you" in back or "your" in back or is_question(hearing, sentences[-1])
    if not handed_back or not (length <= _LONGEST_STORY or length <= _LARGEST_SHARE * len(text)):
        return
    if any(
        is_telling(hearing, sentence) for sentence in sentences if sentence.first >= story[0].first and sentence.vetoed
    ):
        return
    first = story[0].hits["_own_story"][0]
    yield hearing.use("self_disclosure", first.first, story[-1].last, 0.8)


def _own_words(text: list[str]) -> int:
    return len(text) if not {"i", "my", "me", "been"}.isdisjoint(text) else 0
