"""`assess questionnaire`: the open questions of a subject, a template for their answers, a check of given ones."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assess.cli.boundary import tell_error
from assess.cli.progress import Progress
from assess.cli.scan import scanned
from assess.cli.streams import put, say, tell
from assess.cli.subject import FILE, Given, rubric_of, subject_options
from assess.errors import InputError, Place, Problems

if TYPE_CHECKING:
    from assess.model.assessment import Assessment
    from assess.model.rubric import Rubric
    from assess.pipeline import Request


@click.command("questionnaire")
@click.argument("repository", type=FILE, default=".")
@click.option(
    "--template", "template_file", type=FILE, metavar="FILE", help="Write an answers file to fill in; `-` prints it."
)
@click.option("--check", is_flag=True, help="Only check the answers that there are; 1 when they hold mistakes.")
@subject_options
@click.option("-v", "--verbose", is_flag=True, help="Progress in lines on stderr.")
def command(repository: Path, given: Given, template_file: Path | None, check: bool, verbose: bool) -> int:
    """List the questions that are open for REPOSITORY, the one worth most first."""
    if check and template_file:
        raise click.UsageError("--check and --template exclude each other")
    if template_file is not None and str(template_file) != "-" and template_file.exists():
        raise InputError("there is a file already", Place(str(template_file)), "name a new file, or remove this one")
    request = given.request(repository)
    if check:
        return _check(request)
    assessment = scanned(request, Progress(verbose=verbose))
    rubric = rubric_of(request)
    if template_file is None:
        _page(assessment, rubric)
        return 0
    _write(template_file, assessment, rubric)
    return 0


def _write(path: Path, assessment: Assessment, rubric: Rubric) -> None:
    from assess.atomic_file import put as put_file
    from assess.questionnaire.template import template

    text = template(assessment, rubric)
    if str(path) == "-":
        put(text)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    put_file(text.encode(), path)
    tell(f"wrote {path}: {len(assessment.questionnaire.open)} open questions")


def _page(assessment: Assessment, rubric: Rubric) -> None:
    found = assessment.questionnaire
    say(f"{assessment.subject.name}: {found.answered} of {found.asked} questions answered", bold=True)
    from assess.questionnaire.template import worth

    findings = {finding.criterion: finding for finding in assessment.findings}
    for number, identifier in enumerate(found.open, 1):
        finding, criterion = findings[identifier], rubric.criterion(identifier)
        question = criterion.question if criterion else None
        say()
        say(f"{number:3}. {finding.title} ({identifier}), {worth(finding)}", bold=True)
        asks = question.asks if question else "Is this done in another place than this repository, and where?"
        say(textwrap.fill(asks, 96, initial_indent="     ", subsequent_indent="     "))
        if finding.answer is not None:
            say(f"     an earlier answer is {finding.answer.state}")
    if found.open:
        say()
        say("Answer them in .maturity/answers.yaml; `--template .maturity/answers.yaml` writes a file to fill in.")
    for conflict in found.conflicts:
        say(f"Conflict: {conflict.criterion}: {conflict.text}", colour="red")


def _check(request: Request) -> int:
    """Checks the answers against the rubric; nothing is scanned."""
    from assess.configuration import ANSWERS_FILE, decoded, read_document
    from assess.questionnaire.loading import load_answers
    from assess.snapshot.opening import open_snapshot
    from assess.snapshot.protocol import Unavailable

    rubric = rubric_of(request)
    name = str(request.answers or f"{request.folder.strip('/')}/{ANSWERS_FILE}".lstrip("/"))
    try:
        if request.answers is not None:
            text = read_document(request.answers)
        else:
            snapshot = open_snapshot(request.repository, ref=request.ref, folder=request.folder)
            text = decoded(snapshot.read(name), name)
        answers = load_answers(text, name, rubric)
    except Unavailable as error:
        hint = "`--template FILE` writes a file to fill in"
        raise InputError(f"there are no answers to check: {error}", Place(name), hint) from error
    except Problems as problems:
        tell_error(problems)
        return 1
    say(f"{name}: {len(answers.answers)} answers, no mistake")
    return 0
