"""How far one reply can move a client's trust, whatever is said in it."""

from collections.abc import Callable, Iterable
from itertools import accumulate
from math import sqrt
from operator import add

from roleplay.exploring.trust_sets import TOP
from roleplay.moving import RISK_LOSS, RUPTURE_LOSS, WORST_LOSS
from roleplay.trust import TrustRules
from roleplay.worth import GAIN_SCALE

BONUS = 20
"""What a first good repair gives beyond what was lost, in tenths of a point at most (moving.py)."""

_STEADY = 1.25
"""The most that a row of good replies multiplies a gain by."""

_MENDED = 100
"""How much less guarded somebody is after a first good repair, in thousandths."""

_HURT_LETS_THROUGH = 0.4
_MISSTEP_LETS_THROUGH = 0.5
_CALM_LOSS = 90
"""Whoever loses more than 9 points at once is hurt from then on: strain grows by 1/18 of it, and half is open."""

_QUIET_LOSS = 18
"""What a third empty reply in a row costs, in tenths, before drifting down from high trust."""

_COARSE = 10
_MOST_OWED = 8000
"""From here on even the least forgiving persona could give everything back (set by hand)."""

Line = list[int]
"""For each trust before a reply, from 0 to 1000 tenths, a trust after it."""


class Bounds:
    """For each trust the lowest and highest that one reply can lead to; all in tenths of a point.

    A client is *calm* (no hurt so far, nothing owed), *healing* (a hurt was made and is not open) or *hurt* (it
    is open). What was lost in hurts can be given back by a repair, so there the bound depends on the most that
    trust could be with everything given back: the *ceiling*. Each line rises with trust, so that
    neighbouring trusts lead to neighbouring stretches.
    """

    def __init__(self, rules: TrustRules, has_risk: bool) -> None:
        self._lines: dict[int, tuple[Line, Line, Line]] = {}
        self._back = [_given_back(rules, owed) for owed in range(_MOST_OWED + 1)]
        risk = RISK_LOSS if has_risk else 0
        self.calm_gain = _gains(rules, round(rules.guardedness * 1000))
        self.healed_gain = _gains(rules, max(0, round(rules.guardedness * 1000) - _MENDED))
        shares = (1.0, _MISSTEP_LETS_THROUGH, _HURT_LETS_THROUGH)
        self._without_repair = [
            [trust + _share(gain, share) for trust, gain in enumerate(self.healed_gain)] for share in shares
        ]
        self.low_calm = _lows(lambda trust: max(round(RUPTURE_LOSS * 10), _quiet_loss(rules, trust)) + risk)
        self.low_healing = _lows(lambda _: _CALM_LOSS + risk)
        self.low_hurt = _lows(lambda _: round(WORST_LOSS * 10) + risk)
        self.high_calm = _highs([trust + gain for trust, gain in enumerate(self.calm_gain)])
        beside_a_misstep = [_share(gain, _MISSTEP_LETS_THROUGH) for gain in self.calm_gain]
        lost = round(RUPTURE_LOSS * 10)
        self.calm_to_hurt = _highs([trust + gain for trust, gain in enumerate(beside_a_misstep)])
        self.calm_to_healing = _highs([max(0, trust + gain - lost) for trust, gain in enumerate(beside_a_misstep)])

    def with_ceiling(self, ceiling: int) -> tuple[Line, Line, Line]:
        """The highest trust from healing to healing, from healing to hurt, and from hurt to either."""
        lines = self._lines.get(ceiling)
        if lines is None:
            back = [self._back[max(0, ceiling - trust)] for trust in range(TOP + 1)]
            healing, wounding, hurt = (_highs(map(add, highs, back)) for highs in self._without_repair)
            lines = self._lines[ceiling] = (healing, wounding, hurt)
        return lines

    def ceiling_after_hurt(self, highest: int, credit: int) -> int:
        """The ceiling when a calm client of at most this trust is hurt; `credit` is what bonuses may still add."""
        return coarse(self.calm_to_hurt[highest] + BONUS + credit)

    def ceilings_after(self, healing: int, hurt: int) -> tuple[int, int]:
        """The ceilings of a healing and of a hurt client one reply later; 0 stands for none."""
        gain = self.healed_gain[0]
        held = hurt + _share(gain, _HURT_LETS_THROUGH) if hurt else 0
        wounded = healing + _share(gain, _MISSTEP_LETS_THROUGH) if healing else 0
        grown = healing + gain if healing else 0
        return coarse(max(grown, held)), coarse(max(wounded, held))


def coarse(ceiling: int) -> int:
    """A ceiling rounded up to whole points, with a tenth for rounding; 0 stays 0."""
    if not ceiling:
        return 0
    return min(_MOST_OWED, -(-(ceiling + 1) // _COARSE) * _COARSE)


def _gains(rules: TrustRules, guardedness: int) -> Line:
    """The most that good words can bring at each trust: the cap of what reaches the client at once."""
    cap = 8 - guardedness / 250
    most = GAIN_SCALE * rules.growth * _STEADY * cap
    return [_tenths(most * sqrt((TOP - trust) / TOP)) for trust in range(TOP + 1)]


def _given_back(rules: TrustRules, owed: int) -> int:
    """The most that one repair gives back of what is owed, bonus included."""
    return _tenths((0.7 * rules.forgiveness * owed + min(BONUS, 0.25 * owed)) / 10)


def _quiet_loss(rules: TrustRules, trust: int) -> int:
    return _tenths((0.2 * (trust - rules.start) / 10 + _QUIET_LOSS) / 10)


def _share(tenths: int, part: float) -> int:
    return _tenths((tenths + 1) * part / 10)


def _tenths(points: float) -> int:
    """Points in tenths, rounded as trust is; what floating-point arithmetic may add is allowed for."""
    return round(points * 10 + 1e-6)


def _lows(loss: Callable[[int], int]) -> Line:
    lowest = [max(0, trust - loss(trust)) for trust in range(TOP + 1)]
    return list(accumulate(reversed(lowest), min))[::-1]


def _highs(highest: Iterable[int]) -> Line:
    return list(accumulate([trust if trust < TOP else TOP for trust in highest], max))
