"""What every snapshot can be asked; the in-memory twin answers the same questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

EntryKind = Literal["file", "link", "submodule"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One tracked path. `size_bytes` is None when git does not have the blob."""

    path: str
    blob: str
    size_bytes: int | None
    kind: EntryKind = "file"


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit; dates are UTC."""

    id: str
    parents: tuple[str, ...]
    author: str
    author_email: str
    authored: datetime
    committer: str
    committer_email: str
    committed: datetime
    subject: str
    body: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """Lines that one commit changed in one file; None for binary files."""

    path: str
    added: int | None
    deleted: int | None


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag and the date of what it points to."""

    name: str
    commit: str
    date: datetime | None


@dataclass(frozen=True, slots=True)
class SubjectFacts:
    """What is known of the subject besides its files."""

    name: str
    commit: str | None = None
    branch: str | None = None
    dirty: bool | None = None
    commit_date: datetime | None = None
    url: str | None = None
    shallow: bool = False
    default_branch: str | None = None


class Unavailable(Exception):
    """A listed file whose contents cannot be had; the message says why."""


class History(Protocol):
    """The commits that lead to the snapshot; all sequences newest first."""

    def mainline(self) -> tuple[Commit, ...]:
        """First-parent commits, at most HISTORY_LIMIT."""
        ...

    def commits(self) -> tuple[Commit, ...]:
        """All reachable commits, at most HISTORY_LIMIT."""
        ...

    def changes(self, count: int) -> dict[str, tuple[Change, ...]]:
        """Changed files of the newest `count` first-parent commits, against their first parent, by commit id."""
        ...

    def tags(self) -> tuple[Tag, ...]:
        """All tags, newest first; undated ones last."""
        ...

    def last_change(self, path: str) -> Commit | None:
        """The newest commit that touched a path."""
        ...

    def versions(self, path: str, count: int) -> tuple[tuple[Commit, bytes | None], ...]:
        """The newest commits that touched a path, each with the file as it left it (None: not there, or too large)."""
        ...


HISTORY_LIMIT = 2000


class Snapshot(Protocol):
    """A repository at one moment."""

    @property
    def subject(self) -> SubjectFacts:
        """Name, commit, branch, remote."""
        ...

    @property
    def root(self) -> str:
        """The product's folder, '' or 'dir/'; context outside it stays readable."""
        ...

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every tracked path of the whole repository, sorted by path."""
        ...

    @property
    def history(self) -> History:
        """The commits that lead here."""
        ...

    def read(self, path: str) -> bytes:
        """One file's bytes. Raises: Unavailable."""
        ...

    def read_many(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes | Unavailable]]:
        """Many files' bytes, in the order asked."""
        ...
