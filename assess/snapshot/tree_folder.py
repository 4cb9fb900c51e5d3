"""A folder of a snapshot, read as the loader of rubrics reads folders on disk."""

from __future__ import annotations

import io
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from pathlib import PurePosixPath
from typing import IO, Any, Literal

from assess.snapshot.protocol import Snapshot, Unavailable


class SnapshotFolder(Traversable):
    """A folder or file of a snapshot: nothing outside of it can be reached, and no link is followed."""

    def __init__(self, snapshot: Snapshot, path: str = "") -> None:
        self._snapshot = snapshot
        self._path = path

    def __str__(self) -> str:
        return self._path or "."

    @property
    def name(self) -> str:
        """The last part of the path."""
        return PurePosixPath(self._path).name

    def joinpath(self, *descendants: Any) -> SnapshotFolder:
        """Below this one; `..` never leads out of the snapshot, but to what is not there."""
        path = inside("/".join([self._path, *map(str, descendants)]))
        return SnapshotFolder(self._snapshot, "\0" if path is None else path)

    def __truediv__(self, child: Any) -> SnapshotFolder:
        return self.joinpath(child)

    def is_dir(self) -> bool:
        """Whether some file lies below."""
        return any(entry.path.startswith(self._below) for entry in self._snapshot.entries)

    def is_file(self) -> bool:
        """Whether it is a file, and no link."""
        return any(entry.path == self._path and entry.kind == "file" for entry in self._snapshot.entries)

    def iterdir(self) -> Iterator[SnapshotFolder]:
        """Files and folders right below."""
        below = self._below
        rest = (entry.path[len(below) :] for entry in self._snapshot.entries if entry.path.startswith(below))
        for name in dict.fromkeys(path.split("/")[0] for path in rest):
            yield SnapshotFolder(self._snapshot, below + name)

    def read_bytes(self) -> bytes:
        """The content. Raises: OSError when it cannot be had."""
        try:
            return self._snapshot.read(self._path)
        except Unavailable as error:
            raise OSError(0, str(error)) from error

    def read_text(self, encoding: str | None = None, errors: str | None = None) -> str:
        """The content as text. Raises: OSError, UnicodeDecodeError."""
        return self.read_bytes().decode(encoding or "utf-8", errors or "strict")

    def open(self, mode: Literal["r", "rb"] = "r", *args: Any, **kwargs: Any) -> IO[Any]:
        """The content as a stream. Raises: OSError, UnicodeDecodeError."""
        return io.BytesIO(self.read_bytes()) if "b" in mode else io.StringIO(self.read_text())

    @property
    def _below(self) -> str:
        return f"{self._path}/" if self._path else ""


def inside(path: str) -> str | None:
    """The path without detours, relative to the top; None when it leads out of it."""
    found: list[str] = []
    for part in path.replace("\\", "/").split("/"):
        if part == "..":
            if not found:
                return None
            found.pop()
        elif part not in ("", "."):
            found.append(part)
    return "/".join(found)
