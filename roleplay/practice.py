"""One learner in one conversation: hear the reply, respond, remember, step back."""

from typing import TYPE_CHECKING, NamedTuple

from roleplay.conversation import State, Turn, context_for, fitted, is_skipped, line_of, opening, respond, skip
from roleplay.scenario import Node, Scenario

if TYPE_CHECKING:
    from roleplay.keeping.store import Store
    from roleplay.reading import Context, Reading
    from roleplay.reviewing.account import Account

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


class Ahead(NamedTuple):
    """What was heard in words that are still being typed, as an answer to this."""

    text: str
    context: "Context"
    reading: "Reading"


class Origin(NamedTuple):
    """Where a new attempt leaves an older session: after so many of its turns, of which the next was `then`.

    `is_edited` is whether it goes on with another version of the scenario.
    """

    session: str
    after: int
    then: Turn
    is_edited: bool = False


class Practice:
    """A conversation under way. Nothing is scored twice, and each turn is kept before it is shown.

    `file` is the path of the scenario, "" for one of ours; `parent` the session that this one is another attempt of.
    """

    def __init__(
        self,
        scenario: Scenario,
        digest: str,
        source: str,
        seed: int,
        hide_trust: bool = False,
        file: str = "",
        first_state: State | None = None,
    ) -> None:
        self.scenario = scenario
        self.digest = digest
        self.source = source
        self.session = ""
        self.seed = seed
        self.hide_trust = hide_trust
        self.file = file
        self.parent = ""
        self.turns: list[Turn] = []
        self.first_state = first_state or opening(scenario, seed)[1]
        self.opening = self._rendered((line_of(scenario, self.first_state).text,), self.first_state)
        self._store: Store | None = None
        self._origin: Origin | None = None
        self._ahead: Ahead | None = None

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
        replies = tuple(turn.reply for turn in self.turns[-4:] if not is_skipped(turn.reading))
        return context_for(self.scenario, self.state, self.lines_shown()[-6:], replies)

    @property
    def then(self) -> Turn | None:
        """What was said at this point in the session that is being replayed, until something new is said."""
        origin = self._origin
        return origin.then if origin is not None and len(self.turns) == origin.after else None

    @property
    def has_something_new(self) -> bool:
        """Whether anything was said that no other session has."""
        return bool(self.turns) and self.then is None

    def account(self) -> "Account":
        """The conversation so far, laid out for review."""
        from roleplay.reviewing.account import Account, account_of

        head = Account(self.scenario.title, self.client, (), 0, self.session, self.scenario.id)
        return account_of(self.scenario, head, " ".join(self.opening), self.first_state, self.turns)

    def keep_in(self, store: "Store", session: str, at: str) -> None:
        """From here on everything is kept in the store, as a new session of this name."""
        from roleplay.keeping.saving import begin, branch

        if self._origin is None:
            begin(store, self, session, at)
        else:
            branch(store, self, self._origin, session, at)
        self._store = store
        self.session = session

    def continue_in(self, store: "Store", session: str) -> None:
        """Go on in a session that the store keeps."""
        self._store = store
        self.session = session

    def recall(self, opening: tuple[str, ...], first_state: State, turns: list[Turn]) -> None:
        """Stand where a kept session stood; a line that is no longer in the scenario gives way to the nearest one."""
        self.opening, self.first_state, self.turns = opening, first_state, turns
        if turns:
            turns[-1] = turns[-1]._replace(state=fitted(self.scenario, turns[-1].state))
        else:
            self.first_state = fitted(self.scenario, first_state)

    def replay(self, origin: Origin) -> None:
        """What is said from here on is a new attempt, kept with the first reply."""
        self._origin = origin
        self.parent = origin.session

    def reply(self, text: str, at: str, *, is_practice: bool = False) -> Answer:
        """What becomes of a reply typed at this time (ISO text in UTC).

        With `is_practice` the learner has said that words which sounded like their own crisis were part of
        the practice.
        """
        if self.is_over:
            return Answer("over")
        heard, cut = text[:LONGEST_REPLY], max(0, len(text) - LONGEST_REPLY)
        if not heard.strip():
            return Answer("empty")
        reading = self._heard(heard, is_practice=is_practice)
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

    def listen_ahead(self, text: str) -> None:
        """Listen to words that are still being typed: if just these are said, they need not be listened to again.

        Nothing is scored or kept.
        """
        from roleplay.ears.listening import listen

        heard, context = text[:LONGEST_REPLY], self.context()
        if heard.strip() and not self.is_over:
            self._ahead = Ahead(heard, context, listen(heard, context))

    def _heard(self, text: str, *, is_practice: bool) -> "Reading":
        """What is heard in a reply; a reading that was made while it was typed is the same one."""
        from roleplay.ears.listening import listen

        ahead, context = self._ahead, self.context()
        self._ahead = None
        if ahead is not None and not is_practice and (ahead.text, ahead.context) == (text, context):
            return ahead.reading
        return listen(text, context, is_practice=is_practice)

    def skip(self, at: str) -> Turn:
        """This moment passed over at this time: the client goes on, trust stays, and it is kept like any turn."""
        turn = skip(self.scenario, self.seed, self.state)
        turn = turn._replace(lines=self._rendered(turn.lines, turn.state))
        self._remember(turn, at)
        return turn

    def sounds_like_crisis(self, text: str) -> bool:
        """Whether a reply may be about the learner's own danger; nothing is scored or kept."""
        from roleplay.ears.listening import listen

        return "crisis" in unscored_kind(listen(text[:LONGEST_REPLY], self.context()))

    def step_back(self, new_session: str, at: str) -> Turn | None:
        """The last turn taken back, if there was one: it stays on record in the old session, a new one goes on."""
        if not self.turns:
            return None
        if self._store is None and self._origin is not None:
            self._origin = self._origin._replace(after=len(self.turns) - 1, then=self.turns[-1])
            return self.turns.pop()
        if self._store is not None:
            self._store.fork(self.session, new_session, len(self.turns) - 1, at)
        self.parent, self.session, self._origin = self.session, new_session, None
        return self.turns.pop()

    def _remember(self, turn: Turn, at: str) -> None:
        if self._store is not None:
            from roleplay.keeping.saving import append

            append(self._store, self, turn, at)
        self.turns.append(turn)

    def _put_aside(self, kind: str, text: str, at: str) -> None:
        if self._store is not None:
            from roleplay.keeping.saving import put_aside

            put_aside(self._store, self, kind, text, at)

    def _rendered(self, lines: tuple[str, ...], state: State) -> tuple[str, ...]:
        """The lines with the names in them filled in."""
        if not any("{" in line for line in lines):
            return lines
        from roleplay.templates import say

        names = names_at(self.scenario, state)
        return tuple(say(line, names) for line in lines)


def names_at(scenario: Scenario, state: State) -> dict[str, str | int | float]:
    """What the names in a line stand for in this state."""
    return {
        "client": scenario.persona.name.split()[0],
        "band": state.band,
        "trust": state.standing.trust / 10,
        "visits": state.visits[state.node],
        "replies": state.replies,
        "day": state.mentions.get("day", ""),
        "learner": state.mentions.get("name", ""),
    }


def unscored_kind(reading: "Reading") -> str:
    """Why a reading is no turn of the conversation; "" if it is one."""
    for flag in ("learner_crisis", "maybe_learner_crisis", "about_program"):
        if flag in reading.flags:
            return flag
    return "" if reading.language == "en" else "not_english"
