"""Dependencies that the manifests, Dockerfiles and notebooks of any ecosystem state."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from assess.facts.dependencies.commands import INSTALL_COMMAND_FACTS
from assess.facts.dependencies.extractors import MANIFEST_FACTS
from assess.facts.dependencies.model import Dependency, Ecosystem, Group, Manifest
from assess.facts.globs import Globs
from assess.links.supply.manifests import folder_of
from assess.model.evidence import Evidence, Observation, observed, seen
from assess.probes.params import InFiles
from assess.probes.view import View

MOST_EVIDENCE = 5
_BY_SUFFIX: tuple[tuple[str, Ecosystem], ...] = (
    ("package.json", "npm"),
    ("pom.xml", "maven"),
    (".versions.toml", "maven"),
    ("Cargo.toml", "cargo"),
    ("Project.toml", "julia"),
    ("composer.json", "composer"),
    ("packages.yml", "dbt"),
    (".tf", "terraform"),
)


class Dependencies(InFiles):
    """Which packages must be among the direct dependencies."""

    names: tuple[str, ...] = ()
    """Globs of normalised names, in any ecosystem: lower case, `-` for `_` and `.` in Python names; the last part of a
    name with a namespace (`@scope/name`, `group:artifact`, a Go path) matches too. Empty means any package."""
    groups: tuple[Group, ...] = ()
    """Only dependencies of these groups; empty means all."""
    ecosystems: tuple[Ecosystem, ...] = ()
    """Only these ecosystems; empty means all."""
    commands: bool = True
    """Whether packages that Dockerfiles and notebooks install by name count."""
    min: int = Field(default=1, ge=1)
    """How many different packages."""


PARAMS = Dependencies


def observe(params: Dependencies, view: View) -> Observation:
    """Yes with the manifest lines; unknown when a manifest of the ecosystem could not be read."""
    first: dict[str, Evidence] = {}
    for found in _matching(params, view):
        if found.name not in first:
            text = f"{found.name} {found.specifier}".strip()
            first[found.name] = seen(found.path, found.line, text)
    if len(first) >= params.min:
        return observed(list(first.values())[:MOST_EVIDENCE])
    return observed([], unknown=[*_unreadable(params, view), *_computed(params, view)])


def _matching(params: Dependencies, view: View) -> Iterator[Dependency]:
    wanted = Globs(name.lower() for name in params.names)
    facts = dict(view.facts.of(MANIFEST_FACTS))
    if params.commands:
        for path, stated in view.facts.of(INSTALL_COMMAND_FACTS).items():
            facts.setdefault(path, stated)
    for path in view.in_scope(params, sorted(facts)):
        if facts[path].kind == "constraints":
            continue
        for dependency in facts[path].dependencies:
            if _counts(dependency, params) and (not wanted or _named(dependency.name, wanted)):
                yield dependency


def _counts(dependency: Dependency, params: Dependencies) -> bool:
    in_group = not params.groups or dependency.group in params.groups
    return in_group and (not params.ecosystems or dependency.ecosystem in params.ecosystems)


def _named(name: str, wanted: Globs) -> bool:
    return name in wanted or (":" in name and name.rpartition(":")[2] in wanted)


def _unreadable(params: Dependencies, view: View) -> list[Evidence]:
    failed = view.facts.unreadable(MANIFEST_FACTS)
    paths = (p for p in sorted(failed) if not params.ecosystems or _ecosystem(p) in params.ecosystems)
    return [seen(p, failed[p].line, failed[p].message) for p in view.in_scope(params, paths)][:MOST_EVIDENCE]


def _ecosystem(path: str) -> Ecosystem:
    return next((ecosystem for suffix, ecosystem in _BY_SUFFIX if path.endswith(suffix)), "pypi")


def _computed(params: Dependencies, view: View) -> list[Evidence]:
    """Manifests that state no dependency because they compute them."""
    facts = view.facts.of(MANIFEST_FACTS)
    stated = {folder_of(p) for p, m in facts.items() if _states_main(m)}
    paths = [
        p
        for p, m in sorted(facts.items())
        if m.unread and folder_of(p) not in stated and (not params.ecosystems or m.ecosystem in params.ecosystems)
    ]
    return [seen(p, facts[p].unread[0][0], facts[p].unread[0][1]) for p in view.in_scope(params, paths)][:MOST_EVIDENCE]


def _states_main(manifest: Manifest) -> bool:
    return bool(manifest.includes) or any(d.group == "main" for d in manifest.dependencies)
