"""`assess questionnaire check`: mistakes, expired and unsupported answers, each with its place."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from assess.cli.boundary import tell_error
from assess.cli.streams import counted, say, tell
from assess.cli.subject import FILE, Given, rubric_of, subject_options
from assess.errors import InputError, Place, Problems

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assess.model.answer import Recorded
    from assess.model.rubric import Rubric
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
    makes an answer count less is told and passes, unless an option says otherwise; so is an answer whose commit names
    somebody else, or another day.
    """
    from assess.questionnaire.review import review

    request = given.request(repository)
    rubric = rubric_of(request)
    try:
        name, text, records = _read(request, rubric)
        answers, remarks = review(text, name, rubric, request.as_of, within, records)
    except Problems as problems:
        tell_error(problems)
        return 1
    faults = [one for one in remarks if one.fault or (evidence and one.kind == "unsupported")]
    for one in remarks:
        tell(_line(one, one in faults))
    count = counted(len(answers.answers), "answer")
    if faults:
        tell(f"{counted(len(faults), 'fault')} in {count}")
        return 1
    hints = f", {counted(len(remarks), 'hint')}" if remarks else ""
    say(f"{name}: {count}, no mistake{hints}")
    return 0


def _line(remark: Remark, fault: bool) -> str:
    return str(remark) if fault else f"{remark.place}: hint: {remark.message} ({remark.hint})"


def _read(request: Request, rubric: Rubric) -> tuple[str, str, Mapping[str, Recorded]]:
    """What the answers file is called, what it holds, and which commits changed it last.

    Raises: InputError when there is none, Problems.
    """
    from assess.configuration import ANSWERS_FILE, decoded, read_document
    from assess.pipeline.answering import answer_records
    from assess.questionnaire.loading import load_answers
    from assess.snapshot.opening import open_snapshot
    from assess.snapshot.protocol import Unavailable

    if request.answers is not None:
        return str(request.answers), read_document(request.answers), {}
    name = f"{request.folder.strip('/')}/{ANSWERS_FILE}".lstrip("/")
    snapshot = open_snapshot(request.repository, ref=request.ref, folder=request.folder)
    try:
        content = snapshot.read(name)
    except Unavailable as error:
        hint = "`assess questionnaire ask` begins a file, `assess questionnaire template` writes one to fill in"
        raise InputError(f"there are no answers to check: {error}", Place(name), hint) from error
    text = decoded(content, name)
    load_answers(text, name, rubric)
    return name, text, answer_records(snapshot, name, text, rubric)
