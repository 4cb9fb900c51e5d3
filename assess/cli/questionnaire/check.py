"""`assess questionnaire check`: mistakes, expired and unsupported answers, each with its place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from assess.cli.boundary import tell_error
from assess.cli.streams import say, tell
from assess.cli.subject import FILE, Given, rubric_of, subject_options
from assess.errors import InputError, Place, Problems

if TYPE_CHECKING:
    from assess.pipeline import Request
    from assess.questionnaire.review import Remark


@click.command("check")
@click.argument("repository", type=FILE, default=".")
@click.option(
    "--within",
    type=click.IntRange(0, 36500),
    default=0,
    metavar="DAYS",
    help="Also answers that expire within so many days are faults. [0]",
)
@click.option("--evidence", is_flag=True, help="Also answers without person, date and evidence are faults.")
@subject_options
def command(repository: Path, given: Given, within: int, evidence: bool) -> int:
    """Check the answers of REPOSITORY against the rubric; nothing is scanned. 1 when there is a fault.

    Faults are mistakes, answers about criteria that are no more, dates in the future and expired answers. What only
    makes an answer count less is told and passes, unless an option says otherwise.
    """
    from assess.questionnaire.review import review

    request = given.request(repository)
    rubric = rubric_of(request)
    try:
        name, text = _text(request)
        answers, remarks = review(text, name, rubric, request.as_of, within)
    except Problems as problems:
        tell_error(problems)
        return 1
    faults = [one for one in remarks if one.fault or (evidence and one.kind == "unsupported")]
    for one in remarks:
        tell(_line(one, one in faults))
    count = f"{len(answers.answers)} answer{'' if len(answers.answers) == 1 else 's'}"
    if faults:
        tell(f"{len(faults)} fault{'' if len(faults) == 1 else 's'} in {count}")
        return 1
    hints = f", {len(remarks)} hint{'' if len(remarks) == 1 else 's'}" if remarks else ""
    say(f"{name}: {count}, no mistake{hints}")
    return 0


def _line(remark: Remark, fault: bool) -> str:
    return str(remark) if fault else f"{remark.place}: hint: {remark.message} ({remark.hint})"


def _text(request: Request) -> tuple[str, str]:
    """What the answers file is called, and what it holds. Raises: InputError when there is none, Problems."""
    from assess.configuration import ANSWERS_FILE, decoded, read_document
    from assess.snapshot.opening import open_snapshot
    from assess.snapshot.protocol import Unavailable

    if request.answers is not None:
        return str(request.answers), read_document(request.answers)
    name = f"{request.folder.strip('/')}/{ANSWERS_FILE}".lstrip("/")
    snapshot = open_snapshot(request.repository, ref=request.ref, folder=request.folder)
    try:
        content = snapshot.read(name)
    except Unavailable as error:
        hint = "`assess questionnaire ask` begins a file, `assess questionnaire template` writes one to fill in"
        raise InputError(f"there are no answers to check: {error}", Place(name), hint) from error
    return name, decoded(content, name)
