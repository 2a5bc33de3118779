"""What has to hold for a way to open, in plain words."""

from collections.abc import Iterator, Sequence

from roleplay.behaviours import behaviours, missteps
from roleplay.scenario import Guard

_MOST = 1000


def in_words(guard: Guard) -> str:
    """A guard as a reader would say it: "trust 37 or more, and a hurt is open"; "" if it always holds."""
    return ", and ".join(_parts(guard))


def _parts(guard: Guard) -> Iterator[str]:
    if guard.trust_at_least or guard.trust_at_most < _MOST:
        yield _trust(guard.trust_at_least, guard.trust_at_most)
    if guard.any_skill:
        yield f"after {_titles(guard.any_skill)}"
    if guard.heard_so_far:
        yield f"{_titles(guard.heard_so_far)} was heard so far"
    for node, times in guard.visits:
        yield f"{node} was visited" + ("" if times == 1 else f" {times} times")
    for flag in guard.flags:
        yield f"{flag} is set"
    if guard.ruptured is not None:
        yield "a hurt is open" if guard.ruptured else "no hurt is open"


def _trust(least: int, most: int) -> str:
    if most == _MOST:
        return f"trust {_points(least)} or more"
    if not least:
        return f"trust {_points(most)} or less"
    return f"trust {_points(least)} to {_points(most)}"


def _titles(skills: Sequence[str]) -> str:
    """The skills by their titles; all missteps together are "any misstep"."""
    every = missteps()
    if not set(every).issubset(skills):
        return " or ".join(map(_title, skills))
    return " or ".join(("any misstep", *(_title(skill) for skill in skills if skill not in every)))


def _title(skill: str) -> str:
    known = behaviours().get(skill)
    return known.title if known else skill


def _points(tenths: int) -> str:
    return f"{tenths / 10:g}"
