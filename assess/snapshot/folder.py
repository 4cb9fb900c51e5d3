"""A snapshot of a folder without git, walked honouring its .gitignore files."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assess.snapshot.memory import MemoryHistory
from assess.snapshot.protocol import Entry, SubjectFacts, Unavailable
from assess.snapshot.work_tree import attempt_plain, read_plain

if TYPE_CHECKING:
    from pathspec import PathSpec

MOST_FILES = 200_000


class FolderSnapshot:
    """Plain files; there is no history, so nothing is known of it."""

    def __init__(self, top: Path, subject: SubjectFacts, root: str = "") -> None:
        self._top = top
        self.subject = subject
        self.root = root
        self.history = MemoryHistory()

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Every file that no .gitignore excludes, sorted by path."""
        return tuple(sorted(self._walk(), key=lambda entry: entry.path))

    def _walk(self) -> Iterator[Entry]:
        stack: list[tuple[str, tuple[tuple[str, PathSpec[Any]], ...]]] = [("", ())]
        count = 0
        while stack:
            folder, ignores = stack.pop()
            ignores = (*ignores, *_ignores(self._top, folder))
            try:
                children = sorted(os.scandir(self._top / folder), key=lambda c: c.name)
            except OSError:
                continue
            for child in children:
                path = f"{folder}{os.fsencode(child.name).decode('utf-8', 'backslashreplace')}"
                is_folder = child.is_dir(follow_symlinks=False)
                if child.name == ".git" or _ignored(path + "/" * is_folder, ignores):
                    continue
                if is_folder:
                    stack.append((path + "/", ignores))
                elif count < MOST_FILES:
                    count += 1
                    yield _entry(path, child)

    def read(self, path: str) -> bytes:
        """One file's bytes. Raises: Unavailable."""
        return read_plain(self._top, path)

    def read_many(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes | Unavailable]]:
        """Many files' bytes, in the order asked."""
        for path in paths:
            yield path, attempt_plain(self._top, path)


def _entry(path: str, child: os.DirEntry[str]) -> Entry:
    status = child.stat(follow_symlinks=False)
    key = f"{path}\0{status.st_size}\0{status.st_mtime_ns}".encode()
    return Entry(path, hashlib.sha256(key).hexdigest(), status.st_size, "link" if child.is_symlink() else "file")


def _ignores(top: Path, folder: str) -> list[tuple[str, PathSpec[Any]]]:
    from pathspec import PathSpec

    try:
        lines = (top / folder / ".gitignore").read_text("utf-8", "replace").splitlines()
    except OSError:
        return []
    return [(folder, PathSpec.from_lines("gitignore", lines))]


def _ignored(path: str, ignores: tuple[tuple[str, PathSpec[Any]], ...]) -> bool:
    return any(spec.match_file(path[len(folder) :]) for folder, spec in ignores)
