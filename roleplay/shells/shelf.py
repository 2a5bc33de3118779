"""The scenarios to choose from as a table of contents: by what they practise, the easiest first."""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from roleplay import library
from roleplay.scenario import Scenario
from roleplay.shells.paint import Painter, colour_wanted
from roleplay.shells.played import NEVER, Played, ending_title, in_words, played_in
from roleplay.shells.prompting import typed_after
from roleplay.shells.telling import GAP, Paragraph, Told

_HARDEST_LAST = ("easy", "medium", "hard", "very hard")
_OTHER = "something else"


def shipped_scenarios(folder: str) -> list[Scenario]:
    """Every readable scenario that comes with the product, in the order of the table of contents."""
    paths = [library.find(name) for name in library.shipped()]
    cache = os.path.join(folder, "compiled")
    loaded = [library.load(path, cache).scenario for path in paths if path]
    scenarios = [scenario for scenario in loaded if scenario is not None]
    scenarios.sort(key=lambda one: (_HARDEST_LAST.index(one.difficulty), one.title))
    return [one for _, shelf in _shelves(scenarios) for one in shelf]


def practising(scenarios: Sequence[Scenario], text: str) -> list[Scenario]:
    """The scenarios that practise something with this text in it, or belong to a standard of that name."""
    wanted = text.strip().lower()
    return [
        one
        for one in scenarios
        if any(wanted in practised.lower() for practised in one.practises)
        or any(wanted == standard.lower() for standard in one.competencies)
    ]


def everything_practised(scenarios: Sequence[Scenario]) -> str:
    """What can be practised here, in alphabetical order."""
    return ", ".join(sorted({practised for one in scenarios for practised in one.practises}))


def _shelves(scenarios: Sequence[Scenario]) -> list[tuple[str, list[Scenario]]]:
    """The scenarios under the first thing that each practises, a heading where its easiest one stands."""
    shelves: dict[str, list[Scenario]] = {}
    for one in scenarios:
        shelves.setdefault(one.practises[0].lower() if one.practises else _OTHER, []).append(one)
    return list(shelves.items())


def contents(scenarios: Sequence[Scenario], played: Mapping[str, Played], *, numbered: bool = False) -> Told:
    """The table of contents: what is practised, who, how hard, how long, content note, what was played."""
    return tuple(_contents(scenarios, played, numbered))


def _contents(scenarios: Sequence[Scenario], played: Mapping[str, Played], numbered: bool) -> Iterator[Paragraph]:
    numbers = {one.id: number for number, one in enumerate(scenarios, 1)}
    for heading, shelf in _shelves(scenarios):
        yield Paragraph("heading", heading[0].upper() + heading[1:])
        for place, one in enumerate(shelf):
            if place:
                yield GAP
            first = f"{numbers[one.id]}. " if numbered else f"{one.id} - "
            comma = "" if one.title.endswith("?") else ","
            yield Paragraph("entry", f"{first}{one.title}{comma} with {one.persona.name}")
            details = _details(one, played.get(one.id, NEVER), is_short=numbered)
            yield from (Paragraph("quote", text) for text in details if text)


def _details(one: Scenario, played: Played, *, is_short: bool) -> Iterator[str]:
    """What stands below a title; the heading has named the first thing practised, and to choose that is enough."""
    yield one.summary
    about = f" Content note: {one.content_note}" if one.content_note else ""
    yield f"{one.difficulty.capitalize()}, about {one.minutes} minutes.{about}"
    also = ", ".join(one.practises[1:])
    yield f"Practises also: {also}." if also and not is_short else ""
    yield in_words(one, played)


def as_json(scenarios: Sequence[Scenario], played: Mapping[str, Played]) -> list[dict[str, Any]]:
    """The list as JSON can hold it."""
    return [_entry(one, played.get(one.id, NEVER)) for one in scenarios]


def _entry(one: Scenario, played: Played) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": one.title,
        "client": one.persona.name,
        "summary": one.summary,
        "difficulty": one.difficulty,
        "minutes": one.minutes,
        "practises": list(one.practises),
        "competencies": list(one.competencies),
        "content_note": one.content_note,
        "opt_in": one.opt_in,
        "played": played.times,
        "last_ending": ending_title(one, played) or None,
        "unfinished": played.unfinished or None,
    }


def show(told: Told) -> None:
    """The table of contents on the screen: wrapped and in colour where there is one to see it."""
    seen = sys.stdout.isatty()
    Painter(colour=seen and colour_wanted(), wrap=seen).show(told)


def choose(folder: str) -> str | None:
    """The id that the learner picks from the numbered list; None if they leave."""
    scenarios = shipped_scenarios(folder)
    sys.stdout.write("Who would you like to talk with?\n")
    show(contents(scenarios, played_in(folder), numbered=True))
    while True:
        typed = typed_after("\nA number or a name, or q to leave: ")
        answer = typed.strip().lower()
        if not typed or answer in ("q", "quit", "/quit"):
            sys.stdout.write("\n")
            return None
        found = [one for number, one in enumerate(scenarios, 1) if answer in _names(number, one)]
        if not answer and len(scenarios) == 1:
            found = scenarios
        if found:
            return found[0].id
        sys.stdout.write(f"Please type a number from 1 to {len(scenarios)}.\n")


def _names(number: int, scenario: Scenario) -> tuple[str, ...]:
    first = scenario.persona.name.split()[0].lower()
    return str(number), scenario.id, scenario.title.lower(), first, scenario.persona.name.lower()
