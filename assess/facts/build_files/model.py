"""Named targets of build and task files, of whatever tool."""

from __future__ import annotations

from dataclasses import dataclass

from assess.facts.ci.model import Script


@dataclass(frozen=True, slots=True)
class Target:
    """One target, session, environment, task or script."""

    name: str
    line: int
    scripts: tuple[Script, ...] = ()
    needs: tuple[str, ...] = ()
    """Other targets of the same file that run first, or instead."""
    directory: str = ""
    """Where its commands start, relative to the file's folder."""
    module: str = ""
    """Python module that a console script starts, as `package.module:function`."""


@dataclass(frozen=True, slots=True)
class BuildFile:
    """All targets of one file for one tool."""

    tool: str
    """`make`, `just`, `task`, `tox`, `nox`, `mise`, `invoke`, `npm`, `hatch`, `pdm`, `poe`, `taskipy`, `pixi`, `entry-points`, ..."""
    path: str
    targets: tuple[Target, ...]
    default: tuple[str, ...] = ()
    """Targets that run when none is named."""
    includes: tuple[tuple[str, int], ...] = ()

    def target(self, name: str) -> Target | None:
        """The target of a name."""
        return next((t for t in self.targets if t.name == name), None)
