"""The map as an indented outline, for a terminal and for a screen reader."""

from collections.abc import Iterator

from roleplay.charting.chart import Arrow, Box, Chart
from roleplay.charting.dot import seen_in_words


def as_outline(chart: Chart, *, ascii_only: bool = False) -> str:
    """Each node with its ways below it, the start first and then as the author wrote them."""
    point = "->" if ascii_only else "→"
    boxes = {box.id: box for box in chart.boxes}
    ways: dict[str, list[Arrow]] = {box.id: [] for box in chart.boxes}
    for arrow in chart.arrows:
        ways[arrow.source].append(arrow)
    order = [box.id for box in sorted(chart.boxes, key=lambda box: not box.is_start)]
    number = {name: place for place, name in enumerate(order, 1)}
    lines = [chart.title]
    for name in order:
        lines += ["", *_node(boxes[name], number[name])]
        for arrow in ways[name]:
            lines += _way(arrow, number, point, is_back=number[arrow.target] <= number[name])
    return "\n".join(lines) + "\n"


def _node(box: Box, number: int) -> Iterator[str]:
    mark = ", the start" if box.is_start else ", an ending" if box.ending else ""
    seen = f"  [{seen_in_words(box.seen)}]" if box.seen is not None else ""
    yield f"{number}. {box.id}{mark}{seen}"
    if box.ending:
        yield f"   = {box.ending}"
    yield f'   "{box.words}"'
    if box.needs:
        yield "   needs " + ", ".join(need.replace("_", " ") for need in box.needs)


def _way(arrow: Arrow, number: dict[str, int], point: str, *, is_back: bool) -> Iterator[str]:
    back = ", back" if is_back else ""
    taken = "" if arrow.taken is None else f"  [{100 * arrow.taken:.0f} %]" if arrow.taken else "  [never]"
    yield f"     {point} {number[arrow.target]}. {arrow.target}{back}{taken}"
    for when in arrow.when:
        yield f"         when {when}" if when and when != "else" else f"         {when or 'always'}"
