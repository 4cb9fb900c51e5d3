"""`assess questionnaire import`: answers out of a filled-in table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from assess.cli.questionnaire.inquiry import store_of
from assess.cli.streams import counted, say, tell
from assess.cli.subject import FILE, Given, subject_options
from assess.errors import InputError, Place

if TYPE_CHECKING:
    from assess.model.answer import Response
    from assess.questionnaire.store import Change
    from assess.questionnaire.table.merging import Clash


@click.command("import")
@click.argument("table", type=FILE)
@click.argument("repository", type=FILE, default=".")
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@subject_options
def command(table: Path, repository: Path, given: Given, dry_run: bool) -> int:
    """Take the answers of TABLE, a CSV that `export` wrote and people filled in, into REPOSITORY's answers file.

    Nothing is taken when a row holds a mistake. A row that was changed while its question was answered anew in the
    file is shown and not taken; the exit code is then 1. Empty answers change nothing.
    """
    from assess.questionnaire.table.merging import merged
    from assess.questionnaire.table.reading import read_table

    read = read_table(_content(table), str(table))
    if read.encoding not in ("utf-8", "utf-8-sig"):
        tell(f"note: {table} is read as {read.encoding}")
    store, rubric = store_of(repository, given)
    found = merged(read.rows, store.read().answers.answers, rubric, given.day)
    clashed = [_clash_lines(clash) for clash in found.clashes]
    if found.changes and not dry_run:
        _, conflicts = store.save_many(found.changes)
        clashed += [[str(conflict)] for conflict in conflicts]
        failed = {conflict.identifier for conflict in conflicts}
    else:
        failed = set()
    for change in found.changes:
        if change.identifier not in failed:
            say(_change_line(change))
    for lines in clashed:
        for text in lines:
            tell(text)
    taken = len(found.changes) - len(failed)
    said = "would be taken" if dry_run else "taken"
    unchanged = counted(found.unchanged, "row")
    say(f"{counted(taken, 'answer')} {said}, {unchanged} without anything new, {len(clashed)} changed on both sides")
    return 1 if clashed else 0


def _content(path: Path) -> bytes:
    from assess.questionnaire.table.reading import LARGEST_BYTES

    try:
        with path.open("rb") as stream:
            return stream.read(LARGEST_BYTES + 1)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", Place(str(path))) from error


def _change_line(change: Change) -> str:
    return f"{change.identifier}: {_said(change.response)}"


def _clash_lines(clash: Clash) -> list[str]:
    from assess.model.answer import Response

    return [
        f"{clash.row.place}: {clash.row.identifier!r} was changed here and in the answers file; nothing was overwritten",
        f"  here: {_said(Response(answers=(clash.wanted,)))}",
        f"  in the file: {_said(clash.current)}",
    ]


def _said(response: Response | None) -> str:
    from assess.cli.questionnaire.showing import said_lines

    return "; ".join(text.partition(": ")[2] for text in said_lines(response)) or "no answer"
