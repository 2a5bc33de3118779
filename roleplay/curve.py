"""The course of trust over a conversation, drawn in text."""

from collections.abc import Sequence

_HEIGHT = 10


def drawn(trust: Sequence[int], width: int = 60, *, ascii_only: bool = False) -> list[str]:
    """Trust (tenths, the start first, then after each reply) as a chart of ten rows with its numbers below it.

    Each column is one value; of more values than fit, the last of each stretch is drawn. The scale runs from
    the ten below the lowest value to the ten above the highest, at least 20 points.
    """
    shown = _fitted(trust, max(8, width - 6))
    low = max(0, min(800, min(shown) // 100 * 100))
    high = min(1000, max(low + 200, -(-max(shown) // 100) * 100))
    step = (high - low) / _HEIGHT
    mark, line = ("o", "-") if ascii_only else ("●", "─")
    edge = "|" if ascii_only else "│"
    spread = 3 if len(shown) * 3 <= width - 6 else 2 if len(shown) * 2 <= width - 6 else 1
    rows = []
    for row in range(_HEIGHT, -1, -1):
        level = low + row * step
        cells = "".join(
            (mark if abs(value - level) <= step / 2 and _nearest_row(value, low, step) == row else " ").ljust(spread)
            for value in shown
        )
        label = f"{round(level / 10):3d} " if row % 5 == 0 else "    "
        rows.append(f"{label}{edge}{cells}".rstrip())
    rows.append(f"    {edge}{line * (len(shown) * spread)}")
    return rows


def _nearest_row(value: int, low: int, step: float) -> int:
    return round((value - low) / step)


def _fitted(trust: Sequence[int], most: int) -> list[int]:
    if len(trust) <= most:
        return list(trust)
    return [trust[(place + 1) * len(trust) // most - 1] for place in range(most)]


def in_words(trust: Sequence[int]) -> str:
    """The same course as a line of numbers, in whole points."""
    return " ".join(str(round(value / 10)) for value in trust)
