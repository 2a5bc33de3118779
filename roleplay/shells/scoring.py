"""Scores files of transcripts from the command line."""

import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from hashlib import blake2b
from io import TextIOWrapper
from typing import BinaryIO, NamedTuple

from roleplay.safe_text import visible
from roleplay.scoring.blocks import Block, blocks_of
from roleplay.scoring.opening import Part, Source, UnreadableError
from roleplay.scoring.output import written_whole
from roleplay.scoring.pages import COLUMNS, row
from roleplay.scoring.scribe import Result
from roleplay.scoring.tally import Total
from roleplay.scoring.transcript_file import form_of, parts_of
from roleplay.scoring.workers import WorkerLostError, results_of
from roleplay.shells import summing_up
from roleplay.shells.paint import Painter, colour_wanted
from roleplay.shells.personas import UnknownPersonaError, temperament_for
from roleplay.shells.playing import COULD_NOT, complain
from roleplay.shells.progress import Progress
from roleplay.shells.telling import counted

REPORTED = 1
"""The exit code when something in the files was passed over."""

_MOST_SAID = 20
_MOST_NAMES = 200_000


class Wish(NamedTuple):
    """What was asked for. `form` is "text", "jsonl" or "csv"; `source_form` that of the files, "" to find out."""

    files: Sequence[str]
    form: str = "text"
    source_form: str = ""
    output: str | None = None
    learner: str | None = None
    persona: str | None = None
    jobs: int = 1


class NothingToDoError(Exception):
    """Not one of the files could be read."""


def score_files(wish: Wish) -> int:
    """Score all that was asked for; gives the exit code."""
    try:
        temperament = temperament_for(wish.persona)
        desk = _Desk(wish)
        with _output(wish.output) as out:
            results = results_of(desk.blocks(), temperament, "" if wish.form == "text" else wish.form, wish.jobs)
            desk.write(results, out)
            if desk.unreadable == len(wish.files):
                raise NothingToDoError
    except NothingToDoError:
        return COULD_NOT
    except (UnknownPersonaError, WorkerLostError) as error:
        return complain(str(error))
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        return complain(f"{error.filename or 'This'} cannot be written or read: {error.strerror or error}.")
    desk.close()
    return REPORTED if desk.problems or desk.unreadable else 0


def _output(path: str | None) -> AbstractContextManager[BinaryIO]:
    return nullcontext(sys.stdout.buffer) if path is None else written_whole(path)


class _Desk:
    """Reads the files, writes what comes of them, and says what was wrong in them."""

    def __init__(self, wish: Wish) -> None:
        self._wish = wish
        self._said: Counter[tuple[str, str]] = Counter()
        self._names: set[bytes] = set()
        self._progress = Progress(sum(os.path.getsize(path) for path in wish.files if os.path.isfile(path)))
        self._source: Source | None = None
        self._read = 0
        self.total = Total()
        self.problems = 0
        self.unreadable = 0

    def blocks(self) -> Iterator[Block]:
        """Every block of every file that can be read."""
        for path in self._wish.files:
            try:
                self._source = Source(path)
                form = self._wish.source_form or form_of(self._source)
                yield from blocks_of(self._source.name, parts_of(self._source, form, self._wish.learner))
            except UnreadableError as error:
                self.unreadable += 1
                self._progress.clear()
                complain(str(error))
            if self._source is not None:
                self._read += self._source.done
                self._source.close()
                self._source = None

    def write(self, results: Iterator[tuple[str, Result]], out: BinaryIO) -> None:
        """Write every result as it comes."""
        if self._wish.form == "csv":
            out.write(row(list(COLUMNS)).encode())
        with self._painter(out) as painter:
            for file, result in results:
                out.write(result.text.encode("utf-8", "replace"))
                self._add(file, result, painter)
                done = self._read + (self._source.done if self._source is not None else 0)
                self._progress.show(done, counted(self.total.turns, "reply", "replies"))
            self._progress.clear()
            if self._wish.form == "text" and self.total.transcripts > 1:
                painter.show(summing_up.total(self.total))
        out.flush()

    def _add(self, file: str, result: Result, painter: Painter) -> None:
        """Count what came of a block, show it, and say what was wrong."""
        for tally in result.tallies:
            self.total.add(tally)
            self._look_for_twins(file, tally.id, tally.line)
            if self._wish.form == "text":
                self._progress.clear()
                painter.show(summing_up.transcript(tally))
        for part in result.said:
            self._say(file, part)

    def close(self) -> None:
        """Say how many more problems there were than were shown, and what was written where."""
        for (file, _), times in self._said.items():
            if times > _MOST_SAID:
                complain(f"{file}: {times - _MOST_SAID:,} more like these.")
        if self._wish.output is not None:
            said = f"{counted(self.total.transcripts, 'transcript', 'transcripts')}, "
            said += f"{counted(self.total.turns, 'reply', 'replies')}: {self._wish.output}"
            sys.stderr.write(visible(said) + "\n")

    @contextmanager
    def _painter(self, out: BinaryIO) -> Iterator[Painter]:
        if self._wish.output is None:
            yield Painter(colour=colour_wanted(), wrap=sys.stdout.isatty())
            return
        page = TextIOWrapper(out, "utf-8", write_through=True)
        yield Painter(page, wrap=False)
        page.detach()

    def _say(self, file: str, part: Part) -> None:
        self.problems += part.kind == "problem"
        self._said[file, part.kind] += 1
        if self._said[file, part.kind] <= _MOST_SAID:
            self._progress.clear()
            complain(f"{file}:{part.line}: {part.text}")

    def _look_for_twins(self, file: str, name: str, line: int) -> None:
        """Say where a name comes again in a file; as many names are remembered as memory can well hold."""
        digest = blake2b(f"{file}\0{name}".encode("utf-8", "replace"), digest_size=8).digest()
        if digest in self._names:
            self._say(file, Part(line, "notice", f"{name} was here before; it is scored afresh, as one of its own"))
        elif len(self._names) < _MOST_NAMES:
            self._names.add(digest)
