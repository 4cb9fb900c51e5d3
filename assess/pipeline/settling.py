"""By which configuration and rubric a request is judged, and from which commit they are read."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from assess.configuration import BUILT_IN_RUBRIC, Located, configuration_problems, locate_configuration
from assess.errors import InputError, Problems, RepositoryError
from assess.model.rubric import Rubric
from assess.pipeline.request import Request
from assess.pipeline.settled import Settled
from assess.probes.registry import families
from assess.rubric.conditions import ProbeForm
from assess.rubric.loading import load_rubric as load_rubric_files
from assess.rubric.locks import find_lock, locked
from assess.snapshot.opening import open_snapshot
from assess.snapshot.protocol import Snapshot
from assess.snapshot.tree_folder import SnapshotFolder, inside


@lru_cache(maxsize=8)
def load_rubric(folder: Path | SnapshotFolder | None = None) -> Rubric:
    """The built-in rubric, or that of a folder. Raises: Problems."""
    return load_rubric_files(folder, {name: ProbeForm(f.params, f.measures) for name, f in families().items()})


def settle(request: Request, snapshot: Snapshot | None = None) -> Settled:
    """Reads both: what the command line names, else from the commit of `policy_from`, else from the snapshot itself.

    Raises: Problems, InputError, RepositoryError.
    """
    source = policy_source(request, snapshot)
    located = locate_configuration(source, request.config)
    folder = _rubric_folder(request, located, source)
    rubric = _locked(load_rubric(folder), folder, request, located)
    if mistakes := configuration_problems(located, rubric):
        raise Problems(mistakes)
    return Settled(located, rubric)


def _locked(rubric: Rubric, folder: Path | SnapshotFolder | None, request: Request, located: Located) -> Rubric:
    version = located.config.scoring_lock if request.lock is None else request.lock
    if not version:
        return rubric
    at = located.place(("scoring_lock",)) if request.lock is None else None
    return locked(rubric, find_lock(folder, version, rubric, at))


def policy_source(request: Request, snapshot: Snapshot | None = None) -> Snapshot:
    """The snapshot that configuration, waivers and rubric are read from.

    A product folder that the commit of `policy_from` does not have yet is judged by that commit's own configuration.
    Raises: RepositoryError, InputError.
    """
    if request.policy_from is None:
        return snapshot or open_snapshot(request.repository, ref=request.ref, folder=request.folder)
    try:
        return open_snapshot(request.repository, ref=request.policy_from, folder=request.folder)
    except RepositoryError:
        return open_snapshot(request.repository, ref=request.policy_from)


def _rubric_folder(request: Request, located: Located, source: Snapshot) -> Path | SnapshotFolder | None:
    """Where the rubric is; a configuration inside the repository cannot name one outside of it."""
    named = located.config.rubric
    if request.rubric is not None:
        return request.rubric
    if named in (None, BUILT_IN_RUBRIC):
        return None
    assert named is not None
    if request.config is not None and not _within(request.config, request.repository):
        return request.repository / named
    path = inside(named)
    if path is None or Path(named).is_absolute():
        hint = "name it on the command line: --rubric FOLDER"
        raise Problems(
            [InputError(f"the rubric {named!r} lies outside the repository", located.place(("rubric",)), hint)]
        )
    folder = SnapshotFolder(source, path)
    if not folder.is_dir():
        hint = "commit or `git add` it, or name it on the command line: --rubric FOLDER"
        raise Problems([InputError(f"there is no rubric {named!r} here", located.place(("rubric",)), hint)])
    return folder


def _within(path: Path, repository: Path) -> bool:
    return path.resolve().is_relative_to(repository.resolve())
