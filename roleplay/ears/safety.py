"""Signs that a reply is not about the practice: the learner's own danger, or a question to the program."""

from roleplay.ears.cues import Hit
from roleplay.ears.words import Words

Hits = dict[str, list[Hit]]


def flags_in(words: Words, hits: Hits) -> frozenset[str]:
    """Which of "learner_crisis", "maybe_learner_crisis" and "about_program" hold for the reply.

    A crisis is the learner's own, in the present: not a quotation, the past, an idiom, a condition or a
    question to the client. False alarms are preferred to misses; an unsure sign only asks.
    """
    flags = set()
    if _is_meant(words, hits, "_crisis_anyway", ("_past",)) or _is_meant(words, hits, "_crisis", _OTHERS):
        flags.add("learner_crisis")
    elif _is_meant(words, hits, "_maybe_crisis", _OTHERS) and _is_worth_asking(words):
        flags.add("maybe_learner_crisis")
    if any(hit.first not in words.quoted for hit in hits.get("_about_program", ())):
        flags.add("about_program")
    return frozenset(flags)


_OTHERS = ("_past", "_about_them")


def _is_meant(words: Words, hits: Hits, tag: str, others: tuple[str, ...]) -> bool:
    """Whether a phrase of the tag is the learner's own, now: no idiom, and none of `others` before it."""
    return any(
        hit.first not in words.quoted and not _is_idiom(hits, hit) and not _follows(words, hits, hit, others)
        for hit in hits.get(tag, ())
    )


def _is_idiom(hits: Hits, hit: Hit) -> bool:
    return hit.overlaps(hits.get("_not_crisis", ()))


def _follows(words: Words, hits: Hits, hit: Hit, others: tuple[str, ...]) -> bool:
    """Whether the past stands anywhere in the sentence, or talk of the client before it in the clause."""
    clause = words.clauses[words.clause_of[hit.first]]
    for tag in others:
        for other in hits.get(tag, ()):
            its = words.clauses[words.clause_of[other.first]]
            if tag == "_past" and its.sentence == clause.sentence:
                return True
            if its == clause and other.first < hit.first:
                return True
    return False


def _is_worth_asking(words: Words) -> bool:
    """Whether an unclear sign is worth asking about: unless the reply ends with a question to the client."""
    return not words.is_question(len(words) - 1)
