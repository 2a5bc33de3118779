"""A report as paragraphs for the screen: the same sections as everywhere, and the transcript last."""

from collections.abc import Iterator, Sequence

from roleplay.reports.document import Block, Section, speaker
from roleplay.reports.telling_all import sections_of, what_this_is_not
from roleplay.reports.transcript_told import Row, rows_of
from roleplay.reviewing.reviewed import Review
from roleplay.shells import curve
from roleplay.shells.telling import GAP, Paragraph, Told, client_says

_PLAIN = {"say": "note", "sub": "sub", "command": "quote"}
_OFF_SCREEN = ("lines", "rating")
"""Room to write, which a screen has not."""


def as_paragraphs(
    review: Review, more: Sequence[Section] = (), *, width: int = 80, ascii_only: bool = False, transcript: bool = True
) -> Told:
    """The whole report, with more sections before the transcript if there are any."""
    told: list[Paragraph] = list(_head(review))
    for section in (*sections_of(review), *more):
        if any(block.kind == "rating" for block in section.blocks):
            continue  # a screen has no room to write
        told.append(Paragraph("heading", section.title))
        for block in section.blocks:
            told += _paragraphs(review, block, width, ascii_only)
    if transcript and review.account.exchanges:
        told.append(Paragraph("heading", "Transcript"))
        told += _transcript(review)
    last = what_this_is_not()
    told += [Paragraph("heading", last.title), *(Paragraph("note", block.text) for block in last.blocks)]
    return tuple(told)


def _head(review: Review) -> Iterator[Paragraph]:
    account = review.account
    session = f" - session {account.session}" if account.session else ""
    yield Paragraph("heading", f"{account.title}{session}")
    if account.started_at:
        yield Paragraph("note", f"Begun {account.started_at[:16].replace('T', ' ')} UTC.")


def _paragraphs(review: Review, block: Block, width: int, ascii_only: bool) -> Iterator[Paragraph]:
    if block.kind == "chart":
        for row in curve.drawn(review.trust, width, ascii_only=ascii_only):
            yield Paragraph("chart", row)
        yield Paragraph("note", f"In numbers: {curve.in_words(review.trust)}")
    elif block.kind == "table":
        yield from _table(review, block)
    elif block.kind == "item":
        yield Paragraph("note", f"- {block.text}")
    elif block.kind == "model":
        yield Paragraph("quote", f"- {block.text}")
    elif block.kind in ("client", "learner"):
        yield Paragraph("quote", f"{block.who}: {block.text}")
    elif block.kind not in _OFF_SCREEN:
        yield Paragraph(_PLAIN[block.kind], block.text)


def _table(review: Review, block: Block) -> Iterator[Paragraph]:
    """A table row by row in words, which any width and any reader can take; trust has its curve already."""
    if block.rows[0][:2] == ("Reply", "Trust"):
        return
    head, *rows = block.rows
    what = "reply " if head[0] == "Reply" else ""
    names = [f"{name.lower()} " if len(head) > 3 else "" for name in head[1:]]
    for first, *cells in rows:
        named = [f"{name}{cell}" for name, cell in zip(names, cells, strict=True) if cell]
        joint = "; " if len(head) > 3 else ", " if cells[-1][:1].islower() else ". "
        yield Paragraph("note", f"- {what}{first}: {joint.join(named)}")


def _transcript(review: Review) -> Iterator[Paragraph]:
    account = review.account
    for row in rows_of(account):
        yield GAP
        yield from client_says(speaker(account), row.said)
        yield Paragraph("learner", "".join(piece.text for piece in row.pieces), f"{row.number}. You")
        yield from _heard(row)
    yield GAP
    yield from client_says(speaker(account), account.exchanges[-1].answer)
    title, _ = account.ending
    if title:
        yield Paragraph("note", f"Ended: {title}.")
    elif account.session:
        yield Paragraph("note", "This session has not ended.")


def _heard(row: Row) -> Iterator[Paragraph]:
    why = "; ".join(row.reasons) or "nothing here moved it"
    yield Paragraph("trust", f"trust {row.trust} ({row.change}): {why}")
    if row.also:
        yield Paragraph("aside", f"also heard: {row.also}")
    yield Paragraph("aside", f"word sentiment {row.sentiment}")
    if row.corrected:
        yield Paragraph("aside", f"from a trainer: {row.corrected}")
    if row.note:
        yield Paragraph("aside", row.note)
