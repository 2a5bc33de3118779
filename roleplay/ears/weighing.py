"""What the learned tone of a reply does to what was told from its phrases."""

from collections.abc import Sequence
from math import exp
from typing import NamedTuple

from roleplay.behaviours import behaviours
from roleplay.ears.hearing import Hearing
from roleplay.ears.tone import Tone, strongest, tone_of
from roleplay.reading import SkillUse
from roleplay.worth import SURE

LANDS, JARS = "lands_well", "jars"
_GRAVE = -5.0
"""A misstep of so many points is no question of tone; set by hand."""
_CLEAR = 0.8
_HALF = 0.5
_OTHER_SIDE = 0.3
"""What is left of the missteps of a reply that builds trust, and of the skills of one that costs it."""
_BEYOND_DOUBT = 0.95
_NEEDED = 5.0
"""How much likelier it builds or costs trust if the author says that just this would help or hurt here; set by hand."""
_GIVES_BACK = frozenset(("simple_reflection", "complex_reflection", "feeling_reflection", "summary"))
_EMPTY = frozenset(("stuffing", "parroting", "low_effort", "generic_warmth"))
_INFORMS = frozenset(
    ("information", "advice", "advice_with_permission", "linking_resources", "lecturing", "confrontation", "coercion")
)
_LIKELY = 0.15
_FEWEST_WORDS = 4
_UNSURE = 0.4
_CERTAIN = 0.75
"""Where nothing was told that costs trust, words that only jar cost more than a little from this share on."""
_GIVEN_BACK = 1.5
"""By how much (natural logarithm) a plain reflection is likelier to build trust than the book says, and less likely
to cost it: the book has as many bad ones as good, so that they are told apart, and talk has not. Set by hand."""
_LEFT = 0.2
"""By how much (natural logarithm) any reply is likelier to leave trust as it is; set by hand."""


class Weighed(NamedTuple):
    """The behaviours that count, and what all gains and all losses of the reply are multiplied by."""

    uses: tuple[SkillUse, ...]
    lift: float
    press: float


def weigh(hearing: Hearing, uses: Sequence[SkillUse]) -> Weighed:
    """What the reply does as a whole, where its phrases and its tone are heard together.

    A reply that most likely leaves trust as it is moves nothing, but for half of a misstep beyond doubt. Else
    the likelier side counts by how much likelier it is, and of what was told on the other side little is left. A
    grave misstep that was clearly heard counts in any tone. Where the phrases tell nothing on the likelier side,
    the sentence with the strongest tone does; but stock phrases do not land.
    """
    if not len(hearing.words):
        return Weighed(tuple(uses), 1.0, 1.0)
    tone = tone_of(hearing, uses)
    known = behaviours()
    if any(known[use.skill].points <= _GRAVE and use.confidence >= _CLEAR for use in uses):
        return Weighed(tuple(uses), tone.builds, 1.0)
    costs, leaves, builds = _here(hearing, uses, tone)
    side = 1 if builds > costs else -1
    uses = _with_untold(hearing, uses, tone, side)
    if leaves >= max(costs, builds):
        is_clear = any(known[use.skill].points < 0 and use.confidence >= _BEYOND_DOUBT for use in uses)
        return Weighed(tuple(uses), 0.0, _HALF if is_clear else 0.0)
    margin = abs(builds - costs)
    lift, press = (2 * margin, _OTHER_SIDE * costs) if side > 0 else (_OTHER_SIDE * builds, margin)
    told = [use for use in uses if known[use.skill].points * side > 0 and use.confidence >= SURE]
    if not told and not (side > 0 and _is_stock(hearing)):
        first, last = strongest(hearing, builds=side > 0)
        likely = max(builds, costs)
        if side > 0:
            if not _touches(hearing):
                likely = min(likely, _UNSURE)
            uses = [*uses, hearing.use(LANDS, first, last, likely)]
        else:
            uses = [*uses, hearing.use(JARS, first, last, likely if likely >= _CERTAIN else _UNSURE)]
    return Weighed(tuple(uses), lift, press)


def _with_untold(hearing: Hearing, uses: Sequence[SkillUse], tone: Tone, side: int) -> list[SkillUse]:
    """The uses, with a reflection, or information or advice, that no phrase told but the tone makes likely."""
    heard = {use.skill for use in uses}
    only_asks = all("?" in mark for _, _, mark in hearing.words.sentences)
    if len(hearing.words) < _FEWEST_WORDS or only_asks or not heard.isdisjoint(_EMPTY) or _is_stock(hearing):
        return list(uses)
    if tone.informs >= max(_LIKELY, tone.gives_back) and heard.isdisjoint(_INFORMS):
        name = "information" if side > 0 else "advice"
        first, last = strongest(hearing, builds=side > 0)
        rest = [use for use in uses if use.skill != "simple_reflection"]
        return [*rest, hearing.use(name, first, last, tone.informs)]
    if tone.gives_back >= _LIKELY and heard.isdisjoint(_GIVES_BACK | _INFORMS):
        first, last = strongest(hearing, builds=True)
        confidence = tone.gives_back if _touches(hearing) else min(tone.gives_back, _UNSURE)
        return [*uses, hearing.use("simple_reflection", first, last, confidence)]
    return list(uses)


def _is_stock(hearing: Hearing) -> bool:
    """Whether a phrase that would fit anybody was heard."""
    return "generic_warmth" in hearing.hits or "_stock" in hearing.hits


def _touches(hearing: Hearing) -> bool:
    """Whether the reply takes up anything that the client has said."""
    return bool(hearing.anchors or hearing.earlier_anchors)


def _here(hearing: Hearing, uses: Sequence[SkillUse], tone: Tone) -> tuple[float, float, float]:
    """How likely the reply costs, leaves and builds trust here: the tone, shifted by what is known beside it."""
    costs, leaves, builds = tone[:3]
    needs, traps = hearing.context.needs, hearing.context.traps
    if needs and any(use.skill in needs and use.confidence >= SURE for use in uses):
        builds *= _NEEDED
    if traps and any(use.skill in traps and use.confidence >= SURE for use in uses):
        costs *= _NEEDED
    lifted = exp(_GIVEN_BACK * _plainly_gives_back(tone))
    costs, leaves, builds = costs / lifted, leaves * exp(_LEFT), builds * lifted
    whole = costs + leaves + builds
    return costs / whole, leaves / whole, builds / whole


def _plainly_gives_back(tone: Tone) -> float:
    """How much likelier a reflection it is than information or advice: 0 to 1."""
    gives_back, informs = tone.gives_back * (1 - tone.informs), tone.informs * (1 - tone.gives_back)
    whole = gives_back + informs
    return gives_back / whole if whole else 0.5
