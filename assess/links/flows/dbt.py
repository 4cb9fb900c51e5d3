"""dbt and SQLMesh projects put together from their files; package and sample models are left out."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from assess.facts.dbt.reading import DBT
from assess.facts.dbt.values import DbtFile, DbtModel, DbtNode, DbtProject
from assess.facts.pipelines.flow import SCHEDULE, Flow, Flows, FlowStep
from assess.facts.store import Facts
from assess.links.kinds import NO_CREDIT, Role
from assess.links.scope.roles import Roles

PROJECT_FILES = ("dbt_project.yml", "dbt_project.yaml")
_LEFT_OUT = NO_CREDIT | {Role.TEST, Role.DOCS}
"""A project among tests is a fixture; the tests of a project are no such thing, since its own file lies above them."""
_MESH_CONFIGS = ("config.yaml", "config.yml", "config.py", "sqlmesh.yaml")


@dataclass(frozen=True, slots=True)
class Project:
    """One project with everything that belongs to it; pairs are of path and value."""

    path: str
    """Of its dbt_project.yml, or the first model of a SQLMesh project."""
    settings: DbtProject
    models: tuple[tuple[str, DbtModel], ...] = ()
    tests: tuple[tuple[str, DbtModel], ...] = ()
    snapshots: tuple[tuple[str, DbtModel], ...] = ()
    seeds: tuple[str, ...] = ()
    nodes: tuple[tuple[str, DbtNode], ...] = ()
    packages: tuple[str, ...] = ()
    system: str = "dbt"
    described: Mapping[str, DbtNode] = field(default_factory=dict, compare=False)
    """What properties files say of models, by name."""

    def node(self, name: str) -> DbtNode | None:
        """What a properties file says of a model."""
        return self.described.get(name)


_PROJECTS: WeakKeyDictionary[Roles, tuple[Project, ...]] = WeakKeyDictionary()


def dbt_projects(facts: Facts, roles: Roles) -> tuple[Project, ...]:
    """Every project of the product, by path; worked out once for one snapshot's roles."""
    if roles not in _PROJECTS:
        _PROJECTS[roles] = tuple(_projects(facts, roles))
    return _PROJECTS[roles]


def _projects(facts: Facts, roles: Roles) -> list[Project]:
    roots = [p for p in facts.paths if posixpath.basename(p) in PROJECT_FILES and roles.of(p) not in _LEFT_OUT]
    mesh = any("sqlmesh" in p.lower() or posixpath.basename(p) in _MESH_CONFIGS for p in facts.paths)
    if not roots and not mesh:
        return []
    files = {p: f for p, f in facts.of(DBT).items() if roles.of(p) not in NO_CREDIT}
    found = [_project(root, files, facts.paths, roots) for root in roots if root in files and files[root].project]
    inside = {p for project in found for p, _ in project.models}
    found += _mesh_project(files, inside)
    return found


def unreadable_dbt(facts: Facts, roles: Roles) -> tuple[tuple[str, int | None, str], ...]:
    """Files of projects that could not be read: path, line and why."""
    roots = [posixpath.dirname(p) for p in facts.paths if posixpath.basename(p) in PROJECT_FILES]
    if not roots:
        return ()
    return tuple(
        (d.path, d.line, d.message)
        for d in facts.unreadable(DBT).values()
        if roles.of(d.path) not in NO_CREDIT and any(not r or d.path.startswith(r + "/") for r in roots)
    )


def _project(root: str, files: dict[str, DbtFile], paths: tuple[str, ...], roots: list[str]) -> Project:
    settings = files[root].project
    assert settings is not None
    folder = posixpath.dirname(root)
    others = [
        posixpath.dirname(r)
        for r in roots
        if r != root and posixpath.dirname(r).startswith(f"{folder}/" if folder else "")
    ]
    packages = _inside(folder, (settings.packages, "dbt_packages", "dbt_modules", "target"))

    def own(path: str, folders: tuple[str, ...]) -> bool:
        if path.startswith(packages) or any(o and path.startswith(o + "/") for o in others):
            return False
        return path.startswith(_inside(folder, folders))

    models, tests, snapshots = (
        tuple(
            (p, f.model)
            for p, f in sorted(files.items())
            if f.model is not None and f.model.statements and own(p, folders)
        )
        for folders in (settings.models, settings.tests, settings.snapshots)
    )
    everywhere = (*settings.models, *settings.seeds, *settings.snapshots, *settings.tests, *settings.macros)
    nodes = tuple((p, n) for p, f in sorted(files.items()) if own(p, everywhere) for n in f.nodes)
    listed = tuple(n for p, f in files.items() if posixpath.dirname(p) == folder for n in f.packages)
    seeds = tuple(p for p in paths if p.endswith(".csv") and own(p, settings.seeds))
    described = {n.name: n for _, n in nodes if n.kind == "model"}
    return Project(root, settings, models, tests, snapshots, seeds, nodes, listed, described=described)


def _inside(folder: str, parts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(posixpath.normpath(posixpath.join(folder, p)) + "/" for p in parts)


def _mesh_project(files: dict[str, DbtFile], inside: set[str]) -> list[Project]:
    models = tuple(
        (p, f.model)
        for p, f in sorted(files.items())
        if f.model is not None and f.model.system == "sqlmesh" and p not in inside
    )
    if not models:
        return []
    return [Project(models[0][0], DbtProject("sqlmesh"), models, system="sqlmesh")]


def dbt_flows(projects: tuple[Project, ...]) -> Iterator[tuple[str, Flows]]:
    """Each project as a flow: its models in the order of their references. dbt has no schedule of its own."""
    for project in projects:
        names = {m.name for _, m in project.models}
        steps = tuple(
            FlowStep(m.name, m.line, tuple(r for r in m.refs if r in names and r != m.name), runs=(path,))
            for path, m in project.models
        )
        if steps:
            cron = any(m.cron for _, m in project.models)
            # SQLMesh runs models by their cron only when something calls `sqlmesh run`; the probe looks for that.
            events = frozenset({SCHEDULE}) if cron and project.system == "sqlmesh" else frozenset()
            name = project.settings.name or "dbt"
            yield project.path, Flows((Flow(name, project.system, 1, steps, events, 1 if events else 0),))
