"""One writer at a time in a folder: a lock of the operating system, which a killed process lets go of."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assess.errors import OutputError

_WAIT_SECONDS = 10.0
_PAUSE_SECONDS = 0.01


@contextmanager
def locked(folder: Path, wait_seconds: float = _WAIT_SECONDS) -> Iterator[None]:
    """Holds the folder's lock; threads of one process exclude each other, too.

    Where the system can, the folder itself is locked and no file is left behind; on Windows a hidden file is.

    Raises: OutputError when somebody holds the lock for too long, or there can be none.
    """
    try:
        handle = _opened(folder)
    except OSError as error:
        raise OutputError(f"'{folder}' cannot be locked for writing: {error.strerror}") from error
    try:
        _acquire(handle, folder, wait_seconds)
        yield
    finally:
        os.close(handle)


def _acquire(handle: int, folder: Path, wait_seconds: float) -> None:
    end = time.monotonic() + wait_seconds
    while not _try_lock(handle, folder):
        if time.monotonic() > end:
            hint = "end the other `assess`, then try again; nothing was written"
            raise OutputError(f"somebody else has been writing in '{folder}' for {wait_seconds:g} seconds", hint=hint)
        time.sleep(_PAUSE_SECONDS)


def _try_lock(handle: int, folder: Path) -> bool:
    try:
        _lock(handle)
    except (BlockingIOError, PermissionError):
        return False
    except OSError as error:
        raise OutputError(f"'{folder}' cannot be locked for writing: {error.strerror}") from error
    return True


if sys.platform == "win32":
    import msvcrt

    def _opened(folder: Path) -> int:
        return os.open(folder / ".assess.lock", os.O_RDWR | os.O_CREAT)

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _opened(folder: Path) -> int:
        return os.open(folder, os.O_RDONLY)

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
