"""A written phrase cut into its parts, and each part into the plain words that it stands for."""

import re
from collections.abc import Iterator

from roleplay.ears.forms import expand

GAP = "..."


def parts(phrase: str) -> Iterator[str]:
    """The words and the bracketed parts of a phrase, each bracket whole with what is nested in it."""
    depth, part = 0, ""
    for char in f"{phrase} ":
        if depth == 0 and char in "([ " and part:
            yield part
            part = ""
        depth += (char in "([") - (char in ")]")
        if char != " " or depth:
            part += char


def options(inside: str) -> list[str]:
    """The alternatives of one bracket, cut at its own bars only."""
    depth, found = 0, [""]
    for char in inside:
        depth += (char in "([") - (char in ")]")
        if char == "|" and depth == 0:
            found.append("")
        else:
            found[-1] += char
    return found


def forms(word: str) -> list[tuple[str, ...]]:
    """The plain words of each form that a part without brackets stands for."""
    if word in (GAP, "^", "$") or word[0] == "<":
        return [(word,)]
    if word.endswith("~"):
        return [(form,) for form in inflections(word[:-1])]
    return [expand(word)]


def inflections(word: str) -> tuple[str, ...]:
    """A regular verb or noun with its usual endings: promise, promises, promised, promising."""
    if word.endswith("e"):
        return word, f"{word}s", f"{word}d", f"{word[:-1]}ing"
    if word.endswith("y") and word[-2] not in "aeiou":
        return word, f"{word[:-1]}ies", f"{word[:-1]}ied", f"{word}ing"
    if re.search(r"[^aeiou][aeiou][bdgmnprt]$", word) and len(word) < 6:
        return word, f"{word}s", f"{word}{word[-1]}ed", f"{word}{word[-1]}ing"
    plural = f"{word}es" if word.endswith(("s", "sh", "ch", "x")) else f"{word}s"
    return word, plural, f"{word}ed", f"{word}ing"
