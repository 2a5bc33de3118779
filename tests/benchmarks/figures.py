"""Prints what was measured, in the units a reader expects."""

from collections.abc import Sequence
from statistics import median


def share(values: Sequence[float], part: float) -> float:
    """The value that `part` (0..1) of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def milliseconds(name: str, seconds: Sequence[float]) -> None:
    """Print the median, the 95th percentile and the slowest of some times in seconds."""
    print(
        f"  {name:<34} median {median(seconds) * 1e3:7.2f} ms   p95 {share(seconds, 0.95) * 1e3:7.2f}   "
        f"slowest {max(seconds) * 1e3:7.2f}   ({len(seconds)} times)"
    )


def ratio(name: str, measured: Sequence[float], compared: Sequence[float], target: str) -> None:
    """Print the median ratio of values that were measured in the same round, and what was aimed at."""
    ratios = [one / other for one, other in zip(measured, compared, strict=True)]
    print(
        f"  {name:<34} {median(ratios):.2f} times   (rounds from {share(ratios, 0.1):.2f} to "
        f"{share(ratios, 0.9):.2f}; target: {target})"
    )
