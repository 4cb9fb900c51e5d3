"""Dependencies, manifests and locks over all ecosystems."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

import re2

Ecosystem = Literal[
    "pypi",
    "conda",
    "npm",
    "go",
    "maven",
    "cran",
    "cargo",
    "rubygems",
    "composer",
    "julia",
    "system",
    "terraform",
    "dbt",
]
Group = Literal["main", "optional", "dev", "test", "build"]
F_co = TypeVar("F_co", covariant=True)

MOST_DEPENDENCIES = 5000
"""Dependencies kept of one file."""
_SEPARATORS = re2.compile(r"[-_.]+")
_DEV_GROUP = re2.compile(
    r"(?i)(^|[^a-z])(dev|develop|development|lint|linting|type|typing|types|docs?|documentation|pre-?commit|tools?|style|format)([^a-z]|$)"
)
_TEST_GROUP = re2.compile(r"(?i)(^|[^a-z])(tests?|testing|qa|coverage|e2e)([^a-z]|$)")
_BUILD_GROUP = re2.compile(r"(?i)(^|[^a-z])(build|ci|release|packaging)([^a-z]|$)")


@dataclass(frozen=True, slots=True)
class Dependency:
    """One direct dependency as a file states it."""

    name: str
    """Normalised: lower case; for Python packages `-`, `_` and `.` are one `-`; Maven `group:artifact`."""
    ecosystem: Ecosystem
    specifier: str
    pinned: bool
    """Exactly one version, commit or digest satisfies it."""
    group: Group
    path: str
    line: int
    source: str = ""
    """URL, path or registry when it comes from elsewhere than the ecosystem's registry."""
    conditional: bool = False
    """Only on some platforms or interpreters, so a lock for another one may lack it."""

    @property
    def local(self) -> bool:
        """Whether it is part of the same repository (path, workspace)."""
        return self.source in ("workspace", "path")


@dataclass(frozen=True, slots=True)
class Manifest:
    """The direct dependencies that one file states."""

    path: str
    kind: str
    """`pyproject`, `requirements`, `setup`, `pipfile`, `conda`, `pixi`, `package-json`, `go-mod`, `maven`, `gradle`, ..."""
    ecosystem: Ecosystem
    dependencies: tuple[Dependency, ...]
    unread: tuple[tuple[int, str], ...] = ()
    """Parts that can't be read without running them: line and reason."""
    includes: tuple[str, ...] = ()
    """Further manifests that this one pulls in, as paths from the repository's top."""
    constraints: tuple[str, ...] = ()
    """Constraint files, as paths from the repository's top."""
    compiled: bool = False
    """A tool wrote it as the full resolution of other manifests."""
    compiled_from: tuple[str, ...] = ()
    """What it was compiled from, as its header names it."""
    hashed: bool = False
    """Every entry carries a hash."""
    managed: bool = False
    """Versions left out are fixed by a platform or bill of materials."""


@dataclass(frozen=True, slots=True)
class Lock:
    """The full resolution that one file holds."""

    path: str
    tool: str
    """`uv`, `poetry`, `pdm`, `pylock`, `pipenv`, `conda-lock`, `pixi`, `renv`, `npm`, `yarn`, `pnpm`, `go`, ..."""
    ecosystem: Ecosystem
    packages: frozenset[tuple[str, str]]
    """Normalised names and versions; the version is empty where the lock does not tell it plainly."""
    requested: tuple[tuple[str, str], ...] = ()
    """Direct dependencies and their specifiers as they were when the lock was made, where it records them."""
    opaque: bool = False
    """The format does not tell the names."""

    @property
    def names(self) -> frozenset[str]:
        """All locked names."""
        return frozenset(name for name, _ in self.packages)


@dataclass(frozen=True, slots=True)
class Reader(Generic[F_co]):
    """How files of some names are read. `read` takes path and text and raises Unparsable."""

    globs: tuple[str, ...]
    read: Callable[[str, str], F_co]
    selects: Callable[[str], bool] | None = None


def normalised(name: str, ecosystem: Ecosystem) -> str:
    """A package name as all files and rules spell it."""
    plain = name.strip().lower()
    return str(_SEPARATORS.sub("-", plain)) if ecosystem in ("pypi", "conda") else plain


def group_of(name: str, otherwise: Group = "optional") -> Group:
    """The kind of a named group, extra, environment or file."""
    if _TEST_GROUP.search(name):
        return "test"
    if _DEV_GROUP.search(name):
        return "dev"
    return "build" if _BUILD_GROUP.search(name) else otherwise
