"""`assess baseline`: the bar below which no finding may fall, in a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from assess.cli.assessments import scanned
from assess.cli.gating.baselines import DEFAULT, Sighted, check_alike, read
from assess.cli.progress import Progress
from assess.cli.streams import say, tell
from assess.cli.subject import FILE, Given, subject_options
from assess.errors import InputError

if TYPE_CHECKING:
    from assess.comparison.changes import Change
    from assess.model.assessment import Assessment
    from assess.model.baseline import Acceptance, Baseline

_LOWERS = ("worse", "left")


@click.group("baseline")
def command() -> None:
    """Keep the bar of `assess gate --baseline FILE --no-regress`."""


@command.command("update")
@click.argument("file", type=FILE, required=False)
@click.option("--repo", type=FILE, default=".", metavar="PATH", help="The repository. [here]")
@click.option("--accept-regressions", is_flag=True, help="Lower the bar where findings got worse; needs --reason.")
@click.option("--reason", metavar="TEXT", help="Why the bar may be lowered; recorded in the file.")
@subject_options
@click.option("-v", "--verbose", is_flag=True, help="Progress in lines on stderr.")
def update(
    file: Path | None,
    repo: Path,
    accept_regressions: bool,
    reason: str | None,
    given: Given,
    verbose: bool,
) -> int:
    """Write what is proven now to FILE [.maturity/baseline.json in the repository].

    The bar of a file that is there already is raised, never lowered, unless that is accepted with a reason. Exit
    code 1, with nothing written: it would have to be lowered.
    """
    from assess.atomic_file import check_folder, make_folder
    from assess.file_lock import locked

    if accept_regressions and not (reason or "").strip():
        raise click.UsageError("--accept-regressions needs --reason: it is recorded in the file")
    if reason is not None and not accept_regressions:
        raise click.UsageError("--reason is for --accept-regressions")
    path = file or repo / given.folder / DEFAULT
    if path.exists():
        read(path)
    if file is not None:
        check_folder(path)
    assessment = scanned(given.request(repo), Progress(verbose=verbose), with_run=False)
    make_folder(path.parent)
    with locked(path.parent):
        code = _renewed(path, assessment, Sighted(repo, given, None), reason if accept_regressions else None)
    if code == 0 and assessment.subject.dirty:
        tell("note: the work tree has changes that are not committed; the baseline holds them")
    return code


def _renewed(path: Path, assessment: Assessment, sighted: Sighted, reason: str | None) -> int:
    """Compares with the file as it is now, whoever wrote it, and replaces it; 1 when the bar would fall unreasoned."""
    from assess.atomic_file import put
    from assess.comparison.baseline import baseline_of, document_bytes

    new = baseline_of(assessment)
    accepted: tuple[Acceptance, ...] = ()
    if path.exists():
        old = read(path)
        lowered = _lowered(old, new, path, sighted, accept=reason is not None)
        if lowered and reason is None:
            say(f"nothing written: {len(lowered)} findings would lower the bar", bold=True, colour="red")
            tell("to accept this: --accept-regressions --reason '...'")
            return 1
        accepted = (*old.accepted, *([_acceptance(assessment.as_of, str(reason), lowered)] if lowered else []))
    put(document_bytes(baseline_of(assessment, accepted)), path)
    tell(f"wrote {path}: {len(new.findings)} findings as of {assessment.as_of}")
    return 0


def _lowered(old: Baseline, new: Baseline, path: Path, sighted: Sighted, *, accept: bool) -> tuple[str, ...]:
    """Criteria whose bar would fall, each told with its reason; what rises is told, too. Raises: InputError."""
    from assess.comparison.changes import compare
    from assess.pipeline import settle

    try:
        check_alike(str(path), old, new)
    except InputError:
        if not accept:
            raise
        return tuple(one.criterion for one in old.findings)
    aliases = settle(sighted.given.request(sighted.target)).rubric.settings.aliases
    found = compare(old, new, aliases)
    raised = [change for change in found.changes if change.effect == "better"]
    lowered = [change for change in found.changes if change.effect in _LOWERS]
    for change in raised:
        say(f"  raised   {_line(change)}", colour="green")
    for change in lowered:
        say(f"  lowered  {_line(change)}", colour="red")
    for name in found.gone:
        say(f"  gone     {name}: only in the baseline's rubric")
    if not raised and not lowered:
        say("  the bar stays where it is")
    return tuple(change.criterion for change in lowered)


def _line(change: Change) -> str:
    causes = ", ".join(sorted(cause.value for cause in change.causes))
    either = " or ".join(sorted(cause.value for cause in change.unseparated))
    after = "not applicable" if change.effect == "left" else f"{change.after.low:g}"
    return f"{change.criterion}: {change.before.low:g} -> {after} ({', '.join(p for p in (causes, either) if p)})"


def _acceptance(day: str, reason: str, lowered: tuple[str, ...]) -> Acceptance:
    from assess.model.baseline import Acceptance

    if len(reason.strip()) < 3:
        raise InputError("the reason is too short to be one", hint="say why the bar may be lowered")
    return Acceptance(on=day, reason=reason.strip(), criteria=lowered)
