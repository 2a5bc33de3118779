"""The course of trust over a conversation, drawn in text."""

from collections.abc import Sequence

_HEIGHT = 10


def drawn(trust: Sequence[int], width: int = 60, *, ascii_only: bool = False) -> list[str]:
    """Trust (tenths, the start first, then after each reply) as a chart of ten rows with its numbers below it.

    Each column is one value; of more values than fit, the last of each stretch is drawn. The scale runs from
    the ten below the lowest value to the ten above the highest, at least 20 points.
    """
    return _plotted([trust], "o" if ascii_only else "●", width, ascii_only)


MARKS = ("●", "○", "◆")
"""Two curves and the places where both are."""

ASCII_MARKS = ("a", "b", "*")


def drawn_together(a: Sequence[int], b: Sequence[int], width: int = 60, *, ascii_only: bool = False) -> list[str]:
    """Two courses of trust in one chart, reply beside reply, the shorter one ending where it ended."""
    return _plotted([a, b], "".join(ASCII_MARKS if ascii_only else MARKS), width, ascii_only)


def _plotted(curves: Sequence[Sequence[int]], marks: str, width: int, ascii_only: bool) -> list[str]:
    """The chart of one curve, or of two with a third mark where they meet."""
    places = _fitted(max(len(trust) for trust in curves), max(8, width - 6))
    shown = [[trust[place] if place < len(trust) else None for place in places] for trust in curves]
    values = [value for column in shown for value in column if value is not None]
    low = max(0, min(800, min(values) // 100 * 100))
    high = min(1000, max(low + 200, -(-max(values) // 100) * 100))
    step = (high - low) / _HEIGHT
    edge, line = ("|", "-") if ascii_only else ("│", "─")
    spread = 3 if len(places) * 3 <= width - 6 else 2 if len(places) * 2 <= width - 6 else 1
    rows_of = [
        tuple(None if value is None else round((value - low) / step) for value in pair)
        for pair in zip(*shown, strict=True)
    ]
    rows = []
    for row in range(_HEIGHT, -1, -1):
        cells = "".join(_mark([at == row for at in pair], marks).ljust(spread) for pair in rows_of)
        label = f"{round((low + row * step) / 10):3d} " if row % 5 == 0 else "    "
        rows.append(f"{label}{edge}{cells}".rstrip())
    rows.append(f"    {edge}{line * (len(places) * spread)}")
    return rows


def _mark(here: Sequence[bool], marks: str) -> str:
    """The mark of the curve that is here, the last one where both are."""
    if not any(here):
        return " "
    return marks[here.index(True)] if not all(here) or len(here) == 1 else marks[-1]


def _fitted(count: int, most: int) -> list[int]:
    """The places to show of so many, the last of each stretch where there are too many."""
    if count <= most:
        return list(range(count))
    return [(place + 1) * count // most - 1 for place in range(most)]


def in_words(trust: Sequence[int]) -> str:
    """The same course as a line of numbers, in whole points."""
    return " ".join(str(round(value / 10)) for value in trust)
