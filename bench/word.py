"""The reference manifesto as Word: our writer, python-docx's own way, and pandoc; CPU time and memory.

Run with `make bench-word`. Every figure comes from a process of its own, in turns, so that what else the machine does
meets all of them alike. The first document of a process is "cold" (imports are not counted, but for pandoc, which is a
program), the best of the following ones "warm".
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROUNDS, TEN = 3, 10
OURS = ("our writer", "our writer, checked", "our redline, checked")
OTHERS = {"python-docx": 30, "pandoc": 20}
"""How many times our CPU time they are to take at least."""

Figures = Mapping[str, dict[str, float]]


def _measured(name: str, size: int) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.word_worker", name, str(size)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _best(names: list[str], size: int, rounds: int) -> Figures:
    found = [{name: _measured(name, size) for name in names} for _ in range(rounds)]
    return {name: {key: min(one[name][key] for one in found) for key in found[0][name]} for name in names}


def _print_table(best: Figures, suffix: str = "") -> None:
    for name, one in best.items():
        print(f"{name + suffix:26}{one['cold'] * 1000:9.0f}{one['warm'] * 1000:9.0f}{one['peak']:10.0f}")


def _print_ratios(best: Figures) -> None:
    for ours in OURS[:2]:
        for other, target in OTHERS.items():
            if other in best:
                cold, warm = (best[other][key] / best[ours][key] for key in ("cold", "warm"))
                print(f"{other} takes {cold:.0f} times (cold) or {warm:.0f} times (warm) {ours}; the goal is {target}")
    if "pandoc" in best:
        print(f"memory: {best['our writer']['peak'] / best['pandoc']['peak']:.2f} of pandoc's; the goal is 0.4")


def main() -> None:
    """Measure everything, print the table and how far the goals are met."""
    others = [name for name in OTHERS if name != "pandoc" or shutil.which("pandoc")]
    best = _best([*OURS, *others], 1, ROUNDS)
    ten = _best(list(OURS[:2]), TEN, 2)
    print(f"{'':26}{'cold ms':>9}{'warm ms':>9}{'peak MiB':>10}")
    _print_table(best)
    _print_table(ten, f", x{TEN}")
    _print_ratios(best)
    for name, one in ten.items():
        print(f"{TEN} times the content takes {one['warm'] / best[name]['warm']:.1f} times {name}; the goal is 11")


if __name__ == "__main__":
    main()
