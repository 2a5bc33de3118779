"""Words that reduce a person to a condition, unless the person chose the word for themself."""

from collections.abc import Iterator

from roleplay.ears.anchors import stem
from roleplay.ears.hearing import Hearing
from roleplay.reading import SkillUse


def label(hearing: Hearing) -> Iterator[SkillUse]:
    """A stigmatising word in the learner's own mouth; its confidence is the word's severity."""
    hits = list(hearing.heard("_label"))
    if not hits:
        return
    own = {stem(word) for term in hearing.context.own_terms for word in term.lower().split()}
    for hit in hits:
        if not own.intersection(map(stem, hearing.words.text[hit.first : hit.last])):
            yield hearing.use("label", hit.first, hit.last, hit.group.confidence)
