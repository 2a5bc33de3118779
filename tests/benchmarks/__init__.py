"""Measurements, each beside what it is compared to, taking turns in one run: `python -m tests.benchmarks`."""
