"""What went wrong between the two, and what was done about it, in words."""

from collections.abc import Sequence
from itertools import zip_longest

from roleplay.reports.document import Block, Blocks, Section, cited, client_quote, learner_quote, listed, say
from roleplay.reviewing.account import Account
from roleplay.reviewing.reviewed import Review
from roleplay.reviewing.ruptures import REPAIR_PARTS, Rupture
from roleplay.reviewing.warning_signs import Sign
from roleplay.shells.telling import counted, points, title_of

_SIGNS = {
    "complaint": "Complaints",
    "quiet": "Going quiet",
    "misread": "Feeling misread",
    "stuck": "Little progress",
}
_MOST_HURTS = 12
"""So many hurts are told one by one; set by hand."""


def hurt_and_repair(review: Review) -> Section:
    """Each hurt, with the parts of its repair."""
    account = review.account
    if not review.ruptures:
        return Section(
            "repair", "Hurt and repair", say(f"No reply hurt {account.client} so much that it needed mending.")
        )
    blocks: Blocks = ()
    for rupture, after in zip_longest(review.ruptures[:_MOST_HURTS], review.ruptures[1:_MOST_HURTS]):
        blocks += _rupture(review, rupture, after.number if after else 0)
    if len(review.ruptures) > _MOST_HURTS:
        blocks += say(f"There were {len(review.ruptures) - _MOST_HURTS} more hurts after these.")
    return Section("repair", "Hurt and repair", (*blocks, *_how_to_mend(review.ruptures)))


def _rupture(review: Review, rupture: Rupture, next_hurt: int) -> Blocks:
    """One hurt; the reply after it is quoted unless it is the next hurt and follows at once."""
    account, shown, wounded = review.account, rupture.shown, _wounded(review, rupture)
    return (
        Block("sub", _what(account, rupture)),
        *((learner_quote(account.exchanges[wounded - 1]),) if wounded else ()),
        *((client_quote(account, shown.number, shown.text),) if shown else ()),
        *(_next_reply(account, rupture) if rupture.next_reply != next_hurt else ()),
        *_outcome(account, rupture),
    )


def _wounded(review: Review, rupture: Rupture) -> int:
    """The reply whose words hurt: where a promise came due, that which made it (0 if it is not known)."""
    if rupture.cause != "pledge_broken":
        return rupture.number
    made = [one for one in review.ground.pledges if one.words.number < rupture.number]
    secret = [one for one in made if one.kind == "secrecy"]
    return (secret or made)[-1].words.number if made else 0


def _what(account: Account, rupture: Rupture) -> str:
    if not rupture.number:
        return f"{account.client} came with a hurt"
    if rupture.cause == "pledge_broken":
        return (
            f"A promise came due at reply {rupture.number} and did not hold (that cost {points(rupture.lost)} points)"
        )
    return f"Reply {rupture.number} hurt: {title_of(rupture.cause)} (the reply cost {points(rupture.lost)} points)"


def _next_reply(account: Account, rupture: Rupture) -> Blocks:
    return (learner_quote(account.exchanges[rupture.next_reply - 1]),) if rupture.next_reply else ()


def _outcome(account: Account, rupture: Rupture) -> Blocks:
    if not rupture.next_reply:
        return say("No reply came after it, so there was no chance to mend it.")
    if not any(rupture.parts):
        return say(_verdict(account, rupture))
    rows = [("Part of a repair", "Heard?", "Where")]
    for (part, _), words in zip(REPAIR_PARTS, rupture.parts, strict=True):
        where = f"reply {words.number}: {cited(words, named=False)}" if words else ""
        rows.append((title_of(part), "yes" if words else "no", where))
    return (Block("table", "The four parts of a repair", rows=tuple(rows)), *say(_verdict(account, rupture)))


def _verdict(account: Account, rupture: Rupture) -> str:
    back = f" It gave back {points(rupture.given_back)} points." if rupture.given_back else ""
    replies = counted(rupture.replies, "reply", "replies")
    if rupture.outcome == "repaired":
        return f"Repaired, after {replies}.{back}"
    missing = listed(
        title_of(part) for (part, _), words in zip(REPAIR_PARTS, rupture.parts, strict=True) if words is None
    )
    if rupture.outcome == "partly":
        return f"Partly repaired.{back} Not heard: {missing}."
    after = "the reply after it" if rupture.replies == 1 else f"the {replies} after it"
    return f"Not repaired: no part of a repair was heard in {after}."


def _how_to_mend(ruptures: Sequence[Rupture]) -> Blocks:
    """What a repair is made of, told once where one was left out."""
    left = [one for one in ruptures if one.outcome == "not" and one.next_reply]
    if not left:
        return ()
    parts = listed(title_of(part) for part, _ in REPAIR_PARTS)
    why = " Until a hurt is named, little else gets through." if any(one.was_open for one in left) else ""
    return say(f"The four parts of a repair are {parts}.{why}")


def warning_signs(review: Review) -> Section:
    """The four signs of a relationship in trouble, each with its first line and whether it was noticed."""
    blocks: Blocks = ()
    for sign in review.signs:
        blocks += (Block("sub", _SIGNS[sign.name]), *_sign(review.account, sign))
    return Section("signs", "Four warning signs", blocks)


def _sign(account: Account, sign: Sign) -> Blocks:
    if not sign.known:
        return say("Not observed: there is too little here to tell.")
    if not sign.lines:
        return say(_NONE[sign.name].format(client=account.client, steps=_steps(account)))
    if sign.name == "stuck":
        return (*say(f"{_steps(account)} {_asked(sign)}"),)
    first = sign.lines[0]
    said = "One line shows it:" if len(sign.lines) == 1 else f"{len(sign.lines)} lines show it. The first:"
    return (*say(said), client_quote(account, first.number, first.text), *say(_noticed(account, sign)))


_NONE = {
    "complaint": "No complaints about you.",
    "quiet": "{client} kept talking.",
    "misread": "{client} never said that you had misread something.",
    "stuck": "{steps}",
}


def _steps(account: Account) -> str:
    goals = account.goals or ()
    return f"Steps forward that were reached: {sum(goal.number > 0 for goal in goals)} of {len(goals)}."


def _asked(sign: Sign) -> str:
    if sign.noticed:
        return f"Reply {sign.noticed.number} took that up: {cited(sign.noticed)}."
    return "No reply was heard to take that up."


def _noticed(account: Account, sign: Sign) -> str:
    if sign.unanswered:
        return "It was the last line, and no reply followed."
    if sign.noticed:
        return f"Reply {sign.noticed.number} took it up: {cited(sign.noticed)}."
    left = len(account.exchanges) - sign.lines[0].number + 1
    return "Your next reply did not take it up." if left == 1 else "Neither of your next two replies took it up."
