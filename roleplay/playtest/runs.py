"""Many runs of every kind of learner, spread over the processors, always with the same outcome."""

import gc
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from contextlib import ExitStack
from typing import NamedTuple
from zlib import crc32

from roleplay.playtest.learners import KINDS, MIXED, SAME_LINE, bank
from roleplay.playtest.places import Table
from roleplay.playtest.tally import Tally, summed, tally
from roleplay.playtest.walking import Walker
from roleplay.scenario import Scenario

EVERYBODY = (*KINDS, MIXED)
"""The kinds that are played equally often."""

_PART = 100
_SAME_LINE_RUNS = 4
"""Runs of each learner who says one line only; they differ in the client's variants alone."""

Progress = Callable[[int, int], None]
"""Told how many runs are done, of how many."""


class Part(NamedTuple):
    """Some runs of one kind, from number `first` on."""

    kind: str
    first: int
    runs: int


class Played(NamedTuple):
    """What came of a playtest: a tally for each kind, one for each warm line said over and over, and the sum.

    The sum leaves the learners with one line out.
    """

    seed: int
    kinds: dict[str, Tally]
    same_line: dict[str, Tally]
    everybody: Tally


def playtest(
    scenario: Scenario, runs: int, seed: int, jobs: int = 1, progress: Progress = lambda done, of: None
) -> Played:
    """Play a scenario `runs` times with each kind of learner; the outcome does not depend on `jobs`."""
    parts = list(_parts(runs))
    total = sum(part.runs for part in parts)
    tallies: dict[Part, Tally] = {}
    done = 0
    progress(0, total)
    for part, found in _in_one(scenario, parts, seed) if jobs == 1 else _in_many(scenario, parts, seed, jobs):
        tallies[part] = found
        done += part.runs
        progress(done, total)
    by_kind = {kind: summed(tallies[part] for part in parts if part.kind == kind) for kind in EVERYBODY}
    warm = bank()["passive"]
    same_line = {line: summed(tallies[part] for part in parts if part.kind == same(n)) for n, line in enumerate(warm)}
    return Played(seed, by_kind, same_line, summed(by_kind.values()))


def same(number: int) -> str:
    """The kind that says this warm line over and over."""
    return f"{SAME_LINE}{number}"


def seed_of(kind: str, number: int, seed: int) -> int:
    """The seed of one run."""
    return crc32(f"{kind} {number}".encode(), seed & 0xFFFFFFFF)


def _parts(runs: int) -> Iterator[Part]:
    for first in range(0, runs, _PART):
        for kind in EVERYBODY:
            yield Part(kind, first, min(_PART, runs - first))
    for number in range(len(bank()["passive"])):
        yield Part(same(number), 0, _SAME_LINE_RUNS)


def _in_one(scenario: Scenario, parts: Iterable[Part], seed: int) -> Iterator[tuple[Part, Tally]]:
    """The parts one after the other, in this process."""
    player = _Player(scenario, seed)
    for part in parts:
        yield part, player.play(part)


def _in_many(scenario: Scenario, parts: list[Part], seed: int, jobs: int) -> Iterator[tuple[Part, Tally]]:
    """The parts in several processes. A kind stays with one where it can, which then listens to its replies once."""
    kinds = list(dict.fromkeys(part.kind for part in parts))
    spread = jobs > len(EVERYBODY)
    with ExitStack() as stack:
        workers = [
            ProcessPoolExecutor(1, initializer=_begin, initargs=(scenario, seed)) for _ in range(min(jobs, len(parts)))
        ]
        for worker in workers:
            stack.callback(worker.shutdown, cancel_futures=True)
        waiting: dict[Future[Tally], Part] = {}
        for number, part in enumerate(parts):
            place = number if spread else kinds.index(part.kind)
            waiting[workers[place % len(workers)].submit(_play, part)] = part
        for future in as_completed(waiting):
            yield waiting[future], future.result()


class _Player:
    """Plays parts in one process and keeps what it heard between them."""

    def __init__(self, scenario: Scenario, seed: int) -> None:
        self._table = Table(scenario)
        self._walker = Walker(self._table)
        self._seed = seed

    def play(self, part: Part) -> Tally:
        """What came of one part."""
        collecting = gc.isenabled()
        gc.disable()  # a run makes many small records and no circles
        try:
            numbers = range(part.first, part.first + part.runs)
            runs = [self._walker.walk(part.kind, seed_of(part.kind, number, self._seed)) for number in numbers]
            return tally(self._table, part.kind, runs)
        finally:
            if collecting:
                gc.enable()


_players: list[_Player] = []
"""The one player of a process that was started for this."""


def _begin(scenario: Scenario, seed: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that was asked to stop says so, once
    _players[:] = [_Player(scenario, seed)]


def _play(part: Part) -> Tally:
    return _players[0].play(part)
