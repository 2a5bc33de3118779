"""Scenarios are found by name, and one that was checked before opens at once."""

import os
import sys
from hashlib import sha256
from pathlib import Path
from subprocess import run
from time import perf_counter

import pytest

from roleplay import library
from roleplay.library import find, load, scenario_folder, shipped, similar
from roleplay.loading import compiled
from tests.test_scenario_file import SMALL

HEAVY = {"yaml", "pydantic", "jinja2", "tomllib", "hashlib", "json", "dataclasses", "difflib", "pathlib"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "first-coffee.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "scenarios"


def compiled_file(cache: Path) -> Path:
    (path,) = cache.iterdir()
    return path


def is_read_again(file: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether the next load opens the scenario file itself."""
    opened: list[str] = []
    straight = library._read

    def watched(name: str) -> library.Loaded:
        opened.append(name)
        return straight(name)

    monkeypatch.setattr(library, "_read", watched)
    assert load(file, cache).scenario is not None
    return bool(opened)


def test_a_scenario_comes_back_the_same_from_its_compiled_form(file: Path, cache: Path) -> None:
    assert load(file, cache) == load(file, cache) == load(file)


def test_the_records_of_a_compiled_form_are_records(file: Path, cache: Path) -> None:
    fresh, again = load(file, cache).scenario, load(file, cache).scenario
    assert repr(again) == repr(fresh)


def test_the_digest_belongs_to_the_source(file: Path, cache: Path) -> None:
    load(file, cache)
    again = load(file, cache)
    assert again.digest == sha256(again.source.encode()).hexdigest()
    assert again.source == SMALL


def test_an_unchanged_file_is_not_read_again(file: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load(file, cache)
    assert not is_read_again(file, cache, monkeypatch)


def test_a_changed_file_is_read_again(file: Path, cache: Path) -> None:
    load(file, cache)
    file.write_text(SMALL.replace("title: First coffee", "title: Early coffee"), encoding="utf-8")
    again = load(file, cache).scenario
    assert again is not None
    assert again.title == "Early coffee"


def test_warnings_come_back_from_the_compiled_form(file: Path, cache: Path) -> None:
    file.write_text(SMALL.replace("says: I should", 'says: "*I should"  #'), encoding="utf-8")
    assert load(file, cache) == load(file, cache)
    assert [problem.code for problem in load(file, cache).problems] == ["open-narration"]


@pytest.mark.parametrize("keep", [0, 1, 10, 40, 60, 500, -1])
def test_a_truncated_compiled_form_is_made_again(
    keep: int, file: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(file, cache)
    place = compiled_file(cache)
    whole = place.read_bytes()
    place.write_bytes(whole[:keep])
    assert is_read_again(file, cache, monkeypatch)
    assert place.read_bytes() == whole


@pytest.mark.parametrize("at", [0, 20, 45, 60, 1000, -1])
def test_a_damaged_compiled_form_is_made_again(
    at: int, file: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(file, cache)
    place = compiled_file(cache)
    content = bytearray(place.read_bytes())
    content[at] ^= 0xFF
    place.write_bytes(content)
    assert is_read_again(file, cache, monkeypatch)


def test_a_compiled_form_of_another_version_is_made_again(
    file: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as then:
        then.setattr(compiled, "_MAGIC", b"roleplay 0.0.0 other\n")
        load(file, cache)
    assert is_read_again(file, cache, monkeypatch)


def test_a_folder_that_cannot_be_written_is_no_error(file: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file, not a folder")
    assert load(file, tmp_path / "taken" / "cache").scenario is not None


def test_a_file_with_errors_is_not_kept(file: Path, cache: Path) -> None:
    file.write_text("id: x", encoding="utf-8")
    assert load(file, cache).scenario is None
    assert not cache.exists()


def test_a_missing_file_is_a_problem(tmp_path: Path, cache: Path) -> None:
    assert [problem.code for problem in load(tmp_path / "none.yaml", cache).problems] == ["cannot-read"]


def test_a_kept_scenario_opens_without_anything_heavy(file: Path, cache: Path) -> None:
    load(file, cache)
    code = (
        "import sys; before = set(sys.modules); from roleplay.library import load;"
        f"assert load({str(file)!r}, {str(cache)!r}).scenario;"
        f"print(*sorted({HEAVY!r} & (set(sys.modules) - before)))"
    )
    done = run([sys.executable, "-S", "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_a_kept_scenario_opens_ten_times_as_fast_as_it_is_read(file: Path, cache: Path) -> None:
    beat = SMALL[SMALL.index("  more:") : SMALL.index("  leaves:")]
    more = "".join(beat.replace("  more:", f"  more-{i}:") for i in range(60_000 // len(beat)))
    file.write_text(SMALL.replace("  leaves:", f"{more}  leaves:"), encoding="utf-8")
    began = perf_counter()
    assert load(file, cache).scenario is not None
    first = perf_counter() - began
    times = []
    for _ in range(20):
        began = perf_counter()
        load(file, cache)
        times.append(perf_counter() - began)
    assert min(times) * 10 < first


def test_the_folder_of_scenarios_is_beside_the_package_in_a_checkout() -> None:
    assert os.path.isfile(os.path.join(scenario_folder(), "README.md"))


def test_a_scenario_is_found_by_its_id_and_by_its_path(file: Path) -> None:
    assert find(file) == str(file)
    assert find(file.with_suffix("")) == str(file)
    assert [find(name) for name in shipped()] == [os.path.join(scenario_folder(), f"{name}.yaml") for name in shipped()]


@pytest.mark.parametrize("name", ["", ".", "no-such-scenario", "../scenarios", "a\x00b", "x" * 5000])
def test_a_name_that_is_nobodys_finds_nothing(name: str) -> None:
    assert find(name) is None


def test_a_wrong_name_has_its_nearest_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "shipped", lambda: ["cold-coffee", "the-tremor"])
    assert similar("Cold Cofee.yaml") == ["cold-coffee"]
    assert similar("xyz") == []


@pytest.mark.parametrize("name", shipped())
def test_every_scenario_of_ours_loads_without_a_problem(name: str) -> None:
    path = find(name)
    assert path is not None
    assert load(path).problems == []
