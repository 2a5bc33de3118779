"""A scenario file as it was written: plain values, each with the place where it stands."""

from collections.abc import Iterator
from typing import Any, NamedTuple

_LINE = 32
_COLUMN = (1 << _LINE) - 1


class Written(NamedTuple):
    """One value and its place: lines and columns count from 1.

    `value` is a text, a number, a truth value, None, a list of Written or a dict of text to Written. A place is
    one number, see `place_of`; large files have a great many. The `key` place is where its key stands;
    outside a map it is the value's own.
    """

    value: Any
    place: int
    key_place: int

    @property
    def line(self) -> int:
        """The line of the value; 0 where nothing was written."""
        return self.place >> _LINE

    @property
    def column(self) -> int:
        """The column of the value."""
        return self.place & _COLUMN

    @property
    def key_line(self) -> int:
        """The line of its key."""
        return self.key_place >> _LINE

    @property
    def key_column(self) -> int:
        """The column of its key."""
        return self.key_place & _COLUMN

    def at(self, key: str) -> "Written":
        """What stands under a key, or NOTHING."""
        value = self.value
        return value.get(key, NOTHING) if value.__class__ is dict else NOTHING

    def entries(self) -> dict[str, "Written"]:
        """The entries of a map; anything else has none."""
        return self.value if self.value.__class__ is dict else {}

    def items(self) -> list["Written"]:
        """The items of a list; anything else has none."""
        return self.value if self.value.__class__ is list else []

    def texts(self) -> Iterator["Written"]:
        """The texts in a list."""
        return (item for item in self.items() if item.value.__class__ is str)

    def is_there(self) -> bool:
        """Whether anything was written here at all."""
        return self.place > 0


NOTHING = Written(None, 0, 0)


def place_of(line: int, column: int) -> int:
    """A line and a column as one number."""
    return line << _LINE | column


def line_and_column(place: int) -> tuple[int, int]:
    """The line and the column of a place."""
    return place >> _LINE, place & _COLUMN


def plain(written: Written) -> Any:
    """The value without its places, all the way down."""
    value = written.value
    if value.__class__ is dict:
        return {key: plain(entry) for key, entry in value.items()}
    if value.__class__ is list:
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
