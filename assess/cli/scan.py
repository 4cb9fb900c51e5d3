"""`assess scan`: a repository in, reports out."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import click

from assess.cli.appearance import of_subject, wanted
from assess.cli.progress import Progress
from assess.cli.subject import FILE, Given, subject_options
from assess.cli.writing import check_outputs, choose, output_options, show, write_all

if TYPE_CHECKING:
    from assess.model.assessment import Assessment
    from assess.pipeline import Request


@click.command("scan")
@click.argument("repository", type=FILE, default=".")
@output_options
@subject_options
@click.option("-v", "--verbose", is_flag=True, help="Progress in lines on stderr.")
@click.option("-q", "--quiet", is_flag=True, help="No page on stdout, no progress.")
def command(
    repository: Path,
    given: Given,
    outputs: tuple[Path, ...],
    shape: str,
    no_run: bool,
    redact_people: bool,
    summary_only: bool,
    page_size: str,
    templates: Path | None,
    verbose: bool,
    quiet: bool,
) -> int:
    """Assess the repository at REPOSITORY (default: here) and print the summary.

    Reads tracked files and history only; nothing of the repository is run, and nothing is sent anywhere.
    """
    check_outputs(outputs)
    request = given.request(repository)
    look = of_subject(given, request, templates) if wanted(outputs) else (None, None)
    assessment = scanned(request, Progress(verbose=verbose, quiet=quiet), with_run=not no_run)
    options = choose(
        no_run=no_run, redact_people=redact_people, summary_only=summary_only, page_size=page_size, look=look
    )
    code = write_all(assessment, outputs, options)
    if not quiet:
        show(assessment, shape, options)
    return code


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
