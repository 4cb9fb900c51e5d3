"""Share of the product's direct dependencies that name one version."""

from __future__ import annotations

from assess.facts.dependencies.commands import INSTALL_COMMAND_FACTS
from assess.facts.dependencies.extractors import MANIFEST_FACTS
from assess.facts.dependencies.model import Dependency, Ecosystem, Group
from assess.model.evidence import Observation, seen
from assess.model.scale import Truth
from assess.probes.params import InFiles
from assess.probes.view import View

MOST_EVIDENCE = 3


class PinnedDependencies(InFiles):
    """Which dependencies are measured."""

    groups: tuple[Group, ...] = ("main",)
    """Dependencies of these groups."""
    ecosystems: tuple[Ecosystem, ...] = ("pypi", "conda", "npm", "cran", "julia")
    """Ecosystems in which a version may be left open."""
    commands: bool = False
    """Whether packages that Dockerfiles and notebooks install by name are measured too."""


PARAMS = PinnedDependencies
MEASURES = True


def observe(params: PinnedDependencies, view: View) -> Observation:
    """The share with the first pinned ones as evidence; unreadable manifests leave it open."""
    facts = dict(view.facts.of(MANIFEST_FACTS))
    if params.commands:
        facts |= view.facts.of(INSTALL_COMMAND_FACTS)
    counted = [
        dependency
        for path in view.in_scope(params, sorted(facts))
        for dependency in facts[path].dependencies
        if facts[path].kind != "constraints" and _counts(dependency, params)
    ]
    failed = view.facts.unreadable(MANIFEST_FACTS)
    unread = list(view.in_scope(params, sorted(p for p in failed if not p.endswith((".tf", ".yml", ".yaml")))))
    pinned = [d for d in counted if d.pinned]
    low = len(pinned) / len(counted) if counted else 0.0
    if unread:
        evidence = tuple(seen(p, failed[p].line, failed[p].message) for p in unread[:MOST_EVIDENCE])
        return Observation(Truth.UNKNOWN, evidence, share=(0.0, 1.0), note=f"{len(unread)} manifests could not be read")
    shown = tuple(seen(d.path, d.line, f"{d.name} {d.specifier}") for d in pinned[:MOST_EVIDENCE])
    truth = Truth.YES if pinned else Truth.NO
    note = f"{len(pinned)} of {len(counted)} pinned exactly"
    return Observation(truth, shown, share=(low, low), note=note, counted=len(counted))


def _counts(dependency: Dependency, params: PinnedDependencies) -> bool:
    return dependency.group in params.groups and dependency.ecosystem in params.ecosystems and not dependency.local
