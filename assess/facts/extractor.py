"""The shape of an extractor: which files it reads and what it makes of one."""

from __future__ import annotations

from typing import Generic, Protocol, TypeVar

F_co = TypeVar("F_co", covariant=True)


class Unparsable(Exception):
    """A file that an extractor could not read; the line is 1-based."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


class Extractor(Protocol, Generic[F_co]):
    """Reads one kind of fact; stateless, so facts can be cached by blob, name and version."""

    name: str
    version: int
    limit_bytes: int
    """Larger files are not read; they become unreadable candidates."""

    def selects(self, path: str) -> bool:
        """Whether the path may hold such a fact."""
        ...

    def concerns(self, text: str) -> bool:
        """A cheap look at the text (no parsing): whether it is worth extracting."""
        ...

    def extract(self, path: str, text: str) -> F_co:
        """The fact. Raises: Unparsable."""
        ...
