"""A trainer's corrections from the command line: add, take out, comment, list, undo."""

from typing import NamedTuple

from roleplay import places
from roleplay.behaviours import behaviours
from roleplay.errors import StoreError
from roleplay.keeping.accounts import account_with
from roleplay.keeping.annotations import annotate, annotations_of, take_back
from roleplay.keeping.kept import find_session
from roleplay.keeping.reader import open_reader
from roleplay.nearest import nearest
from roleplay.reviewing.account import Account, Exchange
from roleplay.reviewing.corrections import Annotation, corrected
from roleplay.safe_text import visible
from roleplay.shells.playing import complain, now
from roleplay.shells.telling import counted, title_of

LONGEST_COMMENT = 2_000
"""Characters of a comment that are kept, as of a reply."""


class Wish(NamedTuple):
    """What was asked for; without anything to change, the list."""

    session: str
    reply: int | None = None
    add: str | None = None
    words: str = ""
    remove: str | None = None
    comment: str | None = None
    undo: int | None = None
    data: str | None = None


class RefusedError(Exception):
    """Why nothing was changed, and what to write instead."""


def annotate_session(wish: Wish) -> int:
    """Do what was asked for; gives the exit code."""
    try:
        folder = places.data_folder(wish.data)
        with open_reader(folder) as reader:
            kept = find_session(reader, wish.session)
            annotations = annotations_of(reader, kept.head.id)
        account = corrected(account_with(None, kept), annotations)
        if wish.undo is not None:
            _undo(folder, account.session, wish.undo)
        elif wish.add is None and wish.remove is None and wish.comment is None:
            _list(account, annotations, wish)
        else:
            for annotation in _wanted(account, wish):
                annotate(folder, account.session, annotation)
                print(visible(f"Reply {annotation.turn}: {in_words(annotation)}"))
            print(f"To see the figures with it:  roleplay review {account.session} --trainer")
    except (StoreError, RefusedError) as error:
        return complain(str(error))
    return 0


def in_words(annotation: Annotation) -> str:
    """What an annotation does."""
    if annotation.kind == "comment":
        return f"note: {annotation.comment}"
    done = "added" if annotation.kind == "add" else "taken out"
    words = f' in "{annotation.words}"' if annotation.words else ""
    return f"{title_of(annotation.skill)} {done}{words}"


def _list(account: Account, annotations: tuple[Annotation, ...], wish: Wish) -> None:
    shown = [one for one in annotations if wish.reply in (None, one.turn)]
    for one in shown:
        print(visible(f"{one.number}. reply {one.turn}: {in_words(one)} ({one.at[:10]})"))
    if not shown:
        print(f"Nothing is corrected. `roleplay annotate {account.session} REPLY --add SKILL` adds something.")
    else:
        print(f"To take one back:  roleplay annotate {account.session} --undo {shown[-1].number}")


def _undo(folder: str, session: str, number: int) -> None:
    if not take_back(folder, session, number):
        raise RefusedError(f"Session {session} has no annotation {number}. `roleplay annotate {session}` lists them.")
    print(f"Annotation {number} is taken back.")


def _wanted(account: Account, wish: Wish) -> list[Annotation]:
    """Every annotation that was asked for, checked before the first is kept."""
    exchange = _exchange(account, wish.reply)
    heard = {use.skill for use in exchange.reading.skill_uses}
    wanted = []
    if wish.add is not None:
        skill = _skill(wish.add)
        if skill in heard and not wish.words:
            raise RefusedError(f"{title_of(skill).capitalize()} is already heard in reply {exchange.number}.")
        if wish.words not in exchange.reply:
            raise RefusedError(f'Reply {exchange.number} has no words "{wish.words}". Copy them as they stand there.')
        wanted.append(Annotation(0, exchange.number, "add", skill, wish.words, "", now()))
    if wish.remove is not None:
        skill = _skill(wish.remove)
        if skill not in heard:
            raise RefusedError(_not_heard(exchange, skill))
        wanted.append(Annotation(0, exchange.number, "remove", skill, "", "", now()))
    if wish.comment is not None:
        text = " ".join(wish.comment.split())[:LONGEST_COMMENT]
        if not text:
            raise RefusedError("The comment is empty. Write it between quotes after --comment.")
        wanted.append(Annotation(0, exchange.number, "comment", "", "", text, now()))
    return wanted


def _exchange(account: Account, number: int | None) -> Exchange:
    count = len(account.exchanges)
    if number is None:
        raise RefusedError(f"Say which reply, from 1 to {count}: `roleplay annotate {account.session} 1 --add SKILL`.")
    if not 1 <= number <= count:
        said = counted(count, "reply", "replies")
        raise RefusedError(f"Session {account.session} has {said}; there is no reply {number}.")
    return account.exchanges[number - 1]


def _not_heard(exchange: Exchange, skill: str) -> str:
    heard = ", ".join(dict.fromkeys(title_of(use.skill) for use in exchange.reading.skill_uses)) or "nothing"
    return f"{title_of(skill).capitalize()} was not heard in reply {exchange.number}. Heard there: {heard}."


def _skill(wanted: str) -> str:
    """A behaviour by its name, its title or its code."""
    known = behaviours()
    plain = wanted.strip().lower().replace("-", "_")
    for name, behaviour in known.items():
        if plain in (name, name.replace("_", " "), behaviour.title.lower(), behaviour.code.lower()):
            return name
    near = nearest(plain.replace(" ", "_"), list(known), 3)
    meant = f" Did you mean {' or '.join(near)}?" if near else ""
    raise RefusedError(f"There is no skill or misstep {wanted!r}.{meant} `roleplay skills` lists all.")
