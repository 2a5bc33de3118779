"""Making good after a hurt, and taking it back in the same breath."""

from collections.abc import Iterator

from roleplay.ears.cues import Hit
from roleplay.ears.hearing import Detector, Hearing
from roleplay.reading import SkillUse

_ACTIONS = ("follow_through", "_promise")


def ownership(hearing: Hearing) -> Iterator[SkillUse]:
    """Responsibility taken; what a reason or a reproach takes back at once is defence instead."""
    for hit in hearing.heard("_ownership"):
        excuse = excuse_after(hearing, hit)
        if excuse is None:
            yield hearing.use("repair_ownership", hit.first, hit.last, hit.group.confidence)
        else:
            yield hearing.use("defensiveness", hit.first, excuse.last, 0.8)


def defence_in_a_rupture(hearing: Hearing) -> Iterator[SkillUse]:
    """Reasons given while a complaint is open, with nothing owned."""
    if not hearing.context.open_rupture:
        return
    if any(tag in hearing.hits for tag in ("_ownership", "repair_acknowledgement", "repair_exploration")):
        return
    for hit in hearing.heard("_policy"):
        yield hearing.use("defensiveness", hit.first, hit.last, 0.8)
    for hit in hearing.heard("_excuse"):
        clause = hearing.words.clauses[hearing.words.clause_of[hit.first]]
        if clause.joined == "but" or "_sorry" in hearing.hits:
            yield hearing.use("defensiveness", hit.first, hit.last, 0.6)


def named_the_event(hearing: Hearing) -> Iterator[SkillUse]:
    """What the complaint is about, said together with what it did to the person."""
    if not hearing.context.open_rupture or not hearing.anchors:
        return
    for hit in hearing.heard("_impact"):
        near = hearing.words.clause_of[hit.first] - 1
        if any(hearing.words.clause_of[anchor.first] >= near for anchor in hearing.anchors):
            yield hearing.use("repair_acknowledgement", hit.first, hit.last, 0.7)


def kept_promise(hearing: Hearing) -> Iterator[SkillUse]:
    """While a hurt is open, a small and specific promise is amends."""
    if hearing.context.open_rupture:
        for tag in _ACTIONS:
            for hit in hearing.heard(tag):
                if _tags_at(hearing, hit):
                    continue
                yield hearing.use("repair_amends", hit.first, hit.last, 0.7)


def excuse_after(hearing: Hearing, hit: Hit) -> Hit | None:
    """The excuse in the same clause after an ownership, or in a "but" that follows it."""
    words = hearing.words
    here = words.clause_of[hit.first]
    for excuse in hearing.heard("_excuse"):
        if excuse.first < hit.last or "repair_exploration" in _tags_at(hearing, excuse):
            continue
        there = words.clause_of[excuse.first]
        if there == here and words.text[hit.last : hit.last + 1] != ["and"]:
            return excuse
        if there == here + 1 and words.clauses[there].joined == "but":
            return excuse
    return None


def _tags_at(hearing: Hearing, hit: Hit) -> set[str]:
    tags = ("repair_exploration", "repair_amends", "repair_acknowledgement")
    return {tag for tag in tags if hit.overlaps(hearing.hits.get(tag, ()))}


DETECTORS: tuple[Detector, ...] = (
    Detector(ownership, "_ownership"),
    Detector(defence_in_a_rupture, "_policy", "_excuse"),
    Detector(named_the_event, "_impact"),
    Detector(kept_promise, *_ACTIONS),
)
