"""When something is in the way: one clear sentence, nothing kept is touched, no words are lost."""

import contextlib
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from roleplay.errors import StoreError
from roleplay.keeping.saving import resume
from roleplay.keeping.session_lock import hold
from roleplay.keeping.store import open_store
from tests.screens import (
    BENCH,
    CRISIS,
    LONGEST_WAIT,
    MAYBE_CRISIS,
    NOON,
    REPLIES,
    ROOT,
    Ran,
    bench_file,
    command,
    converse,
    environment,
    process,
    program,
    said_in,
    session_ids,
    started,
    transcript_of,
    typing,
)

A_MOMENT = 0.5
POSIX = pytest.mark.skipif(os.name != "posix", reason="processes of this kind are POSIX")
COMMANDS = [
    ["play", "park-bench.yaml"],
    ["resume"],
    ["review"],
    ["replay", "last"],
    ["compare"],
    ["sessions"],
    ["sessions", "--tree"],
    ["forget", "--all", "--yes"],
]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture(autouse=True)
def _beside_the_bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bench_file(tmp_path)
    monkeypatch.chdir(tmp_path)


def is_one_sentence(ran: Ran) -> bool:
    """Whether nothing but one line was said, and the exit code is that of a failure."""
    return ran.code == 2 and len(ran.err.splitlines()) == 1 and ran.err.endswith(".\n")


@pytest.mark.parametrize("arguments", COMMANDS)
def test_a_file_in_place_of_the_folder_is_told(arguments: list[str], data: Path) -> None:
    data.write_text("mine")
    ran = program(data, *arguments)
    assert is_one_sentence(ran), ran.err
    assert "because a file is in its place" in ran.err
    assert data.read_text() == "mine"


@pytest.mark.parametrize("arguments", COMMANDS)
@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="needs a folder that nobody can write")
def test_a_folder_that_cannot_be_made_is_told(arguments: list[str]) -> None:
    ran = program(Path("/proc/roleplay"), *arguments)
    assert is_one_sentence(ran), ran.err
    assert "cannot be made" in ran.err


@pytest.mark.parametrize("arguments", COMMANDS)
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root can write everywhere")
def test_a_folder_that_cannot_be_written_is_told(arguments: list[str], data: Path) -> None:
    data.mkdir(mode=0o500)
    ran = program(data, *arguments)
    assert is_one_sentence(ran), ran.err
    assert "cannot be written" in ran.err


@pytest.mark.parametrize("arguments", COMMANDS)
def test_a_file_that_is_no_database_is_told_and_left(arguments: list[str], data: Path) -> None:
    data.mkdir()
    database = data / "roleplay.db"
    database.write_bytes(b"something else" * 100)
    ran = program(data, *arguments)
    assert is_one_sentence(ran), ran.err
    assert database.read_bytes() == b"something else" * 100


@pytest.mark.parametrize("arguments", COMMANDS)
def test_a_newer_database_is_told_and_left(arguments: list[str], data: Path, tmp_path: Path) -> None:
    converse(data, tmp_path, REPLIES[0])
    with contextlib.closing(sqlite3.connect(data / "roleplay.db")) as database:
        database.execute("PRAGMA user_version=99")
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = (data / "roleplay.db").read_bytes()
    ran = program(data, *arguments)
    assert is_one_sentence(ran), ran.err
    assert "was made by a newer roleplay (format 99" in ran.err
    assert (data / "roleplay.db").read_bytes() == before


@pytest.fixture
def damaged(data: Path) -> Path:
    """A database with a sound header and damage behind it, found out only when it is opened."""
    open_store(str(data)).close()
    path = data / "roleplay.db"
    content = path.read_bytes()
    path.write_bytes(content[:100] + b"\xff" * (len(content) - 100))
    return path


@pytest.mark.parametrize("arguments", COMMANDS[1:])
def test_a_damaged_database_is_told_and_left(arguments: list[str], damaged: Path, data: Path) -> None:
    before = damaged.read_bytes()
    ran = program(data, *arguments)
    assert is_one_sentence(ran), ran.err
    assert "is damaged" in ran.err
    assert damaged.read_bytes() == before


@pytest.mark.usefixtures("damaged")
def test_words_that_cannot_be_kept_are_shown_back(data: Path) -> None:
    ran = program(data, "play", "park-bench.yaml", typed=REPLIES)
    assert ran.code == 2
    sentence, words = ran.err.splitlines()
    assert "is damaged" in sentence
    assert words == f"Not kept, what you typed: {REPLIES[0]}"


@pytest.mark.usefixtures("damaged")
def test_words_shown_back_are_harmless(data: Path) -> None:
    ran = program(data, "play", "park-bench.yaml", typed=["What\x1b[2J \udcff was it like?"])
    assert "<U+001B>[2J <U+DCFF>" in ran.err


@pytest.mark.usefixtures("damaged")
@pytest.mark.parametrize("words", [CRISIS, MAYBE_CRISIS])
def test_a_crisis_is_answered_even_where_nothing_can_be_kept(words: str, data: Path) -> None:
    ran = program(data, "play", "park-bench.yaml", typed=[words])
    assert "Pausing the practice" in ran.out
    assert (ran.code, ran.err) == (0, "")


@pytest.mark.usefixtures("damaged")
def test_help_lines_are_shown_even_where_nothing_can_be_kept(data: Path) -> None:
    ran = program(data, "play", "park-bench.yaml", typed=["/support", "/hint", "/quit"])
    assert "988" in ran.out
    assert ran.code == 0


FULL = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
sys.argv[1:] = sys.argv[2:]
from roleplay.__main__ import main
sys.exit(main())
"""


def on_a_full_disk(data: Path, room: int, *arguments: str, typed: list[str]) -> "subprocess.CompletedProcess[bytes]":
    """The program where no file can grow beyond `room` bytes."""
    return subprocess.run(
        [sys.executable, "-c", FULL, str(room), *arguments],
        input=typing(typed),
        capture_output=True,
        env={**environment(data), "PYTHONPATH": ROOT},
        timeout=LONGEST_WAIT,
        check=False,
    )


@POSIX
def test_a_full_disk_is_told_with_the_last_words_and_the_rest_is_safe(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "park-bench.yaml"
    endless = "then: [{to: stays, when: {trust_at_most: 99}}, {to: goodbye}]"
    path.write_text(BENCH.replace("then: [{to: goodbye}]", endless), encoding="utf-8")
    replies = [f"What was day {number} like at the bakery?" for number in range(60)]
    program(data, "play", str(path), typed=replies[:1])
    ran = on_a_full_disk(data, 100_000, "resume", "--plain", typed=replies[1:])
    told = ran.stderr.decode().splitlines()
    kept = said_in(transcript_of(data))
    assert ran.returncode == 2, ran.stdout.decode()
    assert len(told) == 2
    assert "disk" in told[0]
    assert told[1] == f"Not kept, what you typed: {replies[len(kept)]}"
    assert kept == replies[: len(kept)]
    assert program(data, "resume", typed=[replies[-1]]).code == 0


@POSIX
def test_a_disk_with_no_room_at_all_is_told(data: Path) -> None:
    ran = on_a_full_disk(data, 0, "play", "park-bench.yaml", "--plain", typed=[REPLIES[0]])
    told = ran.stderr.decode()
    assert ran.returncode == 2
    assert "Traceback" not in told
    assert REPLIES[0] in told


@contextlib.contextmanager
def talking(data: Path, tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    """A conversation in another terminal after its first reply."""
    child = started(data, "play", bench_file(tmp_path))
    with child:
        try:
            assert child.stdin is not None
            assert child.stdout is not None
            child.stdin.write(REPLIES[0] + "\n")
            child.stdin.flush()
            assert any(line.startswith("trust 35 ->") for line in child.stdout)
            yield child
        finally:
            child.kill()


@POSIX
def test_a_killed_conversation_goes_on_where_it_was(data: Path, tmp_path: Path) -> None:
    with talking(data, tmp_path) as child:
        child.send_signal(signal.SIGKILL)
        child.wait(LONGEST_WAIT)
    ran = program(data, "resume", typed=REPLIES[1:])
    assert (ran.code, ran.err) == (0, "")
    assert said_in(transcript_of(data)) == list(REPLIES)


@POSIX
def test_a_session_open_in_another_terminal_is_told(data: Path, tmp_path: Path) -> None:
    with talking(data, tmp_path):
        (session,) = session_ids(data)
        ran = program(data, "resume", typed=[REPLIES[1]])
    assert is_one_sentence(ran)
    assert f"{session} is open in another terminal" in ran.err
    assert said_in(transcript_of(data)) == [REPLIES[0]]


def test_a_session_that_is_open_cannot_be_forgotten(data: Path, tmp_path: Path) -> None:
    converse(data, tmp_path, REPLIES[0])
    (session,) = session_ids(data)
    with hold(str(data), session):
        ran = program(data, "forget", session)
    assert is_one_sentence(ran)
    assert session_ids(data) == [session]


def test_a_session_forgotten_meanwhile_is_told(data: Path, tmp_path: Path) -> None:
    converse(data, tmp_path, REPLIES[0])
    (session,) = session_ids(data)
    with open_store(str(data)) as store:
        kept = store.session(session)
        assert kept is not None
        practice = resume(store, kept)
        store.forget(session)
        with pytest.raises(StoreError, match="may have been forgotten elsewhere"):
            practice.reply(REPLIES[1], NOON)


@POSIX
def test_closed_input_is_no_input(data: Path, tmp_path: Path) -> None:
    ran = in_a_shell(data, '"$@" <&-', command("play", bench_file(tmp_path)))
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert b"Sam: I'm tired of new people" in ran.stdout


@POSIX
def test_closed_output_is_no_trouble(data: Path, tmp_path: Path) -> None:
    ran = in_a_shell(data, '"$@" >&- </dev/null', command("play", bench_file(tmp_path)))
    assert (ran.returncode, ran.stderr) == (0, b"")


@POSIX
@pytest.mark.parametrize("arguments", [["list"], ["sessions"], ["play", "cold-coffee"], ["--help"]])
def test_output_that_nobody_reads_ends_without_a_traceback(arguments: list[str], data: Path) -> None:
    ran = in_a_shell(data, '{ sleep 0.2; "$@" </dev/null; } | true', command(*arguments))
    assert ran.stderr == b""


@POSIX
def test_output_closed_in_mid_conversation_keeps_what_was_said(data: Path, tmp_path: Path) -> None:
    with talking(data, tmp_path) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.close()
        child.stdin.write(REPLIES[1] + "\n")
        child.stdin.close()
        told = child.stderr.read()
        code = child.wait(LONGEST_WAIT)
    assert (code, told) == (1, "")
    assert said_in(transcript_of(data)) == list(REPLIES[:2])


@POSIX
def test_an_interrupted_pipe_ends_without_a_traceback(data: Path, tmp_path: Path) -> None:
    with talking(data, tmp_path) as child:
        assert child.stderr is not None
        time.sleep(A_MOMENT)  # until it listens again
        child.send_signal(signal.SIGINT)
        assert [child.stderr.readline(), child.stderr.readline()] == [
            "\n",
            "Ctrl-C once more leaves; everything is kept.\n",
        ]
        time.sleep(A_MOMENT)
        child.send_signal(signal.SIGINT)
        told = child.stderr.read()
        code = child.wait(LONGEST_WAIT)
    assert (code, told) == (0, "")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_an_output_with_few_characters_shows_the_others_by_their_codes(
    encoding: str, data: Path, tmp_path: Path
) -> None:
    replies = [*REPLIES[:2], "/trust", "How was that \N{SPARKLES} for you?", "/why"]
    ran = process(data, "play", bench_file(tmp_path), typed=replies, PYTHONUTF8="0", PYTHONIOENCODING=encoding)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert b"#######" in ran.stdout


def in_a_shell(data: Path, line: str, words: list[str]) -> "subprocess.CompletedProcess[bytes]":
    """A line of shell in which "$@" is these words."""
    return subprocess.run(
        ["sh", "-c", line, "sh", *words],
        capture_output=True,
        env=environment(data),
        cwd=ROOT,
        timeout=LONGEST_WAIT,
        check=False,
    )


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
def test_output_that_cannot_be_written_is_told_in_one_sentence(tmp_path: Path) -> None:
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "roleplay", "list", "--data", str(tmp_path)],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=30,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
