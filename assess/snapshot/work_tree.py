"""A snapshot of a work tree: tracked files as they are on disk, unchanged ones from git's objects."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from assess.snapshot.git_binary import Git
from assess.snapshot.git_commit import blob_of, listed, staged
from assess.snapshot.history import GitHistory
from assess.snapshot.objects import LARGEST_READ_BYTES, Objects
from assess.snapshot.protocol import Entry, SubjectFacts, Unavailable

_STAMP = re.compile(
    rb"([^\0\n]+|[^\0]+?)\0  ctime: \d+:\d+\n  mtime: (\d+):(\d+)\n  dev: [^\n]*\n  uid: [^\n]*\n  size: (\d+)\tflags: ([0-9a-f]+)\n"
)
_SKIP_WORKTREE = 1 << 30
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
        """Tracked files whose bytes on disk are not those of the index.

        `git diff-files` would run a clean filter of the repository's configuration when time stamps are close
        (measured), so the index's stamps are compared here, and the bytes of those that differ.
        """
        stamps = index_stamps(self._git.run("ls-files", "-z", "--debug"))
        touched = [path for path, stamp in stamps.items() if not _same_stamp(self._top / path, stamp)]
        listing = self._git.run("ls-files", "-s", "-z")
        blobs = {path: blob for path, (_, blob) in staged(listing).items()}
        return frozenset(path for path in touched if path in blobs and not _same_bytes(self._top, path, blobs[path]))

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

    def _on_disk_only(self, path: str) -> bool:
        return path in self._changed and self._by_path[path].kind == "file"

    def read(self, path: str) -> bytes:
        """One file's bytes. Raises: Unavailable."""
        if self._on_disk_only(path):
            return read_plain(self._top, path)
        return self._objects.read(blob_of(self._by_path, path))

    def read_many(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes | Unavailable]]:
        """Many files' bytes; changed ones from disk, the rest through one git process."""
        unchanged: list[tuple[str, str]] = []
        for path in paths:
            if self._on_disk_only(path):
                yield path, attempt_plain(self._top, path)
                continue
            try:
                unchanged.append((path, blob_of(self._by_path, path)))
            except Unavailable as problem:
                yield path, problem
        contents = self._objects.read_many([blob for _, blob in unchanged])
        for (path, _), content in zip(unchanged, contents, strict=True):
            yield path, content


def index_stamps(out: bytes) -> dict[str, tuple[int, int, int]]:
    """Seconds, nanoseconds and size by path, of `git ls-files -z --debug`; submodules and skipped files left out."""
    found = {}
    for raw, seconds, nanoseconds, size, flags in _STAMP.findall(out):
        if not int(flags, 16) & _SKIP_WORKTREE:
            found[raw.decode("utf-8", "backslashreplace")] = (int(seconds), int(nanoseconds), int(size))
    return found


def _same_stamp(target: Path, stamp: tuple[int, int, int]) -> bool:
    try:
        status = target.lstat()
    except OSError:
        return False
    if stat.S_ISDIR(status.st_mode):
        return True  # a submodule's folder
    seconds, nanoseconds = divmod(status.st_mtime_ns, 1_000_000_000)
    return (seconds, nanoseconds, status.st_size & 0xFFFFFFFF) == stamp


def _same_bytes(top: Path, path: str, blob: str) -> bool:
    content = attempt_plain(top, path)
    if isinstance(content, Unavailable) or len(blob) != hashlib.sha1(usedforsecurity=False).digest_size * 2:
        return False
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest() == blob


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
