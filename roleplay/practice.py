"""One learner in one conversation: hear the reply, respond, remember, step back."""

from typing import TYPE_CHECKING, NamedTuple

from roleplay.conversation import State, Turn, context_for, opening, respond
from roleplay.scenario import Node, Scenario

if TYPE_CHECKING:
    from roleplay.reading import Context, Reading
    from roleplay.store import Store

LONGEST_REPLY = 2_000
"""Characters of a reply that are listened to; nobody says more in one breath (set by hand)."""


class Answer(NamedTuple):
    """What became of a reply.

    `kind` is "turn", or why there was none: "empty", "not_english", "learner_crisis", "maybe_learner_crisis",
    "about_program" or "over". `cut` counts characters beyond the longest reply, which were kept but not heard.
    """

    kind: str
    turn: Turn | None = None
    cut: int = 0


class Practice:
    """A conversation under way. Nothing is scored twice, and each turn is kept before it is shown."""

    def __init__(self, scenario: Scenario, digest: str, source: str, seed: int, hide_trust: bool = False) -> None:
        self.scenario = scenario
        self.digest = digest
        self.source = source
        self.session = ""
        self.seed = seed
        self.hide_trust = hide_trust
        self.turns: list[Turn] = []
        lines, self.first_state = opening(scenario, seed)
        self.opening = self._rendered(lines, self.first_state)
        self._store: Store | None = None

    @property
    def state(self) -> State:
        """Where the conversation stands."""
        return self.turns[-1].state if self.turns else self.first_state

    @property
    def node(self) -> Node:
        """The beat that the client is at."""
        return self.scenario.nodes[self.state.node]

    @property
    def is_over(self) -> bool:
        """Whether the conversation has reached an ending."""
        return self.node.ending is not None

    @property
    def client(self) -> str:
        """The client's first name, as screens use it."""
        return self.scenario.persona.name.split()[0]

    def lines_shown(self) -> tuple[str, ...]:
        """What the client said at each turn, oldest first, several lines of a turn as one."""
        return (" ".join(self.opening), *(" ".join(turn.lines) for turn in self.turns))

    def context(self) -> "Context":
        """What the next reply answers."""
        replies = tuple(turn.reply for turn in self.turns[-4:])
        return context_for(self.scenario, self.state, self.lines_shown()[-6:], replies)

    def keep_in(self, store: "Store", session: str, at: str) -> None:
        """From here on everything is kept in the store, as a new session of this name."""
        from roleplay.keeping import begin

        self._store = store
        self.session = session
        begin(store, self, at)

    def continue_in(self, store: "Store", session: str, turns: list[Turn], lines: tuple[str, ...]) -> None:
        """Go on from what the store kept."""
        self._store = store
        self.session = session
        self.turns = turns
        self.opening = lines

    def reply(self, text: str, at: str, *, is_practice: bool = False) -> Answer:
        """What becomes of a reply typed at this time (ISO text in UTC).

        With `is_practice` the learner has said that words which sounded like their own crisis were part of
        the practice.
        """
        from roleplay.listening import listen

        if self.is_over:
            return Answer("over")
        heard, cut = text[:LONGEST_REPLY], max(0, len(text) - LONGEST_REPLY)
        if not heard.strip():
            return Answer("empty")
        reading = listen(heard, self.context(), is_practice=is_practice)
        kind = unscored_kind(reading)
        if kind:
            if kind == "not_english":
                self._put_aside(kind, text, at)
            return Answer(kind, None, cut)
        if cut:
            self._put_aside("uncut", text, at)
        turn = respond(self.scenario, self.seed, self.state, heard, reading)
        turn = turn._replace(lines=self._rendered(turn.lines, turn.state))
        self._remember(turn, at)
        return Answer("turn", turn, cut)

    def sounds_like_crisis(self, text: str) -> bool:
        """Whether a reply may be about the learner's own danger; nothing is scored or kept."""
        from roleplay.listening import listen

        return "crisis" in unscored_kind(listen(text[:LONGEST_REPLY], self.context()))

    def step_back(self, new_session: str, at: str) -> Turn | None:
        """The last turn taken back, if there was one: it stays on record in the old session, a new one goes on."""
        if not self.turns:
            return None
        if self._store is not None:
            self._store.fork(self.session, new_session, len(self.turns) - 1, at)
        self.session = new_session
        return self.turns.pop()

    def _remember(self, turn: Turn, at: str) -> None:
        if self._store is not None:
            from roleplay.keeping import append

            append(self._store, self, turn, at)
        self.turns.append(turn)

    def _put_aside(self, kind: str, text: str, at: str) -> None:
        if self._store is not None:
            from roleplay.keeping import put_aside

            put_aside(self._store, self, kind, text, at)

    def _rendered(self, lines: tuple[str, ...], state: State) -> tuple[str, ...]:
        """The lines with the names in them filled in."""
        if not any("{" in line for line in lines):
            return lines
        from roleplay.templates import say

        names = {
            "client": self.client,
            "band": state.band,
            "trust": state.standing.trust / 10,
            "visits": state.visits[state.node],
            "replies": state.replies,
            "day": state.mentions.get("day", ""),
            "learner": state.mentions.get("name", ""),
        }
        return tuple(say(line, names) for line in lines)


def unscored_kind(reading: "Reading") -> str:
    """Why a reading is no turn of the conversation; "" if it is one."""
    for flag in ("learner_crisis", "maybe_learner_crisis", "about_program"):
        if flag in reading.flags:
            return flag
    return "" if reading.language == "en" else "not_english"
