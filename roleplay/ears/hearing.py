"""One reply laid out for the detectors: its words, the phrases found in them, and what they answer."""

from collections.abc import Callable, Iterator, Sequence
from itertools import compress, count

from roleplay.ears.anchors import Anchor, anchors_in, index_for, stem
from roleplay.ears.cues import Group, Hit, overlaps, words_in
from roleplay.ears.finding import find
from roleplay.ears.words import Words
from roleplay.reading import Context, SkillUse

_NEGATION_REACH = 3
_new = tuple.__new__
_NOWHERE: frozenset[int] = frozenset()


class Hearing:
    """A reply and its context, prepared once so that each detector is small.

    `hits` are the phrases found, by tag; `anchors` where the reply touches the client's last line.
    """

    __slots__ = (
        *("_deniable", "_earlier", "_meant", "_reported", "_views"),
        *("anchors", "context", "hits", "stems", "words"),
    )

    def __init__(self, words: Words, context: Context, hits: dict[str, list[Hit]] | None = None) -> None:
        self.words = words
        self.context = context
        self.hits = find(words) if hits is None else hits
        self._meant: dict[str, list[Hit]] = {}
        self.stems = list(map(stem, words.text))
        self.anchors: list[Anchor] = anchors_in(self.stems, index_for(context.line, context.about))
        self._earlier: list[Anchor] | None = None
        self._reported = self._rest_of_clause("_reported") | words.quoted
        self._deniable = self._within_reach_of_negators()
        self._views = self._rest_of_clause("_their_view")

    @property
    def earlier_anchors(self) -> list[Anchor]:
        """Where the reply touches one of the four lines before the client's last."""
        if self._earlier is None:
            indexes = [index_for(line, ()) for line in self.context.earlier[-4:]]
            self._earlier = [anchor for index in indexes for anchor in anchors_in(self.stems, index)]
        return self._earlier

    def _rest_of_clause(self, tag: str) -> frozenset[int]:
        """The words after each phrase of a tag, up to the end of its clause."""
        if tag not in self.hits:
            return _NOWHERE
        found: set[int] = set()
        for hit in self.hits[tag]:
            found.update(range(hit.last, self.words.clauses[self.words.clause_of[hit.last - 1]].last))
        return frozenset(found)

    def _within_reach_of_negators(self) -> frozenset[int]:
        """The words that a negator before them may deny."""
        text, negators = self.words.text, words_in("negator")
        if negators.isdisjoint(text):
            return _NOWHERE
        places = compress(count(1), map(negators.__contains__, text))
        return frozenset(index for place in places for index in range(place, place + _NEGATION_REACH))

    def heard(self, tag: str) -> Sequence[Hit]:
        """The phrases of a tag that are meant: not negated or reported, in the kind of sentence they need."""
        meant = self._meant.get(tag)
        if meant is None:
            hits = self.hits.get(tag)
            if hits is None:
                return ()
            exceptions = self.hits.get(hits[0].group.exceptions, ())
            meant = self._meant[tag] = [hit for hit in hits if self._is_meant(*hit, exceptions)]
        return meant

    def _is_meant(self, group: Group, first: int, last: int, exceptions: Sequence[Hit]) -> bool:
        if group.where != "any" and (group.where == "question") != self.words.is_question(first):
            return False
        if not group.reported and first in self._reported:
            return False
        if group.own and first in self._views:
            return False
        if exceptions and overlaps(first, last, exceptions):
            return False
        return group.negation != "cancels" or not self.is_negated(first)

    def is_negated(self, index: int) -> bool:
        """Whether an odd number of negations stands within three words before, in the same clause.

        Two cancel out; "not just" and "not only" deny nothing. The reach is VADER's (Hutto and Gilbert 2014).
        """
        times = 0
        if index in self._deniable:
            text, negators = self.words.text, words_in("negator")
            for place in range(max(self.words.clause_start(index), index - _NEGATION_REACH), index):
                if text[place] in negators and text[place + 1] not in ("just", "only"):
                    times += 1
        if not times and "_denial" in self.hits:
            return any(hit.last <= index and self.same_clause(hit.first, index) for hit in self.hits["_denial"])
        return times % 2 == 1

    def is_reported(self, index: int) -> bool:
        """Whether the word is a quotation or somebody else's."""
        return index in self._reported

    def same_clause(self, one: int, other: int) -> bool:
        """Whether two words stand in the same clause."""
        return self.words.clause_of[one] == self.words.clause_of[other]

    def anchors_between(self, first: int, last: int) -> list[Anchor]:
        """The anchors that start within the words `first` up to but not including `last`."""
        return self.anchors and [anchor for anchor in self.anchors if first <= anchor[0] < last]

    def use(self, skill: str, first: int, last: int, confidence: float) -> SkillUse:
        """A use of a skill in words `first` up to but not including `last`."""
        return _new(SkillUse, (skill, self.words.starts[first], self.words.ends[last - 1], confidence))


class Detector:
    """Finds every use of one behaviour, or of a few that are told apart together.

    It need only be asked where a phrase of one of its `tags` was found, or of whatever reply if it has none.
    """

    __slots__ = ("detect", "tags")

    def __init__(self, detect: Callable[[Hearing], Iterator[SkillUse]], *tags: str) -> None:
        self.detect = detect
        self.tags = frozenset(tags)
