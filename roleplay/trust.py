"""Where the relationship stands, what moves it, and each change with its reasons."""

from collections.abc import Mapping
from typing import NamedTuple


class Weight(NamedTuple):
    """What one behaviour does to trust, in points before context: above 0 builds, below 0 costs.

    `repair` is the share of a full repair it makes (0..1). An `integrity` breach mends poorly. With
    `only_after`, it counts only after a line with one of those acts. The first `forgiven` uses are free.
    """

    points: float
    repair: float = 0.0
    integrity: bool = False
    only_after: tuple[str, ...] = ()
    forgiven: int = 0


class TrustRules(NamedTuple):
    """One persona's temperament, with every weight already made theirs.

    `start` is in tenths of a point (0..1000). `growth` 0.5..1.3 is how fast trust grows, `loss` 0.8..2.0 how
    hard losses hit, `forgiveness` 0.2..1.0, `guardedness` 0..0.9. `contexts` maps an act of the client's
    line to factors for the behaviours that answer it. `hurt` is what they lost before the talk began, in tenths:
    above 0 a hurt is open from the first line.
    """

    start: int
    growth: float
    loss: float
    forgiveness: float
    guardedness: float
    style: str
    weights: Mapping[str, Weight]
    contexts: Mapping[str, Mapping[str, float]]
    hurt: int = 0


class Standing(NamedTuple):
    """Where the relationship is. All whole numbers, so that every machine agrees.

    `trust`, `openness` and `debt` (trust lost in ruptures and not yet given back) are tenths of a point;
    `strain` and `guardedness` thousandths. `streak` counts good replies in a row, `quiet` empty ones,
    `risk` replies since a sign of danger that nobody asked about. `recent` are the behaviours that were
    surely heard in the last four replies, `counts` in the whole conversation. `wound` is the cause of the last rupture.
    """

    trust: int
    openness: int
    guardedness: int
    strain: int = 0
    debt: int = 0
    streak: int = 0
    quiet: int = 0
    risk: int = 0
    recent: tuple[frozenset[str], ...] = ()
    counts: Mapping[str, int] = {}
    wound: str = ""
    mended: bool = False


class Reason(NamedTuple):
    """One cause of a change of trust: `amount` tenths of a point, heard in `reply[start:end]`."""

    cause: str
    amount: int
    start: int = 0
    end: int = 0


class TrustChange(NamedTuple):
    """Trust before and after one reply, in tenths; the difference is the sum of its reasons."""

    before: int
    after: int
    reasons: tuple[Reason, ...] = ()


RUPTURE_STRAIN = 500
"""The strain, in thousandths, from which a hurt is open."""

_STRAIN_OF_AN_OLD_HURT = 700
"""The strain, in thousandths, of a hurt older than the conversation: "sorry" alone leaves it open; set by hand."""


def first_standing(rules: TrustRules) -> Standing:
    """Where the relationship stands before anything is said."""
    openness = round(rules.start * (1 - 0.3 * rules.guardedness))
    strain = _STRAIN_OF_AN_OLD_HURT if rules.hurt else 0
    return Standing(rules.start, openness, round(rules.guardedness * 1000), strain, rules.hurt)
