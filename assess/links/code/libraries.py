"""Packages that a manifest packs for others: all their modules are public."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import basename, dirname

from assess.facts.store import Facts
from assess.links.code.modules import ModuleGraph
from assess.links.kinds import Role
from assess.links.scope.roles import Roles
from assess.snapshot.protocol import Unavailable

_MARKS = {
    "pyproject.toml": ("[project]", "[tool.poetry]", "[build-system]"),
    "setup.cfg": ("[metadata]",),
    "setup.py": ("setup(",),
}


def packed_packages(facts: Facts, roles: Roles, modules: ModuleGraph) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Folder of each packing manifest ('' for the top) and the modules of its packages."""
    folders = dict.fromkeys(dirname(p) for p in facts.paths if _packs(p, facts, roles))
    inner = [f"{folder}/" for folder in folders if folder]
    for folder in folders:
        prefix = f"{folder}/" if folder else ""
        own = [p for p in modules.code if p.startswith(prefix) and _is_nearest(p, prefix, inner)]
        found = [
            p for p in own if p.endswith(".py") and roles.of(p) is Role.PRODUCT and _in_package(p, prefix, modules)
        ]
        if found:
            yield folder, tuple(found)


def _packs(path: str, facts: Facts, roles: Roles) -> bool:
    marks = _MARKS.get(basename(path))
    if marks is None or roles.of(path) is not Role.PRODUCT:
        return False
    try:
        text = facts.text(path)
    except Unavailable:
        return False
    return any(mark in text for mark in marks)


def _is_nearest(path: str, prefix: str, folders: list[str]) -> bool:
    """Whether no deeper manifest packs the module."""
    return not any(path.startswith(f) and len(f) > len(prefix) for f in folders)


def _in_package(path: str, prefix: str, modules: ModuleGraph) -> bool:
    rest = path[len(prefix) :]
    inside = rest.removeprefix("src/")
    start = path[: len(path) - len(inside)]
    first, slash, _ = inside.partition("/")
    return bool(slash) and f"{start}{first}/__init__.py" in modules.code
