"""The files of one snapshot with the history of another: what would have been seen had only commits been added."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assess.snapshot.protocol import Snapshot, Unavailable


class MixedSnapshot:
    """Files of `files`, everything else of `history`."""

    def __init__(self, files: Snapshot, history: Snapshot) -> None:
        self._files = files
        self.subject = history.subject
        self.history = history.history
        self.root = files.root
        self.entries = files.entries

    def read(self, path: str) -> bytes:
        """One file's bytes. Raises: Unavailable."""
        return self._files.read(path)

    def read_many(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes | Unavailable]]:
        """Many files' bytes, in the order asked."""
        return self._files.read_many(paths)
