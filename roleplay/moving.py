"""How one reading moves the client's trust, and why."""

from math import exp, sqrt
from typing import TYPE_CHECKING

from roleplay.trust import RUPTURE_STRAIN, Reason, Standing, TrustChange, TrustRules, Weight
from roleplay.worth import SAFETY, Valued, worth_of

if TYPE_CHECKING:
    from roleplay.reading import Reading

_new = tuple.__new__
"""Makes a record from its fields in half the time of calling it; the step is asked for 100,000 times a second."""
GAIN_SCALE = 1.4
_LOSS_SCALE = 1.4
WORST_LOSS = 25.0
_GOOD_REPLY = 1.5
_SURE = 0.5
_UNSURE_LOSS = 1.0
RUPTURE_LOSS = 3.0
_EMPTY = frozenset(("low_effort", "generic_warmth", "stuffing", "parroting"))
_RISK_PATIENCE = 3
RISK_LOSS = 50
_NO_ACTS: tuple[str, ...] = ()


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
    gains, losses, parts = worth_of(rules, standing, reading, acts, earlier_acts, needs, traps)
    trust, openness, guardedness, strain, debt, streak, quiet, risk, recent, counts, wound, mended = standing
    raw = up = loss = down = back = 0.0
    for value, _ in gains:
        raw += value
    if raw >= _GOOD_REPLY:
        streak += 1
    if losses:
        streak = 0
        loss = _total(losses)
        down = min(WORST_LOSS, _LOSS_SCALE * rules.loss * _total(_buffered(rules, losses, trust)))
    if gains:
        up = _gain(rules, standing, raw, loss, streak)
    if parts and debt:
        back, debt, strain, mended, guardedness = _repair(rules, standing, parts)

    if raw >= 0.5 or back:
        quiet = 0
    elif _is_empty(reading):
        quiet += 1
        silence = min(3, quiet - 1)
        down = max(down, 0.02 * (trust - rules.start) / 10 + 0.6 * silence)
        strain = min(1000, strain + 50 * silence)

    risk_loss = 0
    if risk or "risk_cue" in acts:
        risk, risk_loss = _risk(standing, reading)
    reasons, after = _reasons(trust, up, gains, down, losses, back, parts, risk_loss)
    if not losses:
        if strain and raw >= _GOOD_REPLY and not back:
            strain = round(strain * 0.9)
    elif down >= RUPTURE_LOSS:
        debt += min(round(down * 10), trust)
        strain = min(1000, strain + round(down * 1000 / 18))
        wound = max(losses)[1].skill
    else:
        strain = min(1000, strain + round(down * 1000 / 36))
    openness += round(0.35 * (after * (1 - 0.0003 * guardedness) - 0.4 * strain - openness))
    if openness < 0:
        openness = 0
    skills = [skill for skill, _, _, confidence in reading.skill_uses if confidence >= _SURE]
    if skills:
        counts = dict(counts)
        for skill in skills:
            counts[skill] = counts.get(skill, 0) + 1
    recent = (*recent[-3:], frozenset(skills))
    return _new(TrustChange, (trust, after, reasons)), _new(
        Standing,
        (after, openness, guardedness, strain, debt, streak, quiet, risk, recent, counts, wound, mended),
    )


def _total(losses: Valued) -> float:
    """The worst misstep whole, the others by half."""
    if len(losses) == 1:
        return losses[0][0]
    worst = max(value for value, _ in losses)
    return worst + 0.5 * (sum(value for value, _ in losses) - worst)


def _buffered(rules: TrustRules, losses: Valued, trust: int) -> Valued:
    """Losses as this trust takes them: small slips are softened at high trust, betrayals hit harder there.

    What was not surely heard costs at most a point.
    """
    most_unsure = _UNSURE_LOSS / (_LOSS_SCALE * rules.loss)
    felt: Valued = []
    for value, use in losses:
        value *= _buffer(rules.weights[use.skill], trust / 10)
        felt.append((min(value, most_unsure) if use.confidence < _SURE else value, use))
    return felt


def _buffer(weight: Weight, trust: float) -> float:
    if weight.integrity or weight.points <= -6:
        return 1.0 + trust / 500
    return 1.15 - trust / 200 if weight.points > -3 else 1.0


def _gain(rules: TrustRules, standing: Standing, raw: float, loss: float, streak: int) -> float:
    """What reaches the client of everything good in the reply, in points."""
    cap = 8 - standing.guardedness / 250
    most = cap * (1 - exp(-raw / cap))
    consistent = min(1.25, 0.70 + 0.11 * streak)
    headroom = sqrt((1000 - standing.trust) / 1000)
    through = 0.4 if standing.strain >= RUPTURE_STRAIN else 1.0
    mixed = 1.0 if not loss else 0.5 if loss < 3 else 0.2
    return GAIN_SCALE * rules.growth * consistent * headroom * through * most * mixed


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
    return bool(reading.echoes) or not _EMPTY.isdisjoint([use.skill for use in reading.skill_uses])


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
    worthiest = 0
    for place, (value, _) in enumerate(valued):
        whole += value
        if value > best:
            best, worthiest = value, place
    shares = [int(amount * value / whole) for value, _ in valued]
    shares[worthiest] += amount - sum(shares)
    return tuple(
        [
            _new(Reason, (skill, share, start, end))
            for share, (_, (skill, start, end, _)) in zip(shares, valued, strict=True)
            if share
        ]
    )
