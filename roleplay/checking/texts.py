"""Every text in a scenario file that somebody will read, with what it is for."""

from collections.abc import Iterator
from typing import NamedTuple

from roleplay.loading.written import Written


class Said(NamedTuple):
    """A text and its place. `kind` is "line" (the client speaks), "tip" (a note or hint), "story" or "model"."""

    text: str
    kind: str
    where: Written


_STORY = ("title", "summary", "setting", "content_note")


def texts_of(root: Written) -> Iterator[Said]:
    """The texts of a scenario; replies that fall into traps are meant to be bad and left out."""
    yield from _said("story", *(root.at(key) for key in _STORY))
    persona = root.at("persona")
    yield from _said("story", persona.at("background"))
    for lines in persona.at("reactions").entries().values():
        yield from _lines(lines)
    for marker in root.at("markers").entries().values():
        yield from _said("tip", marker.at("says"))
    for node in root.at("nodes").entries().values():
        yield from texts_of_node(node)


def texts_of_node(node: Written) -> Iterator[Said]:
    """The texts of one node."""
    yield from spoken_at(node)
    yield from _said("tip", node.at("hint"))
    yield from _said("model", *node.at("model_replies").items())
    for way in node.at("then").items():
        yield from _said("tip", way.at("note"))
        yield from _lines(way.at("says"))
    ending = node.at("ending")
    yield from _said("story", ending.at("title"), ending.at("meaning"))


def spoken_at(node: Written) -> Iterator[Said]:
    """The client's lines at a node, in every voice."""
    says = node.at("says")
    for lines in says.entries().values() if says.entries() else (says,):
        yield from _lines(lines)


def _lines(lines: Written) -> Iterator[Said]:
    for variant in lines.items() or (lines,):
        yield from _said("line", variant.at("line") if variant.entries() else variant)


def _said(kind: str, *places: Written) -> Iterator[Said]:
    for where in places:
        if where.value.__class__ is str:
            yield Said(where.value, kind, where)
