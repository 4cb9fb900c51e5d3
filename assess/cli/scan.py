"""`assess scan`: a repository in, reports out."""

from __future__ import annotations

from pathlib import Path

import click

from assess.cli.appearance import of_subject, wanted
from assess.cli.assessments import scanned
from assess.cli.comparing import compare_option, earlier_of
from assess.cli.progress import Progress
from assess.cli.subject import FILE, Given, subject_options
from assess.cli.writing import Reports, check_outputs, report_options, shape_option, show, write_all


@click.command("scan")
@click.argument("repository", type=FILE, default=".")
@report_options
@shape_option
@compare_option("FILE|REF")
@subject_options
@click.option("-v", "--verbose", is_flag=True, help="Progress in lines on stderr.")
@click.option("-q", "--quiet", is_flag=True, help="No page on stdout, no progress.")
def command(
    repository: Path,
    given: Given,
    reports: Reports,
    shape: str,
    earlier: str | None,
    verbose: bool,
    quiet: bool,
) -> int:
    """Assess the repository at REPOSITORY (default: here) and print the summary.

    Reads tracked files and history only; nothing of the repository is run, and nothing is sent anywhere.
    """
    check_outputs(reports.outputs)
    request = given.request(repository)
    look = of_subject(given, request, reports.templates) if wanted(reports.outputs) else (None, None)
    progress = Progress(verbose=verbose, quiet=quiet)
    before = earlier_of(earlier, repository, given, progress) if earlier else None
    assessment = scanned(request, progress, with_run=not reports.no_run)
    options = reports.options(look, before.to(assessment) if before else None)
    code = write_all(assessment, reports.outputs, options)
    if not quiet:
        show(assessment, shape, options)
    return code
