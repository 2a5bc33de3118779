"""One reply taken apart: what was heard in which words, what each did to trust, and why."""

import json
import sys

from roleplay.behaviours import behaviours, contexts
from roleplay.catalogue_words import act_words, toward_words
from roleplay.ears.listening import listen
from roleplay.practice import unscored_kind
from roleplay.reading import Context, Reading
from roleplay.scenario import band_for
from roleplay.scoring.fold import Fold, Scored
from roleplay.shells import support
from roleplay.shells.paint import Painter, colour_wanted
from roleplay.shells.personas import UnknownPersonaError, temperament_for
from roleplay.shells.playing import complain
from roleplay.shells.telling import GAP, Paragraph, Told, points, quoted, signed, title_of
from roleplay.transcript import heard
from roleplay.trust import Reason
from roleplay.worth import SURE

_LONGEST_INPUT = 1_000_000
_UNSCORED = {
    "empty": "There is nothing in it to hear, so trust does not move.",
    "not_english": "Only English can be heard for now, so trust does not move.",
}


def explain(reply: str, client: str, *, persona: str | None, trust: float | None, form: str) -> int:
    """Print what a reply to the client's words was heard as; "-" reads it from standard input. Gives the exit code."""
    try:
        temperament = temperament_for(persona)
    except UnknownPersonaError as error:
        return complain(str(error))
    if reply == "-":
        reply = sys.stdin.buffer.read(_LONGEST_INPUT).decode("utf-8", "replace").removesuffix("\n")
    fold = Fold(temperament, None if trust is None else round(trust * 10))
    fold.client_says(client)
    context = fold.context()
    scored = fold.reply(reply)
    if form == "json":
        print(json.dumps(_as_json(reply, context, scored), indent=2))
        return 0
    Painter(colour=colour_wanted(), wrap=sys.stdout.isatty()).show(explained(reply, context, scored))
    return 0


def _as_json(reply: str, context: Context, scored: Scored) -> dict[str, object]:
    """A learner's turn as in a transcript, with every word that was assessed and what it answers."""
    turn = heard(reply, scored.reading, scored.trust)
    assessed = [
        {"words": item.words, "polarity": item.polarity, "subjectivity": item.subjectivity, "toward": item.toward}
        for item in scored.reading.sentiment.assessments
    ]
    return {
        "speaker": "learner",
        "text": reply,
        **turn,
        "sentiment": {**turn["sentiment"], "assessments": assessed},
        **({} if scored.kind == "turn" else {"unscored": scored.kind}),
        "answers": {"text": context.line, "acts": context.acts, "depth": context.depth},
    }


def explained(reply: str, context: Context, scored: Scored) -> Told:
    """The reply taken apart, as paragraphs."""
    told = [*_answered(context), Paragraph("quote", f"You: {' '.join(reply.split())}"), GAP]
    if scored.kind != "turn":
        return (*told, Paragraph("warning", _UNSCORED[scored.kind]), *_support(reply, context))
    change = scored.trust
    moved = f"trust {points(change.before)} -> {points(change.after)}, {band_for(change.after)}"
    told.append(Paragraph("client", moved))
    for reason in change.reasons:
        told += _reason(reply, reason, context)
    if not change.reasons:
        told.append(Paragraph("note", "Nothing in it moved trust either way."))
    told += _also(reply, scored)
    if scored.cut:
        told.append(Paragraph("warning", f"The last {scored.cut:,} characters were not listened to."))
    return (*told, *_sentiment(scored.reading), *_support(reply, context))


def _answered(context: Context) -> Told:
    """The client's line, and what it was taken to do."""
    if not context.line:
        return ()
    does = [act_words(act) for act in context.acts]
    told = [Paragraph("quote", f"Client: {' '.join(context.line.split())}")]
    if does:
        told.append(Paragraph("note", f"The client {' and '.join(does)}."))
    return tuple(told)


def _reason(reply: str, reason: Reason, context: Context) -> Told:
    """One cause: its share, its words, what it is, and whether the moment made it more or less."""
    known = behaviours().get(reason.cause)
    words = quoted(reply, reason.start, reason.end)
    head = f"{signed(reason.amount)}  {title_of(reason.cause)} {words}".rstrip()
    says = f" - {known.says}" if known else ""
    told = [Paragraph("built" if reason.amount > 0 else "lost", head + says)]
    told += [
        Paragraph("trust", f"      counts {much} here: the client {act}")
        for much, act in _moment(reason.cause, context)
    ]
    return tuple(told)


def _moment(skill: str, context: Context) -> list[tuple[str, str]]:
    """What the client's line makes of a behaviour: ("more", "asks what to do")."""
    factors = [(contexts()[act].get(skill, 1.0), act) for act in context.acts]
    return [("more" if factor > 1 else "less", act_words(act)) for factor, act in factors if factor != 1]


def _also(reply: str, scored: Scored) -> Told:
    """What was heard beside, that moved nothing by itself."""
    moved = {reason.cause for reason in scored.trust.reasons}
    told = []
    for use in scored.reading.skill_uses:
        if use.skill not in moved:
            maybe = "" if use.confidence >= SURE else "maybe "
            words = quoted(reply, use.start, use.end)
            told.append(
                Paragraph("note", f"also heard: {maybe}{title_of(use.skill)} {words} - {_why_nothing(use.skill)}")
            )
    return tuple(told)


def _why_nothing(skill: str) -> str:
    """Why something that was heard did not move trust."""
    known = behaviours()[skill]
    if known.kind == "repair":
        return "it mends only where something was lost"
    if known.only_after:
        return f"it counts when the client {' or '.join(act_words(act) for act in known.only_after)}"
    if known.forgiven:
        return "the first time is free"
    return "it moves nothing by itself" if not known.points else "too little to move anything here"


def _sentiment(reading: Reading) -> Told:
    """TextBlob's opinion, word by word, with whom each is about."""
    sentiment = reading.sentiment
    told = [GAP, Paragraph("note", f"Word sentiment {sentiment.polarity:+.2f}; by itself this moves no trust.")]
    for item in sentiment.assessments:
        told.append(Paragraph("note", f'  {item.polarity:+.2f}  "{" ".join(item.words)}", {toward_words(item.toward)}'))
    return tuple(told)


def _support(reply: str, context: Context) -> Told:
    """Where to turn, in case the words were about the one who typed them."""
    if "crisis" not in unscored_kind(listen(reply[:2_000], context)):
        return ()
    return (GAP, Paragraph("warning", "If this is about you: you matter more than this exercise."), *support.lines())
