"""The command as people run it: the installed program, and the same inside this process."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

SMALL = Path(__file__).parent / "rubrics" / "small"


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str


def program() -> list[str]:
    """The installed command."""
    return [str(Path(sys.executable).parent / "assess")]


def installed(*arguments: str | Path, cwd: Path, feed: bytes = b"", **environment: str) -> Done:
    """Runs the installed command in its own process."""
    done = subprocess.run(
        [*program(), *map(str, arguments)],
        cwd=cwd,
        input=feed,
        capture_output=True,
        env={**os.environ, **environment},
        check=False,
    )
    return Done(done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace"))
