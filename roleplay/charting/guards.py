"""What has to hold for a way to open, in plain words."""

from collections.abc import Iterator

from roleplay.behaviours import behaviours
from roleplay.scenario import Guard

_MOST = 1000


def in_words(guard: Guard) -> str:
    """A guard as a reader would say it: "trust 37 or more, and a hurt is open"; "" if it always holds."""
    return ", and ".join(_parts(guard))


def _parts(guard: Guard) -> Iterator[str]:
    if guard.trust_at_least or guard.trust_at_most < _MOST:
        yield _trust(guard.trust_at_least, guard.trust_at_most)
    if guard.any_skill:
        yield "after " + " or ".join(_title(skill) for skill in guard.any_skill)
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


def _title(skill: str) -> str:
    known = behaviours().get(skill)
    return known.title if known else skill


def _points(tenths: int) -> str:
    return f"{tenths / 10:g}"
