"""The map as DOT, the language of Graphviz."""

import textwrap
from collections.abc import Iterator

from roleplay.charting.chart import Arrow, Box, Chart, Seen
from roleplay.scenario import BANDS, band_for

COLOURS = ("#f2b8a2", "#f7dca6", "#f4f1c4", "#c8e3c4", "#8fc9b5")
"""One for each band, from warm to cool; all are light enough for black words, and the words tell the band too."""

_UNSEEN = "#ffffff"
_PLAIN = "#eef1f6"
_HURT = "#a33b2a"
"""Arrows that open only while a hurt is open; their words say so too."""

_BOX_WIDTH = 30
_ARROW_WIDTH = 24


def as_dot(chart: Chart) -> str:
    """The whole map in DOT."""
    lines = [
        f"digraph {_quoted(chart.title)} {{",
        "  graph [rankdir=TB, nodesep=0.35, ranksep=0.55, fontname=Helvetica, fontsize=16, labelloc=t, "
        f"label={_quoted(_title(chart))}]",
        '  node [shape=box, style=filled, fontname=Helvetica, fontsize=11, margin="0.12,0.07", '
        f'fillcolor="{_PLAIN}", color="#4a5568"]',
        '  edge [fontname=Helvetica, fontsize=9, color="#4a5568", fontcolor="#2d3748", arrowsize=0.7]',
        *(f"  {line}" for line in _boxes(chart)),
        *(f"  {_arrow(arrow)}" for arrow in chart.arrows),
        "}",
    ]
    return "\n".join(lines) + "\n"


def _title(chart: Chart) -> str:
    """The title, and what the colours mean where there are any."""
    if chart.boxes[0].seen is None:
        return chart.title
    return f"{chart.title}\nfilled by mean trust on coming there, closed (warm) to open (cool); dashed: never seen"


def _boxes(chart: Chart) -> Iterator[str]:
    for box in chart.boxes:
        yield f"{_quoted(box.id)} [{', '.join(_attributes(box))}]"


def _attributes(box: Box) -> Iterator[str]:
    yield f"label={_label(box)}"
    if box.ending:
        yield "peripheries=2"
    if box.is_start:
        yield "penwidth=2.5"
    if box.seen is not None:
        yield f'fillcolor="{_colour(box.seen)}"'
        if not box.seen.share:
            yield 'style="filled,dashed"'


def _colour(seen: Seen) -> str:
    return COLOURS[BANDS.index(band_for(seen.trust))] if seen.share else _UNSEEN


def _label(box: Box) -> str:
    """The words in a box: id, first words, needs or ending, and what was seen."""
    mark = "START: " if box.is_start else "END: " if box.ending else ""
    lines = [f"<b>{mark}{_escaped(box.id)}</b>"]
    if box.ending:
        lines += [f"<b>{_escaped(line)}</b>" for line in textwrap.wrap(box.ending, _BOX_WIDTH)]
    lines += [_escaped(line) for line in textwrap.wrap(box.words, _BOX_WIDTH)]
    if box.needs:
        needs = "needs " + ", ".join(need.replace("_", " ") for need in box.needs)
        lines += [f"<i>{_escaped(line)}</i>" for line in textwrap.wrap(needs, _BOX_WIDTH)]
    if box.seen is not None:
        lines.append(f"<b>{_escaped(seen_in_words(box.seen))}</b>")
    return f"<{'<br/>'.join(lines)}>"


def _escaped(text: str) -> str:
    """A text inside a label with markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def seen_in_words(seen: Seen) -> str:
    """What was seen of a node: "73 % of runs, trust 26 guarded"."""
    if not seen.share:
        return "never seen"
    share = f"{100 * seen.share:.0f}" if seen.share >= 0.01 else "under 1"
    return f"{share} % of runs, trust {seen.trust / 10:.0f} {band_for(seen.trust)}"


def _arrow(arrow: Arrow) -> str:
    ends = f"{_quoted(arrow.source)} -> {_quoted(arrow.target)}"
    attributes = list(_arrow_attributes(arrow))
    return f"{ends} [{', '.join(attributes)}]" if attributes else ends


def _arrow_attributes(arrow: Arrow) -> Iterator[str]:
    point = "- " if len(arrow.when) > 1 else ""
    words = [line for when in arrow.when for line in textwrap.wrap(point + (when or "always"), _ARROW_WIDTH)]
    if words:
        yield f"label={_quoted(chr(10).join([*words, '']), align='l')}"
    if words and all("a hurt is open" in when for when in arrow.when):
        yield f'color="{_HURT}", fontcolor="{_HURT}"'
    if arrow.taken is not None:
        yield f"penwidth={1 + 2 * arrow.taken:.1f}" if arrow.taken else "style=dashed"


def _quoted(text: str, align: str = "n") -> str:
    """A text as DOT takes it; the lines of a label are centred ("n") or begin on the left ("l")."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", f"\\{align}") + '"'
