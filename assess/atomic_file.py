"""A file's content replaced in one step: readers see the old one or the new one, never a part."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from assess.errors import OutputError

SUFFIX = ".part"
"""How the temporary files end that a killed process may leave behind."""


def make_folder(folder: Path) -> None:
    """Makes a folder and those above it, unless they are there.

    Raises: OutputError with what the system says.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        hint = "a file of that name is in the way" if isinstance(error, FileExistsError | NotADirectoryError) else None
        raise OutputError(f"the folder '{folder}' could not be made: {error.strerror}", hint=hint) from error


def put(content: bytes, path: Path, *, durable: bool = False) -> None:
    """Replaces a file's content, keeping its permissions; `durable` waits until the disk holds it.

    Raises: OutputError with what the system says; the file is then as it was.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=prefix(path), suffix=SUFFIX, dir=path.parent)
    except OSError as error:
        raise _failure(path, error) from error
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            if durable:
                stream.flush()
                os.fsync(stream.fileno())
        part.chmod(_mode(path))
        part.replace(path)
        if durable:
            _keep_name(path.parent)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise _failure(path, error) from error
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def put_folder(files: Mapping[str, bytes], folder: Path) -> None:
    """Writes a new folder with all of its files, or nothing; an empty one that is there is taken.

    Raises: OutputError with what the system says.
    """
    try:
        part = Path(tempfile.mkdtemp(prefix=prefix(folder), suffix=SUFFIX, dir=folder.parent))
    except OSError as error:
        raise _failure(folder, error) from error
    try:
        for name, content in files.items():
            (part / name).write_bytes(content)
        mask = os.umask(0)
        os.umask(mask)
        part.chmod(0o777 & ~mask)
        part.replace(folder)
    except OSError as error:
        raise _failure(folder, error) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def check_folder(path: Path) -> None:
    """Before any work is done for a file. Raises: OutputError when its folder is not there."""
    if not path.parent.is_dir():
        raise OutputError(f"the folder of '{path}' does not exist", hint=f"create it: mkdir -p '{path.parent}'")


def prefix(path: Path) -> str:
    """How the temporary files of one path begin."""
    return f".{path.name[:60]}."


def _keep_name(folder: Path) -> None:
    """Sends the folder's list of names to the disk, where the system can do that."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    except OSError:  # some file systems refuse it for folders; the content is whole all the same
        return
    finally:
        os.close(handle)


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
        27: "the file would be larger than this process may write",
        28: "the disk is full: free some space or write elsewhere",
        30: "the file system is read-only: write elsewhere",
        13: "permission denied: write elsewhere or change the folder's permissions",
    }
    return OutputError(f"'{path}' could not be written: {error.strerror}", hint=hints.get(error.errno or 0))
