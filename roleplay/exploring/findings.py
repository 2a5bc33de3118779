"""What a proof says about a scenario: what never happens, what always does, and where nothing leads on."""

from collections.abc import Iterator
from typing import NamedTuple

from roleplay.exploring.graphs import Ways, circles, reached_from, turned_round
from roleplay.exploring.proof import Proof
from roleplay.exploring.trust_sets import highest, lowest
from roleplay.exploring.waiting import points, why_shut
from roleplay.scenario import Scenario


class Finding(NamedTuple):
    """One thing that a proof found.

    `kind` is "blocked-node", "never-true", "always-true", "no-way-out", "endless-loop" or "only-worst". It is
    about a node and, where `transition` is 0 or more, about that transition of it.
    """

    kind: str
    node: str
    transition: int
    message: str


def findings(scenario: Scenario, proof: Proof) -> Iterator[Finding]:
    """Everything that the author of a scenario may not have meant."""
    ways = {name: [transition.target for transition in node.transitions] for name, node in scenario.nodes.items()}
    blocked = {name for name in reached_from([scenario.start], ways) if not proof.entered(name)}
    yield from _about_blocked(scenario, proof, blocked)
    ways = {name: _open_ways(scenario, proof, name) for name in scenario.nodes if proof.entered(name)}
    endings = [name for name in ways if scenario.nodes[name].ending]
    to_an_end = reached_from(endings, turned_round(ways)) if endings else set(ways)
    for name in ways:
        if name in to_an_end:
            yield from _about_transitions(scenario, proof, name, blocked)
    yield from _lost(scenario, proof, {name: targets for name, targets in ways.items() if name not in to_an_end})
    yield from _only_worst(proof, ways, endings)


def _about_blocked(scenario: Scenario, proof: Proof, blocked: set[str]) -> Iterator[Finding]:
    """Nodes that nobody can enter though transitions lead there, with what keeps the first of these shut."""
    why: dict[str, str] = {}
    for name, node in scenario.nodes.items():
        for place, transition in enumerate(node.transitions):
            if transition.target in blocked and transition.target not in why and proof.entered(name):
                guard, refused = transition.guard, proof.refused[name][place]
                why[transition.target] = f"from '{name}' it {why_shut(guard, refused, proof, name)}"
    for name in scenario.nodes:
        if name in blocked:
            reason = why.get(name, "what leads to it cannot be reached either")
            yield Finding("blocked-node", name, -1, f"'{name}' cannot be reached: {reason}.")


def _about_transitions(scenario: Scenario, proof: Proof, name: str, blocked: set[str]) -> Iterator[Finding]:
    """Guards that never hold, and the first that always does: nothing below it is ever taken."""
    transitions = scenario.nodes[name].transitions
    for place, (target, guard, *_) in enumerate(transitions):
        taken, refused = proof.taken[name][place], proof.refused[name][place]
        if not refused:
            below = len(transitions) - place - 1
            if below:
                reach = f"{points(lowest(taken))} to {points(highest(taken))}"
                message = f"This holds for everybody who comes so far (trust {reach}); what is below it is never taken."
                yield Finding("always-true", name, place, message)
            return
        if not taken and target not in blocked:
            why = why_shut(guard, refused, proof, name)
            yield Finding("never-true", name, place, f"'{target}' is never reached this way: it {why}.")


def _only_worst(proof: Proof, ways: Ways, endings: list[str]) -> Iterator[Finding]:
    """Nodes that can be entered with enough trust for the best ending, and that lead to the worst one only."""
    floors = {name: lowest(proof.entered(name)) for name in endings}
    best, worst = max(floors.values(), default=0), min(floors.values(), default=0)
    if best == worst:
        return
    hopeful = reached_from([name for name in endings if floors[name] > worst], turned_round(ways))
    hopeless = reached_from(endings, turned_round(ways)) - hopeful - set(endings)
    for name in sorted(hopeless):
        if proof.calm[name] >> best:
            trust = points(highest(proof.calm[name]))
            message = f"Trust can be {trust} here, enough for the best ending; only the worst can follow."
            yield Finding("only-worst", name, -1, message)


def _open_ways(scenario: Scenario, proof: Proof, name: str) -> list[str]:
    """The nodes that somebody at a node can go on to."""
    ways = zip(scenario.nodes[name].transitions, proof.taken[name], strict=True)
    return [transition.target for transition, taken in ways if taken]


def _lost(scenario: Scenario, proof: Proof, ways: Ways) -> Iterator[Finding]:
    """Each loop that nobody gets out of, once, and each other node that leads only into one."""
    for group in map(set, circles(ways)):
        if all(target in group for name in group for target in ways[name]):
            named = ", ".join(f"'{name}'" for name in sorted(group)[:_MOST_NAMED])
            more = " and more" if len(group) > _MOST_NAMED else ""
            shut = next(_shut_ways_out(scenario, proof, group), "no transition leads out")
            yield Finding("endless-loop", min(group), -1, f"Nobody gets out again of {named}{more}: {shut}.")
        else:
            for name in sorted(group):
                yield Finding("no-way-out", name, -1, f"From '{name}' no ending can be reached.")


def _shut_ways_out(scenario: Scenario, proof: Proof, group: set[str]) -> Iterator[str]:
    """The transitions out of a loop, and what each waits for in vain."""
    for name in sorted(group):
        for place, (target, guard, *_) in enumerate(scenario.nodes[name].transitions):
            if target not in group:
                yield f"from '{name}' to '{target}' it {why_shut(guard, proof.refused[name][place], proof, name)}"


_MOST_NAMED = 6
