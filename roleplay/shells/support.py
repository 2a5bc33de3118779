"""The crisis and help lines, and what is said when the learner themself may need them."""

import os
from functools import cache
from typing import Any

from roleplay.shells.telling import Paragraph, Told

_FILE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "support.toml")


@cache
def _lines_file() -> dict[str, Any]:
    import tomllib

    with open(_FILE, "rb") as file:
        return tomllib.load(file)


def in_view() -> str:
    """The one line that is kept in view where a scenario asks for it."""
    line: str = _lines_file()["in_view"]
    return line


def lines() -> Told:
    """The help lines with the day they were last checked."""
    data = _lines_file()
    told = [Paragraph("note", f"{line['who']}: {line['what']}") for line in data["line"]]
    return (*told, Paragraph("note", f"Numbers checked on {data['checked_on']}."))


def crisis_card() -> Told:
    """What is shown instead of the story when the learner's words sound like their own crisis."""
    return (
        Paragraph("heading", "Pausing the practice"),
        Paragraph("note", "It sounds like this might be about you. You matter more than this exercise."),
        *lines(),
        Paragraph(
            "note",
            "You can tell them only what you want. In immediate danger they may involve emergency services.",
        ),
        Paragraph(
            "note",
            "What you just typed was not scored and not kept. The practice will be here whenever you like.",
        ),
    )


def support_card() -> Told:
    """The help lines on request."""
    return (
        Paragraph("heading", "Support"),
        *lines(),
        Paragraph("note", "A supervisor, a trainer or someone you trust is a good next call too."),
    )


QUICK_CHECK = "Quick check, outside the story: is that you, or part of the practice?"
"""Asked when it is not clear whether words are about the learner themself."""
