"""Two conversations compared, as one page that needs nothing else: for reading, printing and keeping."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from roleplay.reports import comparison_words
from roleplay.reports.rendering import render
from roleplay.safe_text import visible
from roleplay.shells.telling import spoken

WIDTH, HEIGHT = 640, 260
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 24, 16, 32
_MOST_DOTS = 60
"""More dots than this would run into each other; set by hand."""

_MOST_LABELS = 12


class Chart(NamedTuple):
    """Both curves in the units of the drawing: lines as SVG writes points, dots, and the labels of the axes."""

    width: int
    height: int
    a: str
    b: str
    dots_a: tuple[tuple[float, float], ...]
    dots_b: tuple[tuple[float, float], ...]
    levels: tuple[tuple[int, float], ...]
    numbers: tuple[tuple[int, float], ...]
    parts_at: float | None
    description: str


def comparison_page(data: dict[str, Any]) -> str:
    """The page as HTML; every word of the conversations stands in it as text and can do nothing."""
    safe = _harmless(data)
    values = {"data": safe, "words": comparison_words, "spoken": spoken, "chart": chart_of(safe), "rows": _rows(safe)}
    return render("compare.html.j2", values)


def chart_of(data: dict[str, Any]) -> Chart:
    """Where everything stands in the drawing of both curves."""
    a, b = data["a"]["trust"], data["b"]["trust"]
    count = max(len(a), len(b))
    every = max(1, -(-(count - 1) // _MOST_LABELS))
    shared = data["shared_replies"]
    return Chart(
        WIDTH,
        HEIGHT,
        _line(a, count),
        _line(b, count),
        _dots(a, count),
        _dots(b, count),
        tuple((level, _y(level)) for level in range(0, 101, 20)),
        tuple((number, _x(number, count)) for number in range(0, count, every)),
        _x(shared, count) if shared and data["parted"] else None,
        f"Trust from 0 to 100 before the first reply and after each. A goes from {a[0]:g} to {a[-1]:g}, "
        f"B from {b[0]:g} to {b[-1]:g}. The table below has every value.",
    )


def _x(number: int, count: int) -> float:
    return round(_LEFT + number * (WIDTH - _LEFT - _RIGHT) / max(1, count - 1), 1)


def _y(points: float) -> float:
    return round(HEIGHT - _BOTTOM - points * (HEIGHT - _TOP - _BOTTOM) / 100, 1)


def _dots(trust: Sequence[float], count: int) -> tuple[tuple[float, float], ...]:
    if count > _MOST_DOTS:
        return ()
    return tuple((_x(number, count), _y(value)) for number, value in enumerate(trust))


def _line(trust: Sequence[float], count: int) -> str:
    return " ".join(f"{_x(number, count)},{_y(value)}" for number, value in enumerate(trust))


def _rows(data: dict[str, Any]) -> list[tuple[int, str, str]]:
    """Trust in both after each reply, "" where one was over."""
    a, b = data["a"]["trust"], data["b"]["trust"]
    count = max(len(a), len(b))
    return [(number, _cell(a, number), _cell(b, number)) for number in range(count)]


def _cell(trust: Sequence[float], number: int) -> str:
    return f"{trust[number]:g}" if number < len(trust) else ""


def _harmless(value: Any) -> Any:
    """The same data with what could hide or turn round words written out, which no escaping does."""
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, list):
        return [_harmless(item) for item in value]
    if isinstance(value, dict):
        return {key: _harmless(item) for key, item in value.items()}
    return value
