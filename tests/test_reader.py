"""Looking at kept sessions takes little, changes nothing, and shows the newest first."""

import sqlite3
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from roleplay.errors import StoreError
from roleplay.keeping.kept import MOST_LISTED
from roleplay.keeping.reader import open_reader
from roleplay.keeping.store import Aside, open_store
from tests.screens import process, program
from tests.test_store import LATER, begin, say


def test_a_reader_gives_what_the_store_keeps(tmp_path: Path) -> None:
    with open_store(str(tmp_path)) as store:
        begin(store)
        say(store, 1, "nul \0 and \ud83d")
        store.add_aside("kmq4rt", Aside(1, "note", "Is this saved?", LATER))
        with open_reader(str(tmp_path)) as reader:
            assert reader.session("kmq4rt") == store.session("kmq4rt")
            assert reader.heads() == store.heads()
            assert reader.scenario_source("d1") == store.scenario_source("d1")
            assert reader.latest("going") == store.latest("going")
            assert reader.find("KMQ") == store.find("KMQ")


def test_looking_makes_no_database(tmp_path: Path) -> None:
    with open_reader(str(tmp_path)) as reader:
        assert (reader.heads(), reader.count(), reader.trees(5), reader.latest()) == ((), 0, (), None)
        assert reader.session("kmq4rt") is None
    assert list(tmp_path.iterdir()) == []


def test_a_reader_can_change_nothing(tmp_path: Path) -> None:
    open_store(str(tmp_path)).close()
    with open_reader(str(tmp_path)) as reader, pytest.raises(StoreError):
        reader.rows("DELETE FROM sessions")


def test_a_folder_may_have_any_name(tmp_path: Path) -> None:
    folder = tmp_path / "ünï ?x=1#y %41 :memory:"
    with open_store(str(folder)) as store:
        begin(store)
    with open_reader(str(folder)) as reader:
        assert reader.ids() == ("kmq4rt",)


def test_every_attempt_at_the_newest_conversations_is_in_their_trees(tmp_path: Path) -> None:
    with open_store(str(tmp_path)) as store:
        begin(store, "b22222", touched_at="2026-01-01")
        begin(store, "c33333", touched_at="2026-01-02")
        for old, new, at in (("b22222", "d44444", "2026-01-03"), ("d44444", "f55555", "2026-01-04")):
            store.fork(old, new, 0, at)
        begin(store, "g66666", touched_at="2026-01-05")
        assert [head.id for head in store.trees(2)] == ["g66666", "f55555", "d44444", "b22222"]
        assert [head.id for head in store.trees(1)] == ["g66666"]


def test_the_newest_are_listed_and_the_others_counted(tmp_path: Path) -> None:
    with open_store(str(tmp_path)) as store, store.writing():
        for number in range(MOST_LISTED + 1_200):
            begin(store, f"{number:06}", touched_at=f"2026-01-01T{number:06}")
    lines = program(tmp_path, "sessions").out.splitlines()
    assert lines[0].startswith("001249  ")
    assert lines[MOST_LISTED] == "... and 1,200 older ones."
    assert program(tmp_path, "sessions", "--tree").out.splitlines()[-1] == "... and 1,200 more."


def test_the_newest_are_found_without_going_through_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(str(tmp_path)) as store:
        begin(store)
        asked: list[str] = []
        rows = store.rows

        def watched(sql: str, values: Sequence[Any] = ()) -> Sequence[Sequence[Any]]:
            asked.append(sql)
            return rows(sql, values)

        monkeypatch.setattr(store, "rows", watched)
        assert store.heads(50) == (store.latest(),)
        for sql in asked:
            assert "sessions_newest" in str(rows(f"EXPLAIN QUERY PLAN {sql}", (50,) * sql.count("?")))


def test_a_file_of_an_earlier_version_gets_what_lists_the_newest(tmp_path: Path) -> None:
    with open_store(str(tmp_path)) as store:
        begin(store)
    older = sqlite3.connect(tmp_path / "roleplay.db")
    older.execute("DROP INDEX sessions_newest")
    older.close()
    with open_reader(str(tmp_path)) as reader:
        assert reader.ids() == ("kmq4rt",)
    with open_store(str(tmp_path)) as store:
        assert store.rows("SELECT name FROM sqlite_master WHERE name = 'sessions_newest'")


def test_looking_loads_nothing_heavy(tmp_path: Path) -> None:
    code = "import sys\nfrom roleplay.cli import run\nrun(sys.argv[1:])\nprint(*sys.modules, file=sys.stderr)"
    program(tmp_path, "play", "cold-coffee", typed=["What was that like?", "So you are tired of it."])
    program(tmp_path, "replay", "last", "--from", "2", typed=["What would help?"])
    import subprocess

    from tests.screens import ROOT, environment

    for command in (["sessions"], ["sessions", "--tree"], ["compare"], ["compare", "--format", "json"]):
        done = subprocess.run(
            [sys.executable, "-c", code, *command],
            env=environment(tmp_path),
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        assert not {"sqlalchemy", "textblob", "pydantic", "jinja2", "prompt_toolkit"} & set(done.stderr.split())
    assert process(tmp_path, "sessions").returncode == 0
