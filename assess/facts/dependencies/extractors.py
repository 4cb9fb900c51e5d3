"""The extractors of manifests and locks; readers are found by walking this package."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cached_property
from typing import Any

import assess.facts.dependencies as package
from assess.facts.dependencies.model import Lock, Manifest, Reader
from assess.facts.globs import Globs


def _readers(attribute: str) -> tuple[Reader[Any], ...]:
    found: list[Reader[Any]] = []
    for info in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        found += getattr(importlib.import_module(info.name), attribute, ())
    return tuple(found)


class _Readers:
    """All readers of one attribute, by path."""

    def __init__(self, attribute: str) -> None:
        self._attribute = attribute

    @cached_property
    def _known(self) -> tuple[tuple[Globs, Reader[Any]], ...]:
        return tuple((Globs(reader.globs), reader) for reader in _readers(self._attribute))

    @cached_property
    def every(self) -> Globs:
        """Paths that some reader reads."""
        return Globs(tuple(glob for _, reader in self._known for glob in reader.globs))

    def of(self, path: str) -> list[Reader[Any]]:
        """Readers of one path, in order."""
        return [reader for globs, reader in self._known if path in globs]


class ManifestExtractor:
    """Direct dependencies, of every ecosystem."""

    name = "manifests"
    version = 1
    limit_bytes = 1_000_000

    def __init__(self) -> None:
        self._readers = _Readers("MANIFESTS")

    def selects(self, path: str) -> bool:
        """Files that a reader of manifests knows by name."""
        return path in self._readers.every

    def concerns(self, text: str) -> bool:
        """Everything but empty files."""
        return bool(text.strip())

    def extract(self, path: str, text: str) -> Manifest:
        """The dependencies by the first reader that finds some. Raises: Unparsable."""
        found: Manifest | None = None
        for reader in self._readers.of(path):
            found = reader.read(path, text)
            if found.dependencies:
                break
        assert found is not None
        return found


class LockExtractor:
    """Full resolutions, of every ecosystem."""

    name = "locks"
    version = 1
    limit_bytes = 30_000_000

    def __init__(self) -> None:
        self._readers = _Readers("LOCKS")

    def selects(self, path: str) -> bool:
        """Files that a reader of locks knows by name."""
        return path in self._readers.every

    def concerns(self, text: str) -> bool:
        """Everything but empty files."""
        return bool(text.strip())

    def extract(self, path: str, text: str) -> Lock:
        """The locked packages. Raises: Unparsable."""
        lock: Lock = self._readers.of(path)[0].read(path, text)
        return lock


MANIFEST_FACTS = ManifestExtractor()
LOCK_FACTS = LockExtractor()
