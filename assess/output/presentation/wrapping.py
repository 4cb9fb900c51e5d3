"""Plain text that fits a terminal: long lines go on below their own beginning."""

from __future__ import annotations

from textwrap import wrap

_HANG = 4
_LEAST = 24
"""Columns that are left for the text at least, however narrow the terminal."""


def fitted(text: str, columns: int | None) -> str:
    """The text with every line broken between words where it is longer; None leaves it as it is."""
    if columns is None:
        return text
    return "\n".join(part for line in text.split("\n") for part in _parts(line, columns))


def _parts(line: str, columns: int) -> list[str]:
    if len(line) <= columns:
        return [line]
    indent = len(line) - len(line.lstrip())
    hang = " " * max(0, min(indent + _HANG, columns - _LEAST))
    return wrap(line, max(columns, _LEAST), subsequent_indent=hang, break_long_words=False, break_on_hyphens=False)
