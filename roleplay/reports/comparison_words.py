"""What a comparison of two conversations says in words, the same on a screen and on a page."""

from typing import Any

from roleplay.shells.telling import counted, plain, shortened

KINDS = (("skill", "Skills"), ("repair", "Repair"), ("misstep", "Missteps"), ("neutral", "Also heard"))
"""The kinds of behaviours in the order they are told."""

DISCLOSED = (("only_a", "In A and not in B"), ("only_b", "In B and not in A"), ("both", "In both"))
"""Where the client confided something, and how that is told."""


def heading_of(data: dict[str, Any]) -> str:
    """What is compared, in a line."""
    a, b = data["a"], data["b"]
    if data["same_scenario"]:
        return f"{a['title']}: two conversations with {a['client']}"
    return f"{a['title']} and {b['title']}"


def summary_of(one: dict[str, Any]) -> str:
    """A conversation in a line: session, when, how long, how trust went, how it ended."""
    trust = one["trust"]
    left = f", another attempt of {one['parent']} from reply {one['parent_turn'] + 1}" if one["parent"] else ""
    return (
        f"session {one['session']}{left}, begun {one['started_at'][:16].replace('T', ' ')} UTC: "
        f"{counted(one['replies'], 'reply', 'replies')}, trust {trust[0]:g} -> {trust[-1]:g}, {ending_of(one)}"
    )


def ending_of(one: dict[str, Any]) -> str:
    """How a conversation ended, by the author's title for it."""
    return one["ending_title"] or one["ending"] or "not ended"


def notices_of(data: dict[str, Any]) -> list[str]:
    """What a reader should know before they compare."""
    said = []
    if data["scenario_edited_between"]:
        said.append("The scenario was edited between these two, so not every difference is of the learner's making.")
    if data["shared_replies"] is None:
        why = "do not begin the same way" if data["same_scenario"] else "are of different scenarios"
        said.append(
            f"These two {why}, so their replies are not set side by side. "
            "Trust, what was heard, what was told and the endings can be compared."
        )
    elif not data["parted"]:
        said.append("Both are the same from beginning to end.")
    return said


def together_of(data: dict[str, Any]) -> str:
    """How far both are the same, in words."""
    shared = data["shared_replies"]
    if not shared:
        return "The same in both: the first words"
    return f"The same in both: {'reply 1' if shared == 1 else f'replies 1 to {shared}'}"


def causes_of(exchange: dict[str, Any]) -> str:
    """What a reply did to trust, with its causes."""
    reasons = sorted(exchange["reasons"], key=lambda reason: -abs(reason["amount"]))[:3]
    named = "; ".join(f"{reason['amount']:+g} {reason['title']}" for reason in reasons)
    return f"trust {exchange['before']:g} -> {exchange['after']:g}: {named or 'nothing here moved it'}"


def difference_of(data: dict[str, Any]) -> list[str]:
    """Which reply made the most difference and how much of it, a sentence each; none where none did."""
    most = data["most_difference"]
    if most is None:
        return []
    pair = next(pair for pair in data["parted"] if pair["number"] == most["number"])
    gap = abs(most["gap_at_the_end"])
    share = f"At the end {gap:g} points lie between them." if gap else "At the end trust is the same in both."
    where = (
        "This is where they part: both replies answer the same line."
        if most["is_where_they_part"]
        else "They had parted before, so each reply answers a line of its own."
    )
    return [*(_moved(side, pair[side]) for side in ("a", "b")), share, where]


def _moved(side: str, exchange: dict[str, Any] | None) -> str:
    """What one reply did, with its words."""
    if exchange is None:
        return f"{side.upper()} had no such reply."
    change = f"{exchange['after'] - exchange['before']:+.1f}"
    return f'{side.upper()}: {change} with "{shortened(exchange["reply"], 160)}"'


def missing_of(data: dict[str, Any], side: str, number: int) -> str:
    """What stands where a conversation has no such reply: once that it stops, then nothing."""
    if number > data[side]["replies"] + 1:
        return ""
    return "(It had ended.)" if data[side]["ending"] else "(It goes no further.)"


def disclosed_of(disclosure: dict[str, Any]) -> str:
    """What the client told, about what and when."""
    about = f", about {', '.join(disclosure['about'])}" if disclosure["about"] else ""
    when = f"after reply {disclosure['number']}" if disclosure["number"] else "at the beginning"
    return f'"{plain(disclosure["text"])}" ({when}{about})'
