"""Two conversations side by side: what they share, where they part, and which reply made the difference."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from roleplay.conversation import Turn
from roleplay.worth import SURE

DEEP = 2
"""From this depth on a line gives something away (0..3, the author's)."""


class Disclosure(NamedTuple):
    """A deep line of the client's: said after reply `number` (0: the first words), at which beat, about what."""

    number: int
    node: str
    text: str
    about: tuple[str, ...]
    depth: int

    @property
    def key(self) -> tuple[str, ...]:
        """What makes two disclosures the same: their subjects, or the beat where the author named none."""
        return self.about or (self.node,)


class Played(NamedTuple):
    """A conversation as it is compared. Trust in tenths; `disclosures` is None where its scenario cannot be read.

    `ending` is its node, "" before the end; `ending_title` and `ending_meaning` are the author's.
    """

    session: str
    scenario_id: str
    scenario_digest: str
    title: str
    client: str
    started_at: str
    parent: str
    parent_turn: int
    opening: tuple[str, ...]
    start: int
    turns: tuple[Turn, ...]
    ending: str = ""
    ending_title: str = ""
    ending_meaning: str = ""
    disclosures: tuple[Disclosure, ...] | None = ()

    @property
    def trust(self) -> int:
        """Trust at the end."""
        return self.turns[-1].trust.after if self.turns else self.start


class Pair(NamedTuple):
    """What was said as reply `number` in each, None where one was over already."""

    number: int
    a: Turn | None
    b: Turn | None

    @property
    def difference(self) -> int:
        """How much more the reply did for trust in B than in A, in tenths; no reply does nothing."""
        return _gain(self.b) - _gain(self.a)


class Difference(NamedTuple):
    """The reply that made the most difference: `amount` of the `gap` in trust between the ends, both B less A."""

    pair: Pair
    amount: int
    gap: int
    is_where_they_part: bool


class Comparison(NamedTuple):
    """Two conversations compared. `shared` counts the replies that are the same; None: no common beginning."""

    a: Played
    b: Played
    shared: int | None
    parted: tuple[Pair, ...]
    most_difference: Difference | None


def compared(a: Played, b: Played) -> Comparison:
    """Two conversations set side by side from where they part."""
    if not begin_the_same(a, b):
        return Comparison(a, b, None, (), None)
    shared = _shared(a.turns, b.turns)
    rest = zip_longest(a.turns[shared:], b.turns[shared:])
    parted = tuple(Pair(number, *pair) for number, pair in enumerate(rest, shared + 1))
    return Comparison(a, b, shared, parted, most_difference(parted))


def begin_the_same(a: Played, b: Played) -> bool:
    """Whether both are of one scenario and open with the same words at the same trust."""
    return (a.scenario_id, a.opening, a.start) == (b.scenario_id, b.opening, b.start)


def most_difference(parted: Sequence[Pair]) -> Difference | None:
    """The pair of replies that did most to bring about the gap between the two ends; None if none did anything.

    Trust at the two ends differs by exactly the sum, over all replies since they parted, of how differently the
    two replies of one number moved it. So each pair has a share of the gap, and the largest share that points the
    way of the gap is taken (of shares as large, the earliest; with no gap, the largest either way). The
    first parting replies alone are answers to the same line, so only there is the difference surely the reply's
    own; but a small change of words at the parting and a broken promise four replies later are not the same
    lesson, and taking the parting reply always would name the first. Whether it is the parting reply is told.
    """
    gap = sum(pair.difference for pair in parted)
    way = (gap > 0) - (gap < 0)
    shares = [(pair.difference * way if way else abs(pair.difference), -pair.number, pair) for pair in parted]
    share, _, pair = max(shares, default=(0, 0, None))
    if pair is None or share <= 0:
        return None
    return Difference(pair, pair.difference, gap, pair.number == parted[0].number)


def behaviours_heard(turns: Sequence[Turn]) -> dict[str, int]:
    """How many replies each behaviour was surely heard in."""
    counts: dict[str, int] = {}
    for turn in turns:
        for name in {use.skill for use in turn.reading.skill_uses if use.confidence >= SURE}:
            counts[name] = counts.get(name, 0) + 1
    return counts


def disclosed_only(one: Played, other: Played) -> tuple[Disclosure, ...]:
    """What the client gave away in one conversation and not in the other, each subject once."""
    told = {disclosure.key for disclosure in other.disclosures or ()}
    return tuple(disclosure for disclosure in _first(one.disclosures or ()) if disclosure.key not in told)


def disclosed_in_both(a: Played, b: Played) -> tuple[Disclosure, ...]:
    """What the client gave away in both, as it was said in the first."""
    told = {disclosure.key for disclosure in b.disclosures or ()}
    return tuple(disclosure for disclosure in _first(a.disclosures or ()) if disclosure.key in told)


def _first(disclosures: Sequence[Disclosure]) -> Iterator[Disclosure]:
    seen = set()
    for disclosure in disclosures:
        if disclosure.key not in seen:
            seen.add(disclosure.key)
            yield disclosure


def _shared(a: Sequence[Turn], b: Sequence[Turn]) -> int:
    """How many replies from the first on are the same, with what they did and what followed."""
    count = 0
    for one, other in zip(a, b, strict=False):
        if (one.reply, one.trust, one.lines) != (other.reply, other.trust, other.lines):
            break
        count += 1
    return count


def _gain(turn: Turn | None) -> int:
    return turn.trust.after - turn.trust.before if turn is not None else 0
