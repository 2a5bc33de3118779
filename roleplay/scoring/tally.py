"""What scoring one transcript, or many, came to."""

from typing import NamedTuple

from roleplay.scoring.fold import Scored


class Cause(NamedTuple):
    """One cause of changes of trust, added up in tenths: how often, and the words in which it weighed most."""

    amount: int = 0
    times: int = 0
    most: int = 0
    words: str = ""

    def with_more(self, other: "Cause") -> "Cause":
        """Both together; of two that weigh the same, the first one's words."""
        heavier = other if abs(other.most) > abs(self.most) else self
        return Cause(self.amount + other.amount, self.times + other.times, heavier.most, heavier.words)


class Tally:
    """The learner's turns of one transcript: how many, what trust did, and why."""

    __slots__ = ("after", "before", "causes", "id", "line", "scored", "turns")

    def __init__(self, name: str, line: int) -> None:
        self.id = name
        self.line = line
        self.turns = 0
        self.scored = 0
        self.before = self.after = 0
        self.causes: dict[str, Cause] = {}

    def add(self, text: str, scored: Scored) -> None:
        """Count one of the learner's turns."""
        change = scored.trust
        if not self.turns:
            self.before = change.before
        self.turns += 1
        self.scored += scored.kind == "turn"
        self.after = change.after
        for name, amount, start, end in change.reasons:
            heard = Cause(amount, 1, amount, text[start:end])
            self.causes[name] = self.causes[name].with_more(heard) if name in self.causes else heard

    @property
    def change(self) -> int:
        """What trust did from the first turn to the last, in tenths."""
        return self.after - self.before


class Total:
    """Many transcripts added up; it does not grow with them."""

    def __init__(self) -> None:
        self.transcripts = self.turns = self.scored = 0
        self.change = self.rose = self.fell = 0
        self.causes: dict[str, Cause] = {}

    def add(self, tally: Tally) -> None:
        """Count one transcript."""
        self.transcripts += 1
        self.turns += tally.turns
        self.scored += tally.scored
        self.change += tally.change
        self.rose += tally.change > 0
        self.fell += tally.change < 0
        for name, cause in tally.causes.items():
            self.causes[name] = self.causes[name].with_more(cause) if name in self.causes else cause
