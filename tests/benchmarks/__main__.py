"""Runs every benchmark, one after the other: `python -m tests.benchmarks`."""

from tests.benchmarks import answer, check, graph, listen, playtest, replaying, reviewing, start, step

for benchmark in (start, answer, step, listen, replaying, reviewing, check, playtest, graph):
    benchmark.main()
