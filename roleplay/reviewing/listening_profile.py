"""How somebody listened, in counts: never a mark, and no ratio of fewer than five things."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from roleplay.conversation import is_skipped
from roleplay.reviewing.account import Account, Exchange, heard_in, spoken
from roleplay.reviewing.moments import ANCHORED, gain_of
from roleplay.reviewing.ruptures import lost_in

FEWEST = 5
"""A ratio of fewer items than this says nothing (MITI works with a twenty-minute sample; five is ours)."""

_SIMPLE = frozenset(("simple_reflection", "summary", "feeling_reflection"))
_UNANCHORED = frozenset(("generic_warmth", "warmth", "stuffing", "platitude"))
_AFTER_LISTENING = frozenset(("advice", "advice_with_permission", "linking_resources", "information"))
_LISTENING = frozenset(("simple_reflection", "complex_reflection", "feeling_reflection", "validation", "summary"))
_WORD = re.compile(r"[^\W\d_]{4,}")


class Ratio(NamedTuple):
    """`part` of `whole`, or `part` to `whole`; None as a value while there are too few items underneath."""

    part: int
    whole: int
    items: int

    @property
    def value(self) -> float | None:
        """The ratio itself, if there are enough items to say."""
        return self.part / self.whole if self.items >= FEWEST and self.whole else None


class Levels(NamedTuple):
    """How many replies show one side of empathy not at all, weakly or strongly (EPITOME's levels 0, 1 and 2)."""

    none: int
    weak: int
    strong: int


class ListeningProfile(NamedTuple):
    """The counts of one conversation; each behaviour counts at most once a reply, of reflections the best one.

    `advice_after_listening` is None where nothing was advised. `words` are the learner's and the client's.
    """

    replies: int
    simple: int
    complex: int
    open_questions: int
    closed_questions: int
    adherent: int
    non_adherent: int
    reflections_to_questions: Ratio
    complex_share: Ratio
    open_share: Ratio
    talk_share: Ratio
    specific_share: Ratio
    partnership_share: Ratio
    words_a_reply: int
    advice_after_listening: bool | None
    stories: int
    longest_streak: int
    without_loss: int
    emotional_reactions: Levels
    interpretations: Levels
    explorations: Levels


def listening_profile(account: Account) -> ListeningProfile:
    """The counts of a conversation as they were heard, with a trainer's corrections if there are any.

    Moments that the learner skipped are left out.
    """
    exchanges = tuple(exchange for exchange in account.exchanges if not is_skipped(exchange.reading))
    heard = [heard_in(exchange) for exchange in exchanges]
    complex_ = sum("complex_reflection" in skills for skills in heard)
    simple = sum("complex_reflection" not in skills and not skills.isdisjoint(_SIMPLE) for skills in heard)
    opened = sum("open_question" in skills for skills in heard)
    closed = sum("closed_question" in skills and "open_question" not in skills for skills in heard)
    learner = sum(len(exchange.reply.split()) for exchange in exchanges)
    client = sum(len(spoken(exchange.said).split()) for exchange in exchanges)
    sharing = _count(heard, ("seeking_collaboration", "goal_alignment", "autonomy", "evocation", "advocacy"))
    steering = _count(heard, ("advice", "taking_over", "coercion"))
    specific, vague = _count(heard, ANCHORED), _count(heard, _UNANCHORED)
    questions, reflections = opened + closed, simple + complex_
    return ListeningProfile(
        len(exchanges),
        simple,
        complex_,
        opened,
        closed,
        _count(heard, ("affirmation", "seeking_collaboration", "autonomy")),
        _count(heard, ("advice", "confrontation", "judgement", "coercion")),
        Ratio(reflections, questions, reflections + questions),
        Ratio(complex_, reflections, reflections),
        Ratio(opened, questions, questions),
        Ratio(learner, learner + client, len(exchanges)),
        Ratio(specific, specific + vague, specific + vague),
        Ratio(sharing, sharing + steering, sharing + steering),
        round(learner / len(exchanges)) if exchanges else 0,
        _after_listening(heard),
        _count(heard, ("self_disclosure",)),
        _longest_streak(exchanges),
        sum(lost_in(exchange) == 0 for exchange in exchanges),
        _levels(2 if "validation" in skills else 1 if "warmth" in skills else 0 for skills in heard),
        _levels(_interpretation(skills) for skills in heard),
        _levels(_exploration(exchange, skills) for exchange, skills in zip(exchanges, heard, strict=True)),
    )


def _count(heard: list[frozenset[str]], skills: Iterable[str]) -> int:
    """How often any of the skills was heard, once a reply each."""
    wanted = frozenset(skills)
    return sum(len(skills & wanted) for skills in heard)


def _after_listening(heard: list[frozenset[str]]) -> bool | None:
    """Whether something was reflected or validated before, or with, the first advice."""
    listened = False
    for skills in heard:
        listened = listened or not skills.isdisjoint(_LISTENING)
        if not skills.isdisjoint(_AFTER_LISTENING):
            return listened
    return None


def _longest_streak(exchanges: tuple[Exchange, ...]) -> int:
    """The most replies in a row that each built trust and cost none."""
    longest = streak = 0
    for exchange in exchanges:
        streak = streak + 1 if gain_of(exchange) > 0 and not lost_in(exchange) else 0
        longest = max(longest, streak)
    return longest


def _levels(levels: Iterable[int]) -> Levels:
    counts = [0, 0, 0]
    for level in levels:
        counts[level] += 1
    return Levels(*counts)


def _interpretation(skills: frozenset[str]) -> int:
    if not skills.isdisjoint(("complex_reflection", "feeling_reflection")):
        return 2
    return int(not skills.isdisjoint(("simple_reflection", "summary")))


def _exploration(exchange: Exchange, skills: frozenset[str]) -> int:
    """An open question is strong where the reply shares a word with the client's line."""
    if "open_question" not in skills:
        return 0
    return 2 if set(_words(exchange.reply)) & set(_words(exchange.said)) else 1


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())
