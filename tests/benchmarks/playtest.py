"""Turns a second of a playtest, beside inkjs on the same graph: `python -m tests.benchmarks.playtest`."""

import gc
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter

from roleplay.conversation import opening, respond
from roleplay.playtest.places import Pool, Spot, Table
from roleplay.playtest.runs import EVERYBODY, playtest, seed_of
from roleplay.playtest.tally import tally
from roleplay.playtest.walking import Run, Walker
from roleplay.scenario import Scenario
from tests.benchmarks.corpus import scenario as cold_coffee
from tests.benchmarks.figures import ratio
from tests.benchmarks.generated import as_ink, as_scenario, graph

NODES = 1000
RUNS = 1500
ROUNDS = 7
INKJS = "inkjs@2.4.0"
PLAY = """
const fs = require("fs");
const { Compiler } = require("inkjs/full");
const story = new Compiler(fs.readFileSync(process.argv[2], "utf-8")).Compile();
const runs = Number(process.argv[3]), kept = [];
let x = 1, turns = 0;
function play() {
  story.ResetState();
  const run = [];
  for (;;) {
    const said = story.ContinueMaximally();
    const choices = story.currentChoices;
    if (!choices.length || run.length >= 100) break;
    x = x * 48271 % 2147483647;
    const choice = x % choices.length;
    run.push([said, choices[choice].text, story.variablesState["trust"]]);
    story.ChooseChoiceIndex(choice);
  }
  kept.push(run);
  turns += run.length;
}
for (let i = 0; i < 100; i++) play();
turns = 0;
const began = process.hrtime.bigint();
for (let i = 0; i < runs; i++) play();
console.log(turns / (Number(process.hrtime.bigint() - began) / 1e9), turns / runs);
"""


class ThreeReplies(Table):
    """A table on which learners say nothing but what the graph offers, as in ink."""

    def pool(self, spot: Spot, kind: str) -> Pool:
        """The three replies of the node."""
        replies = tuple(self.ear.number_of(text) for text in self.nodes[spot.node].model_replies)
        spot.pools[kind] = (len(replies), [None] * len(replies), replies)
        return spot.pools[kind]


@contextmanager
def quiet() -> Iterator[None]:
    """The garbage collector is off, as it is while the program plays."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def walked(walker: Walker, kinds: tuple[str, ...], runs: int) -> tuple[list[Run], float]:
    """Whole conversations, all of them kept, and their turns in a second."""
    with quiet():
        began = perf_counter()
        kept = [walker.walk(kind, seed_of(kind, number, 1)) for kind in kinds for number in range(runs)]
        seconds = perf_counter() - began
    return kept, sum(len(run.steps) for run in kept) / seconds


def real_turns_per_second(played: Scenario, table: Table, runs: list[Run]) -> float:
    """The same replies through the real step, with the readings made before."""
    said = [
        [(reply, table.ear.reading(reply, *table.lines[spot.line], hurt=spot.hurt)) for spot, reply, *_ in run.steps]
        for run in runs
    ]
    turns = 0
    with quiet():
        began = perf_counter()
        for run, replies in zip(runs, said, strict=True):
            _, state = opening(played, run.seed)
            for reply, reading in replies:
                if not played.nodes[state.node].transitions:
                    break
                state = respond(played, run.seed, state, table.ear.replies[reply], reading).state
                turns += 1
        return turns / (perf_counter() - began)


def inkjs_folder() -> Path | None:
    """A folder outside the repository in which inkjs is installed; None where there is no Node.js or no npm."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    folder = Path(tempfile.gettempdir()) / "roleplay-inkjs"
    folder.mkdir(exist_ok=True)
    if not (folder / "node_modules" / "inkjs").is_dir():
        command = [npm, "install", "--no-audit", "--no-fund", "--prefix", str(folder), INKJS]
        if subprocess.run(command, capture_output=True, check=False).returncode:
            return None
    return folder


def inkjs_turns_per_second(folder: Path, source: Path, runs: int) -> tuple[float, float]:
    """Turns in a second of inkjs with a record kept of each, and turns in a run; compiling is not counted."""
    script = folder / "play.cjs"
    script.write_text(PLAY, encoding="utf-8")
    ran = subprocess.run(["node", str(script), str(source), str(runs)], capture_output=True, text=True, check=True)
    rate, length = ran.stdout.split()
    return float(rate), float(length)


def beside_inkjs() -> None:
    """The generated graph in turns."""
    made = graph(NODES)
    table = ThreeReplies(as_scenario(made))
    walker = Walker(table)
    walked(walker, ("three",), RUNS)  # every reply is heard
    folder = inkjs_folder()
    ours, real, theirs, length = [], [], [], 0.0
    with tempfile.TemporaryDirectory() as temporary:
        source = Path(temporary) / "made.ink"
        source.write_text(as_ink(made), encoding="utf-8")
        for _ in range(ROUNDS):
            runs, rate = walked(walker, ("three",), RUNS)
            ours.append(rate)
            real.append(real_turns_per_second(table.scenario, table, runs[:300]))
            if folder is not None:
                rate, length = inkjs_turns_per_second(folder, source, RUNS)
                theirs.append(rate)
    turns = sum(len(run.steps) for run in runs) / len(runs)
    print(f"The same generated graph of {NODES:,} nodes, every turn kept, one process")
    print(f"  playtest          {median(ours):10,.0f} turns a second   ({turns:.1f} turns a run)")
    print(f"  the real step     {median(real):10,.0f}")
    ratio("playtest to the real step", ours, real, "as many as can be")
    if folder is None:
        print("  Skipped: inkjs, because Node.js or npm is not here.")
        return
    print(f"  {INKJS:<17} {median(theirs):10,.0f} turns a second   ({length:.1f} turns a run)")
    ratio("playtest to inkjs", ours, theirs, "10, then 40")


def cold() -> None:
    """The shipped scenario: six kinds and the mixed, with listening, and once everything has been heard."""
    played = cold_coffee()
    table = Table(played)
    walker = Walker(table)
    _, first = walked(walker, EVERYBODY, 300)
    rates, counted = [], []
    for _ in range(ROUNDS):
        runs, rate = walked(walker, EVERYBODY, 300)
        rates.append(rate)
        with quiet():
            began = perf_counter()
            found = tally(table, "all", runs)
            counted.append(found.turns / (perf_counter() - began))
    print("Cold coffee, all kinds of learner, one process")
    print(f"  first time, with listening   {first:10,.0f} turns a second")
    print(f"  everything heard before      {median(rates):10,.0f}")
    print(f"  counting what came of them   {median(counted):10,.0f}")
    for jobs in (1, 2):
        began = perf_counter()
        whole = playtest(played, 1000, 1, jobs).everybody
        seconds = perf_counter() - began
        rate = whole.turns / seconds
        print(f"  the whole of --runs 1000 --jobs {jobs}: {seconds:.1f} s, {rate:,.0f} turns a second")


def main() -> None:
    """Measure in turns and print."""
    sys.setswitchinterval(1.0)
    beside_inkjs()
    cold()


if __name__ == "__main__":
    main()
