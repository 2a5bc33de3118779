"""Conversations to review: played ones, and ones of any turns at all."""

from collections.abc import Sequence

from roleplay import library
from roleplay.behaviours import default_rules
from roleplay.practice import Practice
from roleplay.reviewing.account import Account
from roleplay.reviewing.reviewed import Review, review_of
from roleplay.scoring.accounts import account_of_turns
from roleplay.scoring.fold import Temperament
from tests.screens import BENCH, NOON, bench

HURT = "You should just get over it."
FULL_REPAIR = (
    "I brushed you off, and that hurt you. I'm sorry, that was wrong of me. How was that for you? "
    "Next time I'll ask first, would that help?"
)


def played(*replies: str) -> Review:
    """The bench, played with these replies and reviewed."""
    practice = Practice(bench(), "d1", BENCH, 7)
    for reply in replies:
        practice.reply(reply, NOON)
    return review_of(practice.account())


def with_margo(*replies: str, seed: int = 7) -> Review:
    """The first scenario, played with these replies and reviewed."""
    path = library.find("cold-coffee")
    assert path is not None
    loaded = library.load(path)
    assert loaded.scenario is not None
    practice = Practice(loaded.scenario, loaded.digest, loaded.source, seed)
    for reply in replies:
        practice.reply(reply, NOON)
    practice.session = "bcdfgh"
    return review_of(practice.account())


def account_from(turns: Sequence[tuple[str, str]]) -> Account:
    """Any turns as a transcript made elsewhere."""
    return account_of_turns(turns, Temperament(default_rules()))


def said(*lines: str) -> Review:
    """The review of lines that are the client's and the learner's in turn."""
    speakers = ("client", "learner")
    return review_of(account_from([(speakers[place % 2], line) for place, line in enumerate(lines)]))
