"""Real git repositories with fixed authors and dates, made in a moment."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

START = datetime(2026, 1, 5, 12, tzinfo=UTC)
"""The date of every repository's first commit."""

ANA = "Ana Kovač <ana@example.org>"

Files = Mapping[str, str | bytes | None]
"""Contents by path; None removes a file."""


@dataclass(frozen=True, slots=True)
class Step:
    """One commit on top of the one before."""

    files: Files = field(default_factory=dict)
    message: str = "Change things"
    author: str = ANA
    days: float = 1
    """Days after the commit before."""
    tag: str = ""


def make_repo(folder: Path, files: Files, commits: Sequence[Step] = (), *, remote: str = "") -> Path:
    """A repository on branch `main`: one commit with the files, then further ones."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "--quiet", "--initial-branch=main")
    if remote:
        git(folder, "remote", "add", "origin", remote)
    when = START
    for step in (Step(files, "Start", days=0), *commits):
        when += timedelta(days=step.days)
        write_files(folder, step.files)
        git(folder, "add", "--all", "--force")
        commit(folder, step.message, step.author, when)
        if step.tag:
            git(folder, "tag", step.tag)
    return folder


def write_files(folder: Path, files: Files) -> None:
    """Puts files into a folder, tracked or not."""
    for name, content in files.items():
        path = folder / name
        if content is None:
            path.unlink()
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def commit(folder: Path, message: str, author: str = ANA, when: datetime = START) -> None:
    """Commits what is staged, also nothing."""
    name, _, address = author.partition(" <")
    moment = when.isoformat()
    who = {"NAME": name, "EMAIL": address.rstrip(">"), "DATE": moment}
    people = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in who.items()}
    git(folder, "commit", "--quiet", "--allow-empty", "--message", message, extra=people)


def git(folder: Path, *arguments: str, extra: Mapping[str, str] | None = None) -> str:
    """Standard output of git, which reads no configuration of the machine."""
    environment = {
        "PATH": os.environ["PATH"],
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_ALLOW_PROTOCOL": "file",
        "LC_ALL": "C.UTF-8",
        **(extra or {}),
    }
    done = subprocess.run(["git", *arguments], cwd=folder, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    return done.stdout.decode(errors="replace")
