"""`--compare-with`: what changed since an earlier assessment, as a section of the reports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from assess.cli.assessments import loaded_whole, scanned
from assess.cli.progress import Progress
from assess.cli.subject import Given, named
from assess.errors import InputError, Place

if TYPE_CHECKING:
    from assess.model.assessment import Assessment
    from assess.model.comparison import Comparison

Function = TypeVar("Function", bound=Callable[..., Any])


def compare_option(what: str) -> Callable[[Function], Function]:
    """Adds the option; `what` says in capitals what it takes."""
    kind = "saved assessment or commit" if "REF" in what else "saved assessment"
    help_ = f"Reports also say what changed since this {kind}, and why."
    return click.option("--compare-with", "earlier", callback=named, metavar=what, help=help_)


@dataclass(frozen=True, slots=True)
class Earlier:
    """The assessment to compare with, and the repository that its commit can be assessed again in."""

    assessment: Assessment
    target: Path
    given: Given
    progress: Progress

    def to(self, now: Assessment) -> Comparison:
        """What changed since. Raises: InputError when the two cannot be compared."""
        from assess.cli.subject import rubric_of
        from assess.pipeline import load_rubric
        from assess.pipeline.comparing import compare

        request = self.given.request(self.target) if self.target.is_dir() else None
        rubric = rubric_of(request) if request else load_rubric(self.given.rubric)
        with self.progress:
            return compare(self.assessment, now, rubric, request, self.progress)


def earlier_of(word: str, target: Path, given: Given, progress: Progress) -> Earlier:
    """The saved assessment of that name, else the commit of a repository, assessed by the same settings.

    Raises: InputError, Problems, RepositoryError.
    """
    if Path(word).is_file():
        return Earlier(loaded_whole(Path(word)), target, given, progress)
    if not target.is_dir() or word.endswith(".json"):
        hint = "a saved assessment comes from `assess scan -o FILE.json`"
        raise InputError(f"there is no file {word!r} to compare with", Place(word), hint)
    request = replace(given, ref=word).request(target)
    return Earlier(scanned(request, progress, with_run=False), target, given, progress)
