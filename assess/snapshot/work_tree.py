"""A snapshot of a work tree: tracked files as they are on disk, unchanged ones from git's objects."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from assess.snapshot.git_binary import Git
from assess.snapshot.git_commit import blob_of, listed
from assess.snapshot.history import GitHistory
from assess.snapshot.objects import LARGEST_READ_BYTES, Objects
from assess.snapshot.protocol import Entry, SubjectFacts, Unavailable

ABSENT_ON_DISK = "listed by git, but not there on disk"


class WorkTreeSnapshot:
    """The tracked files of a work tree; untracked ones are not read."""

    def __init__(self, git: Git, subject: SubjectFacts, root: str = "") -> None:
        self._git = git
        self._objects = Objects(git)
        self._top = git.folder
        self._subject = subject
        self.root = root
        self.history = GitHistory(git, subject.commit)

    @property
    def subject(self) -> SubjectFacts:
        """Facts about the subject; dirty when a tracked file differs from the index."""
        return replace(self._subject, dirty=bool(self._changed))

    @cached_property
    def _changed(self) -> frozenset[str]:
        out = self._git.run("diff-files", "-z", "--name-only")
        return frozenset(p.decode("utf-8", "backslashreplace") for p in out.split(b"\0") if p)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Every tracked path; changed files carry their size on disk."""
        rows = listed(self._git.run("ls-files", "-s", "-z"), self._git, self._objects)
        return tuple(self._on_disk(e) if e.path in self._changed else e for e in rows)

    def _on_disk(self, entry: Entry) -> Entry:
        try:
            status = (self._top / entry.path).lstat()
        except OSError:
            return replace(entry, size_bytes=None)
        return replace(entry, blob=f"disk:{entry.path}", size_bytes=status.st_size)

    @cached_property
    def _by_path(self) -> dict[str, Entry]:
        return {entry.path: entry for entry in self.entries}

    def read(self, path: str) -> bytes:
        """One file's bytes. Raises: Unavailable."""
        if path in self._changed:
            return read_plain(self._top, path)
        return self._objects.read(blob_of(self._by_path, path))

    def read_many(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes | Unavailable]]:
        """Many files' bytes; changed ones from disk, the rest through one git process."""
        unchanged: list[tuple[str, str]] = []
        for path in paths:
            if path in self._changed:
                yield path, attempt_plain(self._top, path)
                continue
            try:
                unchanged.append((path, blob_of(self._by_path, path)))
            except Unavailable as problem:
                yield path, problem
        contents = self._objects.read_many([blob for _, blob in unchanged])
        for (path, _), content in zip(unchanged, contents, strict=True):
            yield path, content


def read_plain(top: Path, path: str) -> bytes:
    """A regular file below a folder, links not followed. Raises: Unavailable."""
    target = top / path
    try:
        if os.path.realpath(target.parent) != str(Path(os.path.realpath(top)) / Path(path).parent):
            raise Unavailable("it lies behind a symbolic link, which is not followed")
        handle = os.open(target, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        raise Unavailable(
            ABSENT_ON_DISK if isinstance(error, FileNotFoundError) else f"unreadable: {error.strerror}"
        ) from error
    with os.fdopen(handle, "rb") as file:
        if os.fstat(file.fileno()).st_size > LARGEST_READ_BYTES:
            raise Unavailable("too large to read")
        try:
            return file.read(LARGEST_READ_BYTES)
        except OSError as error:
            raise Unavailable(f"unreadable: {error.strerror}") from error


def attempt_plain(top: Path, path: str) -> bytes | Unavailable:
    """As `read_plain`, with the problem as a value."""
    try:
        return read_plain(top, path)
    except Unavailable as problem:
        return problem
