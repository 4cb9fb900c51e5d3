"""A repository's own history, gated commit by commit: each against the one before, with the verdict explained.

usage: python benchmarks/history.py REPOSITORY [--ref main] [--commits 20] [-o history.md] [-- OPTIONS OF assess gate]

First parents only, oldest first. A commit passes when no finding got worse because of its files or of an answer that it
takes back; beside each verdict stands what moved, and why. Nothing is checked out.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Verdict = dict[str, Any]


def commits(repository: Path, ref: str, count: int) -> list[tuple[str, str, str]]:
    """Commit, day and subject, oldest first; the one before the first of them is there, too."""
    form = "--format=%H%x09%cs%x09%s"
    done = subprocess.run(
        ["git", "-C", str(repository), "log", "--first-parent", f"--max-count={count + 1}", form, ref],
        capture_output=True, text=True, check=True, errors="replace",
    )  # fmt: skip
    lines = [line.split("\t", 2) for line in done.stdout.splitlines()]
    return [(one[0], one[1], one[2]) for one in reversed(lines[:-1])]


def gated(repository: Path, commit: str, folder: Path, options: list[str]) -> Verdict:
    """The verdict on one commit against its first parent. Raises: SystemExit when the gate does not come to one."""
    file = folder / "verdict.json"
    file.unlink(missing_ok=True)
    words = [
        "gate",
        str(repository),
        "--ref",
        commit,
        "--no-regress",
        "--baseline",
        f"{commit}~1",
        "-o",
        str(file),
        *options,
    ]
    done = subprocess.run([sys.executable, "-m", "assess", *words], capture_output=True, text=True, check=False)
    if not file.is_file():
        raise SystemExit(f"{commit}: exit code {done.returncode}\n{done.stderr}")
    found: Verdict = json.loads(file.read_bytes())
    return found


def explained(verdict: Verdict) -> Iterator[str]:
    """What moved: what counts first, then what is told, then gains."""
    for concern in verdict["conditions"][0]["concerns"]:
        yield f"`{concern['criterion']}` {concern['text']}"
    for moved in verdict["ratchet"]["moved"]:
        causes = ", ".join([*moved["causes"], *([" or ".join(moved["unseparated"])] if moved["unseparated"] else [])])
        if moved["judgement"] in ("told", "waived") and moved["effect"] == "worse":
            yield f"not counted: `{moved['criterion']}` {moved['text']}"
        elif moved["effect"] != "worse":
            words = {"better": "better", "left": "no longer applicable", "joined": "newly applicable"}
            yield f"{words[moved['effect']]}: `{moved['criterion']}` {moved['before']:g} to {moved['after']:g} ({causes})"


def main() -> None:
    """A Markdown table row for each commit, and the sum."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("repository", type=Path)
    parser.add_argument("--ref", default="HEAD")
    parser.add_argument("--commits", type=int, default=20)
    parser.add_argument("-o", "--output", type=Path)
    words = sys.argv[1:]
    end = words.index("--") if "--" in words else len(words)
    chosen, options = parser.parse_args(words[:end]), words[end + 1 :]
    lines = ["| commit | day | what it is | verdict | why |", "|---|---|---|---|---|"]
    print("\n".join(lines), flush=True)
    counts: dict[str, int] = {}
    with tempfile.TemporaryDirectory() as folder:
        for commit, day, subject in commits(chosen.repository, chosen.ref, chosen.commits):
            verdict = gated(chosen.repository, commit, Path(folder), options)
            word = verdict["verdict"]
            counts[word] = counts.get(word, 0) + 1
            why = "<br>".join(one.replace("|", "\\|") for one in explained(verdict)) or "nothing moved"
            lines.append(f"| {commit[:10]} | {day} | {subject[:70].replace('|', ' ')} | {word} | {why} |")
            print(lines[-1], flush=True)
    lines += ["", ", ".join(f"{count} {word}" for word, count in sorted(counts.items()))]
    print("\n".join(lines[-2:]))
    if chosen.output:
        chosen.output.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
