"""What a learned ear goes by in a reply: its sentences word by word, and what was heard in it."""

from collections.abc import Sequence
from math import sqrt

from roleplay.ears.frames import ASKED, SAID, START
from roleplay.ears.hearing import Hearing
from roleplay.ears.words import Words
from roleplay.reading import SkillUse

_FILLERS = frozenset(("um", "uh", "er", "erm", "hmm", "mm", "mhm", "ah", "oh"))
_MOST_TAKEN_UP = 3
_SHORT_LINE = 8
_MOST_WORDS = 400


def runs_in(words: Words) -> list[list[str]]:
    """The words of each sentence, with "^" before the first and "?" or "." after the last.

    Fillers and words said twice over ("and-and") are passed over. Of a very long reply only the sentences that
    begin within the first 400 words are taken.
    """
    found = []
    for first, last, mark in words.sentences:
        if first >= _MOST_WORDS:
            break
        run = [START]
        for word in words.text[first:last]:
            if word != run[-1] and word not in _FILLERS:
                run.append(word)
        run.append(ASKED if "?" in mark else SAID)
        found.append(run)
    return found


def share_of(runs: Sequence[Sequence[str]]) -> float:
    """What each phrase of these sentences counts: the more there are, known or not, the less."""
    return 2 / sqrt(sum(3 * len(run) - 4 for run in runs)) if runs else 0.0


def is_sign(name: str) -> bool:
    """Whether this is the name of a sign, not a phrase."""
    return name[:1] in ("", "*", "@", "=")


def signs_in(hearing: Hearing, uses: Sequence[SkillUse]) -> dict[str, float]:
    """What was heard and how surely, what the client's line does, and how much of what they said is taken up."""
    signs = {f"={min(_taken_up(hearing), _MOST_TAKEN_UP)}": 1.0}
    for skill, _, _, confidence in uses:
        name = f"*{skill}"
        signs[name] = max(signs.get(name, 0.0), confidence)
    if not uses:
        signs["*nothing"] = 1.0
    for act in hearing.context.acts:
        signs[f"@{act}"] = 1.0
    return signs


def _taken_up(hearing: Hearing) -> int:
    """How many subjects of the client's last lines the reply touches."""
    touched = {anchor.subject for anchor in hearing.anchors}
    if len(hearing.context.line.split()) < _SHORT_LINE:
        touched |= {anchor.subject for anchor in hearing.earlier_anchors}
    return len(touched)
