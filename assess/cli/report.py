"""`assess report`: a saved assessment in any format."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assess.cli.appearance import of_file
from assess.cli.subject import FILE
from assess.cli.writing import check_outputs, choose, output_options, show, write_all
from assess.errors import InputError, Place

if TYPE_CHECKING:
    from assess.model.assessment import Assessment


@click.command("report")
@click.argument("assessment", type=FILE)
@output_options
@click.option("--config", type=FILE, metavar="FILE", help="Configuration whose `report` says how HTML and PDF look.")
def command(
    assessment: Path,
    outputs: tuple[Path, ...],
    shape: str,
    no_run: bool,
    redact_people: bool,
    summary_only: bool,
    page_size: str,
    templates: Path | None,
    config: Path | None,
) -> int:
    """Render the assessment in the file ASSESSMENT (`-` reads stdin); no repository is needed.

    Without -o the summary goes to stdout.
    """
    check_outputs(outputs)
    look = of_file(config, templates)
    document = loaded_whole(assessment)
    options = choose(
        no_run=no_run, redact_people=redact_people, summary_only=summary_only, page_size=page_size, look=look
    )
    code = write_all(document, outputs, options)
    if not outputs:
        show(document, shape, options)
    return code


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
