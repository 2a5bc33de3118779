"""The map as Mermaid, which many websites and editors draw by themselves."""

from roleplay.charting.chart import Arrow, Box, Chart
from roleplay.charting.dot import COLOURS, seen_in_words
from roleplay.scenario import BANDS, band_for


def as_mermaid(chart: Chart) -> str:
    """The whole map as a Mermaid flow chart."""
    lines = ["---", f"title: {_quoted(chart.title)}", "---", "flowchart TD"]
    lines += [f"    {_box(box, number)}" for number, box in enumerate(chart.boxes)]
    number = {box.id: place for place, box in enumerate(chart.boxes)}
    lines += [f"    {_arrow(arrow, number)}" for arrow in chart.arrows]
    lines += [f"    classDef {band} fill:{colour},color:#000" for band, colour in zip(BANDS, COLOURS, strict=True)]
    lines.append("    classDef unseen fill:#fff,color:#000,stroke-dasharray:4")
    return "\n".join(lines) + "\n"


def _box(box: Box, number: int) -> str:
    """A node; ids are numbered, since a word such as `end` would upset Mermaid."""
    lines = [box.id, *([f"= {box.ending}"] if box.ending else []), box.words]
    if box.needs:
        lines.append("needs " + ", ".join(need.replace("_", " ") for need in box.needs))
    if box.seen is not None:
        lines.append(seen_in_words(box.seen))
    label = _quoted("<br/>".join(_escaped(line) for line in lines))
    shape = f"([{label}])" if box.is_start else f"[[{label}]]" if box.ending else f"[{label}]"
    return f"n{number}{shape}{_class(box)}"


def _class(box: Box) -> str:
    if box.seen is None:
        return ""
    return f":::{band_for(box.seen.trust)}" if box.seen.share else ":::unseen"


def _arrow(arrow: Arrow, number: dict[str, int]) -> str:
    words = "<br/>".join(_escaped(when or "always") for when in arrow.when)
    label = f"|{_quoted(words)}|" if words else ""
    line = "-.->" if arrow.taken == 0 else "-->"
    return f"n{number[arrow.source]} {line}{label} n{number[arrow.target]}"


def _escaped(text: str) -> str:
    """A text in which nothing is markup."""
    for char in '&<>#;"`*_|[](){}\\':
        if char in text:
            text = "".join(_entity(one) for one in text)
            break
    return text


def _entity(char: str) -> str:
    return f"#{ord(char)};" if char in '&<>#;"`*_|[](){}\\' else char


def _quoted(text: str) -> str:
    return '"' + text.replace('"', "#34;") + '"'
