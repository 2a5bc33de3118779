"""A report as one page that needs nothing else: no script, no picture, no request to anywhere."""

import re
from collections.abc import Iterator, Sequence
from html import escape as html_escape

from markupsafe import Markup

from roleplay.reports.document import Block, Section, speaker
from roleplay.reports.drawing import drawing_of
from roleplay.reports.rendering import render
from roleplay.reports.telling_all import sections_of, what_this_is_not
from roleplay.reports.transcript_told import Piece, Row, rows_of
from roleplay.reviewing.account import Account
from roleplay.reviewing.reviewed import Review
from roleplay.safe_text import visible

_REPLY = re.compile(r"\b([Rr]eply) (\d+)\b")


def as_html(review: Review, more: Sequence[Section] = (), cache_folder: str = "") -> str:
    """The whole report, with more sections before the transcript if there are any."""
    account = review.account
    count = len(account.exchanges)
    sections = [_Section(section, count) for section in (*sections_of(review), *more)]
    return render(
        "review.html.j2",
        {
            "title": visible(account.title),
            "session": account.session,
            "begun": account.started_at[:16].replace("T", " "),
            "client": visible(speaker(account)),
            "name": _safe(speaker(account)),
            "sections": sections,
            "drawing": drawing_of(review) if count else None,
            "rows": list(_rows(account)),
            "last": Markup(_said(account.exchanges[-1].answer)) if count else "",
            "limits": _Section(what_this_is_not(), count),
        },
        cache_folder,
    )


class _Section:
    """A section whose blocks are grouped into the pieces that HTML has: runs of items are one list."""

    def __init__(self, section: Section, replies: int) -> None:
        self.id, self.title = section.id, section.title
        self.parts = list(_parts(section.blocks, replies))


def _parts(blocks: Sequence[Block], replies: int) -> Iterator[tuple[str, object]]:
    """Each block by its kind, with the text ready to stand in a page."""
    run: list[Markup] = []
    for block in blocks:
        if block.kind == "item":
            run.append(_linked(block.text, replies))
            continue
        if run:
            yield "items", run
            run = []
        yield block.kind, _part(block, replies)
    if run:
        yield "items", run


def _part(block: Block, replies: int) -> object:
    if block.kind in ("client", "learner"):
        where = f"reply {block.number}" if block.kind == "learner" else f"before reply {block.number}"
        if block.number > replies:
            return visible(block.who), visible(block.text), replies, "the last line"
        return visible(block.who), visible(block.text), block.number, where
    if block.kind == "table":
        head, *rows = block.rows
        return block.text, head, [[_linked(cell, replies) for cell in row] for row in rows]
    if block.kind == "rating":
        return block.text, block.who, block.number
    return _linked(block.text, replies)


def _linked(text: str, replies: int) -> Markup:
    """The text escaped, with a link to each reply that it names."""
    safe = _safe(text).replace(" %", "&#160;%")
    if "eply " not in safe:
        return Markup(safe)

    def link(found: re.Match[str]) -> str:
        # A number of a thousand digits is none of ours.
        is_there = len(found[2]) < 7 and 0 < int(found[2]) <= replies
        return f'<a href="#reply-{int(found[2])}">{found[0]}</a>' if is_there else found[0]

    return Markup(_REPLY.sub(link, safe))


def _rows(account: Account) -> Iterator[tuple[object, ...]]:
    """The rows of the transcript with everything escaped, as plain text that is quick to put into a page."""
    for row in rows_of(account):
        yield (
            row.number,
            _said(row.said),
            _highlighted(row.pieces),
            row.direction,
            f"{row.trust} ({row.change})",
            _reasons(row),
            _safe(row.sentiment),
            _safe(row.note) if row.note else "",
            _safe(row.corrected) if row.corrected else "",
        )


def _said(line: str) -> str:
    """A client's line with its narration set apart; a lone asterisk is only an asterisk."""
    if "*" not in line:
        return _safe(line)
    parts = [_safe(part.strip()) for part in line.split("*")]
    if len(parts) % 2 == 0:
        return _safe(line)
    return " ".join([f"<em>{part}</em>" if place % 2 else part for place, part in enumerate(parts) if part])


def _highlighted(pieces: Sequence[Piece]) -> str:
    """The reply with what was heard marked in its words."""
    told = [
        f'<mark class="{kind}" title="{names}">{_safe(text)}</mark>' if kind else _safe(text)
        for text, kind, names in pieces
    ]
    return "".join(told)


def _safe(text: str) -> str:
    """Words that stay words in a page, as plain text that is quick to join."""
    return html_escape(visible(text))


def _reasons(row: Row) -> str:
    also = (f"also heard: {row.also}",) if row.also else ()
    told = row.reasons or ("nothing here moved it",)
    return "".join([f"<li>{_safe(reason)}</li>" for reason in (*told, *also)])
