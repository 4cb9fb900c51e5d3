"""Writes an output to a file, whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

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
    if not path.parent.is_dir():
        raise OutputError(f"the folder of '{path}' does not exist", hint=f"create it: mkdir -p '{path.parent}'")
    if path.is_dir():
        raise OutputError(f"'{path}' is a folder", hint="name a file")
    put(render(assessment, chosen, options), path)


def put(content: bytes, path: Path) -> None:
    """Replaces a file's content in one step.

    Raises: OutputError with what the system says.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:60]}.", suffix=".part", dir=path.parent)
    except OSError as error:
        raise _failure(path, error) from error
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        part.chmod(_mode(path))
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise _failure(path, error) from error
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _mode(path: Path) -> int:
    """Permissions of the file that is replaced, else those of an ordinary new file."""
    try:
        return path.stat().st_mode & 0o777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def _failure(path: Path, error: OSError) -> OutputError:
    hints = {
        28: "the disk is full: free some space or write elsewhere",
        30: "the file system is read-only: write elsewhere",
        13: "permission denied: write elsewhere or change the folder's permissions",
    }
    return OutputError(f"'{path}' could not be written: {error.strerror}", hint=hints.get(error.errno or 0))
