"""The beginning of a report: how are you, your own view, and how trust went."""

from roleplay.conversation import is_skipped
from roleplay.reports.document import Block, Blocks, Section, items, say
from roleplay.reviewing.reviewed import Review
from roleplay.scenario import band_for
from roleplay.shells.telling import counted, points, signed, title_of

_WORTH_NAMING = 10
"""What moved less than this, in tenths, over a whole conversation is not named; set by hand."""

_MOST_ROWS = 60
"""A longer table of trust has only some of the replies; each stands in the transcript with its own."""


def how_are_you(review: Review) -> Section:
    """The first thing a learner reads."""
    return Section(
        "how-are-you",
        "How are you after that?",
        say(
            "If it stirred something up, take a minute before you read on. You can talk it over with your "
            "supervisor, or with somebody you trust. In a practice, /support shows who to call."
        ),
    )


def own_view(review: Review) -> Section:
    """The learner's own view, before any figure."""
    questions = ("Which of your replies are you proudest of?", "Which one would you take back, and why?")
    return Section(
        "your-view",
        "Your own view first",
        (*say("Answer these two before you look at the figures."), *items(questions), Block("lines", "Your notes")),
    )


def how_trust_went(review: Review) -> Section:
    """The curve of trust in words, as a drawing and as a table."""
    account = review.account
    if not account.exchanges:
        return Section("trust", "How trust went", say("Nothing was said yet, so there is nothing to look at."))
    return Section(
        "trust",
        "How trust went",
        (
            *say(_in_short(review)),
            *_ending(review),
            Block("chart"),
            Block("table", "Trust and openness, reply by reply", rows=_rows(review)),
            *say(
                f"Trust runs from 0 to 100, by rules that we wrote. Openness is how much {account.client} is ready "
                "to tell; it follows trust with a delay."
            ),
        ),
    )


def _in_short(review: Review) -> str:
    account, trust = review.account, review.trust
    skipped = sum(is_skipped(exchange.reading) for exchange in account.exchanges)
    replies = counted(len(account.exchanges) - skipped, "reply", "replies")
    course = f"{account.client}'s trust went from {points(trust[0])} to {points(trust[-1])} of 100 in {replies}"
    parts = []
    if review.helped[1] >= _WORTH_NAMING:
        parts.append(f"What built most was {title_of(review.helped[0])} ({signed(review.helped[1])} in all).")
    if review.cost[1] <= -_WORTH_NAMING:
        parts.append(f"What cost most was {title_of(review.cost[0])} ({signed(review.cost[1])} in all).")
    if skipped:
        parts.append(f"You skipped {counted(skipped, 'moment', 'moments')}; that counts neither way.")
    first, *_, last = bands(review)
    place = f"{first} at the start and at the end" if first == last else f"from {first} to {last}"
    return " ".join([f"{course}, {place}.", *parts])


def _ending(review: Review) -> Blocks:
    title, meaning = review.account.ending
    if title:
        return say(f"It ended with: {title}. {meaning}")
    return () if review.account.is_over or not review.account.session else say("This conversation has not ended yet.")


def _rows(review: Review) -> tuple[tuple[str, ...], ...]:
    names, hurts = bands(review), {rupture.number for rupture in review.ruptures}
    rows = [("Reply", "Trust", "Change", "Openness", "Band", "Mark")]
    rows.append(("start", points(review.trust[0]), "", points(review.openness[0]), names[0], ""))
    every = -(-len(review.trust) // _MOST_ROWS)
    for number, (before, after) in enumerate(zip(review.trust, review.trust[1:], strict=False), 1):
        if number % every and number not in (review.best, review.turning, len(review.trust) - 1):
            continue
        mark = mark_of(review, number, hurts)
        opened = points(review.openness[number])
        moved = signed(after - before) if after != before else "0"
        rows.append((str(number), points(after), moved, opened, names[number], mark))
    return tuple(rows)


def mark_of(review: Review, number: int, hurts: set[int]) -> str:
    """What a reply was for the conversation, in a word."""
    marks = [
        name
        for name, is_so in (
            ("hurt", number in hurts),
            ("best moment", number == review.best),
            ("turning point", number == review.turning),
        )
        if is_so
    ]
    return ", ".join(marks)


def bands(review: Review) -> tuple[str, ...]:
    """The band of each value of trust, held a little below its edge as in the conversation."""
    names: list[str] = []
    for trust in review.trust:
        names.append(band_for(trust, names[-1] if names else ""))
    return tuple(names)
