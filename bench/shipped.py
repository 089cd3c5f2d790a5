"""What a build of the shipped network costs: cold, with nothing changed, and after one edit.

    python bench/shipped.py [--runs 5] [--against OTHER_CHECKOUT]

Each figure is the median of whole processes, CPU and wall seconds and peak memory of the largest process, as the kernel
accounts them. With --against, the same is done with another checkout, the two in turn, and the ratios are
printed: machines are noisy, so a ratio of one run says more than two figures of two runs. Nothing is written
but a table on standard output.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
CASES = ("cold", "nothing changed", "one edit")
EDITED = "content/portal/news"


@dataclass(frozen=True)
class Cost:
    """One run of one case."""

    wall_s: float
    cpu_s: float
    peak_mb: float


def run(checkout: Path, root: Path) -> Cost:
    """Build the tree at `root` with a checkout's program and return what it cost."""
    command = [sys.executable, str(checkout / "tasks.py"), "build", "--root", str(root), "--now", "2026-11-22T00:00Z"]
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = process.stderr.read() if process.stderr else b""
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 3):
        raise SystemExit(said.decode())
    return Cost(time.perf_counter() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def measure(checkout: Path, root: Path) -> dict[str, Cost]:
    """Return the cost of each case, on a copy of the shipped network that this makes at `root`."""
    shutil.rmtree(root, ignore_errors=True)
    for folder in ("content", "missions"):
        shutil.copytree(checkout / folder, root / folder)
    found = {"cold": run(checkout, root), "nothing changed": run(checkout, root)}
    text = sorted((root / EDITED).rglob("index.id.md"))[0]
    text.write_text(text.read_text("utf-8") + "\nSatu kalimat lagi.\n", "utf-8")
    return {**found, "one edit": run(checkout, root)}


def main() -> None:
    """Print a table: case, wall, CPU, memory, and the ratios to the other checkout where one is named."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--runs", type=int, default=5, help="how often each case is measured")
    asked.add_argument("--against", type=Path, help="another checkout, measured in turn with this one")
    options = asked.parse_args()
    checkouts = [PROJECT, *([options.against.resolve()] if options.against else [])]
    costs: dict[tuple[Path, str], list[Cost]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(options.runs):
            for checkout in checkouts:
                for case, cost in measure(checkout, Path(folder) / "root").items():
                    costs.setdefault((checkout, case), []).append(cost)
    print(
        f"{'case':16} {'wall s':>8} {'CPU s':>8} {'MB':>6}" + ("   ratio of wall, CPU, MB" if options.against else "")
    )
    for case in CASES:
        figures = [
            [statistics.median(getattr(one, name) for one in costs[checkout, case]) for name in Cost.__annotations__]
            for checkout in checkouts
        ]
        ours = figures[0]
        row = f"{case:16} {ours[0]:8.2f} {ours[1]:8.2f} {ours[2]:6.0f}"
        print(
            row
            + "".join(f"   {one / other:.2f}" for one, other in zip(ours, figures[-1], strict=True) if options.against)
        )


if __name__ == "__main__":
    main()
