"""A problem is shown with its place, the line, a caret and what to write."""

from roleplay.loading.problem_codes import CODES
from roleplay.loading.problems import Problem, Sheet, has_errors, show


def sheet(line: str) -> Sheet:
    return Sheet("a.yaml", ["first", line])


def test_a_problem_shows_its_place_its_line_a_caret_and_the_mend() -> None:
    problem = sheet("  to: opnes").problem("unknown-target", 2, 7, "'opnes' is not a node here.", "Write 'opens'.")
    assert show(problem).splitlines() == [
        "a.yaml:2:7: unknown-target: 'opnes' is not a node here.",
        "      to: opnes",
        "          ^",
        "    Write 'opens'.",
    ]


def test_the_caret_stands_under_a_word_behind_tabs_and_wide_characters() -> None:
    shown = show(sheet("\t直e\u0301x").problem("tag", 2, 5, "x")).splitlines()
    assert shown[2] == "    \t   ^"


def test_a_long_line_is_cut_around_the_caret() -> None:
    shown = show(sheet("a" * 500 + "HERE" + "b" * 500).problem("tag", 2, 501, "x")).splitlines()
    assert len(shown[1]) < 120
    assert shown[1][shown[2].index("^") :].startswith("HERE")


def test_no_escape_sequence_gets_through() -> None:
    dirty = Sheet("\x1bname.yaml", ["\x1b[2J\u202e"]).problem("tag", 1, 1, "a \x1b[31m tag", "\x07")
    assert not set(show(dirty)) & set("\x1b\x07\u202e")
    assert not set(dirty.message + dirty.excerpt + dirty.mend) & set("\x1b\x07\u202e")


def test_a_problem_outside_the_lines_has_no_excerpt() -> None:
    assert sheet("").problem("tag", 9, 1, "x").excerpt == ""


def test_only_errors_keep_a_scenario_from_being_played() -> None:
    assert has_errors([Problem("tag", "error", "", 1, 1, "")])
    assert not has_errors([Problem("no-way-out", "warning", "", 1, 1, "")])


def test_every_code_says_what_it_means_and_how_to_mend_it_in_a_sentence() -> None:
    texts = [text for code in CODES.values() for text in (code.means, code.mend)]
    assert all(text.endswith(".") and (text[0].isupper() or text[0] == "`") for text in texts)
