"""The files of a rubric and of what it extends, merged; every value knows who set it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from assess.errors import InputError, Place, Problems
from assess.resources import folder as bundled
from assess.suggestion import did_you_mean
from assess.yaml_source import Loaded, load_own
from assess.yaml_source import Path as KeyPath

SETTINGS, SOURCES, TERMS, VOCABULARY = "rubric.yaml", "sources.yaml", "terms.yaml", "vocabulary.yaml"
BUILT_IN = "mlops-readiness"
LOCKS = "locks"
"""Folder of a rubric's scoring locks, which are no part of it."""
_MOST_OVERLAYS = 8


@dataclass(slots=True)
class Merged:
    """One file's data after all overlays, with the place of each value."""

    data: Any = None
    places: dict[KeyPath, Place] = field(default_factory=dict)

    def lay_over(self, upper: Loaded) -> None:
        """Merge another file over this one: maps merge, lists and scalars replace."""
        self.data = self._merge(self.data, upper.data, (), upper)

    def _merge(self, low: Any, high: Any, path: KeyPath, upper: Loaded) -> Any:
        self.places[path] = upper.place(*path)
        if isinstance(low, dict) and isinstance(high, dict):
            merged = dict(low)
            for key, value in high.items():
                merged[key] = self._merge(low.get(key), value, (*path, key), upper)
            return merged
        for stale in [p for p in self.places if len(p) > len(path) and p[: len(path)] == path]:
            del self.places[stale]
        for inner, (line, column) in upper.places.items():
            if inner[: len(path)] == path:
                self.places[inner] = Place(upper.name, line, column)
        return high

    def place(self, *path: str | int) -> Place:
        """The place of a value, or of the nearest one around it."""
        for end in range(len(path), -1, -1):
            if path[:end] in self.places:
                return self.places[path[:end]]
        return Place("")


@dataclass(slots=True)
class RubricFiles:
    """All files of a rubric by relative path, base first and overlays merged over it."""

    files: dict[str, Merged]
    chain: tuple[tuple[str, Loaded], ...]
    """Folder name and `rubric.yaml` of each level, base first."""
    digest: str


def read_rubric_files(folder: Traversable | None) -> RubricFiles:
    """The built-in rubric, or a folder and everything it extends. Raises: Problems."""
    levels = list(levels_of(folder))
    problems: list[InputError] = []
    merged: dict[str, Merged] = {}
    digest = hashlib.sha256()
    chain = []
    for name, root in reversed(levels):
        for relative, text in sorted(_texts(root)):
            digest.update(f"{relative}\0{text}\0".encode())
            try:
                loaded = load_own(text, f"{name}/{relative}")
            except Problems as error:
                problems += error.problems
                continue
            merged.setdefault(relative, Merged()).lay_over(loaded)
            if relative == SETTINGS:
                chain.append((name, loaded))
    if problems:
        raise Problems(problems)
    return RubricFiles(merged, tuple(chain), digest.hexdigest())


def levels_of(folder: Traversable | None) -> Iterator[tuple[str, Traversable]]:
    """The rubric's folder, then each one that it extends, topmost first."""
    name = _name(folder) if folder else BUILT_IN
    root: Traversable = folder or bundled("rubrics") / BUILT_IN
    for _ in range(_MOST_OVERLAYS):
        settings = root / SETTINGS
        if not root.is_dir() or not settings.is_file():
            lacks = f"it has no {SETTINGS}" if root.is_dir() else "there is no such folder"
            raise Problems([InputError(f"this is not a rubric: {lacks}", Place(name))])
        yield name, root
        loaded = load_own(_decoded(settings, f"{name}/{SETTINGS}"), f"{name}/{SETTINGS}")
        above = loaded.data.get("extends") if isinstance(loaded.data, dict) else None
        if not isinstance(above, str):
            return
        name, root = _extended(above, root, loaded.place("extends"))
    raise Problems([InputError("too many rubrics extend each other", Place(name), "does one extend itself?")])


def _extended(above: str, root: Traversable, place: Place) -> tuple[str, Traversable]:
    shipped = bundled("rubrics")
    known = [entry.name for entry in shipped.iterdir() if entry.is_dir()]
    if above in known:
        return above, shipped / above
    beside = root / above
    if beside.is_dir():
        return _name(beside), beside
    hint = (
        did_you_mean(above, known) or f"built-in rubrics: {', '.join(sorted(known))}; or a folder relative to this one"
    )
    raise Problems([InputError(f"no rubric is called {above!r}", place, hint)])


def _name(folder: Traversable) -> str:
    return folder.as_posix() if isinstance(folder, Path) else str(folder)


def _texts(root: Traversable, prefix: str = "") -> Iterator[tuple[str, str]]:
    for entry in root.iterdir():
        relative = f"{prefix}{entry.name}"
        if relative == LOCKS:
            continue
        if entry.is_dir() and not entry.name.startswith("."):
            yield from _texts(entry, relative + "/")
        elif entry.name.endswith((".yaml", ".yml")):
            yield relative, _decoded(entry, relative)


def _decoded(entry: Traversable, name: str) -> str:
    try:
        return entry.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise Problems([InputError("not UTF-8 text", Place(name))]) from error
    except OSError as error:
        raise Problems([InputError(f"cannot be read: {error.strerror}", Place(name))]) from error
