"""A command about to be followed, and what it leads to."""

from __future__ import annotations

from dataclasses import dataclass

from assess.facts.build_files.pre_commit import Hook
from assess.facts.ci.model import Script


@dataclass(frozen=True, slots=True)
class Call:
    """One simple command with the folder it runs in and the variables that are set."""

    program: str
    arguments: tuple[str, ...]
    folder: str
    path: str
    """The file it is written in."""
    values: tuple[tuple[str, str], ...] = ()

    def value(self, name: str) -> str:
        """A variable's value; empty when it isn't known."""
        return next((v for n, v in reversed(self.values) if n == name and "$" not in v), "")


@dataclass(frozen=True, slots=True)
class Next:
    """What a command leads to: scripts of a file, words ready to run, or hooks."""

    path: str
    scripts: tuple[Script, ...] = ()
    folder: str = ""
    key: str = ""
    """What it is, so that it is followed once in a chain."""
    script: bool = False
    """It is a script file of its own."""
    ready_words: tuple[tuple[str, ...], ...] = ()
    hooks: tuple[Hook, ...] = ()
    parameters: tuple[tuple[str, str], ...] = ()
    """What a script is called with, by position: `1`, `2`, ..."""
    line: int = 0
    """Line of ready words; 0 when they stand where the call does."""
