"""Loads what the first reply needs while the learner is still reading."""

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from threading import Event, Thread

    from roleplay.keeping.store import Store
    from roleplay.scenario import Scenario

_FIRST = 0.2
"""Seconds in which somebody who does not read the content note sees the first line (set by hand)."""


class Backstage:
    """The store and the listening, being made ready in a thread; whoever needs them waits here.

    The `scenario` that is about to be played is gone through beforehand: what is heard or filled in for the
    first time takes longer.
    """

    def __init__(self, folder: str, *, for_terminal: bool, scenario: "Scenario | None" = None) -> None:
        self._folder = folder
        self._for_terminal = for_terminal
        self._scenario = scenario
        self._store: Store | None = None
        self._failure: Exception | None = None
        self._thread: Thread | None = None
        self._is_free: Event
        self._store_is_open: Event

    def prepare(self) -> None:
        """Begin to load soon, so that what is about to be shown is shown first."""
        if self._thread is None:
            from threading import Event, Thread

            self._is_free, self._store_is_open = Event(), Event()
            self._thread = Thread(target=self._load, daemon=True)
            self._thread.start()

    def start(self) -> None:
        """Begin to load, if that has not begun."""
        self.prepare()
        self._is_free.set()

    def store(self) -> "Store":
        """The open store; raises what went wrong when it could not be opened."""
        self.start()
        self._store_is_open.wait()
        if self._failure is not None:
            raise self._failure
        assert self._store is not None
        return self._store

    def is_finished(self) -> bool:
        """Whether everything is loaded."""
        return self._thread is not None and not self._thread.is_alive()

    def finish(self) -> None:
        """Everything is loaded."""
        self.start()
        assert self._thread is not None
        self._thread.join()

    def _load(self) -> None:
        """Everything is loaded; the collector, which would go through it all, is kept off: none of it is garbage."""
        self._is_free.wait(_FIRST)
        gc.disable()
        try:
            self._open()
            from roleplay.ears.listening import warm_up

            warm_up()
            if self._scenario is not None:
                _rehearse(self._scenario)
            import roleplay.shells.closing
            import roleplay.shells.commands  # noqa: F401 - asked for by /help, and the other when it ends
        finally:
            gc.freeze()
            gc.enable()

    def _open(self) -> None:
        try:
            if self._for_terminal:
                import roleplay.shells.terminal  # noqa: F401 - the slowest part of the screen, loaded early
            from roleplay.keeping.store import open_store

            self._store = open_store(self._folder)
        except Exception as error:
            self._failure = error
        finally:
            self._store_is_open.set()


def _rehearse(scenario: "Scenario") -> None:
    """Every reply that the author thought of is listened to, and every line that changes is compiled."""
    from roleplay.ears.listening import listen
    from roleplay.templates import prepare

    for node in scenario.nodes.values():
        for reply in node.model_replies:
            listen(reply)
        for lines in node.lines.values():
            for line in lines:
                prepare(line.text)
