"""`assess questionnaire export`: the questions as a table, to be filled in with any spreadsheet."""

from __future__ import annotations

from pathlib import Path

import click

from assess.cli.questionnaire.inquiry import Choice, choice_options, inquiry
from assess.cli.streams import counted, put_bytes, tell
from assess.cli.subject import FILE, Given, subject_options
from assess.errors import InputError, Place


@click.command("export")
@click.argument("repository", type=FILE, default=".")
@click.option(
    "-o",
    "--output",
    type=FILE,
    default="questions.csv",
    show_default=True,
    metavar="FILE",
    help="Where to; `-` prints it.",
)
@choice_options
@click.option("--open", "only_open", is_flag=True, help="Only questions that are still open.")
@subject_options
@click.option("-v", "--verbose", is_flag=True, help="Progress in lines on stderr.")
def command(repository: Path, given: Given, choice: Choice, output: Path, only_open: bool, verbose: bool) -> int:
    """Write the questions about REPOSITORY as CSV, with what the scan saw, to send to people.

    Each row remembers the answer that it was made from, so that `import` notices what was changed on both sides.
    """
    from assess.atomic_file import put
    from assess.questionnaire.table.columns import written_table
    from assess.questionnaire.trait_questions import trait_questions

    if str(output) != "-" and output.exists():
        hint = "bring it back first, or name a new file: -o FILE"
        raise InputError("there is a file already; somebody may have filled it in", Place(str(output)), hint)
    subject = inquiry(repository, given, verbose=verbose)
    found = choice.of(subject.cards(subject.store.read()), subject.rubric)
    wanted = tuple(card for card in found if card.open or not only_open)
    anybody = not (choice.layers or choice.areas or choice.roles)
    traits = trait_questions(subject.assessment, subject.rubric) if anybody else ()
    content = written_table(wanted, traits)
    if str(output) == "-":
        put_bytes(content)
        return 0
    put(content, output)
    count = counted(len(wanted) + len(traits), "question")
    tell(f"wrote {output}: {count}; bring it back with `assess questionnaire import {output}`")
    return 0
