"""What a learner is told of their attempts: what was said before, what is kept, how to go on and compare."""

from roleplay.practice import Practice
from roleplay.shells.telling import GAP, Paragraph, Told, note, spoken, trust_line


def said_then(practice: Practice) -> Told:
    """What was said at this point in the session that is being replayed, what it did, and the answer to it."""
    then = practice.then
    if then is None:
        return ()
    told = [Paragraph("heading", "What you said then"), Paragraph("quote", then.reply.strip(), "You, then")]
    if not practice.hide_trust:
        told += trust_line(practice.scenario, then)
    told += [Paragraph("quote", text) for line in then.lines for text in spoken(f"{practice.client}, then", line)]
    return (*told, Paragraph("note", "Now you can say it differently."), GAP)


def kept_for_later(practice: Practice) -> Told:
    """Said to somebody who leaves in the middle."""
    session = practice.session
    told = [
        Paragraph("note", f"Kept. Leaving is always fine. To go on:  roleplay resume {session}"),
        Paragraph("note", f"To look at it:  roleplay review {session}"),
    ]
    return (*told, *compare_hint(practice))


def kept_unscored(session: str) -> Told:
    """Said to somebody who leaves after words that could not be listened to."""
    return note(
        "What you typed is kept, but it could not be read as English words, so nothing was scored. "
        f"To go on:  roleplay resume {session}"
    )


def compare_hint(practice: Practice) -> Told:
    """How to see another attempt beside the one that it left."""
    if not practice.parent:
        return ()
    return note(f"To see both attempts side by side:  roleplay compare {practice.parent} {practice.session}")
