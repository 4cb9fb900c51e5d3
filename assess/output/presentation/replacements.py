"""Templates and styles that stand before the shipped ones."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Overrides:
    """Templates and styles by their path inside `reports/`, checked."""

    folder: str
    files: tuple[tuple[str, str], ...]
    """Path and text."""

    def text(self, name: str) -> str | None:
        """The text that stands before the shipped file of that name."""
        return next((text for path, text in self.files if path == name), None)
