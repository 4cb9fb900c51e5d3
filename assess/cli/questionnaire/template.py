"""`assess questionnaire template`: an answers file to fill in by hand."""

from __future__ import annotations

from pathlib import Path

import click

from assess.cli.assessments import scanned
from assess.cli.progress import Progress
from assess.cli.streams import counted, put, tell
from assess.cli.subject import FILE, Given, rubric_of, subject_options
from assess.errors import InputError, Place


@click.command("template")
@click.argument("repository", type=FILE, default=".")
@click.option(
    "-o",
    "--output",
    type=FILE,
    metavar="FILE",
    help="Where to; `-` prints it. [REPOSITORY/.maturity/answers.yaml]",
)
@subject_options
@click.option("-v", "--verbose", is_flag=True, help="Progress in lines on stderr.")
def command(repository: Path, given: Given, output: Path | None, verbose: bool) -> int:
    """Write an answers file for REPOSITORY: every open question as a comment, with what the scan saw."""
    from assess.atomic_file import make_folder
    from assess.atomic_file import put as put_file
    from assess.configuration import ANSWERS_FILE
    from assess.questionnaire.template import template

    path = output or repository / given.folder / ANSWERS_FILE
    to_stdout = str(path) == "-"
    if not to_stdout and (path.exists() or path.is_symlink()):
        raise InputError("there is a file already", Place(str(path)), "name a new file: -o FILE, or `-o -`")
    request = given.request(repository)
    assessment = scanned(request, Progress(verbose=verbose))
    text = template(assessment, rubric_of(request))
    if to_stdout:
        put(text)
        return 0
    make_folder(path.parent)
    put_file(text.encode(), path)
    tell(f"wrote {path}: {counted(len(assessment.questionnaire.open), 'open question')}")
    return 0
