"""What the screens say, as paragraphs that any shell can show: the same words in colour, plain text or a pipe."""

from typing import NamedTuple

from roleplay.conversation import State, Turn, is_skipped
from roleplay.scenario import Scenario
from roleplay.trust import Reason

MOST_REASONS = 3
"""How many causes one line about trust names; `/why` names all."""

_LONGEST_QUOTE = 40


class Paragraph(NamedTuple):
    """One block of text. `kind` is "client", "reply", "narration", "trust", "built", "lost", "note", "heading",
    "quote", "warning", "row", "column" or "chart"; `who` is the name of the speaker of client paragraphs."""

    kind: str
    text: str
    who: str = ""


Told = tuple[Paragraph, ...]

GAP = Paragraph("note", "")
"""An empty line."""


def note(text: str) -> Told:
    """A single plain remark."""
    return (Paragraph("note", text),)


def client_says(name: str, line: str) -> Told:
    """A client's line as paragraphs: *narration* between asterisks apart from what is spoken."""
    told = []
    for place, part in enumerate(line.split("*")):
        text = " ".join(part.split())
        if text:
            told.append(Paragraph("narration", text) if place % 2 else Paragraph("client", text, name))
    return tuple(told)


def spoken(name: str, line: str) -> list[str]:
    """A client's line as texts: what is spoken with the name, *narration* in brackets."""
    told = client_says(name, line)
    return [f"({one.text})" if one.kind == "narration" else f"{name}: {one.text}" for one in told]


def learner_says(reply: str) -> Told:
    """What the learner typed, as it stands after its prompt."""
    return (Paragraph("reply", "> " + reply.replace("\n", "\n  ")),)


def card(scenario: Scenario) -> Told:
    """What a learner wants to know before a conversation begins."""
    told = [
        Paragraph("heading", f"{scenario.title} - with {scenario.persona.name}"),
        Paragraph("note", scenario.summary),
        Paragraph("note", f"{scenario.difficulty}, about {scenario.minutes} minutes"),
    ]
    if scenario.content_note:
        told.append(Paragraph("note", f"Content note: {scenario.content_note}"))
    told.append(
        Paragraph(
            "note",
            "Practice only: the person is invented. Please type no details of real people. "
            "You can pause or leave at any time; nothing is graded.",
        )
    )
    return tuple(told)


def opt_in(scenario: Scenario) -> Told:
    """What a learner is told before the second choice, where a scenario asks for one."""
    return (Paragraph("heading", "Before this one"), Paragraph("note", " ".join(scenario.opt_in.split())))


def opt_in_again(scenario: Scenario) -> Told:
    """The same in short, for somebody who comes back to such a scenario."""
    about = f" ({scenario.content_note.rstrip('.')})" if scenario.content_note else ""
    return note(f"This is one that asks first{about}. Ready to go on? Another day is fine too.")


def setting(scenario: Scenario) -> Told:
    """Where the learner is when the conversation begins."""
    return (Paragraph("narration", " ".join(scenario.setting.split())),) if scenario.setting else ()


def points(tenths: int) -> str:
    """Trust as it is written: "24", or "24.4" where there is a fraction."""
    return f"{tenths // 10}.{tenths % 10}" if tenths % 10 else str(tenths // 10)


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun: "1 reply", "3 replies"."""
    return f"{number} {one if number == 1 else many}"


def signed(tenths: int) -> str:
    """An amount with its sign: "+2.4", "-3"."""
    return ("+" if tenths >= 0 else "-") + points(abs(tenths))


def moved(tenths: int) -> str:
    """What became of trust: "+2.4", "-3", "no change"."""
    return signed(tenths) if tenths else "no change"


def trust_line(scenario: Scenario | None, turn: Turn) -> Told:
    """The change of trust in a line, with its causes: trust 22 -> 24, guarded: complex reflection "part of you"."""
    change = turn.trust
    causes = sorted(change.reasons, key=lambda reason: -abs(reason.amount))[:MOST_REASONS]
    moved = f"trust {points(change.before)} -> {points(change.after)}, {turn.state.band}"
    if not causes:
        return (Paragraph("trust", f"{moved}: nothing here moved it"),)
    return (Paragraph("trust", moved + ": " + "; ".join(cause_in_words(scenario, turn, reason) for reason in causes)),)


def cause_in_words(scenario: Scenario | None, turn: Turn, reason: Reason) -> str:
    """A cause by its plain name with the words it was heard in."""
    words = quoted(turn.reply, reason.start, reason.end)
    title = title_of(reason.cause, scenario)
    sign = "" if reason.amount > 0 else "-"
    return f"{sign}{title} {words}".strip()


def quoted(reply: str, start: int, end: int) -> str:
    """A part of a reply between quotes, shortened in the middle if it is long; "" if there is none."""
    words = " ".join(reply[start:end].split())
    if not words:
        return ""
    if len(words) > _LONGEST_QUOTE:
        words = words[:_LONGEST_QUOTE].rsplit(" ", 1)[0] + "..."
    return f'"{words}"'


_EVENTS = {
    "going_quiet": "little said, several times in a row",
    "pledge_kept": "a promise kept",
    "pledge_broken": "a promise broken",
}


def title_of(cause: str, scenario: Scenario | None = None) -> str:
    """What a cause is called on screen; a step forward is named in the author's words if the scenario is given."""
    from roleplay.behaviours import behaviours

    if cause.startswith("marker:"):
        steps = {f"marker:{marker.id}": marker.says.rstrip(".") for marker in scenario.markers} if scenario else {}
        return f"a step forward ({steps[cause]})" if cause in steps else "a step forward"
    known = behaviours().get(cause)
    return known.title if known else _EVENTS.get(cause, cause.replace("_", " "))


def gauge(trust: int, width: int = 20, *, ascii_only: bool = False) -> str:
    """Trust (tenths) as a bar of so many characters."""
    full, empty = ("#", ".") if ascii_only else ("█", "░")
    filled = round(trust * width / 1000)
    return full * filled + empty * (width - filled)


def standing_in_words(client: str, state: State) -> Told:
    """Where the relationship stands, for /trust."""
    standing = state.standing
    told = [Paragraph("trust", f"trust {points(standing.trust)} of 100, {state.band}: {_BANDS[state.band]}")]
    if standing.strain >= 500:
        told.append(Paragraph("warning", f"{client} is hurt. Until that is named, little else will get through."))
    elif standing.strain >= 250:
        told.append(Paragraph("note", "There is some strain between you."))
    if standing.debt >= 30:
        told.append(Paragraph("note", f"A good repair could still give back part of {points(standing.debt)} points."))
    return tuple(told)


def hidden_until_the_end() -> Told:
    """Said to a learner who chose to practise without the gauge and asks for it."""
    return note(
        "You chose to practise without the gauge, so trust stays hidden until the end; the review then shows all of it."
    )


def plain(line: str) -> str:
    """A client's line without the marks of its narration."""
    return " ".join(line.replace("*", "").split())


def shortened(text: str, most: int = 240) -> str:
    """A text in one line, cut after so many characters."""
    words = " ".join(text.split())
    return words if len(words) <= most else words[:most].rsplit(" ", 1)[0] + " ..."


_BANDS = {
    "closed": "looking for the exit",
    "guarded": "facts and jokes, and testing you",
    "tentative": "answers, and a little more",
    "working": "says what is going on, and disagrees openly",
    "open": "brings things up unasked",
}


def why(scenario: Scenario, turn: Turn) -> Told:
    """The last change of trust taken apart: each cause with its words, its amount and what it is."""
    from roleplay.behaviours import behaviours

    if is_skipped(turn.reading):
        return note("You skipped this moment, so nothing was heard and nothing moved.")
    change = turn.trust
    told = [Paragraph("heading", f"Why trust went from {points(change.before)} to {points(change.after)}")]
    told.append(Paragraph("quote", f"You said: {turn.reply.strip()}"))
    known = behaviours()
    for reason in change.reasons:
        about = known[reason.cause].says if reason.cause in known else ""
        words = quoted(turn.reply, reason.start, reason.end)
        text = f"{signed(reason.amount)}  {title_of(reason.cause, scenario)} {words}"
        told.append(Paragraph("trust", text.rstrip() + (f" - {about}" if about else "")))
    if not change.reasons:
        told.append(Paragraph("note", "Nothing in it moved trust either way."))
    moved = {reason.cause for reason in change.reasons}
    also = [use for use in turn.reading.skill_uses if use.skill not in moved]
    for use in also:
        sure = "" if use.confidence >= 0.5 else "maybe "
        words = quoted(turn.reply, use.start, use.end)
        told.append(Paragraph("note", f"also heard: {sure}{title_of(use.skill)} {words}".rstrip()))
    told.append(Paragraph("note", _polarity(turn)))
    return tuple(told)


def _polarity(turn: Turn) -> str:
    """TextBlob's raw polarity, and why it moves nothing by itself."""
    sentiment = turn.reading.sentiment
    words = [" ".join(item.words) for item in sentiment.assessments]
    heard = f" (from {', '.join(words[:6])})" if words else ""
    return (
        f"Word sentiment {sentiment.polarity:+.2f}{heard}. This does not move trust by itself: "
        "naming pain uses dark words, and waving it away uses bright ones."
    )


def hint(turn_node_hint: str, needs: tuple[str, ...]) -> Told:
    """What would help here, in the author's words or by the names of the skills."""
    from roleplay.behaviours import behaviours

    known = behaviours()
    told = [Paragraph("note", turn_node_hint)] if turn_node_hint else []
    named = [known[need] for need in needs[:3] if need in known]
    if named:
        told += [Paragraph("note", f"{need.title}: {need.says[0].lower()}{need.says[1:]}") for need in named]
    return tuple(told) or note("Listen for what matters most to them here, and say that back first.")


def model_reply(replies: tuple[str, ...], times: int) -> Told:
    """One way to say it, the next one each time it is asked for."""
    if not replies:
        return note("There is no model reply here. Your own words are the best guess anybody has.")
    return (Paragraph("quote", f"One way to say it: {replies[times % len(replies)]}"),)
