"""`assess gate`: proven values against limits, and findings against a baseline."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from assess.cli.appearance import of_file, of_subject, wanted
from assess.cli.comparing import compare_option, earlier_of
from assess.cli.gating.baselines import Sighted, compared
from assess.cli.gating.options import Demands, limit_options
from assess.cli.gating.target import Judged, judged
from assess.cli.progress import Progress
from assess.cli.streams import put_bytes, tell
from assess.cli.subject import FILE, Given, subject_options
from assess.cli.writing import Reports, check_outputs, report_options, write_all
from assess.errors import OutputError

if TYPE_CHECKING:
    from assess.cli.appearance import Look
    from assess.model.verdict import VerdictDocument

_EXIT = {"pass": 0, "warn": 0, "fail": 1, "undecided": 3}
_VERDICT = "verdict.json"
"""How the names of files end that take the verdict itself."""


@click.command("gate")
@click.argument("target", type=FILE, default=".")
@limit_options
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", help="[text]")
@report_options
@compare_option("FILE|REF")
@subject_options
@click.option("-v", "--verbose", is_flag=True, help="Progress in lines on stderr.")
def command(
    target: Path,
    given: Given,
    demands: Demands,
    reports: Reports,
    earlier: str | None,
    shape: str,
    verbose: bool,
) -> int:
    """Hold TARGET, a repository or a saved assessment (.json), to limits; options win over the configuration.

    Exit code 0: all met; 1: one is not; 3: it hangs on evidence that could not be read. Reports (-o) are written
    whatever the verdict; a file whose name ends with `verdict.json` takes the verdict itself.
    """
    from assess.atomic_file import check_folder

    ours = tuple(path for path in reports.outputs if path.name.lower().endswith(_VERDICT))
    others = tuple(path for path in reports.outputs if path not in ours)
    check_outputs(others)
    for path in ours:
        check_folder(path)
    look = _look(target, given, reports) if wanted(others) else (None, None)
    progress = Progress(verbose=verbose)
    before = earlier_of(earlier, target, given, progress) if earlier else None
    it = judged(target, given, demands, progress, redact=reports.redact_people)
    document = _decided(it, target, given, demands, progress)
    options = reports.options(look, before.to(it.assessment) if before else None, document)
    written = max(_write_verdict(document, ours), write_all(it.assessment, others, options))
    if shape == "json":
        from assess.output.json import document_text

        put_bytes(document_text(document).encode("utf-8", "replace"))
    else:
        from assess.cli.gating.page import show

        show(document, it.assessment)
    return _EXIT[document.verdict] or written


def _decided(it: Judged, target: Path, given: Given, demands: Demands, progress: Progress) -> VerdictDocument:
    """The verdict over all limits, the ratchet included."""
    from assess.gate.conditions import conditions
    from assess.gate.verdict import verdict

    limits = it.policy.limits
    found = conditions(it.assessment, limits)
    against = None
    if limits.no_regress and limits.baseline is not None:
        against = compared(limits.baseline, Sighted(target, given, it.settled), it.assessment, progress)
        found = (*found, against.ratchet.condition)
    return verdict(
        it.assessment, it.policy, found, against=against, policy_from=given.policy_from, warn_only=demands.warn_only
    )


def _look(target: Path, given: Given, reports: Reports) -> Look:
    if target.is_file():
        return of_file(given.config, reports.templates)
    return of_subject(given, given.request(target), reports.templates)


def _write_verdict(document: VerdictDocument, paths: tuple[Path, ...]) -> int:
    """Writes the verdict to every file that can be written and tells of the others; 0, or the exit code."""
    from assess.atomic_file import put
    from assess.cli.boundary import tell_error
    from assess.output.json import document_text

    code = 0
    for path in paths:
        try:
            put(document_text(document).encode("utf-8", "replace"), path)
        except OutputError as error:
            tell_error(error)
            code = error.exit_code
        else:
            tell(f"wrote {path}")
    return code
