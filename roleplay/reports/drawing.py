"""The curve of trust as a drawing: where each point, band, hurt and mark stands in it."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple

from roleplay.reports.trust_told import bands
from roleplay.reviewing.reviewed import Review
from roleplay.scenario import BANDS
from roleplay.shells.telling import counted, points

WIDTH, HEIGHT = 560, 300
_LEFT, _RIGHT, _TOP, _BOTTOM = 40, 82, 12, 30
_MOST_LABELS = 12
"""Numbers of replies that fit below the curve on a phone."""

_MOST_DOTS = 60
"""With more replies than this a dot for each would hide the line."""


class Level(NamedTuple):
    """A band of trust: its name, its lower edge in points, and where that edge and the name stand."""

    name: str
    edge: int
    y: float
    middle: float


class Mark(NamedTuple):
    """Something to see at a point: `kind` is "hurt", "best" or "turning"."""

    kind: str
    x: float
    y: float


class Drawing(NamedTuple):
    """Everything that the drawing needs, in its own units."""

    width: int
    height: int
    left: float
    right: float
    bottom: float
    trust: str
    openness: str
    dots: tuple[tuple[float, float], ...]
    levels: tuple[Level, ...]
    numbers: tuple[tuple[float, int], ...]
    hurts: tuple[tuple[float, float], ...]
    marks: tuple[Mark, ...]
    title: str
    description: str


def drawing_of(review: Review) -> Drawing:
    """The curve of a review with at least one reply."""
    trust, count = review.trust, len(review.trust)
    every = max(1, -(-(count - 1) // _MOST_LABELS))
    places = [_x(number, count) for number in range(count)]
    return Drawing(
        WIDTH,
        HEIGHT,
        _LEFT,
        WIDTH - _RIGHT,
        HEIGHT - _BOTTOM,
        _line(trust, places),
        _line(review.openness, places),
        tuple(zip(places, map(_y, trust), strict=True)) if count <= _MOST_DOTS else (),
        tuple(Level(name, 20 * place, _y(200 * place), _y(200 * place + 100)) for place, name in enumerate(BANDS)),
        tuple((places[number], number) for number in range(every, count, every)),
        _hurts(review, places),
        _marks(review, places),
        f"Trust over {counted(count - 1, 'reply', 'replies')}",
        _description(review),
    )


def _x(number: int, count: int) -> float:
    return round(_LEFT + number * (WIDTH - _LEFT - _RIGHT) / (count - 1), 1)


def _y(tenths: int) -> float:
    return round(HEIGHT - _BOTTOM - tenths * (HEIGHT - _TOP - _BOTTOM) / 1000, 1)


def _line(values: Sequence[int], places: Sequence[float]) -> str:
    return " ".join(f"{x},{_y(value)}" for x, value in zip(places, values, strict=True))


def _hurts(review: Review, places: Sequence[float]) -> tuple[tuple[float, float], ...]:
    """Where each hurt begins, and how wide the stretch is until it was put right or the next one came."""
    last = len(places) - 1
    found = []
    for rupture, after in zip_longest(review.ruptures, review.ruptures[1:]):
        until = after.number - 1 if after else last
        if rupture.outcome == "repaired":
            until = min(until, rupture.number + rupture.replies)
        begins = max(0, rupture.number - 1)
        found.append((places[begins], round(max(4.0, places[max(begins, until)] - places[begins]), 1)))
    return tuple(found)


def _marks(review: Review, places: Sequence[float]) -> tuple[Mark, ...]:
    kinds = [("hurt", rupture.number) for rupture in review.ruptures if rupture.number]
    kinds += [(kind, number) for kind, number in (("best", review.best), ("turning", review.turning)) if number]
    return tuple(Mark(kind, places[number], _y(review.trust[number])) for kind, number in kinds)


def _description(review: Review) -> str:
    first, last, names = review.trust[0], review.trust[-1], bands(review)
    low, high = min(review.trust), max(review.trust)
    hurts = counted(len(review.ruptures), "hurt is", "hurts are")
    return (
        f"Trust begins at {points(first)} ({names[0]}) and ends at {points(last)} ({names[-1]}); its lowest value is "
        f"{points(low)} and its highest {points(high)}. {hurts} shaded. The table below has the values."
    )
