"""`assess report`: a saved assessment in any format."""

from __future__ import annotations

from pathlib import Path

import click

from assess.cli.appearance import of_file
from assess.cli.assessments import loaded_whole
from assess.cli.comparing import compare_option, earlier_of
from assess.cli.progress import Progress
from assess.cli.subject import FILE, Given
from assess.cli.writing import Reports, check_outputs, report_options, shape_option, show, write_all


@click.command("report")
@click.argument("assessment", type=FILE)
@report_options
@shape_option
@compare_option("FILE")
@click.option("--config", type=FILE, metavar="FILE", help="Configuration whose `report` says how HTML and PDF look.")
def command(
    assessment: Path,
    reports: Reports,
    shape: str,
    earlier: str | None,
    config: Path | None,
) -> int:
    """Render the assessment in the file ASSESSMENT (`-` reads stdin); no repository is needed.

    Without -o the summary goes to stdout.
    """
    check_outputs(reports.outputs)
    look = of_file(config, reports.templates)
    document = loaded_whole(assessment)
    before = earlier_of(earlier, assessment, Given(), Progress()) if earlier else None
    options = reports.options(look, before.to(document) if before else None)
    code = write_all(document, reports.outputs, options)
    if not reports.outputs:
        show(document, shape, options)
    return code
