"""An author plays from anywhere, with replies from a file, and in the new version after every save."""

import os
import sys
from pathlib import Path

import pytest

from roleplay.shells.rehearsing import watched
from tests.screens import BENCH, REPLIES, bench_file, program, said_in, session_ids, started, transcript_of

FLAGGED = BENCH.replace(
    "then: [{to: goes-on}]", "then: [{to: goodbye, when: {flags: [in-a-hurry]}}, {to: goes-on, sets: [in-a-hurry]}]"
)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def replies(tmp_path: Path) -> str:
    path = tmp_path / "replies.txt"
    path.write_text("\n".join(["# what I always try", "", *REPLIES, ""]), encoding="utf-8")
    return str(path)


def flagged_file(folder: Path) -> str:
    path = folder / "park-bench.yaml"
    path.write_text(FLAGGED, encoding="utf-8")
    return str(path)


def test_it_begins_at_any_node_with_any_trust(data: Path, tmp_path: Path) -> None:
    out = program(data, "play", bench_file(tmp_path), "--from", "stays", "--trust", "62.5", "--seed", "1").out
    assert out.startswith("A park bench, from stays, trust 62.5, seed 1.\n")
    assert "Sam: The bakery starts at four." in out or "Sam: I bake at night." in out


def test_trust_alone_begins_at_the_start(data: Path, tmp_path: Path) -> None:
    out = program(data, "play", bench_file(tmp_path), "--trust", "80").out
    assert out.startswith("A park bench, from opens, trust 80, seed ")


def test_a_flag_is_set(data: Path, tmp_path: Path) -> None:
    path = flagged_file(tmp_path)
    with_it = program(data, "play", path, "--from", "stays", "--flag", "in-a-hurry", typed=["What is it like?"])
    without = program(data, "play", path, "--from", "stays", typed=["What is it like?"])
    assert ", with in-a-hurry, seed" in with_it.out
    assert "Sam: Well. See you." in with_it.out
    assert "Sam: It's quiet then." in without.out


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        (["--from", "stay"], "There is no node 'stay' in park-bench. Did you mean 'stays'?\n"),
        (["--from", "zzz"], "There is no node 'zzz' in park-bench.\n"),
        (["--flag", "hurried"], "No transition sets the flag 'hurried'.\n"),
        (["--replies", "nowhere.txt"], "The replies cannot be read: No such file or directory.\n"),
        (["--from", "a\x1b[31m"], "There is no node 'a\\x1b[31m' in park-bench.\n"),
    ],
)
def test_what_is_not_there_is_told(wish: list[str], told: str, data: Path, tmp_path: Path) -> None:
    ran = program(data, "play", bench_file(tmp_path), *wish)
    assert (ran.code, ran.err) == (2, told)
    assert session_ids(data) == []


def test_it_needs_a_scenario(data: Path) -> None:
    ran = program(data, "play", "--watch")
    assert ran.code == 2
    assert "Say which scenario to play so." in ran.err


def test_trust_has_its_limits(data: Path, tmp_path: Path) -> None:
    assert program(data, "play", bench_file(tmp_path), "--trust", "101").code == 2


def test_replies_come_from_a_file(data: Path, tmp_path: Path, replies: str) -> None:
    ran = program(data, "play", bench_file(tmp_path), "--replies", replies)
    assert ran.code == 0
    assert [line[2:] for line in ran.out.splitlines() if line.startswith("> ")] == list(REPLIES)
    assert "Goodbye" in ran.out
    assert said_in(transcript_of(data)) == list(REPLIES)


def test_the_same_replies_give_the_same_conversation(data: Path, tmp_path: Path, replies: str) -> None:
    outs = []
    for _ in range(2):
        shown = program(data, "play", bench_file(tmp_path), "--replies", replies).out
        outs.append(shown.replace(session_ids(data)[0], "ID"))
    assert "roleplay replay ID" in outs[0]
    assert outs[0] == outs[1]


def test_after_the_replies_the_author_goes_on(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "one.txt"
    path.write_text(REPLIES[0], encoding="utf-8")
    program(data, "play", bench_file(tmp_path), "--replies", str(path), typed=REPLIES[1:])
    assert said_in(transcript_of(data)) == list(REPLIES)


def test_a_huge_file_of_replies_is_refused(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    path.write_bytes(b"x\n" * 600_000)
    ran = program(data, "play", bench_file(tmp_path), "--replies", str(path))
    assert ran.code == 2
    assert "more than a million bytes" in ran.err


def test_bytes_that_are_no_text_do_no_harm(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "bytes.txt"
    path.write_bytes(b"\xff\xfe\x00 \x1b[31m hello there\n" + REPLIES[0].encode())
    ran = program(data, "play", bench_file(tmp_path), "--replies", str(path))
    assert ran.code == 0
    assert "\x1b" not in ran.out


def test_a_session_from_the_middle_goes_on_where_it_was(data: Path, tmp_path: Path) -> None:
    program(data, "play", bench_file(tmp_path), "--from", "stays", "--trust", "70", "--seed", "1", typed=[REPLIES[1]])
    ran = program(data, "resume", typed=[REPLIES[2]])
    assert "Goodbye" in ran.out
    assert "In numbers: 70 " in ran.out
    assert said_in(transcript_of(data)) == list(REPLIES[1:])


def test_nothing_said_is_not_kept(data: Path, tmp_path: Path) -> None:
    program(data, "play", bench_file(tmp_path), "--from", "stays")
    assert session_ids(data) == []


# Watching


def test_a_file_is_seen_to_change_once(tmp_path: Path) -> None:
    path = Path(bench_file(tmp_path))
    changed = watched(str(path))
    assert not changed()
    path.write_text(BENCH + "\n", encoding="utf-8")
    assert changed()
    assert not changed()


def test_a_file_that_is_away_for_a_moment_has_not_changed(tmp_path: Path) -> None:
    path = Path(bench_file(tmp_path))
    changed = watched(str(path))
    path.unlink()
    assert not changed()
    path.write_text("", encoding="utf-8")
    assert not changed()


class Watching:
    """The program in a process of its own, watching the bench in plain mode."""

    def __init__(self, data: Path, folder: Path) -> None:
        self.path = Path(bench_file(folder))
        self.process = started(data, "play", str(self.path), "--watch", "--seed", "1")
        self.shown = ""

    def until(self, text: str) -> str:
        """Everything that was shown when this text has been."""
        assert self.process.stdout is not None
        while text not in self.shown:
            line = self.process.stdout.readline()
            assert line, self.shown
            self.shown += line
        return self.shown

    def type(self, text: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(text + "\n")
        self.process.stdin.flush()

    def save(self, text: str) -> None:
        beside = self.path.with_suffix(".new")
        beside.write_text(text, encoding="utf-8")
        os.replace(beside, self.path)

    def end(self) -> tuple[str, str]:
        out, err = self.process.communicate(timeout=60)
        return self.shown + out, err


def test_a_saved_file_goes_on_with_what_was_said(data: Path, tmp_path: Path) -> None:
    watching = Watching(data, tmp_path)
    watching.until("leaving again.")
    watching.type(REPLIES[0])
    watching.until("trust 35 -> ")
    watching.until("I bake at night.")
    watching.save(
        BENCH.replace("I bake at night.", "I bake in the dark.").replace("The bakery starts at four.", "Bread.")
    )
    watching.type(REPLIES[1])
    out, err = watching.end()
    after = out.split("The file has changed. What you said is said again.")[1]
    assert f"> {REPLIES[0]}" in after
    assert "Sam: Bread." in after or "Sam: I bake in the dark." in after
    assert f"> {REPLIES[1]}" in after
    assert err == ""
    assert len(session_ids(data)) == 1
    assert said_in(transcript_of(data)) == list(REPLIES[:2])


def test_a_broken_save_is_told_and_the_version_before_stays(data: Path, tmp_path: Path) -> None:
    watching = Watching(data, tmp_path)
    watching.until("leaving again.")
    watching.save(BENCH.replace("start: opens", "start: nowhere"))
    watching.type("")
    watching.until("Still the version before. Mend it and save again.")
    watching.save(BENCH)
    watching.type(REPLIES[0])
    out, err = watching.end()
    assert "unknown-start" in err
    assert "trust 35 -> " in out


def test_a_node_that_is_gone_ends_what_is_said_again(data: Path, tmp_path: Path) -> None:
    watching = Watching(data, tmp_path)
    watching.until("leaving again.")
    watching.type(REPLIES[0])
    watching.type(REPLIES[1])
    watching.until("It's quiet then.")
    watching.save(BENCH.replace("then: [{to: stays, note: He looks at you.}]", "then: [{to: goes-on}]"))
    watching.type("")
    out, _ = watching.end()
    assert "Reply 2 was said at stays, where the conversation is not now." in out


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are POSIX")
def test_in_a_terminal_the_new_version_comes_by_itself(data: Path, tmp_path: Path) -> None:
    from tests.test_pty import Terminal

    path = Path(bench_file(tmp_path))
    terminal = Terminal(data, "play", str(path), "--watch", "--from", "goes-on", "--seed", "1")
    terminal.until("reply 1")
    path.write_text(BENCH.replace("It's quiet then. I like it.", "It is so quiet."), encoding="utf-8")
    terminal.until("Sam: It is so quiet.")
    terminal.until("reply 1")
    terminal.press("/quit\r")
    assert terminal.exit_code() == 0
