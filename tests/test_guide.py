"""What the authors' guide says of the library is what the scenario files say.

After a change of the scenarios, `ROLEPLAY_WRITE_GUIDE=1 pytest tests/test_guide.py` writes the table anew.
"""

import os
import re
from pathlib import Path

from roleplay import library
from roleplay.playtest.runs import EVERYBODY
from roleplay.scenario import Scenario

README = Path(__file__).parents[1] / "scenarios" / "README.md"
BEGINS = "<!-- coverage: made from the files by tests/test_guide.py -->\n"
ENDS = "<!-- end of coverage -->\n"

CATEGORIES = {
    "I": "Engages peers in collaborative and caring relationships",
    "II": "Provides support",
    "III": "Shares lived experiences of recovery",
    "IV": "Personalizes peer support",
    "V": "Supports recovery planning",
    "VI": "Links to resources, services, and supports",
    "VII": "Provides information about skills related to health, wellness, and recovery",
    "VIII": "Helps peers to manage crises",
    "IX": "Values communication",
    "X": "Supports collaboration and teamwork",
    "XI": "Promotes leadership and advocacy",
    "XII": "Promotes growth and development",
}
"""SAMHSA, Core Competencies for Peer Workers in Behavioral Health Services, 2015."""


def scenarios() -> list[Scenario]:
    paths = [library.find(name) for name in library.shipped()]
    loaded = [library.load(path).scenario for path in paths if path]
    return [one for one in loaded if one is not None]


def coverage() -> str:
    """The table: each category with the scenarios that name it."""
    rows = ["", "| | Category | Scenarios |", "|---|---|---|"]
    for number, category in CATEGORIES.items():
        covering = [f"[{one.title}]({one.id}.yaml)" for one in scenarios() if f"SAMHSA {number}" in one.competencies]
        rows.append(f"| {number} | {category} | {', '.join(covering) or 'none yet'} |")
    return "\n".join([*rows, "", ""])


def test_the_table_of_what_is_covered_is_what_the_files_say() -> None:
    guide = README.read_text(encoding="utf-8")
    before, rest = guide.split(BEGINS)
    shown, after = rest.split(ENDS)
    if os.environ.get("ROLEPLAY_WRITE_GUIDE"):
        README.write_text(before + BEGINS + coverage() + ENDS + after, encoding="utf-8")
    assert shown == coverage()


def test_every_standard_that_a_scenario_names_is_one_of_the_twelve() -> None:
    known = {f"SAMHSA {number}" for number in CATEGORIES}
    named = {standard for one in scenarios() for standard in one.competencies if standard.startswith("SAMHSA")}
    assert named <= known


def test_the_review_names_every_scenario() -> None:
    guide = README.read_text(encoding="utf-8")
    review = guide[guide.index("## Before these are used in training") : guide.index("## Every problem")]
    assert [one.title for one in scenarios() if f'"{one.title}"' not in " ".join(review.split())] == []


def test_the_guide_names_every_kind_of_learner() -> None:
    guide = README.read_text(encoding="utf-8")
    table = guide[guide.index("| Learner |") :].split("\n\n")[0]
    assert re.findall(r"^\| (\w+) \|", table, re.M)[1:] == list(EVERYBODY)
