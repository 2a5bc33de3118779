"""A report as Markdown, in which nothing that was said can act as markup."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from roleplay.reports.document import Block, Section, speaker
from roleplay.reports.telling_all import sections_of, what_this_is_not
from roleplay.reports.transcript_told import Row, rows_of
from roleplay.reviewing.account import spoken
from roleplay.reviewing.reviewed import Review
from roleplay.safe_text import visible
from roleplay.shells import curve

_ACTS = re.compile(r"([\\`*_{}\[\]<>#|~$^]|(?<![^\s])(?:[-+=]|\d+[.)])(?=\s)|&(?=[#\w]))")


def as_markdown(review: Review, more: Sequence[Section] = ()) -> str:
    """The whole report, with more sections before the transcript if there are any."""
    lines = list(_head(review))
    for section in (*sections_of(review), *more):
        lines += [f"## {plain(section.title)}", ""]
        for block in section.blocks:
            lines += [*_block(review, block), ""]
    if review.account.exchanges:
        lines += ["## Transcript", ""]
        for row in rows_of(review.account):
            lines += [*_row(review, row), ""]
        last = review.account.exchanges[-1].answer
        lines += [f"> **{plain(speaker(review.account))}:** {plain(spoken(last))}", ""] if last else []
    limits = what_this_is_not()
    lines += [f"## {limits.title}", "", *(plain(block.text) for block in limits.blocks)]
    return _joined(lines)


def _joined(lines: Sequence[str]) -> str:
    """The lines, with list items together and one empty line between everything else."""
    text = "\n".join(lines) + "\n"
    return re.sub(r"^(- .*)\n\n(?=- )", r"\1\n", text, flags=re.MULTILINE)


def plain(text: str) -> str:
    """Words that stay words, in one line."""
    return _ACTS.sub(r"\\\1", " ".join(visible(text).split()))


def _head(review: Review) -> Iterator[str]:
    account = review.account
    yield f"# Review: {plain(account.title)}"
    yield ""
    if account.session:
        yield f"Session {account.session}, begun {account.started_at[:16].replace('T', ' ')} UTC."
        yield ""


def _block(review: Review, block: Block) -> Iterator[str]:
    text = plain(block.text)
    if block.kind == "chart":
        yield f"Trust in numbers: {curve.in_words(review.trust)}"
    elif block.kind == "table":
        yield from _table(block)
    elif block.kind in ("client", "learner"):
        yield f"> **{plain(block.who)}:** {text}"
    elif block.kind == "rating":
        yield f"- {text} ({plain(block.who)}): ____ of {block.number}"
    elif block.kind == "lines":
        yield f"{text}: ____"
    else:
        shape = {"sub": f"### {text}", "item": f"- {text}", "model": f"> *{text}*", "command": f"    {block.text}"}
        yield shape.get(block.kind, text)


def _table(block: Block) -> Iterator[str]:
    head, *rows = block.rows
    yield f"**{plain(block.text)}**"
    yield ""
    yield f"| {' | '.join(map(plain, head))} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(map(plain, row))} |"


def _row(review: Review, row: Row) -> Iterator[str]:
    if row.said:
        yield f"> **{plain(speaker(review.account))}:** {plain(row.said.replace('*', ''))}"
        yield ""
    yield f"**You, reply {row.number}:** {_marked(row)}"
    yield ""
    yield f"- Trust {row.trust} ({row.change}): {plain('; '.join(row.reasons) or 'nothing here moved it')}"
    for name, text in (("Also heard", row.also), ("From a trainer", row.corrected)):
        if text:
            yield f"- {name}: {plain(text)}"
    yield f"- Word sentiment {plain(row.sentiment)}"
    if row.note:
        yield f"- {plain(row.note)}"


def _marked(row: Row) -> str:
    """The reply, with the words in which something was heard in bold; spaces at their edges stay outside."""
    told = []
    for is_heard, pieces in groupby(row.pieces, key=lambda piece: bool(piece.kind)):
        text = "".join(piece.text for piece in pieces)
        inner = plain(text)
        before, after = text[:1].isspace() * " ", text[-1:].isspace() * " "
        told.append(f"{before}**{inner}**{after}" if is_heard and inner else f"{before}{inner}{after}")
    return "".join(told).strip()
