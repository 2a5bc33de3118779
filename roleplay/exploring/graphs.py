"""Nodes and the ways between them: what can be come to, in which order, and where it goes round."""

from collections.abc import Collection, Iterable, Iterator, Mapping

Ways = Mapping[str, Collection[str]]
"""For each node the nodes that it leads to."""


def reached_from(starts: Iterable[str], ways: Ways) -> set[str]:
    """All nodes that can be come to."""
    reached: set[str] = set()
    ahead = list(starts)
    while ahead:
        name = ahead.pop()
        if name not in reached:
            reached.add(name)
            ahead.extend(ways[name])
    return reached


def turned_round(ways: Ways) -> Ways:
    """The same ways, walked backward."""
    back: dict[str, list[str]] = {name: [] for name in ways}
    for name, targets in ways.items():
        for target in targets:
            back[target].append(name)
    return back


def in_order(starts: Iterable[str], ways: Ways) -> list[str]:
    """What can be come to, in an order in which, loops apart, each comes after all that lead to it."""
    finished: list[str] = []
    seen: set[str] = set()
    for start in starts:
        if start in seen:
            continue
        seen.add(start)
        path = [(start, iter(ways[start]))]
        while path:
            name, ahead = path[-1]
            target = next((target for target in ahead if target not in seen), None)
            if target is None:
                finished.append(name)
                path.pop()
            else:
                seen.add(target)
                path.append((target, iter(ways[target])))
    return finished[::-1]


def circles(ways: Ways) -> Iterator[list[str]]:
    """The nodes in groups that lead to each other; most nodes are alone in theirs (Kosaraju)."""
    back = turned_round(ways)
    told: set[str] = set()
    for name in in_order(ways, ways):
        if name not in told:
            group = [name]
            told.add(name)
            for other in group:
                for before in back[other]:
                    if before not in told:
                        told.add(before)
                        group.append(before)
            yield group
