"""What scoring came to, in a few lines for each transcript and for all of them."""

from roleplay.scoring.tally import Cause, Tally, Total
from roleplay.shells.telling import Paragraph, Told, counted, points, quoted, signed, title_of


def transcript(tally: Tally) -> Told:
    """One transcript: how many replies, where trust went, what helped most and what cost most."""
    said = f"{tally.id}: {counted(tally.turns, 'reply', 'replies')}{_left_out(tally.turns - tally.scored)}, "
    said += f"trust {points(tally.before)} -> {points(tally.after)} ({_mean(tally.change, tally.turns)} a reply)"
    return (Paragraph("client", said), *_causes(tally.causes))


def total(total: Total) -> Told:
    """All transcripts together."""
    said = f"{counted(total.transcripts, 'transcript', 'transcripts')}, {counted(total.turns, 'reply', 'replies')}"
    said += f"{_left_out(total.turns - total.scored)}: trust rose in {total.rose} and fell in {total.fell}, "
    said += f"{_mean(total.change, total.turns)} a reply"
    return (Paragraph("heading", "All together"), Paragraph("note", said), *_causes(total.causes))


def _causes(causes: dict[str, Cause]) -> Told:
    told = []
    for said, sign in (("helped most", 1), ("cost most", -1)):
        amount, name = max(((sign * cause.amount, name) for name, cause in causes.items()), default=(0, ""))
        if amount > 0:
            told.append(Paragraph("trust", f"{said}: {_cause(name, causes[name])}"))
    return tuple(told)


def _cause(name: str, cause: Cause) -> str:
    times = f" in {cause.times} replies" if cause.times > 1 else ""
    words = quoted(cause.words, 0, len(cause.words))
    return f"{title_of(name)} {signed(cause.amount)}{times}{', ' if words else ''}{words}"


def _mean(change: int, turns: int) -> str:
    return f"{change / 10 / turns:+.2f}" if turns else "0"


def _left_out(replies: int) -> str:
    return f" ({replies} not scored: empty, or not English)" if replies else ""
