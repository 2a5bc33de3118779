"""Whether every reply leads somewhere, every node can be reached and an ending can be found."""

from collections.abc import Iterator

from roleplay.exploring.graphs import Ways, reached_from, turned_round
from roleplay.loading.problems import Problem, Sheet
from roleplay.loading.written import Written
from roleplay.nearest import did_you_mean, nearest


def graph_mistakes(root: Written, sheet: Sheet) -> Iterator[Problem]:
    """Everything that is wrong with the way through the nodes."""
    nodes = root.at("nodes")
    if not nodes.entries():
        return
    yield from _unknown_start(root.at("start"), nodes, sheet)
    for node in nodes.entries().values():
        yield from _way_on_mistakes(node, sheet)
        yield from _unknown_targets(node.at("then"), nodes, sheet)
    start = _meant(root.at("start").value, nodes)
    ways = {name: _targets(node, nodes) for name, node in nodes.entries().items()}
    if start and all(None not in targets for targets in ways.values()):
        known = {name: {target for target in targets if target} for name, targets in ways.items()}
        yield from _reach_mistakes(start, known, nodes, sheet)


def _unknown_start(start: Written, nodes: Written, sheet: Sheet) -> Iterator[Problem]:
    if isinstance(start.value, str) and start.value not in nodes.entries():
        message = f"'{start.value}' is not a node here."
        mend = did_you_mean(start.value, nodes.entries())
        yield sheet.problem("unknown-start", start.line, start.column, message, mend)


def _unknown_targets(then: Written, nodes: Written, sheet: Sheet) -> Iterator[Problem]:
    for transition in then.items():
        to = transition.at("to")
        if isinstance(to.value, str) and to.value not in nodes.entries():
            message = f"'{to.value}' is not a node here."
            mend = did_you_mean(to.value, nodes.entries())
            yield sheet.problem("unknown-target", to.line, to.column, message, mend)


def _way_on_mistakes(node: Written, sheet: Sheet) -> Iterator[Problem]:
    """A node has either an ending or transitions of which the last, and only it, is always open."""
    if not isinstance(node.value, dict):
        return
    then = node.at("then")
    if then.is_there() == node.at("ending").is_there():
        message = "There are both `then` and `ending`." if then.is_there() else "There is no `then` and no `ending`."
        yield sheet.problem("then-or-ending", node.key_line, node.key_column, message)
    transitions = then.items()
    for index, transition in enumerate(transitions):
        when, is_last = transition.at("when"), index == len(transitions) - 1
        if is_last and when.entries():
            message = "This is the last transition, and it opens only sometimes."
            yield sheet.problem("no-fallback", when.key_line, when.key_column, message)
        if not is_last and _is_open(transition):
            later = transitions[index + 1]
            message = f"The transition in line {transition.line} is always taken before this one."
            yield sheet.problem("after-fallback", later.line, later.column, message)
            return


def _is_open(transition: Written) -> bool:
    """Whether a transition has nothing to wait for."""
    when = transition.at("when")
    return isinstance(transition.value, dict) and (not when.is_there() or when.value == {})


def _targets(node: Written, nodes: Written) -> set[str | None]:
    """The nodes that a node can lead to; None for one that nobody can guess."""
    return {_meant(transition.at("to").value, nodes) for transition in node.at("then").items()}


def _meant(name: object, nodes: Written) -> str | None:
    """The node of this name, or the one that was probably meant."""
    if not isinstance(name, str):
        return None
    if name in nodes.entries():
        return name
    return next(iter(nearest(name, nodes.entries())), None)


def _reach_mistakes(start: str, ways: Ways, nodes: Written, sheet: Sheet) -> Iterator[Problem]:
    """Nodes that nothing leads to, and nodes from which nothing leads to an ending."""
    reached = reached_from([start], ways)
    endings = [name for name, node in nodes.entries().items() if node.at("ending").is_there()]
    if not reached.intersection(endings):
        message = "No ending can be reached from the start." if endings else "No node has an `ending`."
        yield sheet.problem("no-ending", nodes.key_line, nodes.key_column, message)
    ends = reached_from(endings, turned_round(ways))
    for name, node in nodes.entries().items():
        if name not in reached:
            message = f"Nothing leads from '{start}' to '{name}'."
            yield sheet.problem("unreachable-node", node.key_line, node.key_column, message)
        elif name not in ends and reached.intersection(endings):
            message = f"Nothing leads from '{name}' to an ending."
            yield sheet.problem("no-way-out", node.key_line, node.key_column, message)
