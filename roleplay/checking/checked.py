"""Everything that is wrong with one scenario file, or that its author may not have meant."""

import os
from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from roleplay.checking.content import content_mistakes
from roleplay.checking.places import places_of
from roleplay.checking.proof_problems import proof_problems
from roleplay.exploring.proof import Proof, prove
from roleplay.loading.problems import Problem
from roleplay.loading.scenario_file import (
    MOST_PROBLEMS,
    collecting_later,
    in_order,
    read_whole,
    text_of,
)
from roleplay.scenario import Scenario


class Checked(NamedTuple):
    """One file that was checked: its scenario and the proof of it, unless it has errors, and its problems.

    There are at most MOST_PROBLEMS problems, in the order of the lines; `more` says that there were others.
    """

    file: str
    scenario: Scenario | None
    proof: Proof | None
    problems: list[Problem]
    more: bool = False


def check_file(path: str | os.PathLike[str]) -> Checked:
    """A file read, its words looked at, every way through it proved and its example replies tried."""
    text, problems = text_of(path)
    return Checked(os.fspath(path), None, None, problems) if problems else check_text(text, os.fspath(path))


def check_text(text: str, file: str) -> Checked:
    """The same for a text, as if it stood in this file."""
    with collecting_later():
        scenario, told, root, sheet = read_whole(text, file)
        problems = list(told)
        if root is not None:
            problems += _some(content_mistakes(root, sheet))
        if scenario is None or root is None:
            return _checked(file, None, None, problems)
        places = places_of(root)
        root = None  # a large file takes most room as it is written, and its places are all that is needed now
        proof = prove(scenario)
        known = {(problem.line, problem.column) for problem in told}
        found = proof_problems(scenario, proof, places, sheet)
        problems += _some(problem for problem in found if (problem.line, problem.column) not in known)
        if any(node.model_replies or node.trap_replies for node in scenario.nodes.values()):
            from roleplay.checking.reply_problems import reply_problems

            problems += _some(reply_problems(scenario, proof, places, sheet))
    return _checked(file, scenario, proof, problems)


def _checked(file: str, scenario: Scenario | None, proof: Proof | None, problems: list[Problem]) -> Checked:
    return Checked(file, scenario, proof, in_order(problems), len(set(problems)) > MOST_PROBLEMS)


def _some(problems: Iterable[Problem]) -> list[Problem]:
    """The first problems of a kind, one more than are shown."""
    return list(islice(problems, MOST_PROBLEMS + 1))
