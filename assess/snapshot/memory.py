"""The in-memory twin of a repository, so that a thousand cases run in seconds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime

from assess.snapshot.protocol import Change, Commit, Entry, SubjectFacts, Tag, Unavailable


class MemoryHistory:
    """A written-down history."""

    def __init__(
        self,
        commits: tuple[Commit, ...] = (),
        changes: Mapping[str, tuple[Change, ...]] | None = None,
        tags: tuple[Tag, ...] = (),
    ) -> None:
        self._commits = commits
        self._changes = dict(changes or {})
        self._tags = tags

    def mainline(self) -> tuple[Commit, ...]:
        """All commits: a written-down history is its own mainline."""
        return self._commits

    def commits(self) -> tuple[Commit, ...]:
        """All commits, newest first."""
        return self._commits

    def changes(self, count: int) -> dict[str, tuple[Change, ...]]:
        """Changes of the newest `count` commits."""
        return {c.id: self._changes.get(c.id, ()) for c in self._commits[:count]}

    def tags(self) -> tuple[Tag, ...]:
        """All tags."""
        return self._tags

    def last_change(self, path: str) -> Commit | None:
        """The newest commit that names the path; else the newest of all."""
        for commit in self._commits:
            if any(change.path == path for change in self._changes.get(commit.id, ())):
                return commit
        return self._commits[0] if self._commits else None

    def versions(self, path: str, count: int) -> tuple[tuple[Commit, bytes | None], ...]:
        """None: a written-down history holds no contents."""
        return ()


class MemorySnapshot:
    """Files given as texts or bytes."""

    def __init__(
        self,
        files: Mapping[str, str | bytes],
        *,
        sizes: Mapping[str, int] | None = None,
        missing: Iterable[str] = (),
        history: MemoryHistory | None = None,
        subject: SubjectFacts | None = None,
        root: str = "",
    ) -> None:
        self._contents = {p: t.encode() if isinstance(t, str) else t for p, t in files.items()}
        self._sizes = dict(sizes or {})
        self._missing = frozenset(missing)
        self.history = history or MemoryHistory()
        self.root = root
        newest = self.history.mainline()
        self.subject = subject or SubjectFacts(
            "case",
            commit=newest[0].id if newest else None,
            branch="main",
            commit_date=newest[0].committed if newest else datetime(2026, 1, 1, tzinfo=UTC),
        )
        self.entries = tuple(self._entry(p) for p in sorted({*self._contents, *self._sizes, *self._missing}))

    def _entry(self, path: str) -> Entry:
        content = self._contents.get(path, b"")
        size = None if path in self._missing else self._sizes.get(path, len(content))
        return Entry(path, hashlib.sha256(path.encode() + b"\0" + content).hexdigest(), size)

    def read(self, path: str) -> bytes:
        """One file's bytes. Raises: Unavailable."""
        if path in self._missing:
            raise Unavailable("its contents are not in this copy of the repository")
        if path not in self._contents:
            raise Unavailable("its contents were not given" if path in self._sizes else "no such file")
        return self._contents[path]

    def read_many(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes | Unavailable]]:
        """Many files' bytes, in the order asked."""
        for path in paths:
            try:
                yield path, self.read(path)
            except Unavailable as problem:
                yield path, problem
