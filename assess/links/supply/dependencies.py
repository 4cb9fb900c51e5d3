"""Which lock stands for which manifest, whether it still fits, and who installs from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from posixpath import basename, dirname

from assess.facts.dependencies.extractors import LOCK_FACTS, MANIFEST_FACTS
from assess.facts.dependencies.model import Dependency, Ecosystem, Lock, Manifest
from assess.facts.store import Facts
from assess.links.kinds import Hop, Role, Run
from assess.links.scope.roles import Roles
from assess.links.supply.installations import Installation, installations
from assess.links.supply.lock_fit import missing_from
from assess.links.supply.manifests import PROJECTS, as_lock, direct_dependencies, folder_of, merged, source_path, within


class LockState(IntEnum):
    """How firmly the dependencies of one manifest are held, weakest first."""

    OPEN = 0
    """No version is exact."""
    SOME_PINNED = 1
    ALL_PINNED = 2
    """Every direct dependency names one version, or a bill of materials does."""
    TRACKED = 3
    """A lock is tracked that no longer fits the manifest."""
    LOCKED = 4
    """A lock is tracked and holds every direct dependency."""
    INSTALLED = 5
    """CI or an image installs from that lock."""


@dataclass(frozen=True, slots=True)
class ManifestLock:
    """What holds one manifest of the product."""

    manifest: Manifest
    state: LockState
    possible: LockState
    """Higher than `state` when a lock can't be read."""
    lock: str = ""
    missing: tuple[Dependency, ...] = ()
    """Direct dependencies that the lock lacks or holds in another version."""
    installed_by: Hop | None = None

    @property
    def stale(self) -> bool:
        """Whether a lock is there and does not fit."""
        return bool(self.missing)


_TOOLS: dict[str, tuple[str, ...]] = {
    "pyproject": ("uv", "poetry", "pdm", "pylock", "pixi", "conda-lock", "requirements"),
    "setup": ("uv", "poetry", "pdm", "pylock", "requirements"),
    "requirements": ("requirements", "pylock", "uv"),
    "pipfile": ("pipenv",),
    "conda": ("conda-lock", "conda-explicit"),
    "pixi": ("pixi",),
    "package-json": ("npm", "yarn", "pnpm", "bun"),
    "go-mod": ("go",),
    "cargo": ("cargo",),
    "gemfile": ("bundler",),
    "composer": ("composer",),
    "r-description": ("renv",),
    "julia": ("julia",),
    "dbt": ("dbt",),
    "terraform": ("terraform",),
    "maven": ("maven",),
    "gradle": ("gradle", "gradle-verification"),
    "sbt": ("sbt",),
}
_LOCK_NAMES: dict[str, Ecosystem] = {
    "package-lock.json": "npm",
    "npm-shrinkwrap.json": "npm",
    "yarn.lock": "npm",
    "pnpm-lock.yaml": "npm",
    "renv.lock": "cran",
    "uv.lock": "pypi",
    "poetry.lock": "pypi",
    "pdm.lock": "pypi",
    "Pipfile.lock": "pypi",
    "go.sum": "go",
    "Cargo.lock": "cargo",
    "Gemfile.lock": "rubygems",
    "composer.lock": "composer",
    "package-lock.yml": "dbt",
}
_ENFORCED = frozenset({"maven", "gradle", "gradle-verification"})
"""Locks that the build tool obeys without being asked."""
_PROJECT_FILES = frozenset({"pyproject.toml", "setup.py", "setup.cfg"})
_NOT_PRODUCT = (".devcontainer/", ".github/", ".ci/")


def manifest_locks(facts: Facts, roles: Roles, commands: Sequence[Run]) -> tuple[ManifestLock, ...]:
    """One entry per manifest of the product, in path order; dev-only manifests and copies of a lock are left out."""
    return _Judge(facts, roles, commands).judged()


def locked_images(facts: Facts, roles: Roles) -> dict[str, Hop]:
    """Dockerfiles of the product that install from a lock, by path, with the instruction that does."""
    judge = _Judge(facts, roles, ())
    found: dict[str, Hop] = {}
    exact = any(j.state >= LockState.ALL_PINNED and j.manifest.ecosystem == "maven" for j in judge.judged())
    meant: dict[str, Manifest] = {}
    for manifest in judge.manifests:
        for lock in judge.candidates(manifest):
            meant.setdefault(lock.path, manifest)
    for lock in judge.locks:
        for one in judge.users(lock, meant.get(lock.path)):
            found.setdefault(one.dockerfile, one.hop)
    for one in judge.installations:
        if exact and one.install.ecosystem == "maven":
            found.setdefault(one.dockerfile, one.hop)
    return found


class _Judge:
    """Manifests, locks and installations of one snapshot."""

    def __init__(self, facts: Facts, roles: Roles, commands: Sequence[Run]) -> None:
        self.facts = facts
        manifests = {p: m for p, m in facts.of(MANIFEST_FACTS).items() if roles.of(p) is Role.PRODUCT}
        self.locks = [lock for lock in facts.of(LOCK_FACTS).values() if lock.packages or lock.opaque]
        self.stated = manifests
        self.locks += [lock for m in manifests.values() if (lock := as_lock(m, manifests.get(source_path(m.path))))]
        self.locks += [
            Lock(p, "bun", "npm", frozenset(), opaque=True) for p in facts.paths if basename(p) == "bun.lockb"
        ]
        self.unreadable = set(facts.unreadable(LOCK_FACTS))
        self.manifests = merged(m for p, m in sorted(manifests.items()) if not p.startswith(_NOT_PRODUCT))
        self.installations = installations(facts, roles, commands)
        self._locks_in: dict[str, list[Lock]] = {}
        for lock in self.locks:
            self._locks_in.setdefault(folder_of(lock.path), []).append(lock)
        self._manifests_in: dict[str, list[Manifest]] = {}
        for manifest in self.manifests:
            self._manifests_in.setdefault(folder_of(manifest.path), []).append(manifest)

    def judged(self) -> tuple[ManifestLock, ...]:
        stated = [m for m in self.manifests if not self._is_copy(m)]
        main = [m for m in stated if direct_dependencies(m)] or [m for m in stated if m.dependencies]
        main = [m for m in main if m.kind != "terraform"] or main
        found = [self._judge(m) for m in main]
        used = {f.lock for f in found}
        return tuple(found + [self._alone(lock) for lock in self._orphans(used, stated)])

    def _is_copy(self, manifest: Manifest) -> bool:
        """Constraints, and requirements that only repeat a lock beside them."""
        if manifest.kind == "constraints":
            return True
        if manifest.kind != "requirements":
            return False
        names = {d.name for d in manifest.dependencies}
        folder = folder_of(manifest.path)
        near = self._manifests_in.get(folder, []) + self._manifests_in.get(dirname(folder), [])
        if any(m is not manifest and self._compiled(manifest, m) for m in near):
            return True
        locks = self._locks_in.get(folder, [])
        beside = [lock.names for lock in locks if lock.ecosystem == "pypi" and lock.tool != "requirements"]
        return any(len(names & held) * 10 >= len(names) * 6 for held in beside)

    @staticmethod
    def _compiled(written: Manifest, source: Manifest) -> bool:
        """Whether `written` is the resolution of `source`."""
        if source.ecosystem != "pypi" or not as_lock(written, source):
            return False
        named = {basename(n) for n in written.compiled_from}
        if folder_of(written.path) != folder_of(source.path):
            return source.kind in PROJECTS and bool(named & _PROJECT_FILES)
        if basename(source.path) in named or source.path == source_path(written.path):
            return True
        return source.kind in PROJECTS and written.compiled and (not named or bool(named & _PROJECT_FILES))

    def _judge(self, manifest: Manifest) -> ManifestLock:
        best: ManifestLock | None = None
        for lock in self.candidates(manifest):
            judged = self._with_lock(manifest, lock)
            if len(judged.missing) * 2 > len(direct_dependencies(manifest)) and folder_of(lock.path) != folder_of(
                manifest.path
            ):
                continue  # the lock of a project around it, of which this is no member
            if best is None or judged.state > best.state:
                best = judged
        if best is not None:
            return best
        state = _pins(manifest, self._constrained(manifest))
        unread = any(
            within(folder_of(manifest.path), folder_of(p)) for p in self.unreadable if self._may_lock(p, manifest)
        )
        return ManifestLock(manifest, state, LockState.INSTALLED if unread else state)

    def _constrained(self, manifest: Manifest) -> frozenset[str]:
        """Names that constraint files beside the manifest pin."""
        files = (self.stated[path] for path in manifest.constraints if path in self.stated)
        return frozenset(d.name for file in files for d in file.dependencies if d.pinned)

    def _may_lock(self, path: str, manifest: Manifest) -> bool:
        known = _LOCK_NAMES.get(basename(path))
        return known is None or known == manifest.ecosystem

    def candidates(self, manifest: Manifest) -> list[Lock]:
        """Locks that can stand for the manifest, the nearest first."""
        tools = _TOOLS.get(manifest.kind, ())
        folder = folder_of(manifest.path)
        reached = [folder, f"{folder}/requirements".lstrip("/")]
        while folder and manifest.kind != "requirements":
            folder = dirname(folder)
            reached.append(folder)
        found = [lock for place in reached for lock in self._locks_in.get(place, []) if lock.tool in tools]
        found = [lock for lock in found if lock.tool != "requirements" or self._is_lock_of(lock, manifest)]
        return sorted(found, key=lambda lock: (-len(folder_of(lock.path)), tools.index(lock.tool)))

    def _is_lock_of(self, lock: Lock, manifest: Manifest) -> bool:
        if lock.path == manifest.path:
            return True
        written = next((m for m in self._manifests_in.get(folder_of(lock.path), []) if m.path == lock.path), None)
        return written is not None and self._compiled(written, manifest)

    def _with_lock(self, manifest: Manifest, lock: Lock) -> ManifestLock:
        missing = missing_from(lock, direct_dependencies(manifest))
        if missing:
            return ManifestLock(manifest, LockState.TRACKED, LockState.TRACKED, lock.path, missing)
        by = self._installed(lock, manifest)
        if by or lock.tool in _ENFORCED:
            return ManifestLock(manifest, LockState.INSTALLED, LockState.INSTALLED, lock.path, (), by)
        return ManifestLock(manifest, LockState.LOCKED, LockState.LOCKED, lock.path)

    def _installed(self, lock: Lock, manifest: Manifest | None) -> Hop | None:
        return next((one.hop for one in self.users(lock, manifest)), None)

    def users(self, lock: Lock, manifest: Manifest | None) -> Iterator[Installation]:
        """Installations from the lock, CI first."""
        exports = self._exports(lock, manifest) if manifest else frozenset()
        folder = folder_of(lock.path)
        for one in self.installations:
            if not one.reaches(folder):
                continue
            named = {basename(f) for f in one.install.files}
            by_tool = one.install.from_lock and one.install.tool == lock.tool and lock.tool != "requirements"
            if by_tool or basename(lock.path) in named or named & exports:
                yield one

    def _exports(self, lock: Lock, manifest: Manifest) -> frozenset[str]:
        """Names of requirements files that say exactly what the lock says."""
        if lock.ecosystem != "pypi" or lock.tool == "requirements":
            return frozenset()
        direct = {d.name for d in direct_dependencies(manifest)}
        found = set()
        for other in self._manifests_in.get(folder_of(lock.path), []):
            if other.kind != "requirements":
                continue
            stated = {(d.name, d.specifier.lstrip("=")) for d in other.dependencies if d.pinned}
            if direct <= {name for name, _ in stated} and stated <= lock.packages:
                found.add(basename(other.path))
        return frozenset(found)

    def _orphans(self, used: set[str], manifests: list[Manifest]) -> list[Lock]:
        """Full environments that are locked without a manifest beside them."""
        folders = {(m.ecosystem, folder_of(m.path)) for m in manifests}
        return [
            lock
            for lock in self.locks
            if lock.path not in used
            and lock.tool in ("renv", "pylock", "conda-lock", "conda-explicit")
            and lock.path.count("/") <= 2
            and "/profiles/" not in lock.path
            and (lock.ecosystem, folder_of(lock.path)) not in folders
        ]

    def _alone(self, lock: Lock) -> ManifestLock:
        by = self._installed(lock, None)
        state = LockState.INSTALLED if by else LockState.LOCKED
        return ManifestLock(Manifest(lock.path, lock.tool, lock.ecosystem, ()), state, state, lock.path, (), by)


def _pins(manifest: Manifest, constrained: frozenset[str]) -> LockState:
    direct = direct_dependencies(manifest) or manifest.dependencies
    held = [d for d in direct if d.pinned or d.name in constrained or (manifest.managed and not d.specifier)]
    if direct and len(held) == len(direct):
        return LockState.ALL_PINNED
    return LockState.SOME_PINNED if held else LockState.OPEN
