"""Three moments worth another look, and one thing to try next, in words."""

from collections.abc import Iterator

from roleplay.behaviours import behaviours
from roleplay.reports.document import Block, Blocks, Section, client_quote, learner_quote, listed, say
from roleplay.reports.reach_told import titles
from roleplay.reviewing.account import Exchange
from roleplay.reviewing.moments import gain_of, own_gain
from roleplay.reviewing.next_step import NextStep
from roleplay.reviewing.reviewed import Review
from roleplay.reviewing.within_reach import Closed
from roleplay.shells.telling import moved, signed, title_of

_WORTH_SHOWING = 10
"""A best moment built at least this much trust, in tenths; less is chance."""

_MODELS = 2


def three_moments(review: Review) -> Section:
    """The best moment, the missed opportunity and the turning point."""
    blocks = (*_best(review), *_turning(review), *_missed(review))
    nothing = say("No single reply stood out.")
    return Section("moments", "Moments worth another look", blocks or nothing)


def _best(review: Review) -> Blocks:
    if review.best is None or gain_of(review.account.exchanges[review.best - 1]) < _WORTH_SHOWING:
        return ()
    exchange = review.account.exchanges[review.best - 1]
    causes = sorted((r for r in exchange.trust.reasons if r.amount > 0), key=lambda reason: -reason.amount)
    heard = listed(f"{title_of(reason.cause)} ({signed(reason.amount)})" for reason in causes[:3])
    return (
        Block("sub", f"Best moment: reply {exchange.number} ({moved(gain_of(exchange))})"),
        *_both(review, exchange),
        *say(f"Heard in it: {heard}."),
        *_second_best(review),
    )


def _second_best(review: Review) -> Blocks:
    """A second strength, so that there are two before the one thing to try."""
    others = [one for one in review.account.exchanges if one.number != review.best and own_gain(one) >= _WORTH_SHOWING]
    if not others:
        return ()
    second = max(others, key=lambda one: (own_gain(one), -one.number))
    cause = max(second.trust.reasons, key=lambda reason: reason.amount).cause
    change, why = moved(gain_of(second)), f"most of all by {title_of(cause)}"
    if gain_of(second) <= max(gain_of(one) for one in review.account.exchanges if one.number == review.best):
        return say(f"Reply {second.number} built trust too ({change}), {why}.")
    return say(
        f"Reply {second.number} built even more ({change}), {why}. The best moment is the one whose words would fit "
        "nobody else."
    )


def _turning(review: Review) -> Blocks:
    if review.closed is not None:
        return _closed(review, review.closed)
    if review.turning is None or abs(gain_of(review.account.exchanges[review.turning - 1])) < _WORTH_SHOWING:
        return ()
    exchange = review.account.exchanges[review.turning - 1]
    if review.turning == review.best:
        return say(f"Reply {exchange.number} was the turning point too: no other reply moved trust further.")
    head = Block("sub", f"Turning point: reply {exchange.number} ({moved(gain_of(exchange))})")
    if review.missed is not None and review.missed.number == review.turning:
        return (head, *say("No other reply moved trust further. It is also the chance below."))
    return (head, *_both(review, exchange), *say("No other reply moved trust further."))


def _closed(review: Review, closed: Closed) -> Blocks:
    """The turning point where the best ending went out of reach, with what had brought it so far."""
    exchange = review.account.exchanges[closed.number - 1]
    endings = titles(closed.endings)
    one = len(closed.endings) == 1
    possible = f"{endings} {'was' if one else 'were'} still possible in principle"
    ended = exchange.number == len(review.account.exchanges)
    told = (
        f"The talk ended with this reply; until then, {possible}."
        if ended
        else f"Until this reply, {possible}; from here on {'it was' if one else 'they were'} out of reach."
    )
    again = f"A replay from before this reply opens {'it' if one else 'them'} again."
    parts = [told, *_why_closed(review, exchange, ended=ended), again]
    head = Block("sub", f"Turning point: reply {exchange.number} ({moved(gain_of(exchange))})")
    shown_below = review.missed is not None and review.missed.number == closed.number
    shown_above = review.best == closed.number and gain_of(exchange) >= _WORTH_SHOWING
    if shown_above:
        parts.append("It is the best moment above, too.")
    elif shown_below:
        parts.append("It is also the chance below.")
    return (head, *(() if shown_below or shown_above else _both(review, exchange)), *say(" ".join(parts)))


def _why_closed(review: Review, exchange: Exchange, *, ended: bool) -> Iterator[str]:
    """What had cost most before a reply that did little itself."""
    exchanges = review.account.exchanges
    if any(reason.cause == "pledge_broken" for reason in exchange.trust.reasons):
        yield "What cost trust here was a promise that came due and did not hold."
    before = min(exchanges[: exchange.number], key=lambda one: (gain_of(one), one.number))
    if gain_of(exchange) > 0 and not ended:
        yield "The reply itself built trust; by then there was too little of it, or too little of the talk left."
    if before.number != exchange.number and gain_of(before) <= -_WORTH_SHOWING:
        yield f"What had cost most up to here was reply {before.number} ({moved(gain_of(before))})."


def _missed(review: Review) -> Blocks:
    missed = review.missed
    if missed is None:
        return ()
    exchange = review.account.exchanges[missed.number - 1]
    wanted = listed((title_of(need) for need in missed.needs[:2]), "or")
    models = (Block("model", text) for text in missed.model_replies[:_MODELS])
    return (
        Block("sub", f"A chance you could take: reply {missed.number} ({moved(gain_of(exchange))})"),
        *_both(review, exchange),
        *say(f"This line had room for {wanted}. {_ways(missed.model_replies)}"),
        *models,
    )


def _ways(models: tuple[str, ...]) -> str:
    return "Two ways to say it:" if len(models) >= _MODELS else "One way to say it:"


def _both(review: Review, exchange: Exchange) -> Blocks:
    said = (client_quote(review.account, exchange.number, exchange.said),) if exchange.said else ()
    return (*said, learner_quote(exchange))


def one_thing(review: Review) -> Section:
    """One thing to try next, and where to try it."""
    found = review.next
    if found is None:
        return Section("next", "One thing to try next", say("Say something; then there is something to look at."))
    skill = behaviours()[found.skill]
    about = f"{skill.title}. It {skill.says[0].lower()}{skill.says[1:]}"
    why = {
        "missed": f"In reply {found.number}, try this: {about}",
        "repair": f"The hurt before reply {found.number} was left open. There, try this: {about}",
        "new": f"You missed no clear chance. For the next time, try this: {about}",
    }[found.why]
    models = (*say("For instance:"), Block("model", found.model_replies[0])) if found.model_replies else ()
    return Section("next", "One thing to try next", (*say(why), *models, *_replay(review, found)))


def _replay(review: Review, found: NextStep) -> Blocks:
    if not review.account.session:
        return ()
    number = found.number
    command = Block("command", f"roleplay replay {review.account.session} --from {number}")
    where = f"Reply {number} did least for trust, so it is a place to try." if found.why == "new" else ""
    return (*say(f"{where} To go back to just before reply {number} and say it differently:".strip()), command)
