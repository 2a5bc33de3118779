"""Two conversations compared, in words for a screen: side by side where there is room, else one after the other."""

from typing import Any

from roleplay.reports import comparison_words as words
from roleplay.shells import curve
from roleplay.shells.columns import beside
from roleplay.shells.telling import GAP, Paragraph, Told, client_says, spoken

WIDE_ENOUGH = 80
"""So many columns hold two texts beside each other; set by hand."""

MOST_SHARED = 12
"""So many of the replies that are the same are shown, the last ones; set by hand."""


def comparison_text(data: dict[str, Any], width: int, columns: int, *, ascii_only: bool = False) -> Told:
    """Everything of a comparison's data as paragraphs; `columns` is 0 where nothing is set side by side."""
    return (
        *_who(data),
        *_together(data),
        *_parted(data, columns),
        *_most_difference(data),
        *_curves(data, width, ascii_only),
        *_behaviours(data),
        *_disclosed(data),
        *_endings(data),
        *_next(data),
    )


def _who(data: dict[str, Any]) -> Told:
    return (
        Paragraph("heading", words.heading_of(data)),
        *(Paragraph("note", f"{side.upper()}: {words.summary_of(data[side])}") for side in ("a", "b")),
        *(Paragraph("warning", notice) for notice in words.notices_of(data)),
    )


def _together(data: dict[str, Any]) -> Told:
    if data["shared_replies"] is None:
        return ()
    client, shared = data["a"]["client"], data["shared"]
    told = [Paragraph("heading", words.together_of(data))]
    left_out = max(0, len(shared) - MOST_SHARED)
    if left_out:
        session = data["a"]["session"]
        told.append(Paragraph("note", f"The last {MOST_SHARED} of them; `roleplay review {session}` shows all."))
    else:
        told += [said for line in data["opening"] for said in client_says(client, line)]
    for exchange in shared[left_out:]:
        told.append(Paragraph("learner", exchange["reply"], "You"))
        told.append(Paragraph("trust", words.causes_of(exchange)))
        told += [said for line in exchange["lines"] for said in client_says(client, line)]
    return tuple(told)


def _parted(data: dict[str, Any], columns: int) -> Told:
    if not data["parted"]:
        return ()
    told = [Paragraph("heading", "From here they part")]
    for pair in data["parted"]:
        sides = [_side(data, side, pair) for side in ("a", "b")]
        told.append(Paragraph("heading", f"Reply {pair['number']}"))
        if columns >= WIDE_ENOUGH:
            rows = beside(["A", *sides[0]], ["B", *sides[1]], columns - 1)
            told += [Paragraph("column", row) for row in rows]
        else:
            told += [
                Paragraph("row", f"{name}  {line}") for name, side in zip("AB", sides, strict=True) for line in side
            ]
    return tuple(told)


def _side(data: dict[str, Any], side: str, pair: dict[str, Any]) -> list[str]:
    """One side of a pair, line by line."""
    exchange = pair[side]
    if exchange is None:
        missing = words.missing_of(data, side, pair["number"])
        return [missing] if missing else []
    said = [text for line in exchange["lines"] for text in spoken(data[side]["client"], line)]
    return [f"You: {' '.join(exchange['reply'].split())}", words.causes_of(exchange), *said]


def _most_difference(data: dict[str, Any]) -> Told:
    said = words.difference_of(data)
    if not said:
        return ()
    number = data["most_difference"]["number"]
    heading = Paragraph("heading", f"What made the most difference: reply {number}")
    return (heading, *(Paragraph("note", sentence) for sentence in said))


def _curves(data: dict[str, Any], width: int, ascii_only: bool) -> Told:
    a, b = ([round(value * 10) for value in data[side]["trust"]] for side in ("a", "b"))
    marks = curve.ASCII_MARKS if ascii_only else curve.MARKS
    return (
        Paragraph("heading", "Trust, reply by reply"),
        *(Paragraph("chart", row) for row in curve.drawn_together(a, b, width, ascii_only=ascii_only)),
        Paragraph("note", f"{marks[0]} A   {marks[1]} B   {marks[2]} both"),
        Paragraph("note", f"A in numbers: {curve.in_words(a)}"),
        Paragraph("note", f"B in numbers: {curve.in_words(b)}"),
    )


def _behaviours(data: dict[str, Any]) -> Told:
    told = [Paragraph("heading", "What was heard, and in how many replies")]
    for kind, title in words.KINDS:
        found = [one for one in data["behaviours"] if one["kind"] == kind]
        if found:
            told.append(Paragraph("note", f"{title}:"))
            told += [Paragraph("row", f"  A {one['a']:>2}   B {one['b']:>2}   {one['title']}") for one in found]
    if len(told) == 1:
        told.append(Paragraph("note", "Nothing in either."))
    return tuple(told)


def _disclosed(data: dict[str, Any]) -> Told:
    told = [Paragraph("heading", "What was confided")]
    disclosed = data["disclosed"]
    if disclosed is None:
        return (*told, Paragraph("note", "This cannot be told: a scenario cannot be read by this version."))
    for key, name in words.DISCLOSED:
        if disclosed[key]:
            told.append(Paragraph("note", f"{name}:"))
            told += [Paragraph("quote", words.disclosed_of(one)) for one in disclosed[key]]
    if len(told) == 1:
        told.append(Paragraph("note", "Nothing that lies deep, in either."))
    return tuple(told)


def _endings(data: dict[str, Any]) -> Told:
    told = [Paragraph("heading", "How they ended")]
    for side in ("a", "b"):
        meaning = data[side]["ending_meaning"]
        told.append(Paragraph("note", f"{side.upper()}: {words.ending_of(data[side])}. {meaning}".strip()))
    return tuple(told)


def _next(data: dict[str, Any]) -> Told:
    most = data["most_difference"]
    if most is None:
        return ()
    side = next(side for side in ("a", "b") if data[side]["replies"] >= most["number"])
    command = f"roleplay replay {data[side]['session']} --from {most['number']}"
    return (GAP, Paragraph("note", f"To try that reply once more:  {command}"))
