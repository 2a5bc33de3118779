"""How one reading moves the client's trust, and why."""

from collections.abc import Mapping
from math import exp, sqrt

from roleplay.reading import Reading
from roleplay.trust import RUPTURE_STRAIN, Reason, Standing, TrustChange, TrustRules, Weight
from roleplay.worth import SAFETY, Valued, worth_of


_GAIN_SCALE = 1.4
_LOSS_SCALE = 1.4
_WORST_LOSS = 25.0
_EMPTY = frozenset(("low_effort", "generic_warmth", "stuffing", "parroting"))
_RISK_PATIENCE = 3
_RISK_LOSS = 50
_NO_ACTS: tuple[str, ...] = ()


def move_trust(
    rules: TrustRules,
    standing: Standing,
    reading: Reading,
    acts: tuple[str, ...] = _NO_ACTS,
    earlier_acts: tuple[str, ...] = _NO_ACTS,
) -> tuple[TrustChange, Standing]:
    """The change that one reply makes to trust, and where the relationship stands after it.

    `acts` are what the client's last line does, `earlier_acts` the line before. Gains saturate within a reply
    and are slow near the top; losses hit at once; an open hurt lets little through until it is repaired.
    """
    gains, losses, parts = worth_of(rules, standing, reading, acts, earlier_acts)
    raw = sum(value for value, _ in gains)
    loss = _total(losses)
    streak = 0 if losses else standing.streak + (raw >= 1.5)
    up = _gain(rules, standing, raw, loss, streak)
    down = min(_WORST_LOSS, _LOSS_SCALE * rules.loss * _total(_buffered(rules, losses, standing.trust)))
    back, debt, strain, mended, guardedness = _repair(rules, standing, parts)

    quiet = standing.quiet
    drift = 0.0
    if raw >= 0.5 or back:
        quiet = 0
    elif _is_empty(reading):
        quiet += 1
        silence = min(3, max(0, quiet - 1))
        drift = max(0.0, 0.02 * (standing.trust - rules.start) / 10) + 0.6 * silence
        strain = min(1000, strain + 50 * silence)
    down = max(down, drift)

    risk, risk_loss = _risk(standing, reading, acts)
    reasons = _reasons(standing.trust, up, gains, down, losses, back, parts, risk_loss)
    after = standing.trust + sum(reason.amount for reason in reasons)
    hurt = standing.wound
    if losses and down >= 3.0:
        debt += min(round(down * 10), standing.trust)
        strain = min(1000, strain + round(down * 1000 / 18))
        hurt = max(losses)[1].skill
    elif losses:
        strain = min(1000, strain + round(down * 1000 / 36))
    elif raw >= 1.5 and not back:
        strain = round(strain * 0.9)
    aim = after * (1 - 0.3 * guardedness / 1000) - 0.4 * strain
    return TrustChange(standing.trust, after, reasons), Standing(
        after,
        max(0, standing.openness + round(0.35 * (aim - standing.openness))),
        guardedness,
        strain,
        debt,
        streak,
        quiet,
        risk,
        (*standing.recent[-3:], frozenset([use.skill for use in reading.skill_uses])),
        _counted(standing.counts, reading),
        hurt,
        mended,
    )


def _total(losses: Valued) -> float:
    """The worst misstep whole, the others by half."""
    if not losses:
        return 0.0
    worst = max(value for value, _ in losses)
    return worst + 0.5 * (sum(value for value, _ in losses) - worst)


def _buffered(rules: TrustRules, losses: Valued, trust: int) -> Valued:
    """Losses as this trust takes them: small slips are softened at high trust, betrayals hit harder there."""
    return [(value * _buffer(rules.weights[use.skill], trust / 10), use) for value, use in losses]


def _buffer(weight: Weight, trust: float) -> float:
    if weight.integrity or weight.points <= -6:
        return 1.0 + trust / 500
    return 1.15 - trust / 200 if weight.points > -3 else 1.0


def _gain(rules: TrustRules, standing: Standing, raw: float, loss: float, streak: int) -> float:
    """What reaches the client of everything good in the reply, in points."""
    if raw <= 0:
        return 0.0
    cap = 8 - standing.guardedness / 250
    most = cap * (1 - exp(-raw / cap))
    consistent = min(1.25, 0.70 + 0.11 * streak)
    headroom = sqrt((1000 - standing.trust) / 1000)
    through = 0.4 if standing.strain >= RUPTURE_STRAIN else 1.0
    mixed = 1.0 if not loss else 0.5 if loss < 3 else 0.2
    return _GAIN_SCALE * rules.growth * consistent * headroom * through * most * mixed


def _repair(rules: TrustRules, standing: Standing, parts: Valued) -> tuple[float, int, int, bool, int]:
    """What a repair gives back in points, and the debt, strain, bonus and guardedness that are left."""
    quality = sum(value for value, _ in parts)
    if not quality or not standing.debt:
        return 0.0, standing.debt, standing.strain, standing.mended, standing.guardedness
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


def _is_empty(reading: Reading) -> bool:
    """Whether there was nothing of the learner's own in the reply: filler, stock phrases, an echo or a copy."""
    return bool(reading.echoes) or any(use.skill in _EMPTY for use in reading.skill_uses)


def _risk(standing: Standing, reading: Reading, acts: tuple[str, ...]) -> tuple[int, int]:
    """Replies since a sign of danger that nobody asked about, and the trust it costs the third time."""
    if not standing.risk and "risk_cue" not in acts:
        return 0, 0
    if any(use.skill in SAFETY for use in reading.skill_uses):
        return 0, 0
    risk = standing.risk + 1
    return risk, _RISK_LOSS if risk == _RISK_PATIENCE else 0


def _reasons(
    trust: int,
    up: float,
    gains: Valued,
    down: float,
    losses: Valued,
    back: float,
    parts: Valued,
    risk_loss: int,
) -> tuple[Reason, ...]:
    """Every cause with its share in whole tenths, so that trust stays within 0..100 and the sum is exact."""
    gained = round(up * 10)
    returned = round(back * 10)
    lost = round(down * 10)
    lost = min(lost, trust + gained + returned)
    risk_loss = min(risk_loss, trust + gained + returned - lost)
    gained = min(gained, 1000 - trust + lost + risk_loss)
    returned = min(returned, 1000 - trust + lost + risk_loss - gained)
    reasons: list[Reason] = []
    if gained:
        _share(reasons, gained, gains)
    if returned:
        _share(reasons, returned, parts)
    if lost:
        if losses:
            _share(reasons, -lost, losses)
        else:
            reasons.append(Reason("going_quiet", -lost))
    if risk_loss:
        reasons.append(Reason("risk_ignored", -risk_loss))
    return tuple(reasons)


def _share(reasons: list[Reason], amount: int, valued: Valued) -> None:
    """Divide an amount by worth in whole tenths; what rounding leaves goes to the worthiest."""
    if len(valued) == 1:
        use = valued[0][1]
        reasons.append(Reason(use.skill, amount, use.start, use.end))
        return
    whole = sum(value for value, _ in valued)
    shares = [int(amount * value / whole) for value, _ in valued]
    best = max(range(len(valued)), key=lambda index: valued[index][0])
    shares[best] += amount - sum(shares)
    for share, (_, use) in zip(shares, valued, strict=True):
        if share:
            reasons.append(Reason(use.skill, share, use.start, use.end))


def _counted(counts: Mapping[str, int], reading: Reading) -> Mapping[str, int]:
    if not reading.skill_uses:
        return counts
    counted = dict(counts)
    for use in reading.skill_uses:
        counted[use.skill] = counted.get(use.skill, 0) + 1
    return counted
