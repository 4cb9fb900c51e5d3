"""What dbt and SQLMesh projects hold: models, tests, sources, contracts, exposures and the like, counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

from pydantic import Field

from assess.facts.dbt.values import DbtNode, DbtTest
from assess.links.flows.dbt import Project, dbt_projects, unreadable_dbt
from assess.model.evidence import Evidence, Observation, observed, seen
from assess.probes.params import InFiles
from assess.probes.view import View

Thing = Literal[
    "projects", "models", "sources", "sources-with-freshness", "sources-with-owner", "exposures", "exposures-with-owner", "data-tests",
    "error-tests", "key-tests", "singular-tests", "unit-tests", "contracts", "constraints", "semantic-models", "metrics", "saved-queries",
    "groups", "snapshots", "seeds", "incremental", "incremental-with-key", "incremental-without-key", "store-failures", "grants", "pii",
    "packages", "query-comment",
]  # fmt: skip
EVIDENCE_LIMIT = 10
KEY_TESTS = frozenset({"unique", "primary_key", "unique_combination_of_columns", "dbt_utils.unique_combination_of_columns",
                       "dbt_constraints.primary_key", "unique_values", "unique_grain"})  # fmt: skip
_MESH_KEYED = ("incremental_by_unique_key", "incremental_by_time_range", "incremental_by_partition", "scd_type_2")


class DbtParams(InFiles):
    """Parameters of `dbt`."""

    count: Thing
    min: int = Field(default=1, ge=1)


PARAMS = DbtParams


def observe(params: DbtParams, view: View) -> Observation:
    """Yes when there are at least so many."""
    evidence = [e for project in in_scope(params, view) for e in _COUNTS[params.count](project)]
    if len(evidence) >= params.min:
        return observed(evidence[:EVIDENCE_LIMIT])
    return observed([], unknown=unreadable(params, view))


def in_scope(params: InFiles, view: View) -> Iterator[Project]:
    """The projects in scope."""
    for project in dbt_projects(view.facts, view.links.roles):
        if any(view.in_scope(params, (project.path,))):
            yield project


def unreadable(params: InFiles, view: View) -> list[Evidence]:
    """Files of projects in scope that could not be read."""
    return [
        seen(path, line, why)
        for path, line, why in unreadable_dbt(view.facts, view.links.roles)
        if any(view.in_scope(params, (path,)))
    ]


def is_error(project: Project, test: DbtTest) -> bool:
    """Whether a failing test fails the run."""
    return (test.severity or project.settings.severity or "error") == "error"


def is_key(test: DbtTest) -> bool:
    """Whether a test makes sure that rows are unique."""
    return test.name.rsplit(".", 1)[-1] in {k.rsplit(".", 1)[-1] for k in KEY_TESTS}


def _nodes(
    *kinds: str, having: Callable[[DbtNode], object] = bool, line: Callable[[DbtNode], int] | None = None
) -> Callable[[Project], Iterator[Evidence]]:
    def count(project: Project) -> Iterator[Evidence]:
        for path, node in project.nodes:
            if node.kind in kinds and having(node):
                yield seen(path, (line(node) if line else 0) or node.line, f"{node.kind} {node.name}")

    return count


def _models(project: Project) -> Iterator[Evidence]:
    return (seen(path, model.line, f"model {model.name}") for path, model in project.models)


def _tests(accept: Callable[[Project, DbtTest], bool]) -> Callable[[Project], Iterator[Evidence]]:
    def count(project: Project) -> Iterator[Evidence]:
        for path, node in project.nodes:
            yield from (
                seen(path, t.line, f"{t.name} on {node.name} {t.column}".strip())
                for t in node.tests
                if accept(project, t)
            )
        if project.system == "sqlmesh":
            for path, model in project.models:
                yield from (seen(path, model.line, f"audit {audit} on {model.name}") for audit in model.audits)

    return count


def _singular(project: Project) -> Iterator[Evidence]:
    return (seen(path, model.line, f"test {model.name}") for path, model in project.tests if path.endswith(".sql"))


def _incremental(keyed: bool | None) -> Callable[[Project], Iterator[Evidence]]:
    def count(project: Project) -> Iterator[Evidence]:
        for path, model in project.models:
            node = project.node(model.name)
            kind = model.materialized or (node.materialized if node else "")
            if not kind.startswith("incremental") and kind != "microbatch" and not kind.startswith("scd_type_2"):
                continue
            safe = model.strategy in {"microbatch", "insert_overwrite"} or kind in _MESH_KEYED
            has_key = model.unique_key or safe or project.settings.unique_key or bool(node and node.unique_key)
            if keyed is None or keyed == has_key:
                yield seen(path, model.line, f"{kind} model {model.name}")

    return count


def _contracts(project: Project) -> Iterator[Evidence]:
    yield from _nodes("model", having=lambda n: n.contract)(project)
    yield from (seen(path, m.line, f"contract on {m.name}") for path, m in project.models if m.contract)
    if project.settings.contract:
        yield seen(project.path, 1, "contracts enforced for the project")


def _store_failures(project: Project) -> Iterator[Evidence]:
    if project.settings.store_failures_line:
        yield seen(project.path, project.settings.store_failures_line, "store_failures")
    yield from (
        seen(path, m.line, f"store_failures in {m.name}")
        for path, m in (*project.tests, *project.models)
        if m.store_failures
    )


def _grants(project: Project) -> Iterator[Evidence]:
    if project.settings.grants_line:
        yield seen(project.path, project.settings.grants_line, "grants")
    yield from _nodes("model", "seed", "snapshot", having=lambda n: n.grants_line, line=lambda n: n.grants_line)(
        project
    )
    yield from (seen(path, m.grants_line, f"grants on {m.name}") for path, m in project.models if m.grants_line)


def _snapshots(project: Project) -> Iterator[Evidence]:
    yield from (seen(path, m.line, f"snapshot {m.name}") for path, m in project.snapshots if m.snapshot)
    yield from _nodes("snapshot")(project)


_COUNTS: dict[str, Callable[[Project], Iterator[Evidence]]] = {
    "projects": lambda p: iter([seen(p.path, 1, f"{p.system} project {p.settings.name}")]),
    "models": _models,
    "sources": _nodes("source"),
    "sources-with-freshness": _nodes("source", having=lambda n: n.freshness_line, line=lambda n: n.freshness_line),
    "sources-with-owner": _nodes("source", having=lambda n: n.owner),
    "exposures": _nodes("exposure"),
    "exposures-with-owner": _nodes("exposure", having=lambda n: n.owner),
    "data-tests": _tests(lambda project, test: True),
    "error-tests": _tests(is_error),
    "key-tests": _tests(lambda project, test: is_key(test)),
    "singular-tests": _singular,
    "unit-tests": _nodes("unit-test"),
    "contracts": _contracts,
    "constraints": _nodes("model", having=lambda n: n.constraints),
    "semantic-models": _nodes("semantic-model"),
    "metrics": _nodes("metric"),
    "saved-queries": _nodes("saved-query"),
    "groups": _nodes("group"),
    "snapshots": _snapshots,
    "seeds": lambda p: (seen(path, 1, "seed") for path in p.seeds),
    "incremental": _incremental(None),
    "incremental-with-key": _incremental(True),
    "incremental-without-key": _incremental(False),
    "store-failures": _store_failures,
    "grants": _grants,
    "pii": _nodes("model", "source", "seed", "snapshot", having=lambda n: n.pii_line, line=lambda n: n.pii_line),
    "packages": lambda p: (seen(p.path, 1, f"package {name}") for name in p.packages),
    "query-comment": lambda p: iter([seen(p.path, p.settings.query_comment_line, "query-comment")] if p.settings.query_comment_line else []),
}  # fmt: skip
