"""Two conversations beside each other: what is the same, where they part, and what made the difference."""

from hypothesis import given
from hypothesis import strategies as st

from roleplay.comparing import (
    Disclosure,
    Played,
    begin_the_same,
    behaviours_heard,
    compared,
    disclosed_in_both,
    disclosed_only,
    most_difference,
)
from roleplay.conversation import State, Turn
from roleplay.reading import Reading, Sentiment, SkillUse
from roleplay.trust import Reason, Standing, TrustChange

NOBODY = Reading(Sentiment(0.0, 0.0))


def turns(*moves: tuple[str, int], start: int = 350) -> tuple[Turn, ...]:
    """A turn for each reply with the tenths that it moves trust by."""
    found, trust = [], start
    for reply, amount in moves:
        change = TrustChange(trust, trust + amount, (Reason("validation", amount),) if amount else ())
        trust += amount
        state = State("a", "closed", 0, "guarded", Standing(trust, 0, 0), {})
        found.append(Turn(reply, NOBODY, change, "a", "", (f"After {reply}.",), state))
    return tuple(found)


def conversation(*moves: tuple[str, int], start: int = 350, scenario: str = "bench") -> Played:
    return Played("b22222", scenario, "d1", "A bench", "Sam", "", "", 0, ("Hello.",), start, turns(*moves, start=start))


def disclosure(*about: str, node: str = "a", number: int = 1) -> Disclosure:
    return Disclosure(number, node, "A secret.", about, 2)


def test_the_shared_beginning_ends_with_the_first_other_reply() -> None:
    comparison = compared(conversation(("x", 5), ("y", 5)), conversation(("x", 5), ("z", -5), ("y", 5)))
    assert comparison.shared == 1
    assert [(pair.number, pair.a and pair.a.reply, pair.b and pair.b.reply) for pair in comparison.parted] == [
        (2, "y", "z"),
        (3, None, "y"),
    ]


def test_the_same_reply_with_another_effect_parts_them() -> None:
    assert compared(conversation(("x", 5)), conversation(("x", 7))).shared == 0


def test_two_that_begin_differently_have_nothing_in_common() -> None:
    for other in (conversation(("x", 5), scenario="car"), conversation(("x", 5), start=220)):
        comparison = compared(conversation(("x", 5)), other)
        assert (comparison.shared, comparison.parted, comparison.most_difference) == (None, (), None)


def test_the_largest_share_of_the_gap_makes_the_most_difference() -> None:
    a = conversation(("x", 5), ("a", 10), ("promise", -80), ("c", 5))
    b = conversation(("x", 5), ("b", 12), ("limits", 30), ("c", 5))
    most = compared(a, b).most_difference
    assert most is not None
    assert (most.pair.number, most.amount, most.gap, most.is_where_they_part) == (3, 110, 112, False)


def test_a_reply_that_worked_against_the_gap_did_not_make_it() -> None:
    a = conversation(("a", 100), ("b", 0), ("c", 0), ("d", 0))
    b = conversation(("e", 0), ("f", 60), ("g", 50), ("h", 40))
    most = compared(a, b).most_difference
    assert most is not None
    assert (most.pair.number, most.gap) == (2, 50)


def test_the_parting_reply_is_named_where_others_did_no_more() -> None:
    most = compared(conversation(("a", 10), ("b", 10)), conversation(("c", 20), ("d", 20))).most_difference
    assert most is not None
    assert (most.pair.number, most.is_where_they_part) == (1, True)


def test_where_trust_is_the_same_at_the_end_the_largest_share_either_way_is_named() -> None:
    most = compared(conversation(("a", 10), ("b", 30)), conversation(("c", 40), ("d", 0))).most_difference
    assert most is not None
    assert (most.pair.number, most.gap) == (1, 0)


def test_replies_that_did_the_same_made_no_difference() -> None:
    assert compared(conversation(("a", 10)), conversation(("b", 10))).most_difference is None
    assert compared(conversation(("a", 10)), conversation(("a", 10))).most_difference is None
    assert most_difference(()) is None


moves = st.lists(st.tuples(st.sampled_from("xyz"), st.integers(-60, 60)), max_size=8)


@given(moves, moves)
def test_the_shares_sum_to_the_gap_between_the_ends(one: list[tuple[str, int]], other: list[tuple[str, int]]) -> None:
    a, b = conversation(*one), conversation(*other)
    comparison = compared(a, b)
    assert sum(pair.difference for pair in comparison.parted) == b.trust - a.trust
    assert comparison.shared is not None
    assert comparison.shared + len(comparison.parted) == max(len(one), len(other))
    most = comparison.most_difference
    if most is not None:
        assert most.gap == b.trust - a.trust
        assert abs(most.amount) >= abs(most.gap) / len(comparison.parted)


@given(moves, moves)
def test_it_is_the_same_comparison_from_the_other_side(
    one: list[tuple[str, int]], other: list[tuple[str, int]]
) -> None:
    there = compared(conversation(*one), conversation(*other))
    back = compared(conversation(*other), conversation(*one))
    assert there.shared == back.shared
    if there.most_difference is not None and back.most_difference is not None:
        assert there.most_difference.amount == -back.most_difference.amount
        assert there.most_difference.pair.number == back.most_difference.pair.number


@given(moves)
def test_a_conversation_beside_itself_is_the_same_to_the_end(one: list[tuple[str, int]]) -> None:
    assert compared(conversation(*one), conversation(*one)).parted == ()


def test_what_was_confided_in_one_and_not_the_other_is_told_by_its_subject() -> None:
    a = conversation()._replace(disclosures=(disclosure("the phone"), disclosure("the coat", number=2)))
    b = conversation()._replace(disclosures=(disclosure("the coat", node="b"), disclosure(node="b")))
    assert [one.about for one in disclosed_only(a, b)] == [("the phone",)]
    assert [one.key for one in disclosed_only(b, a)] == [("b",)]
    assert [one.about for one in disclosed_in_both(a, b)] == [("the coat",)]


def test_a_subject_is_told_once() -> None:
    a = conversation()._replace(disclosures=(disclosure("the phone"), disclosure("the phone", number=4)))
    assert [one.number for one in disclosed_only(a, conversation())] == [1]


def test_behaviours_are_counted_once_a_reply_and_only_where_they_were_surely_heard() -> None:
    uses = (SkillUse("advice", 0, 1, 1.0), SkillUse("advice", 2, 3, 1.0), SkillUse("pity", 0, 1, 0.4))
    (turn,) = turns(("x", 5))
    assert behaviours_heard([turn._replace(reading=NOBODY._replace(skill_uses=uses))]) == {"advice": 1}


def test_two_begin_the_same_by_scenario_words_and_trust() -> None:
    assert begin_the_same(conversation(), conversation(("x", 5)))
    assert not begin_the_same(conversation(), conversation()._replace(opening=("Hi.",)))
