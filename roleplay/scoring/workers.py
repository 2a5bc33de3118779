"""Blocks scored one after the other, in this process or several, with the results always in order."""

import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain, islice
from multiprocessing import get_context

from roleplay.scoring.blocks import Block
from roleplay.scoring.fold import Temperament
from roleplay.scoring.opening import Part
from roleplay.scoring.scribe import Result, Scribe, score

_FEW = 8
_AHEAD = 4
"""Blocks that are read and scored ahead of what is written, for each process; it bounds memory."""


class WorkerLostError(Exception):
    """A process that scored was ended from outside."""


def results_of(blocks: Iterable[Block], temperament: Temperament, form: str, jobs: int) -> Iterator[tuple[str, Result]]:
    """The result of each block with its file, in their order, scored by so many processes."""
    here = Scribe(temperament, form)
    rest = iter(blocks)
    first = list(islice(rest, _FEW)) if jobs > 1 else []
    if len(first) < _FEW:  # for so little, new processes would take longer to start than to score
        for block in chain(first, rest):
            yield block.file, _scored_here(here, block)
        return
    with ProcessPoolExecutor(jobs, get_context("spawn"), _begin, (temperament, form)) as pool:
        try:
            yield from _handed_on(pool, here, chain(first, rest), jobs)
        except BrokenProcessPool:
            raise WorkerLostError("A process that was scoring has been ended; try again, or with --jobs 1.") from None
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _handed_on(
    pool: ProcessPoolExecutor, here: Scribe, blocks: Iterable[Block], jobs: int
) -> Iterator[tuple[str, Result]]:
    """Whole blocks go to the pool; a transcript too long for one is scored here, turn after turn."""
    waiting: deque[tuple[str, Future[Result]]] = deque()
    for block in blocks:
        while waiting and (not block.is_whole or len(waiting) >= _AHEAD * jobs):
            file, future = waiting.popleft()
            yield file, future.result()
        if block.is_whole:
            with _deaf_to_interrupts():
                waiting.append((block.file, pool.submit(_score, block.parts)))
        else:
            yield block.file, _scored_here(here, block)
    while waiting:
        file, future = waiting.popleft()
        yield file, future.result()


def _scored_here(scribe: Scribe, block: Block) -> Result:
    scribe.take(block.parts)
    if block.is_last:
        scribe.finish()
    return scribe.result()


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """A process that is started meanwhile inherits it: Ctrl-C is for the process that writes."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


_settings: tuple[Temperament, str]


def _begin(temperament: Temperament, form: str) -> None:
    """Make a new process ready."""
    from roleplay.ears.listening import warm_up

    global _settings
    _settings = temperament, form
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    warm_up()


def _score(parts: Sequence[Part]) -> Result:
    return score(*_settings, parts)
