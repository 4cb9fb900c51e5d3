"""A snapshot of one commit, read from git's objects without a checkout."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from assess.snapshot.git_binary import Git
from assess.snapshot.history import GitHistory
from assess.snapshot.objects import MISSING, Objects
from assess.snapshot.protocol import Entry, EntryKind, SubjectFacts, Unavailable

_KINDS: dict[str, EntryKind] = {"120000": "link", "160000": "submodule"}


class CommitSnapshot:
    """One commit of a repository; works for bare, shallow and partial ones."""

    def __init__(self, git: Git, subject: SubjectFacts, root: str = "") -> None:
        self._git = git
        self._objects = Objects(git)
        self.subject = subject
        self.root = root
        self.history = GitHistory(git, subject.commit)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Every path of the commit's tree."""
        out = self._git.run("ls-tree", "-r", "-z", "--full-tree", str(self.subject.commit))
        return listed(out, self._git, self._objects)

    @cached_property
    def _blobs(self) -> dict[str, Entry]:
        return {entry.path: entry for entry in self.entries}

    def read(self, path: str) -> bytes:
        """One file's bytes. Raises: Unavailable."""
        return self._objects.read(blob_of(self._blobs, path))

    def read_many(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes | Unavailable]]:
        """Many files' bytes, in the order asked."""
        wanted, refused = [], {}
        for path in paths:
            try:
                wanted.append((path, blob_of(self._blobs, path)))
            except Unavailable as problem:
                refused[path] = problem
        yield from refused.items()
        contents = self._objects.read_many([blob for _, blob in wanted])
        for (path, _), content in zip(wanted, contents, strict=True):
            yield path, content


def blob_of(entries: dict[str, Entry], path: str) -> str:
    """The blob id of a readable file. Raises: Unavailable."""
    entry = entries.get(path)
    if entry is None:
        raise Unavailable("no such file")
    if entry.kind != "file":
        raise Unavailable(f"it is a {'symbolic link' if entry.kind == 'link' else 'submodule'}, which is not followed")
    if entry.size_bytes is None:
        raise Unavailable(MISSING)
    return entry.blob


def listed(out: bytes, git: Git, objects: Objects) -> tuple[Entry, ...]:
    """Entries of `git ls-tree -r -z` or `git ls-files -s -z`, with sizes; missing blobs have none."""
    rows = staged(out)
    absent = _absent_blobs(git)
    sizes = objects.sizes(b for mode, b in rows.values() if mode != "160000" and b not in absent)
    return tuple(
        Entry(path, blob, sizes.get(blob), _KINDS.get(mode, "file")) for path, (mode, blob) in sorted(rows.items())
    )


def staged(out: bytes) -> dict[str, tuple[str, str]]:
    """Mode and blob id by path, of `git ls-tree -r -z` or `git ls-files -s -z`."""
    rows: dict[str, tuple[str, str]] = {}
    for record in out.split(b"\0"):
        meta, tab, raw = record.partition(b"\t")
        if tab:
            words = meta.decode("ascii", "replace").split()
            blob = words[2] if words[1] in ("blob", "commit", "tree") else words[1]
            rows[raw.decode("utf-8", "backslashreplace")] = (words[0], blob)
    return rows


def _absent_blobs(git: Git) -> frozenset[str]:
    """Blobs that a partial clone has not fetched; asked only of partial clones."""
    if git.attempt("config", "--get", "extensions.partialClone") is None:
        return frozenset()
    out = git.attempt("rev-list", "--objects", "--missing=print", "--no-walk", "HEAD") or b""
    return frozenset(line[1:].decode() for line in out.splitlines() if line.startswith(b"?"))
