"""Tracked files by path, size and number."""

from __future__ import annotations

from pydantic import Field

from assess.model.evidence import Observation, observed, seen
from assess.probes.params import InFiles
from assess.probes.view import View

MOST_EVIDENCE = 5


class Files(InFiles):
    """Which files must be there."""

    min: int = Field(default=1, ge=1)
    """How many files."""
    min_bytes: int = Field(default=1, ge=0)
    """Smaller files are empty shells and do not count."""


PARAMS = Files


def observe(params: Files, view: View) -> Observation:
    """Yes with the first files; sizes come from git, a missing blob counts as there."""
    sizes = {path: view.facts.entries[path].size_bytes for path in view.facts.paths}
    large = [path for path, size in sizes.items() if size is None or size >= params.min_bytes]
    found = list(view.in_scope(params, large))
    if len(found) < params.min:
        return observed([])
    return observed([seen(path) for path in found[:MOST_EVIDENCE]])
