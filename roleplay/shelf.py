"""The scenarios to choose from, each in a few words."""

import os
import sys
from typing import Any

from roleplay import library
from roleplay.scenario import Scenario

_HARDEST_LAST = ("easy", "medium", "hard", "very hard")


def shipped_scenarios(folder: str) -> list[Scenario]:
    """Every readable scenario that comes with the product, the easiest first."""
    paths = [library.find(name) for name in library.shipped()]
    cache = os.path.join(folder, "compiled")
    loaded = [library.load(path, cache).scenario for path in paths if path]
    scenarios = [scenario for scenario in loaded if scenario is not None]
    return sorted(scenarios, key=lambda one: (_HARDEST_LAST.index(one.difficulty), one.title))


def listed(scenarios: list[Scenario], *, numbered: bool = False) -> str:
    """The list as text: title, who, how hard, how long, content note."""
    entries = []
    for number, one in enumerate(scenarios, 1):
        first = f"{number}. {one.title}" if numbered else f"{one.id} - {one.title}"
        lines = [
            f"{first}, with {one.persona.name}",
            f"   {one.summary}",
            f"   {one.difficulty}, about {one.minutes} minutes; practises {', '.join(one.practises)}",
        ]
        if one.content_note:
            lines.append(f"   Content note: {one.content_note}")
        entries.append("\n".join(lines))
    return "\n\n".join(entries)


def as_json(scenarios: list[Scenario]) -> list[dict[str, Any]]:
    """The list as JSON can hold it."""
    return [
        {
            "id": one.id,
            "title": one.title,
            "client": one.persona.name,
            "summary": one.summary,
            "difficulty": one.difficulty,
            "minutes": one.minutes,
            "practises": list(one.practises),
            "competencies": list(one.competencies),
            "content_note": one.content_note,
        }
        for one in scenarios
    ]


def choose(folder: str) -> str | None:
    """The id that the learner picks from the numbered list; None if they leave."""
    scenarios = shipped_scenarios(folder)
    sys.stdout.write("Who would you like to talk with?\n\n" + listed(scenarios, numbered=True) + "\n")
    while True:
        sys.stdout.write("\nA number or a name, or q to leave: ")
        sys.stdout.flush()
        try:
            typed = sys.stdin.readline()
        except KeyboardInterrupt:
            typed = ""
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
