"""Each kind of problem has a file that has it, and nothing else wrong."""

from pathlib import Path

import pytest

from roleplay.checking.checked import check_file
from roleplay.loading.problem_codes import CODES

BROKEN = Path(__file__).parent / "broken"
MADE_WHEN_TESTED = {"too-large"}


@pytest.mark.parametrize("code", sorted(set(CODES) - MADE_WHEN_TESTED))
def test_each_broken_file_has_the_problem_it_is_named_after_and_no_other(code: str) -> None:
    checked = check_file(BROKEN / f"{code}.yaml")
    assert {problem.code for problem in checked.problems} == {code}
    assert (checked.scenario is None) == (CODES[code].severity == "error")


def test_every_code_has_a_broken_file() -> None:
    assert {path.stem for path in BROKEN.iterdir()} == set(CODES) - MADE_WHEN_TESTED
