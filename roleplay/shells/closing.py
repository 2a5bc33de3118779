"""What a learner is told when a conversation ends: what happened, one thing to keep and one to try."""

import shlex

from roleplay import library
from roleplay.practice import Practice
from roleplay.reviewing import moments
from roleplay.shells import attempts_told, curve
from roleplay.shells.telling import Paragraph, Told, moved, plain, points, shortened, signed, title_of

_WORTH_SHOWING = 10
"""A best moment built at least this much trust, in tenths; less is chance."""

_QUESTIONS = (
    "Which of your replies would you want to hear if you were in their chair?",
    "Which reply would you take back, and what were you hoping for when you wrote it?",
    "Where did you feel the pull to fix something, and what did you do with it?",
    "What did you notice in yourself just before the hardest moment?",
    "What would you want them to know about you that you did not say?",
)


def closing(practice: Practice, width: int = 72, *, ascii_only: bool = False) -> Told:
    """How it ended and why, the curve, the best moment, a missed opportunity, a question and what to do next."""
    if not practice.turns:
        return ()
    return (
        *_how_it_ended(practice),
        *_curve(practice, width, ascii_only),
        *_best(practice),
        *_missed(practice),
        *_afterwards(practice),
    )


def _how_it_ended(practice: Practice) -> Told:
    ending = practice.node.ending
    told = [Paragraph("heading", ending.title if ending else "You stopped here")]
    meaning = ending.meaning if ending else "The conversation is kept where it stands, and can go on."
    return (*told, Paragraph("note", f"{meaning} {_why(practice)}"))


def _why(practice: Practice) -> str:
    """One sentence on what moved trust most, both ways."""
    start, end = practice.first_state.standing.trust, practice.state.standing.trust
    helped, built = moments.helped_most(practice.turns)
    cost, lost = moments.cost_most(practice.turns)
    parts = []
    if built >= _WORTH_SHOWING:
        parts.append(f"what built most was {title_of(helped)}")
    if lost <= -_WORTH_SHOWING:
        parts.append(f"what cost most was {title_of(cost)}")
    if end < start:
        parts.reverse()
    sentence = f"{practice.client}'s trust went from {points(start)} to {points(end)}"
    return f"{sentence}: {', and '.join(parts)}." if parts else f"{sentence}, and nothing you said moved it much."


def _curve(practice: Practice, width: int, ascii_only: bool) -> Told:
    trust = moments.trust_curve(practice.first_state.standing.trust, practice.turns)
    told = [Paragraph("heading", "Trust, reply by reply")]
    if not practice.hide_trust or practice.is_over:
        told += [Paragraph("chart", row) for row in curve.drawn(trust, width, ascii_only=ascii_only)]
    return (*told, Paragraph("note", f"In numbers: {curve.in_words(trust)}"))


def _best(practice: Practice) -> Told:
    number = moments.best_moment(practice.turns)
    if number is None or moments.gain_of(practice.turns[number - 1]) < _WORTH_SHOWING:
        return ()
    turn = practice.turns[number - 1]
    causes = sorted((r for r in turn.trust.reasons if r.amount > 0), key=lambda reason: -reason.amount)
    heard = ", ".join(title_of(reason.cause) for reason in causes[:2])
    change = signed(moments.gain_of(turn))
    return (
        Paragraph("heading", f"Best moment: reply {number} ({change})"),
        Paragraph("quote", f"{practice.client}: {plain(practice.lines_shown()[number - 1])}"),
        Paragraph("quote", f"You: {shortened(turn.reply)}"),
        Paragraph("note", f"Heard in it: {heard}."),
    )


def _missed(practice: Practice) -> Told:
    missed = moments.missed_opportunity(practice.account().exchanges)
    if missed is None:
        return ()
    turn = practice.turns[missed.number - 1]
    needs = " or ".join(title_of(need) for need in missed.needs[:2])
    return (
        Paragraph("heading", f"A chance you could take: reply {missed.number} ({moved(moments.gain_of(turn))})"),
        Paragraph("quote", f"{practice.client}: {plain(missed.line)}"),
        Paragraph("quote", f"You: {shortened(turn.reply)}"),
        Paragraph("note", f"This line had room for {needs}. One way to say it:"),
        Paragraph("quote", missed.model_replies[0]),
    )


def _afterwards(practice: Practice) -> Told:
    question = _QUESTIONS[practice.seed % len(_QUESTIONS)]
    return (
        Paragraph("heading", "For you"),
        Paragraph("note", question),
        Paragraph(
            "note",
            "How are you after that? If it stirred something up, take a minute, or talk to your supervisor.",
        ),
        *_support_line(practice),
        *_next(practice),
    )


def _next(practice: Practice) -> Told:
    """What can be done now, each with the command for it."""
    number = moments.worth_another_try(practice.account().exchanges)
    again = library.own_name(practice.file) if practice.file else practice.scenario.id
    return (
        Paragraph("note", f"To look at it again:  roleplay review {practice.session}"),
        Paragraph("note", f"To try reply {number} again:  roleplay replay {practice.session} --from {number}"),
        *attempts_told.compare_hint(practice),
        Paragraph("note", f"To begin anew:  roleplay play {shlex.quote(again)}"),
    )


def _support_line(practice: Practice) -> Told:
    if not practice.scenario.support_line:
        return ()
    from roleplay.shells.support import in_view

    return (Paragraph("note", f"{in_view()}. Then tell your supervisor how it was."),)
