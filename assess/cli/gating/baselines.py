"""Baselines of a gate: a file, or a commit that is assessed now."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from assess.cli.assessments import scanned
from assess.cli.progress import Progress
from assess.cli.streams import tell
from assess.errors import InputError, Place, RepositoryError

if TYPE_CHECKING:
    from datetime import date

    from assess.cli.subject import Given
    from assess.gate.verdict import Against
    from assess.model.assessment import Assessment
    from assess.model.baseline import Baseline
    from assess.pipeline import Settled

DEFAULT = ".maturity/baseline.json"


@dataclass(frozen=True, slots=True)
class Sighted:
    """What the target is, for reading a baseline beside it."""

    target: Path
    """The repository, or a saved assessment."""
    given: Given
    settled: Settled | None
    """Configuration and rubric in force; None for saved assessments."""


def compared(name: str, sighted: Sighted, assessment: Assessment, progress: Progress) -> Against:
    """The comparison of an assessment with a baseline. Raises: InputError, Problems, RepositoryError."""
    from assess.comparison.baseline import baseline_of
    from assess.comparison.changes import compare, separated, told_from_history
    from assess.gate.ratchet import blames_files, ratchet, unseparated
    from assess.gate.verdict import Against

    before = found(name, sighted, assessment, progress)
    after = baseline_of(assessment)
    check_alike(name, before, after)
    aliases = sighted.settled.rubric.settings.aliases if sighted.settled else {}
    comparison = compare(before, after, aliases)
    if unseparated(comparison):
        again = _again(before, sighted, progress)
        if again is not None:
            comparison = separated(comparison, compare(baseline_of(again), after, aliases))
    if blames_files(comparison):
        mixed = _with_later_history(before, sighted)
        if mixed is not None:
            comparison = told_from_history(comparison, baseline_of(mixed))
    return Against(name, before, ratchet(comparison, assessment))


def found(name: str, sighted: Sighted, assessment: Assessment, progress: Progress) -> Baseline:
    """The baseline of a file or of a commit. Raises: InputError, Problems, RepositoryError."""
    repository = sighted.target.is_dir()
    policy = sighted.given.policy_from
    path = _file(name, sighted.target) if repository else Path(name)
    if policy is not None and (inner := _inside(path, sighted.target)) is not None:
        return loads(_at(policy, inner, sighted), f"{policy}:{inner}")
    if path.is_file():
        return read(path)
    if not repository:
        hint = "a saved assessment is compared with a file; make one: assess baseline update FILE"
        raise InputError(f"there is no baseline {name!r}", Place(name), hint)
    from assess.comparison.baseline import baseline_of

    request = replace(sighted.given, ref=name).request(sighted.target)
    try:
        return baseline_of(scanned(replace(request, as_of=_day(assessment)), progress, with_run=False))
    except RepositoryError as error:
        if "/" in name or name.endswith(".json"):
            hint = f"make it: assess baseline update {name}; or compare with a commit: --baseline REF. {error.hint}"
        else:
            hint = error.hint or "see `git branch -a`"
        message = f"there is no baseline {name!r}: no such file, and {error.message}"
        raise InputError(message, hint=hint) from error


def read(path: Path) -> Baseline:
    """The baseline of a file: a baseline document, or a whole assessment. Raises: InputError, Problems."""
    try:
        return loads(path.read_bytes(), str(path))
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", Place(str(path))) from error


def loads(data: bytes, name: str) -> Baseline:
    """The baseline in bytes, refused when it was cut off or edited. Raises: InputError, Problems."""
    from assess.comparison.baseline import baseline_of, check_sums, parsed
    from assess.output.json import load

    baseline = parsed(data, name)
    if baseline is not None:
        return baseline
    assessment = load(data, name)
    check_sums(assessment, name)
    return baseline_of(assessment)


def check_alike(name: str, before: Baseline, after: Baseline) -> None:
    """Refuses to compare what is of another rubric or another product. Raises: InputError."""
    if before.rubric.id != after.rubric.id:
        raise InputError(
            f"the baseline {name} is of the rubric {before.rubric.id!r}, this is judged by {after.rubric.id!r}",
            hint="start over: assess baseline update --accept-regressions --reason '...', or name the rubric: --rubric",
        )
    if (before.path or "") != (after.path or ""):
        raise InputError(
            f"the baseline {name} is of {before.path or 'the whole repository'}, this is {after.path or 'all of it'}",
            hint="keep one baseline for each product folder, and give the same --path",
        )


def _file(name: str, repository: Path) -> Path:
    """The file of that name: as seen from here, else in the repository, where a configuration means it."""
    here, there = Path(name), repository / name
    if here.is_file() or not (there.is_file() or name.endswith(".json")):
        return here
    return there


def _inside(path: Path, repository: Path) -> str | None:
    """The path as the repository knows it, when it names a document in it and no revision."""
    from assess.snapshot.tree_folder import inside

    if not (path.is_file() or path.suffix == ".json"):
        return None
    try:
        return inside(path.resolve().relative_to(repository.resolve()).as_posix())
    except ValueError:
        return None


def _at(policy: str, inner: str, sighted: Sighted) -> bytes:
    """The baseline of the commit whose policy counts: a change cannot lower its own bar."""
    from assess.snapshot.opening import open_snapshot
    from assess.snapshot.protocol import Unavailable

    try:
        return open_snapshot(sighted.target, ref=policy).read(inner)
    except Unavailable as error:
        hint = f"commit it there first, or compare with the commit itself: --baseline {policy}"
        raise InputError(f"{policy} has no baseline {inner}: {error}", hint=hint) from error


def _again(before: Baseline, sighted: Sighted, progress: Progress) -> Assessment | None:
    """The baseline's commit by today's rules and settings, when it can be read."""
    if before.commit is None or before.dirty or sighted.settled is None:
        return None
    request = replace(sighted.given, ref=before.commit).request(sighted.target)
    try:
        return scanned(replace(request, settled=sighted.settled), progress, with_run=False)
    except RepositoryError:
        tell(
            f"note: rules or settings changed since the baseline, and its commit {before.commit[:12]} is not here to be "
            f"assessed again; to tell them from code: git fetch --depth=1 origin {before.commit}"
        )
        return None


def _with_later_history(before: Baseline, sighted: Sighted) -> Assessment | None:
    """The files of the baseline's commit with the history of what is judged, when both can be read."""
    from assess.pipeline import run_over
    from assess.snapshot.mixed import MixedSnapshot
    from assess.snapshot.opening import open_snapshot

    if before.commit is None or before.dirty or sighted.settled is None:
        return None
    given, target = sighted.given, sighted.target
    try:
        files = open_snapshot(target, ref=before.commit, folder=given.folder)
    except RepositoryError:
        return None
    later = open_snapshot(target, ref=given.ref, folder=given.folder)
    request = replace(replace(given, ref=before.commit).request(target), settled=sighted.settled)
    return run_over(MixedSnapshot(files, later), request)


def _day(assessment: Assessment) -> date:
    from datetime import date

    return date.fromisoformat(assessment.as_of)
