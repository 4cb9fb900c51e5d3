"""One exception hierarchy; every error knows its place and a hint.

Exit codes (docs/reference): input 2, repository 3, output 5, anything else is a bug (4).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: a path with a 1-based line and column (0 = not known)."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        parts = [self.path]
        if self.line:
            parts.append(str(self.line))
            if self.column:
                parts.append(str(self.column))
        return ":".join(parts)


class AssessError(Exception):
    """Root of all errors that a user can do something about."""

    exit_code = 4

    def __init__(self, message: str, at: Place | None = None, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.at = at
        self.hint = hint

    def __str__(self) -> str:
        text = f"{self.at}: {self.message}" if self.at else self.message
        return f"{text} ({self.hint})" if self.hint else text


class InputError(AssessError):
    """A rubric, answers file, configuration or command line that cannot be used: exit code 2."""

    exit_code = 2


class RepositoryError(AssessError):
    """The examined repository cannot be read: exit code 3."""

    exit_code = 3


class OutputError(AssessError):
    """A result could not be written or rendered: exit code 5."""

    exit_code = 5


class Problems(InputError):
    """Many input errors at once, sorted by place, each once."""

    def __init__(self, problems: Iterable[InputError]) -> None:
        once = {(p.at or Place(""), p.message): p for p in problems}
        self.problems = tuple(once[key] for key in sorted(once))
        super().__init__("\n".join(str(p) for p in self.problems))

    def __str__(self) -> str:
        return self.message
