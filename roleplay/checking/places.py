"""Where the nodes, transitions and example replies of a file stand, when nothing else of the file is needed."""

from collections.abc import Mapping
from typing import NamedTuple

from roleplay.loading.written import Written, line_and_column

Place = tuple[int, int]
"""A line and a column, from 1."""


class Places(NamedTuple):
    """The place of each node's key, of the guard (or else the beginning) of each transition, and of each reply.

    Places are single numbers, see written.py: a large file has a great many.
    """

    nodes: Mapping[str, int]
    ways: Mapping[str, tuple[int, ...]]
    replies: Mapping[tuple[str, str], tuple[int, ...]]

    def node(self, name: str) -> Place:
        """Where a node begins."""
        return line_and_column(self.nodes[name])

    def way(self, name: str, number: int) -> Place:
        """Where the guard of a transition stands, or the transition that has none."""
        return line_and_column(self.ways[name][number])

    def reply(self, name: str, key: str, number: int) -> Place:
        """Where a reply stands under a key of a node's."""
        return line_and_column(self.replies[name, key][number])


def places_of(root: Written) -> Places:
    """All places of a file of the right shape."""
    nodes = root.at("nodes").entries()
    replies = {
        (name, key): tuple([reply.place for reply in node.at(key).items()])
        for name, node in nodes.items()
        for key in ("model_replies", "trap_replies")
        if node.at(key).is_there()
    }
    return Places(
        {name: node.key_place for name, node in nodes.items()},
        {name: tuple([_guard_place(way) for way in node.at("then").items()]) for name, node in nodes.items()},
        replies,
    )


def _guard_place(way: Written) -> int:
    when = way.at("when")
    return when.key_place if when.is_there() else way.place
