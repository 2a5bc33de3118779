"""One learner at one screen: what each line they type comes to, and what is shown for it."""

import os
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Self

from roleplay.errors import StoreError
from roleplay.practice import LONGEST_REPLY, Answer, Practice
from roleplay.shells import attempts_told, telling
from roleplay.shells.backstage import Backstage
from roleplay.shells.telling import Paragraph, Told

if TYPE_CHECKING:
    from roleplay.conversation import Turn
    from roleplay.shells.commands import Desk

Clock = Callable[[], str]
"""Tells the time as ISO text in UTC."""


class FileChanged(Exception):  # noqa: N818 - it is news, and nothing went wrong
    """The file that is being tried was saved again; `typed` is what was typed meanwhile."""

    def __init__(self, typed: str = "") -> None:
        super().__init__(typed)
        self.typed = typed


class Shown(NamedTuple):
    """What to show for a line, and what then: "" go on, "pause", or "quit", "stop" and "end" to leave."""

    told: Told
    action: str = ""


class Sitting:
    """A practice on its way to a screen. Needs nothing slow before the first line is typed."""

    def __init__(self, practice: Practice, folder: str, backstage: Backstage, clock: Clock) -> None:
        self.practice = practice
        self.width = 72
        self.ascii_only = False
        self._folder = folder
        self._backstage = backstage
        self._clock = clock
        self._locks = ExitStack()
        self._doubtful = ""
        self._has_unscored = False
        self._is_ready = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._locks.close()

    @cached_property
    def _desk(self) -> "Desk":
        """Where the slash commands are answered."""
        from roleplay.shells.commands import Desk

        return Desk(self.practice)

    def get_ready(self) -> None:
        """The session is kept from here on, and nobody else can open it; raises StoreError."""
        if self._is_ready:
            return
        store = self._backstage.store()
        if not self.practice.session:
            session = self._new_session()
            self.practice.keep_in(store, session, self._clock())
        self._hold(self.practice.session)
        self._is_ready = True

    def opening(self) -> Told:
        """What the client says first, or said last when the conversation goes on; in a replay, what followed then."""
        practice = self.practice
        lines = practice.turns[-1].lines if practice.turns else practice.opening
        return (*_lines(practice, lines), *attempts_told.said_then(practice))

    def support_line(self) -> str:
        """Whom the learner can call, where the scenario wants that in view all the time; else ""."""
        if not self.practice.scenario.support_line:
            return ""
        from roleplay.shells.support import in_view

        return in_view()

    def listen_ahead(self, text: str) -> None:
        """Listen to what has been typed so far, where it may be a reply; shows and keeps nothing."""
        if self._backstage.is_finished() and not (self._doubtful or self._desk.is_command(text)):
            self.practice.listen_ahead(text)

    def take(self, text: str) -> Shown:
        """What a typed line comes to. The line is kept before anything is returned; raises StoreError."""
        if self._doubtful:
            return self._sure(text)
        if self._desk.is_command(text):
            return self._command(text)
        return self._said(text)

    def _said(self, text: str, *, is_practice: bool = False) -> Shown:
        """What words to the client come to. A crisis is answered even where nothing can be kept."""
        self._backstage.finish()
        try:
            self.get_ready()
            answer = self.practice.reply(text, self._clock(), is_practice=is_practice)
        except StoreError as error:
            if not is_practice and self.practice.sounds_like_crisis(text):
                from roleplay.shells import support

                return Shown(support.crisis_card(), "stop")
            raise StoreError(f"{error}\nNot kept, what you typed: {text.strip()}") from error
        return self._shown(answer, text)

    def _shown(self, answer: Answer, text: str) -> Shown:
        if answer.turn is not None:
            return self._turn(answer)
        from roleplay.shells import support

        self._has_unscored = self._has_unscored or answer.kind == "not_english"
        if answer.kind == "learner_crisis":
            return Shown(support.crisis_card(), "stop")
        if answer.kind == "maybe_learner_crisis":
            self._doubtful = text
            return Shown((Paragraph("warning", support.QUICK_CHECK), *_choices()))
        return Shown(telling.note(_UNSCORED[answer.kind].format(client=self.practice.client)))

    def _turn(self, answer: Answer) -> Shown:
        assert answer.turn is not None
        turn = answer.turn
        told: list[Paragraph] = []
        if answer.cut:
            told += telling.note(
                f"That was long: the first {LONGEST_REPLY:,} characters were heard, {answer.cut:,} more were kept "
                "with the session but not heard."
            )
        if not self.practice.hide_trust:
            told += telling.trust_line(self.practice.scenario, turn)
        return self._answered(turn, told)

    def _answered(self, turn: "Turn", told: Sequence[Paragraph]) -> Shown:
        """What the client says now, and the closing where that was the last of it."""
        told = [*told, *_lines(self.practice, turn.lines)]
        if self.practice.is_over:
            from roleplay.shells.closing import closing

            told += closing(self.practice, self.width, ascii_only=self.ascii_only)
            return Shown(tuple(told), "end")
        return Shown(tuple(told))

    def _sure(self, text: str) -> Shown:
        """What the learner answers when asked whether words were about themself."""
        answer = text.strip().lower()
        doubtful, self._doubtful = self._doubtful, ""
        if answer in ("p", "practice", "part of the practice"):
            return self._said(doubtful, is_practice=True)
        if answer in ("/quit", "q"):
            return self._command("/quit")
        from roleplay.shells.support import crisis_card

        return Shown(crisis_card(), "stop")

    def _command(self, text: str) -> Shown:
        ordered = self._desk.order(text)
        if ordered.action == "undo":
            return self._undo()
        if ordered.action == "skip":
            return self._skip()
        if ordered.action == "quit":
            return Shown(self.farewell(), "quit")
        if text.split()[0].lower() == "/trust" and not self._desk.hides_trust():
            bar = telling.gauge(self.practice.state.standing.trust, ascii_only=self.ascii_only)
            return Shown((*ordered.told, Paragraph("trust", bar)))
        return Shown(ordered.told, ordered.action)

    def _skip(self) -> Shown:
        """The moment passed over, with what the client says next."""
        self._backstage.finish()
        self.get_ready()
        return self._answered(self.practice.skip(self._clock()), telling.note("Skipped. Trust stays as it is."))

    def _undo(self) -> Shown:
        if self.practice.then is not None and not self._is_ready:
            self.practice.step_back("", self._clock())
            return Shown((*telling.note("One reply further back."), *self.opening()))
        self.get_ready()
        old = self.practice.session
        new = self._new_session()
        self._hold(new)
        taken = self.practice.step_back(new, self._clock())
        assert taken is not None
        told = telling.note(
            f"Taken back: {telling.quoted(taken.reply, 0, len(taken.reply))} It stays on record as session {old}; "
            "say it differently here."
        )
        return Shown((*told, *self.opening()))

    def farewell(self) -> Told:
        """What is said to somebody who leaves: that nothing is lost, and how to go on."""
        practice = self.practice
        if practice.has_something_new:
            return attempts_told.kept_for_later(practice)
        if self._has_unscored:
            return attempts_told.kept_unscored(practice.session)
        if practice.then is not None:
            return telling.note(f"Nothing new was said, so nothing was added. Session {practice.parent} is as it was.")
        return telling.note("Another time, then.")

    def leave(self) -> None:
        """A session in which nothing was said is not kept, as far as the store can still be written."""
        if self._is_ready and not self.practice.has_something_new:
            store = self._backstage.store()
            with suppress(StoreError):
                kept = store.session(self.practice.session)
                if kept is not None and not kept.asides:
                    store.forget(self.practice.session)
        if self.practice.is_over and self.practice.has_something_new:
            self._look_ahead_to_the_review()

    def _look_ahead_to_the_review(self) -> None:
        """Find out which endings were within reach and keep that, so that the first review need not."""
        from roleplay.keeping.outlooks import outlook_of_kept

        practice = self.practice
        states = [practice.first_state, *(turn.state for turn in practice.turns)]
        outlook_of_kept(practice.scenario, practice.digest, states, os.path.join(self._folder, "compiled"))

    def _new_session(self) -> str:
        from roleplay.keeping.store import new_id

        return new_id(os.urandom(8))

    def _hold(self, session: str) -> None:
        from roleplay.keeping.session_lock import hold

        self._locks.enter_context(hold(self._folder, session))


_UNSCORED = {
    "empty": "Type what you would say to {client}, or /help.",
    "not_english": "I can only listen to English for now, and I could not read that as English words. "
    "Trust has not moved; your words are kept. Please say it again.",
    "about_program": "Outside the story: {client} is an invented practice character, played by rules on this "
    "computer. Trust has not moved. What would you say to {client}?",
    "over": "This conversation has ended.",
}


def _choices() -> Told:
    return telling.note('Type "practice", "me" or "not sure".')


def _lines(practice: Practice, lines: tuple[str, ...]) -> Told:
    return tuple(paragraph for line in lines for paragraph in telling.client_says(practice.client, line))
