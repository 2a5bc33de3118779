"""One session is open in one terminal at a time."""

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from roleplay.errors import StoreError
from roleplay.keeping.session_lock import SessionBusy, hold

ROOT = str(Path(__file__).parents[1])
HOLDER = """
import sys, time
from roleplay.keeping.session_lock import hold
with hold(sys.argv[1], sys.argv[2]):
    print("held", flush=True)
    time.sleep(60)
"""


def other_terminal(folder: Path, session_id: str) -> "subprocess.Popen[str]":
    """A process that holds the session."""
    command = [sys.executable, "-c", HOLDER, str(folder), session_id]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_session_open_in_another_terminal_is_busy(tmp_path: Path) -> None:
    with other_terminal(tmp_path, "kmq4rt") as process:
        with pytest.raises(SessionBusy, match="kmq4rt is open in another terminal; close it there"):
            hold(str(tmp_path), "kmq4rt").__enter__()
        process.kill()


def test_a_busy_session_is_told_like_any_trouble_with_the_store() -> None:
    assert issubclass(SessionBusy, StoreError)


def test_another_session_is_free_meanwhile(tmp_path: Path) -> None:
    with other_terminal(tmp_path, "kmq4rt") as process:
        with hold(str(tmp_path), "bvn7wz"):
            pass
        process.kill()


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is POSIX")
def test_a_killed_terminal_lets_go(tmp_path: Path) -> None:
    with other_terminal(tmp_path, "kmq4rt") as process:
        process.send_signal(signal.SIGKILL)
        process.wait()
        with hold(str(tmp_path), "kmq4rt"):
            pass


def test_a_session_can_be_held_again_and_leaves_nothing_behind(tmp_path: Path) -> None:
    for _ in range(2):
        with hold(str(tmp_path), "kmq4rt"):
            pass
    assert not any(path.is_file() for path in tmp_path.rglob("*"))


def test_the_same_terminal_cannot_open_a_session_twice(tmp_path: Path) -> None:
    with hold(str(tmp_path), "kmq4rt"), pytest.raises(SessionBusy):
        hold(str(tmp_path), "kmq4rt").__enter__()


@pytest.mark.skipif(os.name != "posix", reason="permissions of this kind are POSIX")
def test_lock_files_are_open_to_their_owner_only(tmp_path: Path) -> None:
    with hold(str(tmp_path), "kmq4rt"):
        modes = {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.rglob("*") if path.is_file()}
    assert modes == {0o600}


def test_a_file_in_place_of_the_locks_is_said(tmp_path: Path) -> None:
    (tmp_path / "locks").touch()
    with pytest.raises(StoreError, match="cannot be made"):
        hold(str(tmp_path), "kmq4rt").__enter__()
