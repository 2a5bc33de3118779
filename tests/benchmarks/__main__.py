"""Runs every benchmark, one after the other: `python -m tests.benchmarks`."""

from tests.benchmarks import answer, listen, start, step

for benchmark in (start, answer, step, listen):
    benchmark.main()
