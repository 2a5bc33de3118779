"""A set of trusts in one number behaves like a set of trusts."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from roleplay.exploring.trust_sets import TOP, between, highest, lowered, lowest, middle, raised, stretches

trusts = st.integers(0, TOP)
members = st.frozensets(trusts, min_size=1, max_size=40) | st.tuples(trusts, trusts).map(
    lambda ends: frozenset(range(min(ends), max(ends) + 1))
)


def number(values: frozenset[int]) -> int:
    return sum(1 << value for value in values)


def members_of(values: int) -> frozenset[int]:
    return frozenset(trust for first, last in stretches(values) for trust in range(first, last + 1))


@given(members)
def test_stretches_hold_every_member_once_and_in_order(values: frozenset[int]) -> None:
    found = stretches(number(values))
    assert [trust for first, last in found for trust in range(first, last + 1)] == sorted(values)
    assert all(last + 1 < first for (_, last), (first, _) in pairwise(found))


@given(members)
def test_lowest_middle_and_highest_are_members(values: frozenset[int]) -> None:
    ordered = sorted(values)
    assert lowest(number(values)) == ordered[0]
    assert middle(number(values)) == ordered[len(ordered) // 2]
    assert highest(number(values)) == ordered[-1]


@given(members, st.integers(0, 200))
def test_moving_a_set_moves_each_member_and_stops_at_the_ends(values: frozenset[int], amount: int) -> None:
    assert members_of(raised(number(values), amount)) == {min(TOP, value + amount) for value in values}
    assert members_of(lowered(number(values), amount)) == {max(0, value - amount) for value in values}


@given(trusts, trusts)
def test_between_holds_what_is_between(least: int, most: int) -> None:
    assert members_of(between(least, most)) == set(range(least, most + 1))
