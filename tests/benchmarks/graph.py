"""From the start to the map of a scenario of 40 nodes: `python -m tests.benchmarks.graph`."""

import subprocess
from pathlib import Path
from time import perf_counter

from tests.benchmarks.figures import milliseconds
from tests.benchmarks.generated import as_file, graph
from tests.benchmarks.terminals import PROGRAM, own_folder

NODES = 40
ROUNDS = 9
FORMS = ("text", "dot", "mermaid", "svg", "png")


def main() -> None:
    """Measure in turns and print."""
    times: dict[str, list[float]] = {form: [] for form in FORMS}
    with own_folder() as environment:
        folder = Path(environment["ROLEPLAY_HOME"])
        path = folder / "made.yaml"
        path.write_text(as_file(graph(NODES)), encoding="utf-8")
        for _ in range(ROUNDS):
            for form in FORMS:
                command = [PROGRAM, "graph", str(path), "--format", form, "-o", str(folder / f"map.{form}")]
                began = perf_counter()
                subprocess.run(command, check=True, capture_output=True, env=environment)
                times[form].append(perf_counter() - began)
    print(f"`roleplay graph` of {NODES} nodes, the whole process (target: 1,000 ms)")
    for form in FORMS:
        milliseconds(form, times[form])


if __name__ == "__main__":
    main()
