"""The formats of documents that are no assessments, chosen by the suffix of a file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from assess.atomic_file import check_folder
from assess.errors import InputError


def format_of(path: Path, known: Mapping[str, str], what: str) -> str:
    """The format of a file; `known` is suffix to format. Raises: InputError for others, OutputError for no folder."""
    found = known.get(path.suffix.lower())
    if found is None:
        raise InputError(f"{what} cannot be written as '{path}'", hint=f"known suffixes: {' '.join(known)}")
    check_folder(path)
    return found
