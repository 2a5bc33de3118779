"""Checking a large scenario with proof, beside loading it as plain YAML: `python -m tests.benchmarks.check`."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.figures import milliseconds, ratio
from tests.benchmarks.large_files import generated

SIZES = (1_000, 10_000)
ROUNDS = {1_000: 9, 10_000: 5}
MEASURE = """
import json, resource, sys, time
path = sys.argv[1]
{before}
began = time.process_time()
{work}
took = time.process_time() - began
print(json.dumps([took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, {found}]))
"""
LOAD = MEASURE.format(
    before="import yaml; text = open(path).read()",
    work="yaml.load(text, Loader=yaml.CSafeLoader)",
    found="0",
)
CHECK = MEASURE.format(
    before="from roleplay.checking.checked import check_file",
    work="checked = check_file(path)",
    found="sum(map(len, checked.proof.memories.values()))",
)
PROVE = MEASURE.format(
    before="import gc; gc.disable()\n"
    "from roleplay import library; from roleplay.exploring.proof import prove; loaded = library.load(path)",
    work="proof = prove(loaded.scenario)",
    found="sum(map(len, proof.memories.values()))",
)


def measured(code: str, path: Path) -> tuple[float, float, int]:
    """Seconds of processor time, megabytes at most, and sets found, in a process of its own."""
    ran = subprocess.run([sys.executable, "-c", code, str(path)], check=True, capture_output=True, text=True)
    seconds, megabytes, found = json.loads(ran.stdout)
    return seconds, megabytes, found


def main() -> None:
    """Measure in turns and print."""
    print("Checking a generated scenario, every way through proved")
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            path = Path(folder) / "generated.yaml"
            path.write_text(generated(size), encoding="utf-8")
            loads, checks, proofs = [], [], []
            for _ in range(ROUNDS[size]):
                loads.append(measured(LOAD, path))
                checks.append(measured(CHECK, path))
                proofs.append(measured(PROVE, path))
            print(f"  {size:,} nodes, {path.stat().st_size / 1e6:.1f} MB, {proofs[0][2]:,} sets of trusts")
            milliseconds("PyYAML's CSafeLoader alone", [one[0] for one in loads])
            milliseconds("check, with proof", [one[0] for one in checks])
            milliseconds("of which proof", [one[0] for one in proofs])
            ratio("check to CSafeLoader", [one[0] for one in checks], [one[0] for one in loads], "0.7, then 0.3")
            megabytes = max(one[1] for one in checks)
            print(f"  most memory of a check {megabytes:.0f} MB   (target: 200; CSafeLoader {loads[0][1]:.0f})")


if __name__ == "__main__":
    main()
