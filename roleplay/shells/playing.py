"""From a name to a conversation: finds the scenario, shows what it is, lets the learner choose, and begins."""

import os
import sys
import time
from typing import TYPE_CHECKING, TextIO

from roleplay import library, places
from roleplay.errors import StoreError
from roleplay.practice import Practice
from roleplay.shells import telling
from roleplay.shells.backstage import Backstage
from roleplay.shells.paint import Painter, colour_wanted
from roleplay.shells.sitting import Sitting

if TYPE_CHECKING:
    from collections.abc import Callable

COULD_NOT = 2
"""The exit code when nothing could be played."""


def now() -> str:
    """The time as ISO text in UTC."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


def is_plain(wanted: bool) -> bool:
    """Whether to use the plain screen: asked for, a simple terminal, or no terminal at all."""
    return wanted or os.environ.get("TERM") == "dumb" or not (sys.stdin.isatty() and sys.stdout.isatty())


def cache_folder(folder: str) -> str:
    """Where the checked forms of scenarios are kept in a data folder."""
    return os.path.join(folder, "compiled")


def complain(message: str) -> int:
    """Say on standard error why nothing was done, and give the exit code for it."""
    from roleplay.safe_text import visible

    sys.stderr.write(visible(message).encode("utf-8", "backslashreplace").decode() + "\n")
    return COULD_NOT


def play(
    name: str,
    *,
    data: str | None = None,
    plain: bool = False,
    hide_trust: bool = False,
    seed: int | None = None,
) -> int:
    """Practise a scenario, one of ours by its id or a file by its path; gives the exit code."""
    standard_input()
    try:
        folder = places.data_folder(data)
        places.prepare(folder)
        path = library.find(name)
        if path is None:
            return complain(unknown_scenario(name))
        loaded = library.load(path, cache_folder(folder))
        if loaded.scenario is None:
            return complain(broken(loaded))
        if seed is None:
            seed = int.from_bytes(os.urandom(4), "big")
        file = "" if name in library.shipped() else os.path.abspath(path)
        practice = Practice(loaded.scenario, loaded.digest, loaded.source, seed, hide_trust, file)
        return _begin(practice, folder, plain=is_plain(plain))
    except StoreError as error:
        return complain(str(error))


def go_on(session: str | None, *, data: str | None = None, plain: bool = False) -> int:
    """Go on with a kept session: the one whose id begins so, or the last that has not ended."""
    from roleplay.keeping.kept import find_session
    from roleplay.keeping.saving import resume

    standard_input()
    try:
        folder = places.data_folder(data)
        places.prepare(folder)
        is_for_terminal = not is_plain(plain)
        backstage = Backstage(folder, for_terminal=is_for_terminal)
        backstage.start()
        store = backstage.store()
        kept = find_session(store, session, status="going")
        practice = resume(store, kept, cache_folder(folder))
        if practice.is_over:
            return complain(f"Session {kept.head.id} has ended. To look at it:  roleplay review {kept.head.id}")
        painter = painter_for(plain=not is_for_terminal)
        said = telling.counted(len(practice.turns), "reply", "replies")
        painter.show(telling.note(f"Going on with {practice.scenario.title}, after {said}."))
        if practice.scenario.opt_in:
            painter.show(telling.opt_in_again(practice.scenario))
            choice = _second_choice("go on")
            if choice == "pick":
                return pick(data=folder, plain=not is_for_terminal)
            if choice == "leave":
                painter.show(telling.note(f"It stays as it is. To go on:  roleplay resume {kept.head.id}"))
                return 0
        return converse(practice, folder, backstage, painter, plain=not is_for_terminal)
    except StoreError as error:
        return complain(str(error))


def unknown_scenario(name: str) -> str:
    """That there is no such scenario, and which were perhaps meant."""
    near = library.similar(name)
    meant = f" Did you mean {' or '.join(near)}?" if near else ""
    return f"There is no scenario {name!r} here, and no file of that name.{meant} `roleplay list` shows all."


def broken(loaded: library.Loaded) -> str:
    """Every problem of a file that cannot be played."""
    from roleplay.loading.problems import show

    return "\n".join(show(problem) for problem in loaded.problems)


def painter_for(*, plain: bool) -> Painter:
    """What writes on this screen."""
    return Painter(colour=not plain and colour_wanted(), wrap=not plain)


def _begin(practice: Practice, folder: str, *, plain: bool) -> int:
    painter = painter_for(plain=plain)
    painter.show(telling.card(practice.scenario))
    backstage = Backstage(folder, for_terminal=not plain, scenario=practice.scenario)
    if sys.stdin.isatty():
        choice = _choice(backstage)
        if choice == "pick":
            return pick(data=folder, plain=plain, hide_trust=practice.hide_trust)
        if choice == "leave":
            painter.show(telling.note("Another time, then."))
            return 0
    if practice.scenario.opt_in:
        painter.show(telling.opt_in(practice.scenario))
        choice = _second_choice()
        if choice == "pick":
            return pick(data=folder, plain=plain, hide_trust=practice.hide_trust)
        if choice == "leave":
            painter.show(telling.note("Not begun. Another time, then, or another one."))
            return 0
    painter.show((telling.GAP, *telling.setting(practice.scenario), telling.GAP))
    return converse(practice, folder, backstage, painter, plain=plain)


def _choice(backstage: Backstage) -> str:
    """What the learner makes of the content note: "begin", "pick" or "leave"."""
    sys.stdout.write("\nEnter to begin, p to pick another, q to leave: ")
    sys.stdout.flush()
    backstage.prepare()
    try:
        typed = sys.stdin.readline()
    except KeyboardInterrupt:
        typed = ""
    if not typed:
        sys.stdout.write("\n")
        return "leave"
    answer = typed.strip().lower()
    return "leave" if answer in ("q", "quit", "/quit", "leave") else "pick" if answer in ("p", "pick") else "begin"


def _second_choice(what: str = "begin") -> str:
    """What the learner makes of the opt-in, at a terminal or in the first line of a pipe: only yes begins it."""
    from roleplay.shells.prompting import typed_after

    while True:
        typed = typed_after(f"\nType yes to {what}, p to pick another, q to leave: ")
        answer = typed.strip().lower()
        if not sys.stdin.isatty() or not typed:
            sys.stdout.write("\n")
        if answer in ("yes", "y", "p", "pick"):
            return "begin" if answer.startswith("y") else "pick"
        if not typed or not sys.stdin.isatty() or answer in ("q", "quit", "/quit", "leave", "no", "n"):
            return "leave"


def converse(practice: Practice, folder: str, backstage: Backstage, painter: Painter, *, plain: bool) -> int:
    """Hold a conversation from where it stands; gives the exit code."""
    with Sitting(practice, folder, backstage, now) as sitting:
        if practice.session:
            sitting.get_ready()
        painter.show(sitting.opening())
        backstage.start()
        try:
            # A replay in which nothing new is said leaves nothing behind, so it is kept with its first reply.
            if practice.then is None and (not plain or sys.stdin.isatty()):
                sitting.get_ready()
            return hand_over(sitting, painter, plain=plain)
        finally:
            sitting.leave()


def hand_over(sitting: Sitting, painter: Painter, *, plain: bool, changed: "Callable[[], bool] | None" = None) -> int:
    """The learner types from here on; raises FileChanged when `changed` says so."""
    if plain:
        from roleplay.shells.plain import converse

        return converse(sitting, painter, standard_input(), interactive=sys.stdin.isatty(), changed=changed)
    from roleplay.shells.terminal import Screen

    return Screen(sitting, painter, colour=colour_wanted(), changed=changed).converse()


def standard_input() -> TextIO:
    """Standard input as text in which bytes that are no UTF-8 survive as lone surrogates.

    Asked for before any of it is read, since it cannot be changed later.
    """
    from io import TextIOWrapper

    if isinstance(sys.stdin, TextIOWrapper) and sys.stdin.errors != "surrogateescape":
        sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape", newline=None)
    return sys.stdin


def pick(*, data: str | None = None, plain: bool = False, hide_trust: bool = False) -> int:
    """Show the scenarios as a numbered list and play the one that is chosen."""
    from roleplay.shells.shelf import choose

    standard_input()
    try:
        name = choose(places.data_folder(data))
    except StoreError as error:
        return complain(str(error))
    return 0 if name is None else play(name, data=data, plain=plain, hide_trust=hide_trust)
