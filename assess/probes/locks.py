"""How firmly the product's dependencies are held: pinned, locked, installed from the lock."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from assess.facts.dependencies.extractors import LOCK_FACTS, MANIFEST_FACTS
from assess.facts.dependencies.model import Ecosystem
from assess.links.kinds import Role
from assess.links.supply.dependencies import LockState, ManifestLock, manifest_locks
from assess.model.evidence import NOTHING, Evidence, Observation, observed, seen
from assess.model.scale import Truth
from assess.probes.params import ProbeParams
from assess.probes.view import View

MOST_EVIDENCE = 4
MOST_NAMED = 4
USUAL_SHARE = 0.3
State = Literal["installed", "locked", "tracked", "all-pinned", "some-pinned", "stale"]
_FLOORS = {
    "installed": LockState.INSTALLED,
    "locked": LockState.LOCKED,
    "tracked": LockState.TRACKED,
    "all-pinned": LockState.ALL_PINNED,
    "some-pinned": LockState.SOME_PINNED,
}


class Locks(ProbeParams):
    """Which state the manifests of the product must have reached. Each state includes the ones before it."""

    state: State
    """`some-pinned`: an exact version somewhere; `all-pinned`: every direct dependency exact, or fixed by a bill of
    materials; `tracked`: a lock, fitting or not; `locked`: a lock that holds every direct dependency; `installed`: CI or an
    image installs from it, or the build tool enforces it. `stale` stands alone: a lock that no longer fits its manifest."""
    share: float | None = Field(default=None, gt=0, le=1)
    """Least share of the manifests; without it 0.3, and any manifest for `some-pinned` and `stale`."""
    ecosystems: tuple[Ecosystem, ...] = ()
    """Only manifests of these ecosystems; empty means all."""


PARAMS = Locks


def observe(params: Locks, view: View) -> Observation:
    """Yes with the locks and who installs from them; unknown when an unreadable file decides."""
    judged = manifest_locks(view.facts, view.links.roles, view.links.commands)
    if params.ecosystems:
        judged = tuple(j for j in judged if j.manifest.ecosystem in params.ecosystems)
    unread = _unread(view)
    if not judged:
        return observed([], unknown=unread)
    if params.state == "stale":
        stale = [evidence for j in judged if j.stale for evidence in _stale(j)]
        if params.share and sum(j.stale for j in judged) / len(judged) < params.share:
            stale = []
        return observed(stale[:MOST_EVIDENCE], unknown=_unread_locks(judged, view))
    return _by_share(params, judged, unread, _unread_locks(judged, view))


def _by_share(
    params: Locks, judged: tuple[ManifestLock, ...], unread: list[Evidence], locks: list[Evidence]
) -> Observation:
    floor = _FLOORS[params.state]
    holding = [j for j in judged if j.state >= floor]
    possible = sum(j.possible >= floor for j in judged) + len(unread)
    needed = params.share or (USUAL_SHARE if params.state != "some-pinned" else 0.0)
    total = len(judged) + len(unread)
    note = f"{len(holding)} of {len(judged)} manifests" if len(judged) > 1 else ""
    evidence = tuple(e for j in holding for e in _held(j))[:MOST_EVIDENCE]
    if holding and len(holding) / total >= needed:
        return Observation(Truth.YES, evidence, note=note)
    if possible and possible / total >= needed and possible > len(holding):
        return Observation(Truth.UNKNOWN, (*unread, *locks)[:MOST_EVIDENCE], note=note)
    return NOTHING


def _held(judged: ManifestLock) -> list[Evidence]:
    if judged.state >= LockState.TRACKED:
        found = [seen(judged.lock, 1, _lock_text(judged))]
        if judged.installed_by:
            hop = judged.installed_by
            found.insert(0, seen(hop.path, hop.line, hop.text))
        return found
    pinned = [d for d in judged.manifest.dependencies if d.pinned]
    line = pinned[0].line if pinned else 1
    return [seen(judged.manifest.path, line, f"{len(pinned)} of {len(judged.manifest.dependencies)} pinned exactly")]


def _lock_text(judged: ManifestLock) -> str:
    return _missing_text(judged) if judged.stale else f"locks {judged.manifest.path}"


def _missing_text(judged: ManifestLock) -> str:
    names = [d.name for d in judged.missing[:MOST_NAMED]]
    more = len(judged.missing) - len(names)
    return f"does not fit {judged.manifest.path}: {', '.join(names)}" + (f" and {more} more" if more else "")


def _stale(judged: ManifestLock) -> list[Evidence]:
    first = judged.missing[0]
    return [
        seen(judged.lock, 1, _missing_text(judged)),
        seen(first.path, first.line, f"{first.name} {first.specifier}"),
    ]


def _unread_locks(judged: tuple[ManifestLock, ...], view: View) -> list[Evidence]:
    """Locks that could not be read, where one of them may hold a manifest."""
    failed = view.facts.unreadable(LOCK_FACTS) if any(j.possible > j.state for j in judged) else {}
    return [seen(path, failed[path].line, failed[path].message) for path in sorted(failed)][:MOST_EVIDENCE]


def _unread(view: View) -> list[Evidence]:
    """Manifests of the product that could not be read."""
    failed = view.facts.unreadable(MANIFEST_FACTS)
    return [
        seen(path, failed[path].line, failed[path].message)
        for path in sorted(failed)
        if view.links.roles.of(path) is Role.PRODUCT and _decides(path)
    ]


def _decides(path: str) -> bool:
    """Whether the name alone says that the file states dependencies."""
    return not path.endswith((".tf", ".tofu", ".yml", ".yaml", ".gradle", ".kts"))
