"""The name somebody probably meant when they wrote one that is not there."""

from collections.abc import Iterable

_LONGEST = 60
_MANY = 200


def nearest(word: str, choices: Iterable[str], count: int = 1) -> list[str]:
    """At most `count` choices that look like a word, the likest first."""
    from difflib import get_close_matches

    if len(word) > _LONGEST:
        return []
    near = [choice for choice in choices if abs(len(choice) - len(word)) <= max(3, len(word) // 2)]
    if len(near) > _MANY:
        near = [choice for choice in near if choice[:1] == word[:1]][: _MANY * 10]
    return get_close_matches(word, near, count)


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """The question "Did you mean ...?", or "" when nothing is near."""
    found = nearest(word, choices)
    return f"Did you mean '{found[0]}'?" if found else ""
