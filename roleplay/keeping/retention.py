"""How long things stay: a word when old sessions pile up, and reports that go with their sessions."""

import os
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from roleplay.keeping.asking import Asking

DAYS = 30
"""After so many days a session is old (the default for training records in our privacy rules)."""

_MANY = 10
"""So many old sessions are a pile; set by hand."""


def hint(asked: "Asking", now: float) -> str:
    """One sentence when many old sessions are kept, else nothing; `now` is in seconds since 1970."""
    before = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(max(0.0, now - DAYS * 86_400)))
    rows = asked.rows("SELECT count(*) FROM sessions WHERE touched_at < ?", (before,))
    count = int(rows[0][0]) if rows else 0
    if count < _MANY:
        return ""
    return f"{count:,} of these are older than {DAYS} days. `roleplay forget --older-than {DAYS}d` erases them."


def reports_folder(folder: str) -> str:
    """The folder for reports that were opened without a place of their own; made if there was none."""
    path = os.path.join(folder, "reports")
    os.makedirs(path, mode=0o700, exist_ok=True)
    return path


def forget_reports(folder: str, kept: set[str]) -> None:
    """Reports in that folder whose session is not among the kept ones are gone."""
    path = os.path.join(folder, "reports")
    for name in os.listdir(path) if os.path.isdir(path) else ():
        if name.partition(".")[0] not in kept:
            os.unlink(os.path.join(path, name))
