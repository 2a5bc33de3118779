"""One conversation made elsewhere: what the client said, and what each of the learner's replies did to trust."""

from typing import NamedTuple

from roleplay.ears.client_lines import context_of, shortened
from roleplay.ears.listening import NOTHING, listen
from roleplay.moving import move_trust
from roleplay.practice import LONGEST_REPLY, unscored_kind
from roleplay.reading import Context, Reading
from roleplay.trust import RUPTURE_STRAIN, TrustChange, TrustRules, first_standing

_EARLIER = 4
_REPLIES = 4
_SHORT = 3
_MOST_IN_A_ROW = 5
_SAYS_LITTLE = frozenset(("low_effort", "jars", "lands_well"))


class Temperament(NamedTuple):
    """Who the client is taken to be: the rules by which trust moves, and the words they use for themself."""

    rules: TrustRules
    own_terms: tuple[str, ...] = ()


class Scored(NamedTuple):
    """What one reply was heard as and did to trust.

    `kind` is "turn", or why nothing moved: "empty" or "not_english". `cut` counts the characters at the end
    that were not listened to.
    """

    reading: Reading
    trust: TrustChange
    kind: str = "turn"
    cut: int = 0


class Fold:
    """A conversation under way; its size does not grow, however long it gets.

    Lines that the client says one after the other are answered as one.
    """

    def __init__(self, temperament: Temperament, trust: int | None = None) -> None:
        """Trust begins at `trust` tenths, or where this temperament starts."""
        self._rules, self._own_terms = temperament
        begun = self._rules if trust is None else self._rules._replace(start=trust)
        self.standing = first_standing(begun)
        self._lines: tuple[str, ...] = ()
        self._replies: tuple[str, ...] = ()
        self._acts: tuple[str, ...] = ()
        self._earlier_acts: tuple[str, ...] = ()
        self._heard: Context | None = None
        self._is_answered = True
        self._in_a_row = 0

    def client_says(self, text: str) -> None:
        """Remember what the client said; a line of nothing is no line."""
        line = shortened(text.strip())
        if not line:
            return
        if self._is_answered:
            self._lines = (*self._lines[-_EARLIER:], line)
            self._earlier_acts = self._acts
        else:
            self._lines = (*self._lines[:-1], shortened(f"{self._lines[-1]}\n{line}"))
        self._heard = None
        self._is_answered = False

    def context(self) -> Context:
        """What the next reply answers."""
        is_open = self.standing.strain >= RUPTURE_STRAIN
        if self._heard is None:
            self._heard = context_of(self._lines, own_terms=self._own_terms)
            self._acts = self._heard.acts
        return self._heard._replace(replies=self._replies, open_rupture=is_open or self._heard.open_rupture)

    def reply(self, text: str) -> Scored:
        """What the learner's next turn did; nobody is stopped here, since nobody is being practised with."""
        heard, cut = text[:LONGEST_REPLY], max(0, len(text) - LONGEST_REPLY)
        trust = self.standing.trust
        if not heard.strip():
            return Scored(Reading(NOTHING), TrustChange(trust, trust), "empty", cut)
        reading = listen(heard, self.context(), is_practice=True)
        self._is_answered = True
        self._replies = (*self._replies[1 - _REPLIES :], heard)
        kind = unscored_kind(reading)
        if kind:
            return Scored(reading, TrustChange(trust, trust), kind, cut)
        if self._only_listens(reading, heard):
            return Scored(reading, TrustChange(trust, trust), "turn", cut)
        change, self.standing = move_trust(self._rules, self.standing, reading, self._acts, self._earlier_acts)
        return Scored(reading, change, "turn", cut)

    def _only_listens(self, reading: Reading, reply: str) -> bool:
        """Whether the reply is a "mm-hmm" or "okay", which is no silence in spoken talk until many come in a row."""
        is_short = len(reply.split()) <= _SHORT and all(use.skill in _SAYS_LITTLE for use in reading.skill_uses)
        self._in_a_row = self._in_a_row + 1 if is_short else 0
        return 0 < self._in_a_row <= _MOST_IN_A_ROW
