"""`roleplay play` for an author: from any node, with replies from a file, and again after every save."""

import os
from collections.abc import Callable, Sequence
from typing import NamedTuple

from roleplay import library, places
from roleplay.conversation import State, Turn, is_skipped, opening, taken_up
from roleplay.errors import StoreError
from roleplay.nearest import did_you_mean
from roleplay.practice import Practice
from roleplay.scenario import Scenario
from roleplay.shells import telling
from roleplay.shells.backstage import Backstage
from roleplay.shells.paint import Painter
from roleplay.shells.playing import complain, hand_over, is_plain, now, painter_for, standard_input
from roleplay.shells.scenario_desk import opened
from roleplay.shells.sitting import FileChanged, Shown, Sitting

_LARGEST_REPLIES = 1_000_000
"""Bytes of a file of replies; a long conversation has a thousandth of that (set by hand)."""


class Wishes(NamedTuple):
    """How an author wants to play: where to begin, what to say first, and whether the file is watched."""

    node: str | None = None
    trust: float | None = None
    flags: tuple[str, ...] = ()
    replies: str | None = None
    watch: bool = False
    seed: int | None = None
    hide_trust: bool = False
    plain: bool = False


class WishError(Exception):
    """Why it cannot be played so, in a sentence for the author."""


def rehearse(name: str, wishes: Wishes, data: str | None = None) -> int:
    """Play a scenario as an author wants to; gives the exit code."""
    standard_input()
    loaded = opened(name)
    if loaded is None:
        return 2
    try:
        folder = places.data_folder(data)
        places.prepare(folder)
        replies = replies_in(wishes.replies) if wishes.replies else ()
        seed = wishes.seed if wishes.seed is not None else 0 if replies else int.from_bytes(os.urandom(4), "big")
        return _Rehearsal(name, wishes, folder, seed).play(loaded, replies)
    except (StoreError, WishError) as error:
        return complain(str(error))


def replies_in(path: str) -> tuple[str, ...]:
    """The replies in a file, one a line; empty lines and those that begin with # are passed over."""
    try:
        with open(path, "rb") as file:
            content = file.read(_LARGEST_REPLIES + 1)
    except (OSError, ValueError) as error:
        raise WishError(f"The replies cannot be read: {getattr(error, 'strerror', None) or error}.") from error
    if len(content) > _LARGEST_REPLIES:
        raise WishError(f"{path} has more than a million bytes; a file of replies has one a line.")
    lines = content.decode("utf-8-sig", "surrogateescape").splitlines()
    return tuple(line for line in lines if line.strip() and not line.startswith("#"))


def first_state(scenario: Scenario, wishes: Wishes, seed: int) -> State:
    """Where the conversation begins; raises WishError for a node or a flag that is not there."""
    if wishes.node is None and wishes.trust is None and not wishes.flags:
        return opening(scenario, seed)[1]
    node = scenario.start if wishes.node is None else wishes.node
    if node not in scenario.nodes:
        raise WishError(f"There is no node {node!r} in {scenario.id}. {did_you_mean(node, scenario.nodes)}".strip())
    known = {flag for one in scenario.nodes.values() for transition in one.transitions for flag in transition.sets}
    for flag in wishes.flags:
        if flag not in known:
            raise WishError(f"No transition sets the flag {flag!r}. {did_you_mean(flag, known)}".strip())
    trust = scenario.trust.start if wishes.trust is None else round(wishes.trust * 10)
    return taken_up(scenario, seed, node, trust, frozenset(wishes.flags))


class _Rehearsal:
    """One author trying one file."""

    def __init__(self, name: str, wishes: Wishes, folder: str, seed: int) -> None:
        self._name = name
        self._wishes = wishes
        self._folder = folder
        self._seed = seed
        self._plain = is_plain(wishes.plain)
        self._painter: Painter = painter_for(plain=self._plain)
        self._changed = watched(library.find(name) or name) if wishes.watch else None

    def play(self, loaded: library.Loaded, replies: Sequence[str]) -> int:
        """Play until it ends; after each save the new version takes over."""
        backstage = Backstage(self._folder, for_terminal=not self._plain)
        practice = self._practice(loaded)
        turns: Sequence[Turn] | None = None
        while True:
            with Sitting(practice, self._folder, backstage, now) as sitting:
                try:
                    if self._begin(sitting, turns, replies, backstage):
                        return 0
                    newer = self._hold(sitting)
                finally:
                    sitting.leave()
            if newer is None:
                return 0
            loaded, typed = newer
            backstage.store().forget(practice.session)  # the same replies go on in the new version
            turns, replies = practice.turns, [typed] if typed.strip() else []
            practice = self._practice(loaded)

    def _practice(self, loaded: library.Loaded) -> Practice:
        assert loaded.scenario is not None
        first = first_state(loaded.scenario, self._wishes, self._seed)
        return Practice(
            loaded.scenario, loaded.digest, loaded.source, self._seed, self._wishes.hide_trust, first_state=first
        )

    def _begin(
        self, sitting: Sitting, turns: Sequence[Turn] | None, replies: Sequence[str], backstage: Backstage
    ) -> bool:
        """Say again what was said before the file changed, then what is to be said first; gives whether it is over."""
        if turns is None:
            self._introduce(sitting)
        elif say_again(sitting, turns, self._painter):
            return True
        backstage.start()
        sitting.get_ready()
        for reply in replies:
            self._painter.show(telling.learner_says(reply))
            shown = sitting.take(reply)
            self._painter.show(shown.told)
            if _is_last(shown):
                return True
        return False

    def _introduce(self, sitting: Sitting) -> None:
        practice, wishes = sitting.practice, self._wishes
        state = practice.state
        where = f"{practice.scenario.title}, from {state.node}, trust {telling.points(state.standing.trust)}"
        flags = f", with {', '.join(wishes.flags)}" if wishes.flags else ""
        watching = " Save the file, and it goes on in the new version." if wishes.watch else ""
        self._painter.show((*telling.note(f"{where}{flags}, seed {practice.seed}.{watching}"), telling.GAP))
        self._painter.show(sitting.opening())

    def _hold(self, sitting: Sitting) -> tuple[library.Loaded, str] | None:
        """The author types, until it ends or a version that can be played was saved: that one, and what was typed."""
        if sitting.practice.is_over:
            return None
        while True:
            try:
                hand_over(sitting, self._painter, plain=self._plain, changed=self._changed)
                return None
            except FileChanged as news:
                loaded = opened(self._name)
                if loaded is not None and self._can_begin(loaded):
                    return loaded, news.typed
                self._painter.show(telling.note("Still the version before. Mend it and save again."))

    def _can_begin(self, loaded: library.Loaded) -> bool:
        assert loaded.scenario is not None
        try:
            first_state(loaded.scenario, self._wishes, self._seed)
        except WishError as error:
            complain(str(error))
            return False
        return True


def say_again(sitting: Sitting, turns: Sequence[Turn], painter: Painter) -> bool:
    """Say the replies of a conversation again, and show what is different from there on; gives whether it is over."""
    practice, differs = sitting.practice, False
    painter.show((telling.GAP, *telling.note("The file has changed. What you said is said again.")))
    for number, turn in enumerate(turns, 1):
        if practice.is_over or practice.state.node != turn.left:
            painter.show(telling.note(f"Reply {number} was said at {turn.left}, where the conversation is not now."))
            break
        typed = "/skip" if is_skipped(turn.reading) else turn.reply
        shown = sitting.take(typed)
        differs = differs or not practice.turns or not _is_same(practice.turns[-1], turn)
        if differs:
            painter.show((*telling.learner_says(typed), *shown.told))
        if _is_last(shown):
            return True
    if not differs:
        painter.show((*(telling.note("Nothing is different so far.") if turns else ()), *sitting.opening()))
    return False


def _is_same(turn: Turn, other: Turn) -> bool:
    return (turn.lines, turn.trust, turn.state.node) == (other.lines, other.trust, other.state.node)


def _is_last(shown: Shown) -> bool:
    return shown.action in ("quit", "stop", "end")


def watched(path: str) -> Callable[[], bool]:
    """Tells whether a file was saved since it was last asked."""
    last = _stamp(path)

    def changed() -> bool:
        nonlocal last
        stamp = _stamp(path)
        if stamp is None or stamp == last:  # while an editor saves, the file may be gone for a moment
            return False
        last = stamp
        return True

    return changed


def _stamp(path: str) -> tuple[int, int] | None:
    try:
        about = os.stat(path)
    except OSError:
        return None
    return (about.st_mtime_ns, about.st_size) if about.st_size else None
