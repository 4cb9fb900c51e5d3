"""The command in a real terminal, through a pseudo-terminal."""

from __future__ import annotations

import os
import pty
import subprocess
from pathlib import Path
from threading import Thread

import pytest

from tests.cli.console import SMALL, program
from tests.conftest import MakeRepo

README = {"README.md": "# Shop\n\nIt sells things to people.\n"}


def in_terminal(*arguments: str | Path, stream: str, cwd: Path, **environment: str) -> tuple[str, str]:
    """What a terminal on one stream shows, and what the other stream holds."""
    ours, theirs = pty.openpty()
    kept = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "TERM", "COLUMNS")}
    running = subprocess.Popen(
        [*program(), *map(str, arguments)],
        cwd=cwd,
        env={**kept, "TERM": "xterm", **environment},
        stdout=theirs if stream == "stdout" else subprocess.PIPE,
        stderr=theirs if stream == "stderr" else subprocess.PIPE,
    )
    os.close(theirs)
    shown: list[bytes] = []

    def collect() -> None:
        while True:
            try:
                part = os.read(ours, 4096)
            except OSError:  # the terminal is gone
                return
            if not part:
                return
            shown.append(part)

    reader = Thread(target=collect)
    reader.start()
    out, err = running.communicate(timeout=60)
    reader.join(timeout=10)
    os.close(ours)
    assert running.returncode == 0
    return b"".join(shown).decode(), (out or err or b"").decode()


def test_progress_changes_one_line_and_wipes_it(repo: MakeRepo, tmp_path: Path) -> None:
    shown, out = in_terminal("scan", repo(README), "--rubric", SMALL, stream="stderr", cwd=tmp_path)
    assert shown.startswith("\r\x1b[Kreading shop: 1 files")
    assert shown.endswith("\r\x1b[K")
    assert "\n" not in shown
    assert out.startswith("shop\n")
    assert "\x1b" not in out


def test_no_progress_when_it_shall_be_quiet(repo: MakeRepo, tmp_path: Path) -> None:
    assert in_terminal("scan", repo(README), "--rubric", SMALL, "-q", stream="stderr", cwd=tmp_path) == ("", "")


@pytest.mark.parametrize(
    ("environment", "coloured"),
    [
        pytest.param({}, True, id="a terminal"),
        pytest.param({"NO_COLOR": "1"}, False, id="a person who wants none"),
        pytest.param({"TERM": "dumb"}, False, id="a terminal that has none"),
    ],
)
def test_colours(repo: MakeRepo, tmp_path: Path, environment: dict[str, str], coloured: bool) -> None:
    for words in (("criteria",), ("scan", str(repo(README)))):
        shown, _ = in_terminal(*words, "--rubric", SMALL, stream="stdout", cwd=tmp_path, **environment)
        assert ("\x1b[" in shown) is coloured
