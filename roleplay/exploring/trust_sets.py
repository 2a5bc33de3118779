"""Sets of trust values, each kept as one whole number with a bit for every tenth of a point."""

from collections.abc import Sequence

TOP = 1000
"""The highest trust, in tenths of a point."""

BELOW = tuple([(1 << trust) - 1 for trust in range(TOP + 2)])
"""BELOW[trust] is the set of everything under a trust."""

ALL = BELOW[TOP + 1]
"""Every trust there is."""


def between(least: int, most: int) -> int:
    """The set from `least` to `most`, both in it; empty where `least` is above `most`."""
    return BELOW[most + 1] & ~BELOW[least]


def lowest(values: int) -> int:
    """The lowest member of a set that has one."""
    return (values & -values).bit_length() - 1


def highest(values: int) -> int:
    """The highest member of a set that has one."""
    return values.bit_length() - 1


def middle(values: int) -> int:
    """The member of a set with as many below it as above, the upper one of two."""
    left = values.bit_count() // 2
    for first, last in stretches(values):
        if left <= last - first:
            return first + left
        left -= last - first + 1
    raise ValueError("an empty set has no middle")


def stretches(values: int) -> Sequence[tuple[int, int]]:
    """The first and the last of each run of neighbours in a set, the lowest run first."""
    if not values:
        return ()
    first, last = (values & -values).bit_length() - 1, values.bit_length() - 1
    if BELOW[last + 1] ^ BELOW[first] == values:
        return ((first, last),)
    found = []
    while values:
        least = values & -values
        beyond = values + least  # the carry runs through the neighbours and stops just above them
        found.append((least.bit_length() - 1, (beyond & -beyond).bit_length() - 2))
        values &= beyond
    return found


def raised(values: int, amount: int) -> int:
    """Every member a fixed amount higher; what would be beyond the top stays there."""
    values <<= amount
    return values if values <= ALL else (values & ALL) | (1 << TOP)


def lowered(values: int, amount: int) -> int:
    """Every member a fixed amount lower; what would be below nothing stays there."""
    return (values >> amount) | (1 if values & BELOW[min(amount, TOP + 1)] else 0)
