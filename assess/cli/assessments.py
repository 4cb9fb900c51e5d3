"""Where commands get assessments from: a scan of a repository, or a saved file."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from assess.cli.progress import Progress
from assess.errors import InputError, Place

if TYPE_CHECKING:
    from assess.model.assessment import Assessment
    from assess.pipeline import Request


def scanned(request: Request, progress: Progress, *, with_run: bool = True) -> Assessment:
    """The assessment of a repository. Raises: as `assess.run`."""
    from assess.model.assessment import Run
    from assess.pipeline import run

    started, since = datetime.now(UTC), monotonic()
    with progress:
        assessment = run(request, progress)
    if not with_run:
        return assessment
    took = Run(started=started.isoformat(timespec="seconds"), duration_seconds=round(monotonic() - since, 3))
    return assessment.model_copy(update={"run": took})


def loaded(path: Path) -> Assessment:
    """The assessment of a file, or of stdin for `-`. Raises: InputError, Problems."""
    from assess.output.json import load

    if str(path) == "-":
        return load(sys.stdin.buffer.read(), "stdin")
    try:
        return load(path.read_bytes(), str(path))
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", Place(str(path))) from error


def loaded_whole(path: Path) -> Assessment:
    """A saved assessment that adds up. Raises: InputError, Problems."""
    from assess.comparison.baseline import check_sums

    assessment = loaded(path)
    check_sums(assessment, str(path))
    return assessment
