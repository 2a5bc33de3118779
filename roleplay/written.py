"""A scenario file as it was written: plain values, each with the place where it stands."""

from collections.abc import Iterator
from typing import Any, NamedTuple


class Written(NamedTuple):
    """One value and its place: lines and columns count from 1.

    `value` is a text, a number, a truth value, None, a list of Written or a dict of text to Written. The
    `key` place is where its key stands; outside a map it is the value's own.
    """

    value: Any
    line: int
    column: int
    key_line: int
    key_column: int

    def at(self, key: str) -> "Written":
        """What stands under a key, or NOTHING."""
        found = self.value.get(key, NOTHING) if isinstance(self.value, dict) else NOTHING
        return found if isinstance(found, Written) else NOTHING

    def entries(self) -> dict[str, "Written"]:
        """The entries of a map; anything else has none."""
        return self.value if isinstance(self.value, dict) else {}

    def items(self) -> list["Written"]:
        """The items of a list; anything else has none."""
        return self.value if isinstance(self.value, list) else []

    def texts(self) -> Iterator["Written"]:
        """The texts in a list."""
        return (item for item in self.items() if isinstance(item.value, str))

    def is_there(self) -> bool:
        """Whether anything was written here at all."""
        return self.line > 0


NOTHING = Written(None, 0, 0, 0, 0)


def plain(written: Written) -> Any:
    """The value without its places, all the way down."""
    value = written.value
    if isinstance(value, dict):
        return {key: plain(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value


def found_at(root: Written, steps: tuple[str | int, ...]) -> Written:
    """The value that a path of keys and indexes leads to; steps that lead nowhere are passed over."""
    here = root
    for step in steps:
        if isinstance(step, str):
            below = here.at(step)
        else:
            items = here.items()
            below = items[step] if step < len(items) else NOTHING
        here = below if below.is_there() else here
    return here
