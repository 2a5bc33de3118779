"""A transcript with its figures as CSV, one reply a row, in which no cell can act as a formula."""

import csv
import io

from roleplay.reports.transcript_told import row_of
from roleplay.reviewing.account import Account
from roleplay.safe_text import visible
from roleplay.shells.telling import points

COLUMNS = (
    "reply",
    "client_said",
    "learner_said",
    "heard",
    "polarity",
    "subjectivity",
    "trust_before",
    "trust_after",
    "reasons",
    "openness",
    "corrected",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(account: Account) -> str:
    """Every exchange as a row below the names of the columns."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(COLUMNS)
    for exchange in account.exchanges:
        row = row_of(account, exchange)
        before, after, _ = exchange.trust
        sentiment = exchange.reading.sentiment
        heard = "; ".join(f"{use.skill} {use.confidence:.2f}" for use in exchange.reading.skill_uses)
        writer.writerow(
            (
                exchange.number,
                cell(exchange.said),
                cell(exchange.reply),
                heard,
                f"{sentiment.polarity:.3f}",
                f"{sentiment.subjectivity:.3f}",
                points(before),
                points(after),
                cell("; ".join(row.reasons)),
                points(exchange.after.openness),
                cell(row.corrected),
            )
        )
    return written.getvalue()


def cell(text: str) -> str:
    """A text that a spreadsheet shows and does not compute."""
    shown = visible(text)
    return f"'{shown}" if shown.startswith(_FORMULA) else shown
