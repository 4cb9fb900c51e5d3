"""Writes an output to a file, whole or not at all."""

from __future__ import annotations

from pathlib import Path

from assess.atomic_file import check_folder, put
from assess.errors import OutputError
from assess.model.assessment import Assessment
from assess.output.options import DEFAULT, Options
from assess.output.registry import for_path, render


def write(assessment: Assessment, path: Path, options: Options = DEFAULT) -> None:
    """Renders the format of the path's suffix, then moves the finished file into place.

    Raises: OutputError when the suffix is unknown, rendering fails or the file cannot be written; an existing
    file is then left as it was.
    """
    chosen = for_path(path.name)
    check_folder(path)
    if path.is_dir():
        raise OutputError(f"'{path}' is a folder", hint="name a file")
    put(render(assessment, chosen, options), path)
