"""What was heard in one reply, and what it was an answer to."""

from collections.abc import Mapping
from typing import NamedTuple


class Assessment(NamedTuple):
    """Some words TextBlob has an opinion of, and whom that opinion is about.

    `polarity` is -1..1 and `subjectivity` 0..1. `toward` is one of "with_client" (felt together with
    the client), "at_client", "learner", "others" and "nobody" (no content: "right now").
    """

    words: tuple[str, ...]
    polarity: float
    subjectivity: float
    toward: str


class Sentiment(NamedTuple):
    """TextBlob's polarity (-1..1) and subjectivity (0..1) of a reply, with the words they came from."""

    polarity: float
    subjectivity: float
    assessments: tuple[Assessment, ...] = ()


class SkillUse(NamedTuple):
    """One behaviour heard in `reply[start:end]`, with a confidence of 0..1."""

    skill: str
    start: int
    end: int
    confidence: float


class Reading(NamedTuple):
    """Everything that was heard in one reply.

    `language` is "en" or "unknown". `echoes` counts how many of the learner's last four replies this one
    repeats. `flags` are things to act on outside the story: "learner_crisis", "maybe_learner_crisis",
    "about_program" (a question to the program, not to the client); "skipped" where nothing was said, because the
    learner passed over the moment. `mentions` are facts a client may
    say back: "day" (a weekday or "tomorrow") and "name" (what the learner calls themself).
    """

    sentiment: Sentiment
    skill_uses: tuple[SkillUse, ...] = ()
    language: str = "en"
    echoes: int = 0
    flags: frozenset[str] = frozenset()
    mentions: Mapping[str, str] = {}
    lift: float = 1.0
    press: float = 1.0


SKIPPED = Reading(Sentiment(0.0, 0.0), flags=frozenset(("skipped",)))
"""What is heard when a learner passes over a moment: nothing, and that is on record."""


class Context(NamedTuple):
    """What a reply answers: the client's last line and what its author knows about it.

    `about` names each subject of the line with the words that touch it, for instance
    (("being number four", ("number", "four", "three workers")),). `earlier` are the client's lines before
    this one, oldest first; `replies` the learner's last four. `open_rupture` holds while a hurt is not
    repaired or the line itself is a complaint.
    """

    line: str = ""
    about: tuple[tuple[str, tuple[str, ...]], ...] = ()
    feelings: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    depth: int = 0
    needs: tuple[str, ...] = ()
    own_terms: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    replies: tuple[str, ...] = ()
    open_rupture: bool = False
    traps: tuple[str, ...] = ()
