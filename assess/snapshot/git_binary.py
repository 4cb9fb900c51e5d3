"""The one guarded way to run git: nothing that a repository configures can run a program or reach a network.

Only commands that were measured to run nothing from a repository's configuration are called (ls-tree, cat-file,
log, rev-parse, rev-list, for-each-ref, ls-files, config --get).
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path
from threading import Thread
from typing import IO

from assess.errors import RepositoryError

_GUARDS = (
    "--no-pager",
    "--no-optional-locks",
    "-c", "core.fsmonitor=false",
    "-c", "core.hooksPath=/dev/null",
    "-c", "core.quotePath=false",
    "-c", "safe.directory=*",
    "-c", "protocol.allow=never",
    "-c", "log.showSignature=false",
    "-c", "core.attributesFile=/dev/null",
)  # fmt: skip

_KEEP = ("PATH", "HOME", "SYSTEMROOT", "TMPDIR", "TEMP", "TMP")


def environment() -> dict[str, str]:
    """The environment git runs in: nothing inherited but what finds and starts it."""
    kept = {name: os.environ[name] for name in _KEEP if name in os.environ}
    return kept | {
        "LC_ALL": "C.UTF-8",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_ALLOW_PROTOCOL": "",
    }


class Git:
    """Runs git in one repository."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def command(self, *arguments: str) -> list[str]:
        """The full command line with its guards."""
        return ["git", *_GUARDS, *arguments]

    def run(self, *arguments: str, feed: bytes | None = None) -> bytes:
        """Standard output of one call. Raises: RepositoryError with git's own first line."""
        done = self._start(arguments, feed)
        if done.returncode != 0:
            words = done.stderr.decode(errors="replace").strip().splitlines()
            raise RepositoryError(f"git {arguments[0]} failed: {words[0] if words else done.returncode}")
        return done.stdout

    def attempt(self, *arguments: str, feed: bytes | None = None) -> bytes | None:
        """Standard output of one call, or None when git says no."""
        done = self._start(arguments, feed)
        return done.stdout if done.returncode == 0 else None

    def configured(self, key: str) -> str:
        """One value of the configuration, the person's own included; empty when there is none or no git."""
        own = {name: os.environ[name] for name in ("XDG_CONFIG_HOME", "GIT_CONFIG_GLOBAL") if name in os.environ}
        without = {name: value for name, value in environment().items() if name != "GIT_CONFIG_GLOBAL"}
        try:
            done = self._start(("config", "--get", key), None, {**without, **own})
        except RepositoryError:
            return ""
        return done.stdout.decode(errors="replace").strip() if done.returncode == 0 else ""

    def _start(
        self, arguments: tuple[str, ...], feed: bytes | None, variables: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        try:
            return subprocess.run(
                self.command(*arguments),
                cwd=self.folder,
                input=feed if feed is not None else b"",
                capture_output=True,
                env=variables or environment(),
                check=False,
            )
        except FileNotFoundError as error:
            raise RepositoryError("git is not installed", hint="install git 2.30 or newer") from error
        except NotADirectoryError as error:
            raise RepositoryError(f"not a directory: {self.folder.name}") from error

    def stream(self, *arguments: str) -> subprocess.Popen[bytes]:
        """A running git with open pipes; the caller ends it."""
        return subprocess.Popen(
            self.command(*arguments),
            cwd=self.folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment(),
        )


def feed_lines(pipe: IO[bytes], lines: Iterable[str]) -> Thread:
    """Write lines into a pipe from a thread, so that reading can go on meanwhile; closes the pipe."""

    def write() -> None:
        try:
            with pipe:
                for line in lines:
                    pipe.write(line.encode() + b"\n")
        except (BrokenPipeError, ValueError):
            pass

    thread = Thread(target=write, daemon=True)
    thread.start()
    return thread
