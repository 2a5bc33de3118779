"""What the real listener hears in a reply to one line, weighed once and kept as numbers."""

from collections.abc import Iterable
from functools import lru_cache
from math import exp
from typing import NamedTuple

from roleplay.conversation import State, context_for
from roleplay.ears.listening import listen
from roleplay.ears.repetition import echoes
from roleplay.ears.words import Words
from roleplay.moving import _EMPTY
from roleplay.practice import unscored_kind
from roleplay.reading import Reading
from roleplay.scenario import Scenario
from roleplay.templates import names_at_first, say
from roleplay.trust import RUPTURE_STRAIN, Standing, TrustRules
from roleplay.worth import (
    _AFTER_LISTENING,
    _ALWAYS_STALE,
    _LISTENING,
    _NOT_IN_A_RUPTURE,
    _PAIN,
    _STRIKES,
    SAFETY,
    SURE,
    Valued,
    worth_of,
)

WIDTH = 10
"""Bits in which the uses of one skill are counted; the longest run cannot fill them."""

FULL = (1 << WIDTH) - 1

NOBODY = -1
"""The number of the reply before the first."""

SEVERE, PLAIN, SLIP = 0, 1, 2
"""How trust changes what a misstep costs: betrayals more at high trust, small slips less."""


class Gain(NamedTuple):
    """Something that builds trust: what it is worth, and by what that shrinks here.

    `in_rupture` and `unheard` are its factors in an open hurt and before anybody listened.
    """

    worth: float
    shift: int
    is_stale: bool
    strikes: tuple[float, ...] | None
    in_rupture: float
    unheard: float


class Loss(NamedTuple):
    """A misstep and what it costs the first, second, third and any later time that it is not forgiven.

    Of equal ones the higher `rank` is remembered as the wound.
    """

    costs: tuple[float, float, float, float]
    shift: int
    forgiven: int
    severity: int
    is_sure: bool
    rank: int
    skill: str


class Rare(NamedTuple):
    """What has to be looked at in some replies only.

    `parts` are those of a repair. `is_unheard` holds where pain is answered without listening.
    """

    parts: Valued
    is_empty: bool
    is_unheard: bool
    has_safety: bool
    has_risk_cue: bool


class Heard(NamedTuple):
    """One reply at one spot. Skills are counted in one whole number, WIDTH bits each.

    `raw` is what all gains are worth when nothing shrinks them, and `most` what of that gets through at the
    guardedness that everybody begins with. `used` has the skills that build trust, `worn` those of them that wear
    out for good. `counted` has the skills surely heard, `distinct` the same without repeats, `marks` a bit for
    each sign of progress. `echoes` tells which other replies it repeats, as far as that was asked.
    """

    reply: int
    echoes: dict[int, bool]
    raw: float
    most: float
    used: int
    worn: int
    losses: tuple[Loss, ...]
    counted: int
    distinct: int
    marks: int
    rare: Rare | None
    gains: tuple[Gain, ...]
    halves_at_risk: bool


class Ear:
    """Listens to each reply at each line once, as if nothing had been said before; repeats are told apart later."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.replies: list[str] = []
        self._numbers: dict[str, int] = {}
        self._shifts: dict[str, int] = {}
        self._readings: dict[tuple[int, str, str, int, bool], Reading] = {}
        self._echoes: dict[int, dict[int, bool]] = {}
        self._words = lru_cache(maxsize=4096)(Words)

    def number_of(self, reply: str) -> int:
        """The number by which a reply is known from here on."""
        if reply not in self._numbers:
            self._numbers[reply] = len(self.replies)
            self.replies.append(reply)
            self._echoes[len(self.replies) - 1] = {NOBODY: False}
        return self._numbers[reply]

    def shift(self, skill: str) -> int:
        """Where a skill is counted."""
        return self._shifts.setdefault(skill, WIDTH * len(self._shifts))

    def mask(self, skills: Iterable[str], each: int = 1) -> int:
        """The sum of `each` in the places of these skills."""
        return sum(each << self.shift(skill) for skill in set(skills))

    def reading(self, reply: int, name: str, voice: str, variant: int, *, hurt: bool) -> Reading:
        """What is heard in a reply to a line while a hurt is open or not."""
        key = (reply, name, voice, variant, hurt)
        if key not in self._readings:
            state = State(name, voice, variant, voice, _standing(hurt), {name: 1})
            names = names_at_first(self.scenario.persona.name.split()[0], self.scenario.trust.start, voice)
            text = say(self.scenario.nodes[name].lines[voice][variant].text, names)
            self._readings[key] = listen(self.replies[reply], context_for(self.scenario, state, (text,), ()))
        return self._readings[key]

    def hear(
        self, reply: int, name: str, voice: str, variant: int, before: tuple[str, ...], *, hurt: bool
    ) -> Heard | None:
        """A reply to a line spoken after one that did `before`; None if it is no reply to the client."""
        reading = self.reading(reply, name, voice, variant, hurt=hurt)
        if unscored_kind(reading):
            return None
        node = self.scenario.nodes[name]
        acts = node.lines[voice][variant].acts
        rules = self.scenario.trust
        valued = worth_of(rules, _unused(rules, reading), reading, acts, before, node.needs, node.traps)
        return self._weighed(reply, reading, acts, *valued)

    def repeats(self, reply: int, others: Iterable[int]) -> int:
        """How many of the others a reply repeats."""
        known = self._echoes[reply]
        for other in others:
            if other not in known:
                known[other] = bool(echoes(self._words(self.replies[reply]), (self.replies[other],)))
        return sum(known[other] for other in others)

    def _weighed(
        self, reply: int, reading: Reading, acts: tuple[str, ...], gains: Valued, losses: Valued, parts: Valued
    ) -> Heard:
        raw = 0.0
        for worth, _ in gains:
            raw += worth
        cap = cap_of(round(self.scenario.trust.guardedness * 1000))
        sure = [use.skill for use in reading.skill_uses if use.confidence >= SURE]
        rare = _rare(reading, acts, parts)
        return Heard(
            reply,
            self._echoes[reply],
            raw,
            let_through(raw, cap),
            self.mask((use.skill for _, use in gains), FULL),
            self.mask((use.skill for _, use in gains if use.skill in _STRIKES), FULL),
            self._losses(losses),
            sum(1 << self.shift(skill) for skill in sure),
            self.mask(sure),
            self._marks(sure),
            rare if any(rare) else None,
            tuple(self._gain(worth, use.skill) for worth, use in gains),
            not (_PAIN.isdisjoint(acts) or rare.has_safety or rare.has_risk_cue),
        )

    def _marks(self, skills: Iterable[str]) -> int:
        """A bit for each sign of progress that these skills reach."""
        markers = self.scenario.markers
        return sum(1 << place for place, one in enumerate(markers) if not set(one.any_skill).isdisjoint(skills))

    def _gain(self, worth: float, skill: str) -> Gain:
        stale, strikes = skill in _ALWAYS_STALE, _STRIKES.get(skill)
        shrinks = _NOT_IN_A_RUPTURE.get(skill, 1.0), _AFTER_LISTENING.get(skill, 1.0)
        return Gain(worth, self.shift(skill), stale, strikes, *shrinks)

    def _losses(self, valued: Valued) -> tuple[Loss, ...]:
        ranks = {use: rank for rank, use in enumerate(sorted(use for _, use in valued))}
        made = []
        for worth, use in valued:
            weight = self.scenario.trust.weights[use.skill]
            costs = (worth, worth * 1.25, worth * 1.5, worth * 1.75)
            severity = SEVERE if weight.integrity or weight.points <= -6 else SLIP if weight.points > -3 else PLAIN
            is_sure = use.confidence >= SURE
            made.append(Loss(costs, self.shift(use.skill), weight.forgiven, severity, is_sure, ranks[use], use.skill))
        return tuple(made)


def cap_of(guardedness: int) -> float:
    """The most that one reply can build, in points, at this guardedness."""
    return 8 - guardedness / 250


def let_through(raw: float, cap: float) -> float:
    """What a client with this cap lets through of everything good in a reply."""
    return cap * (1 - exp(-raw / cap))


def _standing(hurt: bool) -> Standing:
    return Standing(0, 0, 0, strain=RUPTURE_STRAIN if hurt else 0)


def _unused(rules: TrustRules, reading: Reading) -> Standing:
    """A standing in which each behaviour is worth what it is by itself, the forgiven ones too."""
    skills = {use.skill for use in reading.skill_uses}
    forgiven = {skill: weight.forgiven for skill in skills if (weight := rules.weights.get(skill)) and weight.forgiven}
    return Standing(0, 0, 0, recent=(_LISTENING,), counts=forgiven)


def _rare(reading: Reading, acts: tuple[str, ...], parts: Valued) -> Rare:
    skills = {use.skill for use in reading.skill_uses}
    is_unheard = not _PAIN.isdisjoint(acts) and _LISTENING.isdisjoint(skills)
    is_empty, has_safety = not _EMPTY.isdisjoint(skills), not SAFETY.isdisjoint(skills)
    return Rare(parts, is_empty, is_unheard, has_safety, "risk_cue" in acts)
