"""What a scan costs: wall time and peak memory of whole processes, beside `git ls-tree` as the yardstick of the machine.

usage: python benchmarks/scan.py REPOSITORY [REPOSITORY ...] [--rounds N]

Machines differ and are noisy: quote the ratios, taken side by side in one run.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path


def measured(command: list[str], folder: Path) -> tuple[float, float]:
    """Wall seconds and peak resident megabytes of one process."""
    started = time.perf_counter()
    child = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        message = f"failed in {folder}: {' '.join(command)}"
        raise SystemExit(message)
    return time.perf_counter() - started, usage.ru_maxrss / 1024


def main() -> None:
    """Measure each repository and print one line for it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("repositories", nargs="+", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    print(f"{'repository':45} {'files':>7} {'seconds':>8} {'MB':>6} {'x ls-tree':>10}")
    for repository in options.repositories:
        listing = ["git", "-c", "safe.directory=*", "ls-tree", "-r", "--name-only", "HEAD"]
        files = subprocess.run(listing, cwd=repository, capture_output=True, check=True).stdout.count(b"\n")
        scan = [sys.executable, "-m", "assess", "scan", str(repository.resolve()), "--ref", "HEAD", "--format", "json"]
        rounds = [(measured(listing, repository)[0], *measured(scan, Path.cwd())) for _ in range(options.rounds)]
        seconds = statistics.median(r[1] for r in rounds)
        ratio = statistics.median(r[1] / r[0] for r in rounds)
        megabytes = max(r[2] for r in rounds)
        name = repository.parent.name if repository.name == "repo" else repository.name
        print(f"{name:45} {files:7} {seconds:8.2f} {megabytes:6.0f} {ratio:10.0f}")


if __name__ == "__main__":
    main()
