"""Finds the folders that ship with the package: `rubrics` and `reports`."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from assess.errors import OutputError


def folder(name: str) -> Traversable:
    """The bundled folder of that name: inside an installed package, else beside it (checkout, editable install).

    Raises: OutputError when it is in neither place, which means a damaged installation.
    """
    package = files("assess")
    bundled = package / "_bundled" / name
    if bundled.is_dir():
        return bundled
    if isinstance(package, Path) and (beside := package.parent / name).is_dir():
        return beside
    raise OutputError(f"the bundled folder '{name}' is missing", hint="reinstall the package")
