"""One conversation played from beginning to end: the same step as the real one, without its words and reasons.

A test keeps it equal to `conversation.respond`. It is several times as fast, because whatever depends on a
reply and its line alone was weighed before, and because all that changes stands in names of one function.
"""

from collections.abc import Mapping
from math import sqrt
from typing import NamedTuple
from zlib import crc32

from roleplay.conversation import MARKER, PLEDGE_BROKEN, PLEDGE_KEPT, SECRET_BROKEN
from roleplay.moving import (
    _GOOD_REPLY,
    _LOSS_SCALE,
    _RISK_PATIENCE,
    _UNSURE_LOSS,
    RISK_LOSS,
    RUPTURE_LOSS,
    WORST_LOSS,
    _repair,
)
from roleplay.playtest.heard import FULL, NOBODY, PLAIN, SEVERE, SLIP, Gain, Heard, Loss, cap_of, let_through
from roleplay.playtest.places import HURT, Spot, Table
from roleplay.scenario import BANDS, band_for
from roleplay.trust import RUPTURE_STRAIN, Standing, first_standing
from roleplay.worth import _LISTENING, _NEW_WORDS, _SAME_WORDS, GAIN_SCALE, Valued

LONGEST = 100
"""Replies after which a conversation that has not ended is left (set by hand: seven times a long one)."""

_BUFFERS = {
    SEVERE: tuple(1.0 + trust / 10 / 500 for trust in range(1001)),
    PLAIN: (1.0,) * 1001,
    SLIP: tuple(1.15 - trust / 10 / 200 for trust in range(1001)),
}
"""By what each trust changes the cost of a misstep; see `moving._buffer`."""

_DRAWS = 50
_MODULUS, _FACTOR = 2147483647, 48271

Step = tuple[Spot, int, int, int]
"""One reply in a run: where it was said, its number, the number of the way it led, and trust before it in tenths."""

_Lost = tuple[float, float, str]
_NOTHING_LOST: _Lost = (0.0, 0.0, "")


class Run(NamedTuple):
    """One whole conversation with its seed; `last` is where it stopped, and `trust` what it was then, in tenths."""

    seed: int
    steps: list[Step]
    last: Spot
    trust: int


class Walker:
    """Plays conversations on one table."""

    def __init__(self, table: Table) -> None:
        rules = table.scenario.trust
        growth = GAIN_SCALE * rules.growth
        steady = [min(1.25, 0.70 + 0.11 * streak) for streak in range(6)]
        lifts = [tuple(growth * each * sqrt((1000 - trust) / 1000) for trust in range(1001)) for each in steady]
        self._table = table
        self._rules = rules
        self._lifts = (*lifts, *[lifts[-1]] * LONGEST)
        self._cost = _LOSS_SCALE * rules.loss
        self._most_unsure = _UNSURE_LOSS / (_LOSS_SCALE * rules.loss)
        self._listening = table.ear.mask(_LISTENING, FULL)
        self._pledged = table.ear.mask(("follow_through",), FULL)
        self._secret = table.ear.mask(("secrecy_promise",), FULL)
        self._standing = first_standing(rules)

    def walk(self, kind: str, seed: int) -> Run:
        """The conversation of one kind of learner with this seed, which chooses the lines and the replies."""
        table, lifts, listening, promised = self._table, self._lifts, self._listening, self._pledged | self._secret
        bands, events, arrivals, start = table.bands, table.events, table.marks, self._rules.start
        trust, _, guardedness, strain, debt, streak, quiet, risk, _, _, wound, mended = self._standing
        band, hurt = BANDS.index(band_for(start)), strain >= RUPTURE_STRAIN
        cap = first_cap = cap_of(guardedness)
        flags = reached = counts = recent = 0
        skills_1 = skills_2 = skills_3 = skills_4 = 0
        said_1 = said_2 = said_3 = said_4 = NOBODY
        spot = table.first(seed)
        visits = {spot.node: 1}
        steps: list[Step] = []
        drawn = seed % _MODULUS or 1
        for _ in range(LONGEST):
            if spot.is_end:
                break
            # What is said. A Random for each run would cost as much as ten steps.
            many, known, _ = spot.pools.get(kind) or table.pool(spot, kind)
            drawn = drawn * _FACTOR % _MODULUS
            heard = known[drawn % many]
            if heard is None:
                drawn, heard = self._listened(spot, kind, drawn)
                if heard is None:
                    break
            reply, echoes, raw, most, used, worn, losses, counted, distinct, marks, rare, gains, halves = heard
            try:
                repeats = echoes[said_1] + echoes[said_2] + echoes[said_3] + echoes[said_4]
            except KeyError:
                repeats = table.ear.repeats(reply, (said_1, said_2, said_3, said_4))

            # What it moves.
            unheard = rare is not None and rare.is_unheard and not recent & listening
            if used & recent or worn & counts or hurt or unheard or risk:
                raw = _shrunk(gains, counts, recent, repeats, hurt, unheard, halves and risk > 0)
                most = let_through(raw, cap)
            elif cap != first_cap:
                most = let_through(raw, cap)
            if losses:
                loss, down, cause = self._lost(losses, counts, trust)
            else:
                loss, down, cause = 0.0, 0.0, ""
            if cause:
                streak = 0
            elif raw >= _GOOD_REPLY:
                streak += 1
            before, back = trust, 0.0
            up = lifts[streak][trust] * 0.4 * most if hurt else lifts[streak][trust] * most
            if loss:
                up *= 0.5 if loss < 3 else 0.2
            if rare is not None and rare.parts and debt:
                back, debt, strain, mended, guardedness = self._mended(
                    rare.parts, counts, wound, Standing(0, 0, guardedness, strain, debt, wound=wound, mended=mended)
                )
                cap = cap_of(guardedness)
            if raw >= 0.5 or back:
                quiet = 0
            elif repeats or (rare is not None and rare.is_empty):
                quiet += 1
                silence = min(3, quiet - 1)
                down = max(down, 0.02 * (trust - start) / 10 + 0.6 * silence)
                strain = min(1000, strain + 50 * silence)
            if up:
                trust += round(up * 10)
                if trust > 1000:
                    trust = 1000
            if back:
                trust = min(1000, trust + round(back * 10))
            if down:
                trust -= min(trust, round(down * 10))
            if risk or (rare is not None and rare.has_risk_cue):
                risk = 0 if rare is not None and rare.has_safety else risk + 1
                if risk == _RISK_PATIENCE:
                    trust -= min(trust, RISK_LOSS)
            if not cause:
                if strain and raw >= _GOOD_REPLY and not back:
                    strain = round(strain * 0.9)
            elif down >= RUPTURE_LOSS:
                debt += min(round(down * 10), before)
                strain = min(1000, strain + round(down * 1000 / 18))
                wound = cause
            else:
                strain = min(1000, strain + round(down * 1000 / 36))
            counts += counted
            recent += distinct - skills_4
            skills_4, skills_3, skills_2, skills_1 = skills_3, skills_2, skills_1, distinct
            said_4, said_3, said_2, said_1 = said_3, said_2, said_1, reply

            # Where it leads.
            hurt = strain >= RUPTURE_STRAIN
            for way in spot.ways[hurt]:
                least, highest, more, target, sets, number = way
                if least <= trust <= highest:
                    if more is None:
                        break
                    any_skill, wanted, needed, so_far = more
                    if (
                        not (any_skill and not distinct & any_skill)
                        and not (so_far and not counts & so_far)
                        and not (needed & ~flags)
                        and not (wanted and _is_wanting(visits, wanted))
                    ):
                        break
            steps.append((spot, reply, number, before))
            flags |= sets
            if events[target] and counts & promised:
                moved, broken = self._came_due(events[target], counts)
                trust = min(1000, max(0, trust + moved))
                if broken:
                    strain = min(1000, strain + round(-moved * 100 / 18))
                    debt, wound = debt - moved, broken
                    hurt = strain >= RUPTURE_STRAIN
            new = (marks | arrivals[target]) & ~reached
            if new:
                reached |= new
                if trust >= before:
                    trust = min(1000, trust + MARKER * new.bit_count())
            band = bands[band][trust]
            seen = visits.get(target, 0)
            visits[target] = seen + 1
            code = target * 10 + (band + HURT if hurt else band)
            spots = spot.onward.get(code) or table.onward(spot, code)
            spot = spots[0] if len(spots) == 1 else spots[(crc32(table.keys[target], seed) + seen) % len(spots)]
        return Run(seed, steps, spot, trust)

    def _listened(self, spot: Spot, kind: str, drawn: int) -> tuple[int, Heard | None]:
        """The reply that was drawn is listened to; another is drawn while it is no reply to the client."""
        many, known, replies = spot.pools[kind]
        for _ in range(_DRAWS):
            heard = self._table.hear(spot, replies[drawn % many])
            if heard is not None:
                known[drawn % many] = heard
                return drawn, heard
            drawn = drawn * _FACTOR % _MODULUS
        return drawn, None

    def _lost(self, losses: tuple[Loss, ...], counts: int, trust: int) -> _Lost:
        """What missteps cost before and after this trust, and which is remembered; "" if all are forgiven."""
        if len(losses) == 1:
            costs, shift, forgiven, severity, is_sure, _, skill = losses[0]
            times = (counts >> shift & FULL) - forgiven
            if times < 0:
                return _NOTHING_LOST
            loss = costs[times if times < 3 else 3]
            felt = loss * _BUFFERS[severity][trust]
            if not is_sure and felt > self._most_unsure:
                felt = self._most_unsure
            return loss, min(WORST_LOSS, self._cost * felt), skill
        return self._lost_of_many(losses, counts, trust)

    def _lost_of_many(self, losses: tuple[Loss, ...], counts: int, trust: int) -> _Lost:
        """The same for several missteps in one reply."""
        values, felt = [], []
        worst, highest, cause = -1.0, -1, ""
        for costs, shift, forgiven, severity, is_sure, rank, skill in losses:
            times = (counts >> shift & FULL) - forgiven
            if times < 0:
                continue
            value = costs[times if times < 3 else 3]
            values.append(value)
            if value > worst or (value == worst and rank > highest):
                worst, highest, cause = value, rank, skill
            value *= _BUFFERS[severity][trust]
            felt.append(value if is_sure else min(value, self._most_unsure))
        if not values:
            return _NOTHING_LOST
        return _total(values), min(WORST_LOSS, self._cost * _total(felt)), cause

    def _came_due(self, event: str, counts: int) -> tuple[int, str]:
        """What a promise moves that turns out kept or broken, in tenths, and the wound of a broken one."""
        if event == "pledge_broken" and counts & self._secret:
            return -SECRET_BROKEN, "secrecy_promise"
        if not counts & self._pledged:
            return 0, ""
        if event == "pledge_kept":
            return round(PLEDGE_KEPT * self._rules.growth), ""
        return -PLEDGE_BROKEN, "overpromise"

    def _mended(self, parts: Valued, counts: int, wound: str, standing: Standing) -> tuple[float, int, int, bool, int]:
        """What a repair gives back, by the real rule."""
        times = counts >> self._table.ear.shift(wound) & FULL
        return _repair(self._rules, standing._replace(counts={wound: times}), parts)


def _is_wanting(visits: Mapping[int, int], wanted: tuple[tuple[int, int], ...]) -> bool:
    """Whether a node was not entered often enough."""
    for node, times in wanted:  # noqa: SIM110 - the quickest form
        if visits.get(node, 0) < times:
            return True
    return False


def _total(values: list[float]) -> float:
    """The worst misstep whole, the others by half."""
    if len(values) == 1:
        return values[0]
    worst = max(values)
    return worst + 0.5 * (sum(values) - worst)


def _shrunk(
    gains: tuple[Gain, ...], counts: int, recent: int, repeats: int, hurt: bool, unheard: bool, is_half: bool
) -> float:
    """What gains are worth after repetition, in an open hurt, before anybody listened and where danger waits."""
    raw = 0.0
    for worth, shift, is_stale, strikes, in_rupture, after_listening in gains:
        used = recent >> shift & FULL
        if used:
            same = used if is_stale else min(repeats, used)
            fresh = _SAME_WORDS[same] * _NEW_WORDS[used - same]
        else:
            fresh = 1.0
        if strikes is not None:
            fresh *= strikes[min(counts >> shift & FULL, 3)]
        worth *= fresh
        if hurt:
            worth *= in_rupture
        if unheard:
            worth *= after_listening
        raw += worth * 0.5 if is_half else worth
    return raw
