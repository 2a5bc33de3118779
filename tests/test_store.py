"""Every conversation is kept, comes back as it was, and can be forgotten."""

import os
import random
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roleplay import places
from roleplay.keeping.store import Aside, SessionHead, Store, StoreError, new_id, open_store

ROOT = str(Path(__file__).parents[1])
NOON = "2026-11-22T12:00:00Z"
LATER = "2026-11-22T12:05:00Z"
HEAD = SessionHead("kmq4rt", "cold-coffee", "d1", "Cold coffee", 7, NOON, NOON, 220)
OPENING = {"lines": ["So you're number four."]}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(str(tmp_path)) as opened:
        yield opened


def begin(store: Store, session_id: str = "kmq4rt", **more: Any) -> None:
    store.create_session(HEAD._replace(id=session_id, **more), OPENING, "id: cold-coffee\n")


def say(store: Store, number: int, reply: str = "Hello.", session_id: str = "kmq4rt", **more: Any) -> None:
    told = {"at": LATER, "trust": 220 + number, **more}
    store.append_turn(session_id, number, reply, {"node": f"n{number}"}, **told)


def replies(store: Store, session_id: str = "kmq4rt") -> list[str]:
    kept = store.session(session_id)
    assert kept is not None
    return [turn["reply"] for turn in kept.turns]


def head(store: Store, session_id: str = "kmq4rt") -> SessionHead:
    found = store.head(session_id)
    assert found is not None
    return found


def everything_in(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def in_another_process(code: str, *arguments: str) -> "subprocess.Popen[str]":
    """A process that runs this module's helpers and then the code."""
    start = "import sys, os, signal; from tests.test_store import *\n"
    command = [sys.executable, "-c", start + code, *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)


def test_a_session_comes_back_whole(store: Store) -> None:
    begin(store)
    say(store, 1, "That is a lot of goodbyes.")
    store.add_aside("kmq4rt", Aside(1, "note", "Is this saved?", LATER))
    kept = store.session("kmq4rt")
    assert kept is not None
    assert kept.head == HEAD._replace(replies=1, trust=221, touched_at=LATER)
    assert kept.opening == OPENING
    turn = {"number": 1, "reply": "That is a lot of goodbyes.", "node": "n1", "at": LATER}
    assert kept.turns == (turn,)
    assert kept.asides == (Aside(1, "note", "Is this saved?", LATER),)


def test_a_session_comes_back_after_the_store_was_closed(tmp_path: Path) -> None:
    with open_store(str(tmp_path)) as store:
        begin(store)
        say(store, 1, "One.")
    with open_store(str(tmp_path)) as store:
        assert replies(store) == ["One."]
        say(store, 2, "Two.")
        assert replies(store) == ["One.", "Two."]


@pytest.mark.parametrize(
    "reply", ["", "\ud83d", "\udc80 \udcff", "nul \0 in it", "\x1b[2J\x1b]0;x\x07", "\r\n\t", "é 😀 ‮"]
)
def test_any_words_come_back_faithfully(store: Store, reply: str) -> None:
    begin(store)
    say(store, 1, reply, ending=reply, status="ended")
    store.add_aside("kmq4rt", Aside(1, "note", reply, LATER))
    kept = store.session("kmq4rt")
    assert kept is not None
    assert (kept.turns[0]["reply"], kept.head.ending, kept.asides[0].text) == (reply,) * 3


def test_numbers_and_nested_records_come_back_faithfully(store: Store) -> None:
    begin(store)
    record = {"polarity": 0.1 + 0.2, "seen": {"n1": 3}, "lines": ["a", "\ud800"], "none": None, "yes": True}
    store.append_turn("kmq4rt", 1, "Hi", record, at=LATER, trust=1)
    kept = store.session("kmq4rt")
    assert kept is not None
    assert kept.turns[0].items() >= record.items()


def test_the_head_follows_the_turns(store: Store) -> None:
    begin(store)
    say(store, 1, trust=305, status="ended", ending="A second coffee")
    expected = HEAD._replace(replies=1, trust=305, status="ended", ending="A second coffee", touched_at=LATER)
    assert head(store) == expected


@pytest.mark.parametrize("number", [0, 1, 3])
def test_a_turn_out_of_order_is_refused_and_changes_nothing(store: Store, number: int) -> None:
    begin(store)
    say(store, 1, "One.")
    with pytest.raises(StoreError, match="cannot follow turn 1"):
        say(store, number, "Again.")
    assert replies(store) == ["One."]
    assert head(store).trust == 221


def test_a_turn_of_a_session_that_was_forgotten_elsewhere_is_refused(tmp_path: Path, store: Store) -> None:
    begin(store)
    with open_store(str(tmp_path)) as other:
        other.forget("kmq4rt")
    with pytest.raises(StoreError, match="may have been forgotten"):
        say(store, 1)


def test_an_id_is_taken_once(store: Store) -> None:
    begin(store)
    with pytest.raises(StoreError, match="already a session"):
        begin(store)


def test_sessions_are_listed_with_the_one_touched_last_first(store: Store) -> None:
    for session_id, touched_at in (
        ("b22222", "2026-01-02"),
        ("c33333", "2026-01-03"),
        ("b11111", "2026-01-01"),
    ):
        begin(store, session_id, touched_at=touched_at)
    assert [each.id for each in store.heads()] == ["c33333", "b22222", "b11111"]
    assert [each.id for each in store.heads(limit=1)] == ["c33333"]
    assert store.ids("B") == ("b22222", "b11111")


def test_the_latest_session_may_be_asked_to_be_going(store: Store) -> None:
    assert store.latest() is None
    begin(store, "b22222")
    begin(store, "c33333", touched_at=LATER)
    say(store, 1, session_id="c33333", at="2026-11-22T12:06:00Z", status="ended")
    assert [each.id for each in (store.latest(), store.latest("going")) if each] == ["c33333", "b22222"]


def test_a_session_is_found_by_the_beginning_of_its_id_if_only_one_begins_so(store: Store) -> None:
    begin(store, "b22222")
    begin(store, "b23333")
    found = store.find("B23")
    assert found is not None
    assert found.id == "b23333"
    assert [store.find(prefix) for prefix in ("b2", "", "x", "%", "_", "\ud800", "ü")] == [None] * 7


def test_odd_ids_name_no_session(store: Store) -> None:
    for odd in ("", "\ud800", "ü", "' OR 1=1 --", "\0"):
        assert store.session(odd) is None
        assert not store.forget(odd)


def test_a_scenario_is_kept_as_it_was_played(store: Store) -> None:
    begin(store)
    assert store.scenario_source("d1") == "id: cold-coffee\n"
    assert store.scenario_source("d2") is None


def test_a_fork_goes_on_from_an_earlier_turn(store: Store) -> None:
    begin(store)
    for number in (1, 2, 3):
        say(store, number, f"Reply {number}.")
    forked = store.fork("kmq4rt", "bvn7wz", 2, LATER)
    assert forked == head(store, "bvn7wz")
    assert (forked.parent, forked.parent_turn, forked.replies, forked.trust) == ("kmq4rt", 2, 2, 222)
    assert head(store).status == "left"
    say(store, 3, "Other words.", "bvn7wz")
    assert replies(store, "bvn7wz") == ["Reply 1.", "Reply 2.", "Other words."]
    assert replies(store) == ["Reply 1.", "Reply 2.", "Reply 3."]


def test_a_fork_from_the_opening_starts_with_the_opening_trust(store: Store) -> None:
    begin(store)
    say(store, 1, status="ended", ending="A second coffee")
    store.fork("kmq4rt", "bvn7wz", 0, LATER)
    again = store.fork("bvn7wz", "cdf2gh", 0, LATER)
    assert (again.trust, again.replies, again.status, again.ending) == (220, 0, "going", None)
    assert head(store).status == "ended"


def test_a_fork_may_leave_the_old_session_going(store: Store) -> None:
    begin(store)
    say(store, 1)
    store.fork("kmq4rt", "bvn7wz", 0, LATER, leaves_old=False)
    assert (head(store).status, head(store, "bvn7wz").status) == ("going", "going")


def test_a_fork_may_go_on_with_another_version_of_the_scenario(store: Store) -> None:
    begin(store)
    say(store, 1)
    forked = store.fork("kmq4rt", "bvn7wz", 1, LATER, edited=("d2", "id: cold-coffee\ntitle: New\n"))
    assert (forked.scenario_digest, head(store).scenario_digest) == ("d2", "d1")
    assert store.scenario_source("d2") == "id: cold-coffee\ntitle: New\n"
    store.forget("bvn7wz")
    assert (store.scenario_source("d2"), store.scenario_source("d1")) == (None, "id: cold-coffee\n")


@pytest.mark.parametrize(("old", "turn"), [("kmq4rt", 2), ("kmq4rt", -1), ("zzzzzz", 0)])
def test_a_fork_from_nowhere_is_refused(store: Store, old: str, turn: int) -> None:
    begin(store)
    say(store, 1)
    with pytest.raises(StoreError, match="to go back to"):
        store.fork(old, "bvn7wz", turn, LATER)
    assert store.ids() == ("kmq4rt",)


def test_what_is_forgotten_is_in_no_file(tmp_path: Path, store: Store) -> None:
    begin(store)
    begin(store, "bvn7wz")
    for number in range(1, 40):
        say(store, number, "a secret that was told " * number)
        say(store, number, "a word to remember " * number, "bvn7wz")
    store.add_aside("kmq4rt", Aside(3, "note", "a secret that was told", LATER))
    assert b"a secret that was told" in everything_in(tmp_path)
    assert store.forget("kmq4rt")
    assert b"a secret that was told" not in everything_in(tmp_path)
    assert b"kmq4rt" not in everything_in(tmp_path)
    assert len(replies(store, "bvn7wz")) == 39


@pytest.mark.parametrize("seed", [0, 2, 7])
def test_what_is_forgotten_is_in_no_file_however_sessions_were_mixed(tmp_path: Path, store: Store, seed: int) -> None:
    # Zeroing what is deleted is not enough: with these seeds SQLite had moved some of it and left a copy.
    chance = random.Random(seed)
    names = ["b22222", "c33333", "d44444", "f55555"]
    for name in names:
        begin(store, name)
    for number in range(1, 60):
        for name in chance.sample(names, 4):
            say(store, number, f"secret-{name} " * chance.randint(1, 60), name)
    for name in names:
        store.forget(name)
        assert name.encode() not in everything_in(tmp_path)


def test_what_is_forgotten_is_in_no_file_while_another_terminal_is_open(tmp_path: Path, store: Store) -> None:
    begin(store)
    say(store, 1, "a secret that was told")
    with open_store(str(tmp_path)) as other:
        assert replies(other) == ["a secret that was told"]
        store.forget("kmq4rt")
        assert b"a secret" not in everything_in(tmp_path)
        assert other.session("kmq4rt") is None


def test_an_erasure_that_another_program_holds_up_is_said(tmp_path: Path, store: Store) -> None:
    begin(store)
    reader = sqlite3.connect(tmp_path / places.DATABASE, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM sessions").fetchall()
    store._connection.exec_driver_sql("PRAGMA busy_timeout=10")
    with pytest.raises(StoreError, match="its words may still be in"):
        store.forget("kmq4rt")
    reader.close()
    assert not store.forget("kmq4rt")
    assert b"number four" not in everything_in(tmp_path)


def test_a_scenario_is_forgotten_with_its_last_session(store: Store) -> None:
    begin(store)
    begin(store, "bvn7wz")
    store.forget("kmq4rt")
    assert store.scenario_source("d1") is not None
    store.forget("bvn7wz")
    assert store.scenario_source("d1") is None


def test_a_fork_outlives_its_parent(store: Store) -> None:
    begin(store)
    say(store, 1, "One.")
    store.fork("kmq4rt", "bvn7wz", 1, LATER)
    store.forget("kmq4rt")
    assert head(store, "bvn7wz").parent is None
    assert replies(store, "bvn7wz") == ["One."]


def test_old_sessions_are_forgotten_by_when_they_were_touched(store: Store) -> None:
    begin(store, "b22222", touched_at="2026-10-01T00:00:00Z")
    begin(store, "c33333", touched_at="2026-11-01T00:00:00Z")
    assert store.forget_older_than("2026-10-15T00:00:00Z") == 1
    assert store.ids() == ("c33333",)
    assert store.forget_all() == 1
    assert store.ids() == ()


@pytest.mark.skipif(os.name != "posix", reason="permissions of this kind are POSIX")
def test_files_are_open_to_their_owner_only(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with open_store(str(home)) as store:
        begin(store)
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in home.iterdir()}
    assert len(modes) == 3
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE(home.stat().st_mode) == 0o700


def test_a_folder_may_have_any_name(tmp_path: Path) -> None:
    folder = tmp_path / "ünï ?x=1#y %41 :memory:"
    with open_store(str(folder)) as store:
        begin(store)
    assert (folder / places.DATABASE).stat().st_size > 0


def test_a_turn_is_flushed_before_it_returns(store: Store) -> None:
    asked = {name: store._connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in SETTINGS}
    assert asked == SETTINGS


SETTINGS = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "secure_delete": 1,
    "busy_timeout": 5000,
}


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is POSIX")
def test_kill_9_loses_no_turn_that_was_appended(tmp_path: Path) -> None:
    code = """
store = open_store(sys.argv[1])
begin(store)
for number in range(1, 6):
    say(store, number, f"Reply {number}.")
os.kill(os.getpid(), signal.SIGKILL)
"""
    assert in_another_process(code, str(tmp_path)).wait() == -signal.SIGKILL
    with open_store(str(tmp_path)) as store:
        assert replies(store) == [f"Reply {number}." for number in range(1, 6)]


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is POSIX")
def test_kill_9_at_any_moment_leaves_whole_turns(tmp_path: Path) -> None:
    code = """
store = open_store(sys.argv[1])
begin(store)
for number in range(1, 100_000):
    say(store, number, f"Reply {number}.")
    print(number, flush=True)
"""
    with in_another_process(code, str(tmp_path)) as process:
        assert process.stdout is not None
        seen = [int(process.stdout.readline()) for _ in range(50)]
        process.kill()
        seen += [int(line) for line in process.stdout.read().split("\n")[:-1]]
    with open_store(str(tmp_path)) as store:
        kept = replies(store)
        assert kept == [f"Reply {number}." for number in range(1, head(store).replies + 1)]
        assert len(kept) - seen[-1] in (0, 1)


def test_three_terminals_append_to_different_sessions_at_once(tmp_path: Path) -> None:
    code = """
with open_store(sys.argv[1]) as store:
    begin(store, sys.argv[2])
    for number in range(1, 101):
        say(store, number, f"Reply {number}.", sys.argv[2])
        store.add_aside(sys.argv[2], Aside(number, "note", "Noted.", LATER))
"""
    # All three also make the database, at the same moment.
    processes = [in_another_process(code, str(tmp_path), name) for name in ("b22222", "c33333", "d44444")]
    assert [process.wait() for process in processes] == [0, 0, 0]
    with open_store(str(tmp_path)) as store:
        assert [len(replies(store, name)) for name in ("b22222", "c33333", "d44444")] == [100, 100, 100]


def test_a_store_opened_in_one_thread_serves_another(tmp_path: Path) -> None:
    opened: list[Store] = []
    thread = threading.Thread(target=lambda: opened.append(open_store(str(tmp_path))))
    thread.start()
    thread.join()
    with opened[0] as store:
        begin(store)


def refusal(folder: Path) -> str:
    """What is said about the database, whose bytes are the same afterwards."""
    path = folder / places.DATABASE
    before = path.read_bytes()
    with pytest.raises(StoreError) as caught, open_store(str(folder)) as store:
        begin(store)
    assert path.read_bytes() == before
    return str(caught.value)


def test_garbage_is_damaged_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / places.DATABASE).write_bytes(b"garbage" * 1000)
    assert "damaged" in refusal(tmp_path)


def filled(folder: Path) -> Path:
    with open_store(str(folder)) as store:
        begin(store)
        for number in range(1, 60):
            say(store, number, "x" * 900)
    return folder / places.DATABASE


def test_a_file_that_was_cut_off_is_damaged_and_left_alone(tmp_path: Path) -> None:
    path = filled(tmp_path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert "damaged" in refusal(tmp_path)


def test_damage_in_the_middle_is_said_when_it_is_met(tmp_path: Path) -> None:
    path = filled(tmp_path)
    content = bytearray(path.read_bytes())
    content[4096:] = os.urandom(len(content) - 4096)
    path.write_bytes(content)
    with open_store(str(tmp_path)) as store, pytest.raises(StoreError, match="damaged"):
        store.session("kmq4rt")
    assert path.read_bytes() == content


def test_a_database_of_a_newer_roleplay_is_left_alone(tmp_path: Path) -> None:
    path = filled(tmp_path)
    newer = sqlite3.connect(path)
    newer.execute("PRAGMA user_version=99")
    newer.close()
    assert "newer roleplay (format 99" in refusal(tmp_path)


def test_a_newer_mark_that_is_still_in_the_log_is_seen(tmp_path: Path) -> None:
    path = filled(tmp_path)
    newer = sqlite3.connect(path)
    newer.execute("PRAGMA user_version=99")
    assert "newer roleplay (format 99" in refusal(tmp_path)
    newer.close()


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    foreign = sqlite3.connect(tmp_path / places.DATABASE)
    foreign.execute("CREATE TABLE bookmarks (url TEXT)")
    foreign.close()
    assert "not a roleplay database" in refusal(tmp_path)


def test_a_database_that_another_program_holds_is_locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = filled(tmp_path)
    monkeypatch.setattr("roleplay.keeping.database.BUSY_SECONDS", 0.05)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with open_store(str(tmp_path)) as store:
        assert len(replies(store)) == 59
        with pytest.raises(StoreError, match="locked by another program"):
            say(store, 60)
        other.execute("ROLLBACK")
        say(store, 60)
    other.close()


def test_the_cause_of_an_error_does_not_repeat_what_was_said(store: Store) -> None:
    begin(store)
    store._connection.exec_driver_sql("DROP TABLE turns")
    with pytest.raises(StoreError) as caught:
        say(store, 1, "a secret that was told")
    assert "secret" not in str(caught.value) + str(caught.value.__cause__)


def test_a_full_disk_is_said_and_keeps_what_was_kept(store: Store) -> None:
    begin(store)
    say(store, 1, "One.")
    limit = store._connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    store._connection.exec_driver_sql(f"PRAGMA max_page_count={limit}")
    with pytest.raises(StoreError, match="The disk is full"):
        say(store, 2, "x" * 100_000)
    assert replies(store) == ["One."]
    assert head(store).replies == 1
    store._connection.exec_driver_sql("PRAGMA max_page_count=100000")
    say(store, 2, "There is room again.")
    assert replies(store) == ["One.", "There is room again."]


@pytest.mark.skipif(os.name != "posix", reason="limits of this kind are POSIX")
def test_a_file_that_may_not_grow_keeps_what_was_kept(tmp_path: Path) -> None:
    code = """
import resource
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with open_store(sys.argv[1]) as store:
    begin(store)
    say(store, 1, "One.")
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
    try:
        say(store, 2, "x" * 400_000)
    except StoreError as error:
        print(error)
    print(replies(store))
"""
    said, _ = in_another_process(code, str(tmp_path)).communicate()
    assert "could not be read or written (is the disk full?)" in said
    assert "['One.']" in said
    with open_store(str(tmp_path)) as store:
        assert replies(store) == ["One."]


@given(st.binary(min_size=8, max_size=8))
def test_an_id_is_six_signs_that_begin_with_a_letter(random_bytes: bytes) -> None:
    made = new_id(random_bytes)
    assert len(made) == 6
    assert made[0].isalpha()
    assert not set(made) & set("aeiou01l")
    assert made == made.lower()


def test_ids_are_rarely_the_same() -> None:
    assert len({new_id(os.urandom(8)) for _ in range(2000)}) > 1990
