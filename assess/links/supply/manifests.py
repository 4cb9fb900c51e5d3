"""Manifests as the judgement of locks takes them: their folder, their direct dependencies, those that are one or are locks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from posixpath import basename, dirname

from assess.facts.dependencies.model import Dependency, Lock, Manifest

PROJECTS = frozenset({"pyproject", "setup"})
"""Kinds of manifests of which one folder holds several that are one project."""


def folder_of(path: str) -> str:
    """The folder that a manifest or lock stands for: Gradle keeps some of its files in `gradle/`."""
    folder = dirname(path)
    return dirname(folder) if basename(folder) == "gradle" else folder


def within(folder: str, ancestor: str) -> bool:
    """Whether a folder is the other one or lies below it."""
    return not ancestor or folder == ancestor or folder.startswith(ancestor + "/")


def source_path(path: str) -> str:
    """The `.in` file that a requirements file of the same name is compiled from."""
    return f"{path.rpartition('.')[0]}.in"


def as_lock(manifest: Manifest, source: Manifest | None = None) -> Lock | None:
    """A requirements file that holds a full resolution, as a lock."""
    stated = [d for d in manifest.dependencies if not d.source]
    whole = manifest.compiled or manifest.hashed or (source is not None and source.path.endswith(".in"))
    if manifest.kind != "requirements" or not stated or not whole or not all(d.pinned for d in stated):
        return None
    packages = frozenset((d.name, d.specifier.lstrip("=")) for d in stated)
    return Lock(manifest.path, "requirements", "pypi", packages)


def direct_dependencies(manifest: Manifest) -> tuple[Dependency, ...]:
    """What the product itself needs at run time, other parts of the repository left out."""
    return tuple(d for d in manifest.dependencies if d.group == "main" and not d.local)


def merged(manifests: Iterable[Manifest]) -> list[Manifest]:
    """Manifests with pyproject.toml, setup.cfg and setup.py of one folder taken as one."""
    found: list[Manifest] = []
    projects: dict[str, int] = {}
    for manifest in manifests:
        folder = folder_of(manifest.path)
        if manifest.kind not in PROJECTS:
            found.append(manifest)
        elif folder in projects:
            first = found[projects[folder]]
            main, other = (first, manifest) if direct_dependencies(first) else (manifest, first)
            unread = () if main.dependencies or other.dependencies else main.unread + other.unread
            joined = (*main.dependencies, *other.dependencies)
            found[projects[folder]] = replace(main, dependencies=joined, unread=unread)
        else:
            projects[folder] = len(found)
            found.append(manifest)
    return found
