"""What the proof of a scenario finds, at the places in its file that cause it."""

from collections.abc import Iterator

from roleplay.checking.places import Places
from roleplay.exploring.findings import findings
from roleplay.exploring.proof import Proof
from roleplay.loading.problems import Problem, Sheet
from roleplay.scenario import Scenario


def proof_problems(scenario: Scenario, proof: Proof, places: Places, sheet: Sheet) -> Iterator[Problem]:
    """A problem for each thing that an author may not have meant."""
    for kind, name, transition, message in findings(scenario, proof):
        place = places.node(name) if transition < 0 else places.way(name, transition)
        yield sheet.problem(kind, *place, message)
