"""From a name to a conversation: finds the scenario, shows what it is, lets the learner choose, and begins."""

import os
import sys
import time
from typing import TextIO

from roleplay import library, places, telling
from roleplay.backstage import Backstage
from roleplay.errors import StoreError
from roleplay.paint import Painter, colour_wanted
from roleplay.practice import Practice
from roleplay.sitting import Sitting

COULD_NOT = 2
"""The exit code when nothing could be played."""


def now() -> str:
    """The time as ISO text in UTC."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


def is_plain(wanted: bool) -> bool:
    """Whether to use the plain screen: asked for, a simple terminal, or no terminal at all."""
    return wanted or os.environ.get("TERM") == "dumb" or not (sys.stdin.isatty() and sys.stdout.isatty())


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
    _input()
    try:
        folder = places.data_folder(data)
        places.prepare(folder)
        path = library.find(name)
        if path is None:
            return complain(_unknown(name))
        loaded = library.load(path, os.path.join(folder, "compiled"))
        if loaded.scenario is None:
            return complain(_broken(loaded))
        if seed is None:
            seed = int.from_bytes(os.urandom(4), "big")
        practice = Practice(loaded.scenario, loaded.digest, loaded.source, seed, hide_trust)
        return _begin(practice, folder, plain=is_plain(plain))
    except StoreError as error:
        return complain(str(error))


def go_on(session: str | None, *, data: str | None = None, plain: bool = False) -> int:
    """Go on with a kept session: the one whose id begins so, or the last that has not ended."""
    from roleplay.keeping import resume
    from roleplay.kept import find_session

    _input()
    try:
        folder = places.data_folder(data)
        places.prepare(folder)
        is_for_terminal = not is_plain(plain)
        backstage = Backstage(folder, for_terminal=is_for_terminal)
        backstage.start()
        store = backstage.store()
        kept = find_session(store, session, status="going")
        practice = resume(store, kept)
        if practice.is_over:
            return complain(f"Session {kept.head.id} has ended. To look at it:  roleplay review {kept.head.id}")
        painter = _painter(plain=not is_for_terminal)
        said = telling.counted(len(practice.turns), "reply", "replies")
        painter.show(telling.note(f"Going on with {practice.scenario.title}, after {said}."))
        return _converse(practice, folder, backstage, painter, plain=not is_for_terminal)
    except StoreError as error:
        return complain(str(error))


def _unknown(name: str) -> str:
    near = library.similar(name)
    meant = f" Did you mean {' or '.join(near)}?" if near else ""
    return f"There is no scenario {name!r} here, and no file of that name.{meant} `roleplay list` shows all."


def _broken(loaded: library.Loaded) -> str:
    from roleplay.problems import show

    return "\n".join(show(problem) for problem in loaded.problems)


def _painter(*, plain: bool) -> Painter:
    return Painter(colour=not plain and colour_wanted(), wrap=not plain)


def _begin(practice: Practice, folder: str, *, plain: bool) -> int:
    painter = _painter(plain=plain)
    painter.show(telling.card(practice.scenario))
    backstage = Backstage(folder, for_terminal=not plain, scenario=practice.scenario)
    if sys.stdin.isatty():
        choice = _choice(backstage)
        if choice == "pick":
            return pick(data=folder, plain=plain, hide_trust=practice.hide_trust)
        if choice == "leave":
            painter.show(telling.note("Another time, then."))
            return 0
    painter.show((telling.GAP, *telling.setting(practice.scenario), telling.GAP))
    return _converse(practice, folder, backstage, painter, plain=plain)


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


def _converse(practice: Practice, folder: str, backstage: Backstage, painter: Painter, *, plain: bool) -> int:
    with Sitting(practice, folder, backstage, now) as sitting:
        if practice.session:
            sitting.get_ready()
        painter.show(sitting.opening())
        backstage.start()
        try:
            if not plain or sys.stdin.isatty():
                sitting.get_ready()
            if plain:
                from roleplay.plain import converse

                return converse(sitting, painter, _input(), interactive=sys.stdin.isatty())
            from roleplay.terminal import Screen

            return Screen(sitting, painter, colour=colour_wanted()).converse()
        finally:
            sitting.leave()


def _input() -> TextIO:
    """Standard input as text in which bytes that are no UTF-8 survive as lone surrogates.

    Asked for before any of it is read, since it cannot be changed later.
    """
    from io import TextIOWrapper

    if isinstance(sys.stdin, TextIOWrapper) and sys.stdin.errors != "surrogateescape":
        sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape", newline=None)
    return sys.stdin


def pick(*, data: str | None = None, plain: bool = False, hide_trust: bool = False) -> int:
    """Show the scenarios as a numbered list and play the one that is chosen."""
    from roleplay.shelf import choose

    _input()
    try:
        name = choose(places.data_folder(data))
    except StoreError as error:
        return complain(str(error))
    return 0 if name is None else play(name, data=data, plain=plain, hide_trust=hide_trust)
