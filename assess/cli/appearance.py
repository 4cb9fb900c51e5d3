"""How the reports of one run look: from the configuration that is in force, and from `--templates`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assess.cli.streams import tell
from assess.cli.subject import Given
from assess.errors import InputError, Place

if TYPE_CHECKING:
    from assess.output.branding.brand import Brand
    from assess.output.presentation.replacements import Overrides
    from assess.pipeline import Request
    from assess.snapshot.protocol import Snapshot

    Look = tuple[Brand | None, Overrides | None]

_PLAIN = frozenset({"json", "terminal"})
"""Formats that have no look."""


def wanted(outputs: Sequence[Path]) -> bool:
    """Whether any of the files has a look; without one, no configuration is read for it."""
    from assess.output.registry import for_path

    return any(for_path(path.name).name not in _PLAIN for path in outputs)


def of_file(config: Path | None, templates: Path | None) -> Look:
    """The look that a configuration file and a folder of templates give.

    Raises: InputError, Problems.
    """
    from assess.configuration import read_configuration
    from assess.output.branding.brand import brand
    from assess.output.presentation.overrides import load_overrides

    folder, found = templates, None
    if config is not None:
        settings = read_configuration(config).config.report
        found = brand(settings, lambda name: _bounded(config.parent / name))
        folder = folder or (config.parent / settings.templates if settings.templates else None)
    return found, load_overrides(folder) if folder else None


def of_subject(given: Given, request: Request, templates: Path | None) -> Look:
    """The look for a scan: a configuration that was named counts whole; of the repository's own all but templates,
    since a template could say anything in the report's name.

    Raises: InputError, Problems, RepositoryError.
    """
    from assess.configuration import locate_configuration
    from assess.output.branding.brand import brand
    from assess.snapshot.opening import open_snapshot

    if given.config is not None:
        return of_file(given.config, templates)
    snapshot = open_snapshot(request.repository, ref=request.ref, folder=request.folder)
    located = locate_configuration(snapshot, request.config)
    settings = located.config.report
    if settings.templates and templates is None:
        tell("note: report.templates in the repository's own configuration is not followed; use --templates")
    untracked = request.repository / request.folder if request.config is not None else None
    return brand(settings, _reader(snapshot, untracked, located.place(("report", "logo")))), of_file(None, templates)[1]


def _reader(snapshot: Snapshot, untracked: Path | None, said: Place) -> Callable[[str], bytes]:
    """Reads a logo as the snapshot holds it, from the product's folder or from the repository's root; one that lies
    beside a configuration that is not tracked yet need not be either; `said` is where the logo is named."""
    from assess.snapshot.protocol import Unavailable

    def read(name: str) -> bytes:
        listed = {entry.path for entry in snapshot.entries if entry.kind == "file"}
        path = next((path for path in (snapshot.root + name, name) if path in listed), None)
        if path is None and untracked is not None:
            beside = untracked / name
            if not beside.resolve().is_relative_to(untracked.resolve()):
                raise InputError(f"logo: {name!r} leads out of the repository", said)
            return _bounded(beside)
        if path is None:
            raise InputError(f"logo: {name!r} is no tracked file of the repository", said)
        try:
            return snapshot.read(path)
        except Unavailable as error:
            raise InputError(f"the logo cannot be read: {error}", Place(path)) from error

    return read


def _bounded(path: Path) -> bytes:
    """A file's bytes, as many as show that it is too large. Raises: OSError."""
    from assess.output.branding.logo import SIZE_LIMIT

    if path.exists() and not path.is_file():
        raise OSError(f"{path} is no file")
    with path.open("rb") as stream:
        return stream.read(SIZE_LIMIT + 1)
