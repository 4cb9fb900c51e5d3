"""Whether a lock still holds what its manifest asks for."""

from __future__ import annotations

from collections.abc import Sequence

from packaging.specifiers import InvalidSpecifier, SpecifierSet

from assess.facts.dependencies.model import Dependency, Lock

_R_BASE = frozenset(
    [
        "base",
        "compiler",
        "datasets",
        "graphics",
        "grdevices",
        "grid",
        "methods",
        "parallel",
        "splines",
        "stats",
        "stats4",
        "tcltk",
        "tools",
        "utils",
    ]
)
_COMPARABLE = frozenset({"npm", "dbt", "cran", "cargo", "rubygems", "composer", "conda"})


def missing_from(lock: Lock, direct: Sequence[Dependency]) -> tuple[Dependency, ...]:
    """Direct dependencies that the lock lacks, holds in another version, or was made before they changed."""
    if lock.opaque:
        return ()
    versions: dict[str, list[str]] = {}
    for name, version in lock.packages:
        versions.setdefault(name, []).append(version)
    requested = dict(lock.requested) if lock.tool in ("npm", "pnpm") else {}
    return tuple(d for d in direct if _expected(d, lock) and not _fits(d, versions, requested))


def _expected(dependency: Dependency, lock: Lock) -> bool:
    if dependency.local or (dependency.source and dependency.ecosystem in ("pypi", "conda", "dbt", "cran")):
        return False
    if dependency.ecosystem == "cran":
        return dependency.name not in _R_BASE
    return not (dependency.conditional and lock.tool in ("requirements", "conda-explicit", "pipenv"))


def _fits(dependency: Dependency, versions: dict[str, list[str]], requested: dict[str, str]) -> bool:
    name = dependency.name
    if requested and requested.get(name, dependency.specifier) != dependency.specifier:
        return False
    if name not in versions:
        return False
    held = [v for v in versions[name] if v]
    if not held or not dependency.specifier:
        return True
    if dependency.ecosystem == "pypi":
        return _python_fits(dependency, held)
    if dependency.pinned and dependency.ecosystem in _COMPARABLE:
        return any(
            _bare(dependency.specifier).startswith(_bare(v)) or _bare(v).startswith(_bare(dependency.specifier))
            for v in held
        )
    return True


def _bare(version: str) -> str:
    return version.strip().lstrip("=v ").strip()


def _python_fits(dependency: Dependency, held: list[str]) -> bool:
    text = dependency.specifier
    if text[:1].isdigit():
        if not dependency.pinned:
            return True
        text = f"=={text}"
    try:
        wanted = SpecifierSet(text)
        return any(wanted.contains(version, prereleases=True) for version in held)
    except (InvalidSpecifier, ValueError):
        return True
