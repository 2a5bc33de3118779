"""Everything that a review shows of one conversation, as one value."""

from typing import NamedTuple

from roleplay.reviewing import moments
from roleplay.reviewing.account import Account
from roleplay.reviewing.common_ground import CommonGround, common_ground
from roleplay.reviewing.empowerment import Empowerment, empowerment
from roleplay.reviewing.listening_profile import ListeningProfile, listening_profile
from roleplay.reviewing.moments import Missed
from roleplay.reviewing.next_step import NextStep, next_step
from roleplay.reviewing.ruptures import Rupture, ruptures_in
from roleplay.reviewing.warning_signs import Sign, warning_signs
from roleplay.reviewing.within_reach import Closed, best_closed
from roleplay.reviewing.words_that_matter import WordsThatMatter, words_that_matter


class Review(NamedTuple):
    """What a conversation shows, in the order in which a learner should see it.

    Replies are named by their number, from 1; trust is in tenths, the start first. The turning point is where the
    best ending went out of reach (`closed`), else the reply that moved trust furthest.
    """

    account: Account
    trust: tuple[int, ...]
    openness: tuple[int, ...]
    best: int | None
    missed: Missed | None
    turning: int | None
    closed: Closed | None
    helped: tuple[str, int]
    cost: tuple[str, int]
    ruptures: tuple[Rupture, ...]
    signs: tuple[Sign, ...]
    ground: CommonGround
    power: Empowerment
    words: WordsThatMatter
    next: NextStep | None
    profile: ListeningProfile


def review_of(account: Account) -> Review:
    """The review of a conversation; the same account gives the same review."""
    exchanges, ruptures, closed = account.exchanges, ruptures_in(account), best_closed(account)
    openness = (exchanges[0].before.openness, *(exchange.after.openness for exchange in exchanges)) if exchanges else ()
    return Review(
        account,
        moments.trust_curve(account.start, exchanges),
        openness,
        moments.best_moment(exchanges),
        moments.missed_opportunity(exchanges),
        closed.number if closed else moments.turning_point(exchanges),
        closed,
        moments.helped_most(exchanges),
        moments.cost_most(exchanges),
        ruptures,
        warning_signs(account),
        common_ground(account),
        empowerment(account),
        words_that_matter(account),
        next_step(account, ruptures),
        listening_profile(account),
    )
