"""Turns from plain text: a name and a colon begin a turn, and the lines below go on with it."""

import re
from collections import Counter
from collections.abc import Iterator

from roleplay.nearest import did_you_mean
from roleplay.scoring.opening import Part, UnreadableError

LONGEST_TURN = 2_000_000
"""Characters of one turn that are kept."""

_TIME = r"[\[(]?\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?[\])]?\s*[-|]?\s*"
_TURN = re.compile(rf"\s*(?:{_TIME})?\[?([^\W\d_][\w.'’()&/ -]{{0,39}}?)\]?\s?:(?:\s+|$)(.*)")
_MOST_WORDS = 4
_MOST_NAMES = 12
_ROLES = {"learner": "learner", "client": "client"}


def is_text(start: str) -> bool:
    """Whether a file that begins so has turns."""
    return any(_name_in(line)[0] for line in start.splitlines()[:20])


def text_turns(lines: Iterator[Part], start: str, name: str, file: str, learner: str | None) -> Iterator[Part]:
    """Every turn of one conversation; UnreadableError if it cannot be told who the learner is."""
    known = _known_names(start)
    roles = {name.lower() for name in known}
    if learner is None and "learner" not in roles and roles != {"client"}:
        raise UnreadableError(_who_is_the_learner(file, known))
    return _turns(lines, name, learner, Counter())


def _turns(lines: Iterator[Part], name: str, learner: str | None, known: Counter[str]) -> Iterator[Part]:
    speaker, line, words, size = "", 0, list[str](), 0
    is_first, is_said = True, False
    for part in lines:
        if part.kind != "line":
            yield part
            continue
        who, said = _name_in(part.text)
        if not who:
            if speaker and size < LONGEST_TURN:
                words.append(part.text.strip())
                size += len(part.text) + 1
            elif part.text.strip() and not is_said:
                is_said = True
                yield Part(part.line, "notice", "this line belongs to nobody's turn; such lines are passed over")
            continue
        if speaker:
            yield Part(line, speaker, _joined(words), name, is_first)
            is_first = False
        if len(known) < _MOST_NAMES or who in known:
            known[who] += 1
        speaker, line, words, size = _role(who, learner), part.line, [said], len(said)
        if not speaker:
            yield Part(line, "problem", f'"{who}" is neither Learner nor Client; say who the learner is with --learner')
    if speaker:
        yield Part(line, speaker, _joined(words), name, is_first)
    if learner is not None and learner.strip().lower() not in map(str.lower, known):
        said = f'nobody here is called "{learner}". {_names(known)} {did_you_mean(learner, known)}'
        yield Part(1, "problem", said.strip())


def _joined(words: list[str]) -> str:
    return "\n".join(words).strip()


def _name_in(line: str) -> tuple[str, str]:
    """The name that a line begins with, and what follows; no name if the line only goes on."""
    match = _TURN.fullmatch(line)
    if match is None or len(match[1].split()) > _MOST_WORDS:
        return "", ""
    return match[1].strip(), match[2]


def _role(who: str, learner: str | None) -> str:
    """Whose turn it is: everybody but the learner is the client, once the learner is known by name."""
    if learner is None:
        return _ROLES.get(who.lower(), "")
    return "learner" if who.lower() == learner.strip().lower() else "client"


def _known_names(start: str) -> Counter[str]:
    """How often each name begins a turn."""
    names = (_name_in(line)[0] for line in start.splitlines())
    return Counter(name for name in names if name)


def _who_is_the_learner(file: str, known: Counter[str]) -> str:
    if not known:
        return f'{file} has no turns. Begin each with a name and a colon, for instance "Learner: What happened then?"'
    hint = f'Say which, for instance: --learner "{next(iter(known))}"'
    return f"It cannot be told who the learner is in {file}. {_names(known)} {hint}"


def _names(known: Counter[str]) -> str:
    """The names that were found, the most frequent first."""
    if not known:
        return "There are no names in it."
    named = ", ".join(f"{name} ({count})" for name, count in known.most_common(_MOST_NAMES))
    return f"The names in it are {named}."
