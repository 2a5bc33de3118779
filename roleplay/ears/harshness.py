"""Harsh words said of the client that no phrase knows: what TextBlob's opinion alone tells."""

from collections.abc import Iterator, Sequence

from roleplay.ears.cues import words_in
from roleplay.ears.hearing import Hearing
from roleplay.reading import Assessment, SkillUse

_HARSH = -0.5
_UNSURE = 0.4


def with_sentiment(hearing: Hearing, uses: Sequence[SkillUse], assessed: Sequence[Assessment]) -> Iterator[SkillUse]:
    """The uses, with what only attributed sentiment tells: a harsh word said of the client, unheard otherwise.

    "You are" and at most three words later a word of polarity -0.5 or less that names no feeling and no
    hardship, where nothing else was heard, is an unsure judgement: it moves trust little and shows as "maybe".
    """
    yield from uses
    if uses:
        return
    for assessment in assessed:
        if assessment.toward == "at_client" and assessment.polarity <= _HARSH:
            place = _said_of_client(hearing, assessment.words)
            if place is not None:
                yield hearing.use("judgement", *place, _UNSURE)
                return


def _said_of_client(hearing: Hearing, chunk: Sequence[str]) -> tuple[int, int] | None:
    """Where "you are ... WORD" stands as a statement, if the word is neither a feeling nor a hardship."""
    text = hearing.words.text
    if chunk[-1] not in text or chunk[-1] in words_in("feeling") or chunk[-1] in words_in("hard"):
        return None
    last = text.index(chunk[-1])
    for first in range(max(0, last - 4), last - 1):
        if text[first] == "you" and text[first + 1] == "are" and hearing.same_clause(first, last):
            meant = not (hearing.is_negated(last) or hearing.is_reported(last) or hearing.words.is_question(last))
            return (first, last + 1) if meant else None
    return None
