"""What reports cost: size, wall and processor time and peak memory of `assess report` as a process of its own.

usage: python benchmarks/report.py ASSESSMENT.json [--findings 123 1000] [--formats html pdf] [--rounds N]

The assessment's findings are repeated or cut until there are as many as asked; the layout of the PDF runs in a child of
that process, and the larger of the two counts as memory. Machines differ and are noisy: the median of the times is
shown, beside `assess --version` as the yardstick of the machine.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

_NOTHING = {"value": 0.0, "proven": 0.0, "possible": 0.0, "open": 0.0}


def measured(command: list[str]) -> tuple[float, float, float]:
    """Wall seconds, processor seconds and peak resident megabytes of one process and its children."""
    started = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        message = f"failed: {' '.join(command)}"
        raise SystemExit(message)
    return time.perf_counter() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def _sum(lines: Iterable[dict[str, Any]], end: str) -> Decimal:
    return sum((Decimal(repr(line[end])) for line in lines), Decimal())


def resized(document: dict[str, Any], count: int) -> dict[str, Any]:
    """The assessment with so many findings and as many lines in its ledger, which still sum to the score.

    Repeated findings weigh nothing; what cut ones were worth goes to the last foundation.
    """
    found, lines = document["findings"], {line["ref"]: line for line in document["ledger"]["lines"]}
    findings, ledger = [], []
    for place in range(count):
        original, lap = found[place % len(found)], place // len(found)
        name = original["criterion"] if lap == 0 else f"{original['criterion']}-{lap}"
        findings.append({**original, "criterion": name})
        if original["criterion"] in lines:
            line = lines[original["criterion"]]
            ledger.append({**line, "ref": name} if lap == 0 else {**line, **_NOTHING, "ref": name})
    foundations = [line for line in lines.values() if line["kind"] == "foundation"]
    for end in ("proven", "possible"):
        rest = Decimal(repr(document["ledger"]["total"][end])) - _sum([*ledger, *foundations], end)
        foundations[-1] = {**foundations[-1], end: float(Decimal(repr(foundations[-1][end])) + rest)}
    return {**document, "findings": findings, "ledger": {**document["ledger"], "lines": ledger + foundations}}


def main() -> None:
    """Measure each format at each size and print one line for it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("assessment", type=Path)
    parser.add_argument("--findings", type=int, nargs="+", default=[123, 1000])
    parser.add_argument("--formats", nargs="+", default=["html", "pdf"])
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    document = json.loads(options.assessment.read_text(encoding="utf-8"))
    assess = [sys.executable, "-c", "from assess.cli.main import entry; entry()"]
    print(f"{'report':8} {'findings':>8} {'KB':>7} {'seconds':>8} {'cpu':>7} {'MB':>6} {'x --version':>12}")
    with tempfile.TemporaryDirectory() as folder:
        for count in options.findings:
            source = Path(folder) / f"{count}.json"
            source.write_text(json.dumps(resized(document, count)), encoding="utf-8")
            for suffix in options.formats:
                target = Path(folder) / f"{count}.{suffix}"
                report = [*assess, "report", str(source), "-o", str(target)]
                rounds = [(measured([*assess, "--version"])[0], *measured(report)) for _ in range(options.rounds)]
                seconds, processor = (statistics.median(r[place] for r in rounds) for place in (1, 2))
                ratio = statistics.median(r[1] / r[0] for r in rounds)
                size = target.stat().st_size / 1024
                memory = max(r[3] for r in rounds)
                print(
                    f"{suffix:8} {count:8} {size:7.0f} {seconds:8.2f} {processor:7.2f} {memory:6.0f} {ratio:12.0f}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
