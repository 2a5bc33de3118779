"""The trusts with which a node is entered, by what became of hurts on the way, and where one reply can lead them."""

from typing import NamedTuple

from roleplay.exploring.bounds import Bounds, coarse
from roleplay.exploring.trust_sets import BELOW, highest, stretches


class Arrivals(NamedTuple):
    """Sets of trusts: no hurt so far (`calm`), one that is not open (`healing`), one that is (`hurt`).

    The ceilings are the most that a healing or hurt client's trust could be with everything given back (see
    bounds.py); 0 where there is no such client.
    """

    calm: int = 0
    healing: int = 0
    hurt: int = 0
    healing_ceiling: int = 0
    hurt_ceiling: int = 0

    def everything(self) -> int:
        """Every trust in the three sets."""
        return self.calm | self.healing | self.hurt


def joined(one: Arrivals, other: Arrivals) -> Arrivals:
    """Both together."""
    calm, healing, hurt, healing_ceiling, hurt_ceiling = other
    return Arrivals(
        one.calm | calm,
        one.healing | healing,
        one.hurt | hurt,
        healing_ceiling if healing_ceiling > one.healing_ceiling else one.healing_ceiling,
        hurt_ceiling if hurt_ceiling > one.hurt_ceiling else one.hurt_ceiling,
    )


def grown(one: Arrivals, other: Arrivals) -> Arrivals:
    """The first, with what is new in the other; the very same where nothing is."""
    calm, healing, hurt, healing_ceiling, hurt_ceiling = other
    if not (
        calm & ~one.calm
        or healing & ~one.healing
        or hurt & ~one.hurt
        or healing_ceiling > one.healing_ceiling
        or hurt_ceiling > one.hurt_ceiling
    ):
        return one
    return joined(one, other)


def hastened(before: Arrivals, after: Arrivals) -> Arrivals:
    """Ceilings that grew, grown by half at least, so that what goes round in a loop comes to rest soon."""
    return after._replace(
        healing_ceiling=_hastened(before.healing_ceiling, after.healing_ceiling),
        hurt_ceiling=_hastened(before.hurt_ceiling, after.hurt_ceiling),
    )


def _hastened(before: int, after: int) -> int:
    return after if after == before else coarse(max(after, before * 3 // 2))


def after_a_reply(at: Arrivals, bounds: Bounds, credit: int) -> Arrivals:
    """Where any one reply can lead; `credit` is what markers may still add to a ceiling."""
    calm, healing, hurt, healing_ceiling, hurt_ceiling = at
    still_calm = then_healing = then_hurt = 0
    for first, last in stretches(calm):
        still_calm |= BELOW[bounds.high_calm[last] + 1] ^ BELOW[bounds.low_calm[first]]
        then_healing |= BELOW[bounds.calm_to_healing[last] + 1] ^ BELOW[bounds.low_healing[first]]
        then_hurt |= BELOW[bounds.calm_to_hurt[last] + 1] ^ BELOW[bounds.low_hurt[first]]
    if healing:
        to_healing, to_hurt, _ = bounds.with_ceiling(healing_ceiling)
        for first, last in stretches(healing):
            then_healing |= BELOW[to_healing[last] + 1] ^ BELOW[bounds.low_healing[first]]
            then_hurt |= BELOW[to_hurt[last] + 1] ^ BELOW[bounds.low_hurt[first]]
    if hurt:
        _, _, onward = bounds.with_ceiling(hurt_ceiling)
        for first, last in stretches(hurt):
            then_healing |= BELOW[onward[last] + 1] ^ BELOW[bounds.low_healing[first]]
            then_hurt |= BELOW[onward[last] + 1] ^ BELOW[bounds.low_hurt[first]]
    healing_ceiling, hurt_ceiling = bounds.ceilings_after(healing_ceiling, hurt_ceiling)
    if calm:
        ceiling = bounds.ceiling_after_hurt(highest(calm), credit)
        healing_ceiling = max(healing_ceiling, ceiling)
        hurt_ceiling = max(hurt_ceiling, ceiling)
    return Arrivals(still_calm, then_healing, then_hurt, healing_ceiling, hurt_ceiling)
