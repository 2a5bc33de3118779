"""`roleplay check`: what it prints, in which form, and with which exit code."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from roleplay import library
from roleplay.checking.checked import check_file, check_text
from roleplay.checking.places import places_of
from roleplay.cli import run
from roleplay.loading.scenario_file import read_whole
from tests.test_scenario_file import SMALL, small

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def check(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command; gives its exit code, its output and what it said beside it."""

    def ran(*arguments: str | Path) -> tuple[int, str, str]:
        code = run(["check", *map(str, arguments)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return ran


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a clean scenario, one with a warning and, further down, one with two errors."""
    (tmp_path / "first-coffee.yaml").write_text(SMALL, encoding="utf-8")
    warned = small(("id: first-coffee", "id: warned"), ("trust_at_least: 37", "trust_at_least: 90"))
    (tmp_path / "warned.yaml").write_text(warned, encoding="utf-8")
    wrong = small(("id: first-coffee", "id: wrong"), ("to: leaves", "to: leavs"), ("minutes: 5", "minutes: five"))
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "wrong.yaml").write_text(wrong, encoding="utf-8")
    (tmp_path / "notes.txt").write_text("nothing to check", encoding="utf-8")
    return tmp_path


def test_the_shipped_scenarios_are_clean_to_the_last_warning(check: Run) -> None:
    code, out, err = check("--strict")
    assert (code, err) == (0, "")
    assert "8 files checked: nothing to mend." in out


def test_every_problem_of_every_file_in_a_folder_is_told_at_once(check: Run, folder: Path) -> None:
    code, out, _ = check(folder)
    assert code == 1
    heads = re.findall(r"(\w+)\.yaml:(\d+):(\d+): ([a-z-]+) (error|warning) ", out)
    assert heads == [
        ("wrong", "5", "10", "wrong-type", "error"),
        ("wrong", "27", "14", "unknown-target", "error"),
        ("warned", "28", "3", "blocked-node", "warning"),
        ("warned", "42", "3", "blocked-node", "warning"),
    ]
    assert out.endswith("3 files checked: 2 errors, 2 warnings.\n")


def test_a_problem_is_shown_with_its_line_and_what_to_write(check: Run, folder: Path) -> None:
    _, out, _ = check(folder / "warned.yaml")
    assert out.splitlines()[:4] == [
        f"{folder}/warned.yaml:28:3: blocked-node warning 'more' cannot be reached: from 'hello' it needs trust 90; "
        "at most 44 comes so far.",
        "      more:",
        "      ^",
        "    Ask for less on the way there, or give trust more room to grow before.",
    ]


@pytest.mark.parametrize(
    ("name", "strict", "code"),
    [
        ("first-coffee.yaml", False, 0),
        ("warned.yaml", False, 0),
        ("warned.yaml", True, 1),
        ("more/wrong.yaml", False, 1),
        ("none.yaml", False, 2),
        ("more/none", False, 2),
    ],
)
def test_the_exit_code_says_how_it_is(name: str, strict: bool, code: int, check: Run, folder: Path) -> None:
    assert check(folder / name, *["--strict"] * strict)[0] == code


def test_a_path_that_leads_nowhere_is_told_in_a_sentence(check: Run, tmp_path: Path) -> None:
    assert check("cold-cofee")[2] == "There is no scenario, file or folder 'cold-cofee'. Did you mean cold-coffee?\n"
    assert check(tmp_path)[2] == f"There is no scenario file in the folder '{tmp_path}'.\n"


def test_json_holds_the_problems_and_the_trust_at_each_node(check: Run, folder: Path) -> None:
    code, out, _ = check(folder, "--format", "json")
    files = {Path(one["file"]).name: one for one in json.loads(out)["files"]}
    assert code == 1
    assert files["first-coffee.yaml"]["problems"] == []
    assert files["first-coffee.yaml"]["trust"]["hello"] == [35.0, 35.0]
    assert files["warned.yaml"]["trust"]["stays"] is None
    assert [(one["code"], one["line"]) for one in files["wrong.yaml"]["problems"]] == [
        ("wrong-type", 5),
        ("unknown-target", 27),
    ]


def test_notes_for_a_code_hosting_service_hold_one_line_each(check: Run, folder: Path) -> None:
    wrong = folder / "more" / "wrong.yaml"
    wrong.write_text(small(("id: first-coffee", 'id: "5%:0,\\n"')), encoding="utf-8")
    code, out, _ = check(wrong, "--format", "github")
    assert code == 1
    assert all(
        re.fullmatch(r"::(error|warning) file=[^:,]+,line=\d+,col=\d+,title=[a-z-]+::.+", one)
        for one in out.splitlines()
    )
    assert "5%25:0,%0A" in out


def test_the_same_file_twice_is_checked_once(check: Run, folder: Path) -> None:
    assert check(folder / "first-coffee.yaml", folder / "first-coffee.yaml")[1] == "1 file checked: nothing to mend.\n"


def test_a_witness_really_leads_there(check: Run, tmp_path: Path) -> None:
    from roleplay.practice import Practice

    code, out, said = check("cold-coffee", "--witness", "end-tentative", "--seed", "3")
    assert code == 0
    assert "--seed 3 --replies FILE" in said
    path = library.find("cold-coffee")
    assert path is not None
    loaded = library.load(path)
    assert loaded.scenario is not None
    practice = Practice(loaded.scenario, "", "", 3)
    kinds = [practice.reply(reply, "").kind for reply in out.splitlines()]
    assert set(kinds) == {"turn"}
    assert practice.state.node == "end-tentative"
    assert said.startswith(f"{len(kinds)} replies lead to 'end-tentative'.")


def test_the_start_needs_no_replies_and_the_next_node_one(check: Run, folder: Path) -> None:
    assert check(folder / "first-coffee.yaml", "--witness", "hello")[:2] == (0, "")
    code, out, _ = check(folder / "first-coffee.yaml", "--witness", "more")
    assert (code, len(out.splitlines())) == (0, 1)


def test_what_is_out_of_reach_has_no_witness_and_a_reason(check: Run, folder: Path) -> None:
    code, out, said = check(folder / "warned.yaml", "--witness", "more")
    assert (code, out) == (1, "")
    assert "needs trust 90; at most 44 comes so far" in said


def test_what_is_possible_and_not_found_is_not_called_reachable(check: Run, folder: Path) -> None:
    high = folder / "first-coffee.yaml"
    high.write_text(small(("trust_at_least: 37", "trust_at_least: 43.9")), encoding="utf-8")
    code, out, said = check(high, "--witness", "more")
    assert (code, out) == (1, "")
    assert said == "'more' is possible in principle; no replies were found that lead there.\n"


@pytest.mark.parametrize("arguments", [["cold-coffee"], ["nothing.yaml"], [], ["cold-coffee", "tests"]])
def test_a_witness_is_for_one_node_of_one_scenario(arguments: list[str], check: Run) -> None:
    code, out, said = check(*arguments, "--witness", "no-such-node")
    assert (code, out) == (2, "")
    assert said.count("\n") == 1


def test_a_wrong_scenario_has_no_witness(check: Run, folder: Path) -> None:
    code, _, said = check(folder / "more" / "wrong.yaml", "--witness", "more")
    assert code == 2
    assert "has errors" in said


def test_a_place_that_was_told_of_is_not_told_of_again(tmp_path: Path) -> None:
    path = tmp_path / "first-coffee.yaml"
    path.write_text(small(("      - to: stays", "      - {to: more}")), encoding="utf-8")
    assert [problem.code for problem in check_file(path).problems] == ["no-way-out", "unreachable-node"]


def test_more_problems_than_are_shown_are_told_of(tmp_path: Path) -> None:
    nodes = "".join(f"  n{number}: {{says: TODO, then: [{{to: stays}}]}}\n" for number in range(120))
    checked = check_text(SMALL.replace("nodes:\n", f"nodes:\n{nodes}"), "first-coffee.yaml")
    assert len(checked.problems) == 100
    assert checked.more


def test_replies_and_guards_keep_their_places() -> None:
    root = read_whole(SMALL, "first-coffee.yaml").root
    assert root is not None
    places = places_of(root)
    assert places.node("more") == (28, 3)
    assert places.way("hello", 0) == (26, 20)
    assert places.way("hello", 1) == (27, 9)
    assert places.reply("hello", "model_replies", 1) == (24, 9)
