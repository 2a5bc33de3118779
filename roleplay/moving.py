"""How one reading moves the client's trust, and why."""

from math import exp, sqrt
from typing import TYPE_CHECKING

from roleplay.trust import RUPTURE_STRAIN, Reason, Standing, TrustChange, TrustRules, Weight
from roleplay.worth import SAFETY, SURE, Moment, Valued, weighed

if TYPE_CHECKING:
    from roleplay.reading import Reading

_new = tuple.__new__
"""Makes a record from its fields in half the time of calling it; the step is asked for 100,000 times a second."""
_LOSS_SCALE = 1.4
WORST_LOSS = 25.0
_GOOD_REPLY = 1.5
_UNSURE_LOSS = 1.0
RUPTURE_LOSS = 3.0
_EMPTY = frozenset(("low_effort", "generic_warmth", "stuffing", "parroting"))
_RISK_PATIENCE = 3
RISK_LOSS = 50
_NO_ACTS: tuple[str, ...] = ()
_NOTHING_MOVED: tuple[Reason, ...] = ()
_NOTHING_HEARD: frozenset[str] = frozenset()


def move_trust(
    rules: TrustRules,
    standing: Standing,
    reading: "Reading",
    acts: tuple[str, ...] = _NO_ACTS,
    earlier_acts: tuple[str, ...] = _NO_ACTS,
    needs: tuple[str, ...] = _NO_ACTS,
    traps: tuple[str, ...] = _NO_ACTS,
) -> tuple[TrustChange, Standing]:
    """The change that one reply makes to trust, and where the relationship stands after it.

    `acts` are what the client's last line does, `earlier_acts` the line before; `needs` and `traps` are the
    behaviours that the author says would help or hurt just here. Gains saturate within a reply
    and are slow near the top; losses hit at once; an open hurt lets little through until it is repaired.
    """
    change, standing, _ = moved(Moment(rules, acts, earlier_acts, needs, traps), standing, reading)
    return change, standing


def moved(moment: Moment, standing: Standing, reading: "Reading") -> tuple[TrustChange, Standing, frozenset[str]]:
    """The same after a line whose moment is known, and the behaviours that were surely heard.

    Written for speed: no record is asked for one of its fields where all of them are needed.
    """
    trust, openness, guardedness, strain, debt, streak, quiet, risk, recent, counts, wound, mended = standing
    gains, losses, parts, sure = weighed(moment, standing, reading)
    raw = up = loss = down = back = 0.0
    for value, _ in gains:
        raw += value
    if raw >= _GOOD_REPLY:
        streak += 1
    if losses:
        streak = 0
        loss, felt = _lost(moment.rules, losses, trust)
        down = min(WORST_LOSS, _LOSS_SCALE * moment.rules.loss * felt)
    if gains:
        cap = 8 - guardedness / 250
        consistent = 0.70 + 0.11 * streak
        up = moment.growth * (consistent if consistent < 1.25 else 1.25) * sqrt((1000 - trust) / 1000)
        if strain >= RUPTURE_STRAIN:
            up *= 0.4
        up *= cap * (1 - exp(-raw / cap))
        if loss:
            up *= 0.5 if loss < 3 else 0.2
    if parts and debt:
        back, debt, strain, mended, guardedness = _repair(moment.rules, standing, parts)

    if raw >= 0.5 or back:
        quiet = 0
    elif _is_empty(reading):
        quiet += 1
        silence = quiet - 1 if quiet < 4 else 3
        down = max(down, 0.02 * (trust - moment.rules.start) / 10 + 0.6 * silence)
        strain += 50 * silence

    risk_loss = 0
    if risk or moment.is_risky:
        risk, risk_loss = _risk(standing, reading)
    reasons, after = _NOTHING_MOVED, trust
    if up or down or back or risk_loss:
        reasons, after = _reasons(trust, up, gains, down, losses, back, parts, risk_loss)
    if not losses:
        if strain and raw >= _GOOD_REPLY and not back:
            strain = round(strain * 0.9)
    elif down >= RUPTURE_LOSS:
        debt += min(round(down * 10), trust)
        strain += round(down * 1000 / 18)
        wound = max(losses)[1].skill
    else:
        strain += round(down * 1000 / 36)
    if strain > 1000:
        strain = 1000
    openness += round(0.35 * (after * (1 - 0.0003 * guardedness) - 0.4 * strain - openness))
    if openness < 0:
        openness = 0
    heard = frozenset(sure) if sure else _NOTHING_HEARD
    recent = recent[-3:] + (heard,)  # noqa: RUF005 - half the time of unpacking it
    if sure:
        counts = dict(counts)
        for skill in sure:
            counts[skill] = counts.get(skill, 0) + 1
    standing = _new(
        Standing,
        (after, openness, guardedness, strain, debt, streak, quiet, risk, recent, counts, wound, mended),
    )
    return _new(TrustChange, (trust, after, reasons)), standing, heard


def _lost(rules: TrustRules, losses: Valued, trust: int) -> tuple[float, float]:
    """What missteps cost before and after this trust, of several the worst whole and the others by half.

    Small slips are softened at high trust, betrayals hit harder there. What was not surely heard costs at most
    a point.
    """
    worst = whole = worst_felt = felt = 0.0
    for value, (skill, _, _, confidence) in losses:
        whole += value
        if value > worst:
            worst = value
        value *= _buffer(rules.weights[skill], trust / 10)
        if confidence < SURE:
            value = min(value, _UNSURE_LOSS / (_LOSS_SCALE * rules.loss))
        felt += value
        if value > worst_felt:
            worst_felt = value
    return worst + 0.5 * (whole - worst), worst_felt + 0.5 * (felt - worst_felt)


def _buffer(weight: Weight, trust: float) -> float:
    if weight.integrity or weight.points <= -6:
        return 1.0 + trust / 500
    return 1.15 - trust / 200 if weight.points > -3 else 1.0


def _repair(rules: TrustRules, standing: Standing, parts: Valued) -> tuple[float, int, int, bool, int]:
    """What a repair gives back in points, and the debt, strain, bonus and guardedness that are left."""
    quality = min(1.0, sum(value for value, _ in parts))
    wound = rules.weights.get(standing.wound)
    forgiveness = rules.forgiveness * 0.6 ** max(0, standing.counts.get(standing.wound, 0) - 1)
    if wound is not None and wound.integrity:
        forgiveness *= 0.5
    owed = standing.debt / 10
    back = 0.7 * forgiveness * quality * owed
    debt = standing.debt - round(back * 10)
    strain = round(standing.strain * (1 - 0.8 * quality))
    if quality >= 0.8 and strain < 250 and not standing.mended:
        back += min(2.0, 0.25 * owed)
        return back, debt, strain, True, max(0, standing.guardedness - 100)
    return back, debt, strain, standing.mended, standing.guardedness


def _is_empty(reading: "Reading") -> bool:
    """Whether there was nothing of the learner's own in the reply: filler, stock phrases, an echo or a copy."""
    if reading.echoes:
        return True
    for skill, _, _, _ in reading.skill_uses:  # noqa: SIM110 - a third of the time of any()
        if skill in _EMPTY:
            return True
    return False


def _risk(standing: Standing, reading: "Reading") -> tuple[int, int]:
    """Replies since a sign of danger that nobody asked about, and the trust it costs the third time."""
    if not SAFETY.isdisjoint([use.skill for use in reading.skill_uses]):
        return 0, 0
    risk = standing.risk + 1
    return risk, RISK_LOSS if risk == _RISK_PATIENCE else 0


def _reasons(
    trust: int,
    up: float,
    gains: Valued,
    down: float,
    losses: Valued,
    back: float,
    parts: Valued,
    risk_loss: int,
) -> tuple[tuple[Reason, ...], int]:
    """Every cause with its share in whole tenths, and the trust they lead to, within 0..100; the sum is exact."""
    reasons: tuple[Reason, ...] = ()
    after = trust
    if up:
        gained = round(up * 10)
        if gained > 1000 - after:
            gained = 1000 - after
        reasons = _shared(gained, gains)
        after += gained
    if back:
        returned = min(round(back * 10), 1000 - after)
        reasons += _shared(returned, parts)
        after += returned
    if down:
        lost = round(down * 10)
        if lost > after:
            lost = after
        reasons += _shared(-lost, losses) if losses else _named("going_quiet", -lost)
        after -= lost
    if risk_loss:
        lost = min(risk_loss, after)
        reasons += _named("risk_ignored", -lost)
        after -= lost
    return reasons, after


def _named(cause: str, amount: int) -> tuple[Reason, ...]:
    """One cause that no words of the reply show."""
    return (Reason(cause, amount),) if amount else ()


def _shared(amount: int, valued: Valued) -> tuple[Reason, ...]:
    """An amount divided by worth in whole tenths; what rounding leaves goes to the worthiest."""
    if not amount:
        return ()
    if len(valued) == 1:
        skill, start, end, _ = valued[0][1]
        return (_new(Reason, (skill, amount, start, end)),)
    whole = best = 0.0
    for value, _ in valued:
        whole += value
    left, worthiest = amount, 0
    reasons: list[Reason] = []
    for value, (skill, start, end, _) in valued:
        if value > best:
            best, worthiest = value, len(reasons)
        share = int(amount * value / whole)
        left -= share
        reasons.append(_new(Reason, (skill, share, start, end)))
    if left:
        skill, share, start, end = reasons[worthiest]
        reasons[worthiest] = _new(Reason, (skill, share + left, start, end))
    return tuple([reason for reason in reasons if reason[1]])
