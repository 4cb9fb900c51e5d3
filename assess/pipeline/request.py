"""What is asked of one run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assess.pipeline.settled import Settled


@dataclass(frozen=True, slots=True)
class Request:
    """One repository to assess, and how."""

    repository: Path
    as_of: date
    ref: str | None = None
    folder: str = ""
    """The folder of the repository that is the product; empty for all of it."""
    name: str | None = None
    profile: str | None = None
    answers: Path | None = None
    """An answers file instead of the repository's own."""
    rubric: Path | None = None
    """The folder of a rubric or an overlay; None for the configuration's, else the built-in."""
    config: Path | None = None
    """A configuration file instead of the repository's own."""
    traits: tuple[tuple[str, bool], ...] = ()
    """Traits set on the command line."""
    exclude: tuple[str, ...] | None = None
    """Globs left out instead of the configuration's."""
    policy_from: str | None = None
    """The commit, branch or tag that configuration, waivers and rubric are read from."""
    lock: str | None = None
    """A scoring lock instead of the configuration's; empty for none."""
    settled: Settled | None = None
    """Configuration and rubric that were read already, instead of reading them."""
