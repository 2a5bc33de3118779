"""Who steered: how often the learner shared the wheel or took it, and who chose the next step."""

from typing import NamedTuple

from roleplay.reviewing.account import Account, Evidence, Exchange, all_evidence, heard_in, use_of, words_of

SHARING = ("autonomy", "evocation", "advocacy", "seeking_collaboration", "goal_alignment")
STEERING = ("advice", "taking_over", "coercion")

_ASKED = ("evocation", "goal_alignment", "seeking_collaboration", "autonomy")
_OFFERED = ("follow_through", "advice_with_permission", "linking_resources")


class Empowerment(NamedTuple):
    """How the learner used their part of the power.

    `counts` are the replies with each behaviour of SHARING and STEERING. `chosen` is who had the last word on
    a next step: "asked" (the learner asked), "offered", "together" (asked and offered), "told" or "nobody",
    and `words` what was said there. `sharing` and `steering` are all the words of either kind.
    """

    chosen: str
    words: Evidence | None
    counts: tuple[tuple[str, int], ...]
    sharing: tuple[Evidence, ...]
    steering: tuple[Evidence, ...]


def empowerment(account: Account) -> Empowerment:
    """Who proposed the last step that was spoken of, and how the wheel was shared before."""
    exchanges = account.exchanges
    chosen, words = _last_word(exchanges)
    counts = tuple((skill, sum(skill in heard_in(exchange) for exchange in exchanges)) for skill in SHARING + STEERING)
    return Empowerment(chosen, words, counts, all_evidence(exchanges, SHARING), all_evidence(exchanges, STEERING))


def _last_word(exchanges: tuple[Exchange, ...]) -> tuple[str, Evidence | None]:
    for exchange in reversed(exchanges):
        told, asked, offered = (use_of(exchange, skills) for skills in (STEERING, _ASKED, _OFFERED))
        use = told or asked or offered
        if not told and asked and offered:
            use = max(asked, offered, key=lambda one: one.end - one.start)
        if use is not None:
            chosen = "told" if told else "together" if asked and offered else "asked" if asked else "offered"
            return chosen, Evidence(exchange.number, words_of(exchange, use), use.skill)
    return "nobody", None
