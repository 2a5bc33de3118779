"""Where things are kept, and when a place is refused."""

import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from roleplay import places
from roleplay.errors import StoreError

posix_only = pytest.mark.skipif(os.name != "posix", reason="permissions of this kind are POSIX")


def database_with(folder: Path, application_id: int, version: int) -> Path:
    path = folder / places.DATABASE
    made = sqlite3.connect(path)
    made.execute("CREATE TABLE things (name TEXT)")
    made.execute(f"PRAGMA application_id={application_id}")
    made.execute(f"PRAGMA user_version={version}")
    made.commit()
    made.close()
    return path


def refusal(folder: Path) -> str:
    """What is said about the folder; nothing in it has changed."""
    before = {path: path.read_bytes() for path in folder.glob("*")}
    with pytest.raises(StoreError) as caught:
        places.prepare(str(folder))
    assert {path: path.read_bytes() for path in folder.glob("*")} == before
    return str(caught.value)


def test_the_folder_that_is_given_wins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ROLEPLAY_HOME", "/elsewhere")
    assert places.data_folder(str(tmp_path)) == str(tmp_path)


def test_roleplay_home_comes_next(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ROLEPLAY_HOME", str(tmp_path))
    assert places.data_folder(None) == str(tmp_path)


@pytest.mark.parametrize(
    ("platform", "variable", "value", "expected"),
    [
        ("linux", "XDG_DATA_HOME", "/data", "/data/roleplay"),
        ("linux", "XDG_DATA_HOME", "not/absolute", "/home/ana/.local/share/roleplay"),
        ("linux", "XDG_DATA_HOME", "", "/home/ana/.local/share/roleplay"),
        ("darwin", "XDG_DATA_HOME", "", "/home/ana/Library/Application Support/roleplay"),
        ("win32", "LOCALAPPDATA", "/local", "/local/roleplay"),
        ("win32", "LOCALAPPDATA", "", "/home/ana/AppData/Local/roleplay"),
    ],
)
@posix_only
def test_each_system_has_its_own_place(
    monkeypatch: pytest.MonkeyPatch, platform: str, variable: str, value: str, expected: str
) -> None:
    for name in ("ROLEPLAY_HOME", "XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", "/home/ana")
    monkeypatch.setenv(variable, value)
    monkeypatch.setattr(sys, "platform", platform)
    assert places.data_folder(None) == expected


@posix_only
def test_a_new_folder_is_open_to_its_owner_only(tmp_path: Path) -> None:
    places.prepare(str(tmp_path / "deep" / "home"))
    assert stat.S_IMODE((tmp_path / "deep" / "home").stat().st_mode) == 0o700


def test_a_folder_that_was_there_keeps_its_permissions(tmp_path: Path) -> None:
    before = tmp_path.stat().st_mode
    places.prepare(str(tmp_path))
    assert tmp_path.stat().st_mode == before


@pytest.mark.parametrize("below", ["", "home"])
def test_a_file_in_place_of_the_folder_is_said(tmp_path: Path, below: str) -> None:
    (tmp_path / "home").write_text("a letter")
    with pytest.raises(StoreError, match="a file is in its place"):
        places.prepare(str(tmp_path / "home" / below))
    assert (tmp_path / "home").read_text() == "a letter"


@posix_only
@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_said(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        assert "cannot be written" in refusal(tmp_path)
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="needs a folder that nobody can write")
def test_a_folder_that_cannot_be_made_is_said() -> None:
    with pytest.raises(StoreError, match="cannot be made"):
        places.prepare("/proc/self/roleplay")


def test_a_name_that_no_folder_can_have_is_said() -> None:
    with pytest.raises(StoreError, match="cannot be made"):
        places.prepare("/tmp/nul\0in-it")


def test_an_empty_file_counts_as_new(tmp_path: Path) -> None:
    (tmp_path / places.DATABASE).touch()
    places.prepare(str(tmp_path))


def test_our_own_database_is_accepted(tmp_path: Path) -> None:
    database_with(tmp_path, places.APPLICATION_ID, places.SCHEMA_VERSION)
    places.prepare(str(tmp_path))


@pytest.mark.parametrize("content", [b"x", b"SQLite format 3\0", os.urandom(9000)])
def test_a_file_that_is_no_database_is_damaged(tmp_path: Path, content: bytes) -> None:
    (tmp_path / places.DATABASE).write_bytes(content)
    assert "damaged" in refusal(tmp_path)


def test_a_database_of_another_program_is_not_ours(tmp_path: Path) -> None:
    database_with(tmp_path, 0, 0)
    assert "not a roleplay database" in refusal(tmp_path)


def test_a_database_of_a_newer_roleplay_asks_for_an_update(tmp_path: Path) -> None:
    database_with(tmp_path, places.APPLICATION_ID, places.SCHEMA_VERSION + 1)
    said = refusal(tmp_path)
    assert "made by a newer roleplay" in said
    assert "update to read it; nothing was changed" in said


def test_a_database_that_was_cut_off_is_damaged(tmp_path: Path) -> None:
    path = database_with(tmp_path, places.APPLICATION_ID, places.SCHEMA_VERSION)
    path.write_bytes(path.read_bytes()[:5000])
    assert "damaged" in refusal(tmp_path)


def test_a_folder_in_place_of_the_database_is_said(tmp_path: Path) -> None:
    (tmp_path / places.DATABASE).mkdir()
    with pytest.raises(StoreError, match="cannot be read"):
        places.prepare(str(tmp_path))


def test_the_check_of_a_place_loads_no_database() -> None:
    code = "import sys, roleplay.places; print({'sqlite3', 'sqlalchemy', 'typing'} & set(sys.modules))"
    root = str(Path(places.__file__).parents[1])
    run = [sys.executable, "-S", "-c", code]
    assert subprocess.run(run, capture_output=True, text=True, cwd=root).stdout.strip() == "set()"
