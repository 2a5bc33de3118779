"""What a scenario's author would have noted beside a client's line, drawn from the line itself."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from roleplay.ears.anchors import stem
from roleplay.ears.cues import words_in
from roleplay.ears.finding import find
from roleplay.ears.hearing import Hearing
from roleplay.ears.safety import flags_in
from roleplay.ears.words import Words
from roleplay.reading import Context

LONGEST_LINE = 4_000
"""Characters of a client's line that are read, half from its beginning and half from its end; set by hand."""

_CUES = Path(__file__).parent / "cues"
_ELSEWHERE = Context()
_ACTS = (
    *("risk_cue", "complaint", "grief", "shame", "trauma", "fears_force", "identity", "ambivalence", "goal_statement"),
    *("asks_advice", "asks_info", "asks_role", "asks_confidentiality", "asks_personal", "requests_boundary"),
    *("tests_you", "withdraws", "humour", "small_talk", "first_meeting", "goodbye"),
)
_LIGHT = frozenset(("humour", "small_talk", "first_meeting", "goodbye", "asks_info", "asks_role"))
_GRAVE = frozenset(("risk_cue", "complaint", "grief", "trauma"))
_DEEP = frozenset(("risk_cue", "trauma"))
_PRIVATE = frozenset(("grief", "shame", "fears_force"))
_ASKS = ("asks_confidentiality", "requests_boundary", "asks_personal", "asks_role", "asks_advice", "asks_info")
_DEPTHS = ("", "depth_1", "depth_2", "depth_3")
_SELF = frozenset(("i", "me", "my", "mine", "myself", "we", "us", "our"))
_SAID_MORE = 8
_TELLING = 5
_MOST_WORDS = 40
_FAMILIES = (
    *("feel_fear", "feel_shame", "feel_anger", "feel_sadness", "feel_alone", "feel_tired", "feel_stuck"),
    *("feel_distrust", "feel_despair", "feel_bright"),
)


def context_of(
    lines: Sequence[str],
    replies: Sequence[str] = (),
    *,
    own_terms: tuple[str, ...] = (),
    open_rupture: bool = False,
) -> Context:
    """What a reply to the last of a client's lines answers, with nobody's notes to go by.

    `lines` are what the client said so far and `replies` what the learner did, both oldest first; only the last
    five and the last four count. `open_rupture` is whether a hurt from before is still open.
    """
    if not lines:
        return Context(own_terms=own_terms, replies=tuple(replies[-4:]), open_rupture=open_rupture)
    *before, line = (shortened(line) for line in lines[-5:])
    words = Words(line)
    hearing = Hearing(words, _ELSEWHERE, find(words, "client"))
    acts = _acts_in(hearing, before)
    depth = _depth_of(hearing, acts)
    if depth and ("complaint" not in acts or depth > 1):
        acts = (*acts, "discloses")
    return Context(
        line,
        _about(words, before),
        _feelings(hearing, acts),
        (*acts, _DEPTHS[depth]) if depth else acts,
        depth,
        own_terms=own_terms,
        earlier=tuple(before),
        replies=tuple(replies[-4:]),
        open_rupture=open_rupture or "complaint" in acts,
    )


def shortened(line: str) -> str:
    """The line as far as it is read: a very long one by its beginning and its end."""
    if len(line) <= LONGEST_LINE:
        return line
    half = LONGEST_LINE // 2
    return f"{line[:half]}\n{line[-half:]}"


def _acts_in(hearing: Hearing, before: Sequence[str]) -> tuple[str, ...]:
    """What the line does, without light things beside grave ones."""
    found = {act for act in _ACTS if hearing.heard(act)}
    if "learner_crisis" in flags_in(hearing.words, hearing.hits) and "_not_risk_cue" not in hearing.hits:
        found.add("risk_cue")  # a client in danger says it in the words that a learner would
    if "_about_someone_else" in hearing.hits:
        found.discard("risk_cue")
    if hearing.heard("withdraws_perhaps") and any(len(line.split()) >= _SAID_MORE for line in before):
        found.add("withdraws")
    if not found.isdisjoint(_GRAVE):
        found -= _LIGHT
    asked = [act for act in _ASKS if act in found]
    found.difference_update(asked[1:])  # a question is read as the most particular that it can be
    return tuple(act for act in _ACTS if act in found)


def _depth_of(hearing: Hearing, acts: Sequence[str]) -> int:
    """How much the line gives away: 0 nothing of the person, 1 facts, 2 what is private or hard, 3 the core."""
    if not _DEEP.isdisjoint(acts):
        return 3
    tells = any(_tells(hearing))
    if tells and hearing.heard("_deep"):
        return 3
    if not _PRIVATE.isdisjoint(acts) or hearing.heard("_private"):
        return 2
    return 1 if tells else 0


def _tells(hearing: Hearing) -> Iterator[bool]:
    """Each statement about oneself that is long enough to tell something."""
    empty, filler = words_in("empty"), words_in("filler")
    for first, last, mark in hearing.words.sentences:
        said = set(hearing.words.text[first:last])
        if last - first >= _TELLING and "?" not in mark and not said.isdisjoint(_SELF):
            yield len(said - empty - filler) > 1


def _feelings(hearing: Hearing, acts: Sequence[str]) -> tuple[str, ...]:
    """Feelings that the line names, then those that go with them and with what the line does."""
    felt = _felt()
    families = _feeling_families()
    found: dict[str, None] = {}
    beside: dict[str, None] = {}
    for place, word in enumerate(hearing.words.text):
        of = families.get(word)
        if of is not None and not hearing.is_negated(place):
            found[word] = None
            for family in of:
                beside.update(dict.fromkeys(felt["beside"][family]))
    for act in acts:
        beside.update(dict.fromkeys(felt["act"].get(act, ())))
    return tuple(found | beside)


def _about(words: Words, before: Sequence[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The line's content words that have other forms, with these; a line without content is still about the last."""
    content = _content(words)
    if content:
        return tuple((word, alike) for word in content if (alike := _alike(word)))
    for line in reversed(before):
        content = _content(Words(line))
        if content:
            return tuple((word, _alike(word)) for word in content)
    return ()


def _content(words: Words) -> list[str]:
    """The first forty words that carry content, each once."""
    empty, filler = words_in("empty"), words_in("filler")
    found = {word: None for word in words.text if word not in empty and word not in filler and len(word) > 1}
    return list(found)[:_MOST_WORDS]


@lru_cache(maxsize=10_000)
def _alike(word: str) -> tuple[str, ...]:
    """Other words for this one that have another stem."""
    stems = {stem(word)}
    found = []
    for other in _forms().get(stem(word), ()):
        if stem(other) not in stems:
            stems.add(stem(other))
            found.append(other)
    return tuple(found)


@cache
def _forms() -> Mapping[str, tuple[str, ...]]:
    """The stem of a word to its other forms and to the words that are near any of them."""
    forms: dict[str, tuple[str, ...]] = {}
    for line in _data("alike")["forms"]:
        for word in line.split():
            forms[stem(word)] = (*forms.get(stem(word), ()), *line.split())
    groups = dict(forms)
    for line in _data("alike")["near"]:
        word, *others = line.split()
        for form in dict.fromkeys(map(stem, forms.get(stem(word), (word,)))):
            groups[form] = (*groups.get(form, ()), *others)
    return groups


@cache
def _feeling_families() -> Mapping[str, tuple[str, ...]]:
    other_sense = frozenset(_felt()["not_feelings"]["words"])
    found: dict[str, tuple[str, ...]] = {}
    for family in _FAMILIES:
        for word in words_in(family) - other_sense:
            found[word] = (*found.get(word, ()), family)
    return found


@cache
def _felt() -> Mapping[str, Any]:
    return _data("felt")


def _data(name: str) -> dict[str, Any]:
    return tomllib.loads((_CUES / f"{name}.toml").read_text(encoding="utf-8"))
