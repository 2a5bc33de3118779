"""The whole report of a review, section by section, in the order in which a learner should read it."""

import re

from roleplay.reports import moments_told, profile_told, reach_told, together_told, trouble_told, trust_told
from roleplay.reports.document import Section, say
from roleplay.reviewing.account import STRANGER
from roleplay.reviewing.reviewed import Review


def sections_of(review: Review) -> tuple[Section, ...]:
    """Everything before the transcript; an empty conversation has only its beginning."""
    sections = _all_sections(review)
    return tuple(_with_capitals(section) for section in sections) if review.account.client == STRANGER else sections


def _with_capitals(section: Section) -> Section:
    """The section with a capital where somebody without a name begins a sentence."""
    blocks = (block._replace(text=_BEGINS.sub(_capital, block.text)) for block in section.blocks)
    return section._replace(blocks=tuple(blocks))


def _capital(found: re.Match[str]) -> str:
    return found[1] + STRANGER[:1].upper() + STRANGER[1:]


_BEGINS = re.compile(rf"(^|[.!?] ){STRANGER}")


def _all_sections(review: Review) -> tuple[Section, ...]:
    first = (trust_told.how_are_you(review), trust_told.own_view(review), trust_told.how_trust_went(review))
    if not review.account.exchanges:
        return (first[0], first[2])
    return (
        *first,
        *reach_told.within_reach(review),
        moments_told.three_moments(review),
        trouble_told.hurt_and_repair(review),
        trouble_told.warning_signs(review),
        together_told.common_ground(review),
        together_told.who_steered(review),
        together_told.words_that_matter(review),
        moments_told.one_thing(review),
        profile_told.listening_profile(review),
    )


def what_this_is_not() -> Section:
    """The limits of all of the above."""
    return Section(
        "limits",
        "What this is not",
        say(
            "This is a practice tool. It is not therapy, not a clinical assessment, and not a test of whether you can "
            "be a peer supporter. Rules heard these words, and rules miss things: irony, culture, warmth in few words. "
            "Talk it over with your trainer."
        ),
    )
