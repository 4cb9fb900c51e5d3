"""The share of a dbt project's models, sources or tests that have what a sound project has."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from assess.facts.dbt.values import DbtModel
from assess.links.flows.dbt import Project
from assess.links.people.ownership import is_nobody_in_particular
from assess.model.evidence import NOTHING, Evidence, Observation, seen
from assess.model.scale import Truth, truth
from assess.probes.dbt import in_scope, is_error, is_key, unreadable
from assess.probes.params import InFiles
from assess.probes.view import View

EVIDENCE_LIMIT = 8
Counted = list[tuple[Evidence, bool]]


class DbtShareParams(InFiles):
    """Parameters of `dbt-share`."""

    share: Literal[
        "models-with-tests", "models-with-unit-tests", "models-with-key-tests", "models-using-ref", "models-described", "models-with-contract", "sources-with-freshness",
        "sources-with-owner", "incremental-with-key", "tests-with-error-severity",
    ]  # fmt: skip


PARAMS = DbtShareParams
MEASURES = True


def observe(params: DbtShareParams, view: View) -> Observation:
    """The share over all projects in scope; nothing to count is a share of nought."""
    counted = [pair for project in in_scope(params, view) for pair in _COUNTS[params.share](project)]
    unread = unreadable(params, view)
    if not counted:
        return Observation(Truth.UNKNOWN, tuple(unread), (0.0, 1.0)) if unread else NOTHING
    passed = [evidence for evidence, good in counted if good]
    total = len(counted)
    low = len(passed) / total
    high = 1.0 if unread else low
    shown = passed or [evidence for evidence, _ in counted]
    return Observation(
        truth(bool(passed)), tuple(shown[:EVIDENCE_LIMIT]), (low, high), f"{len(passed)} of {total}", total
    )


def _models(good: Callable[[Project, DbtModel], bool]) -> Callable[[Project], Counted]:
    def count(project: Project) -> Counted:
        return [(seen(path, model.line, f"model {model.name}"), good(project, model)) for path, model in project.models]

    return count


def _tested(project: Project, model: DbtModel) -> bool:
    node = project.node(model.name)
    singular = any(model.name in test.refs for _, test in project.tests)
    return bool(node and node.tests) or bool(model.audits) or singular


def _unit_tested(project: Project, model: DbtModel) -> bool:
    return any(model.name in node.depends_on for _, node in project.nodes if node.kind == "unit-test")


def _key_tested(project: Project, model: DbtModel) -> bool:
    node = project.node(model.name)
    return bool(node and any(is_key(t) for t in node.tests)) or any("unique" in a for a in model.audits)


def _refers(project: Project, model: DbtModel) -> bool:
    """Built on references alone; a model that reads nothing at all is fine."""
    return project.system == "sqlmesh" or not model.literals


def _described(project: Project, model: DbtModel) -> bool:
    node = project.node(model.name)
    return bool(node and node.described)


def _contracted(project: Project, model: DbtModel) -> bool:
    node = project.node(model.name)
    return model.contract or project.settings.contract or bool(node and node.contract)


def _sources_fresh(project: Project) -> Counted:
    return [
        (seen(path, n.freshness_line or n.line, f"source {n.name}"), n.freshness_line > 0)
        for path, n in project.nodes
        if n.kind == "source"
    ]


def _sources_owned(project: Project) -> Counted:
    return [
        (seen(path, n.line, f"source {n.name}"), bool(n.owner) and not is_nobody_in_particular(n.owner))
        for path, n in project.nodes
        if n.kind == "source"
    ]


def _incremental(project: Project) -> Counted:
    found: Counted = []
    for path, model in project.models:
        node = project.node(model.name)
        if (model.materialized or (node.materialized if node else "")).startswith("incremental"):
            safe = model.strategy in {"microbatch", "insert_overwrite"} or project.system == "sqlmesh"
            key = model.unique_key or safe or project.settings.unique_key or bool(node and node.unique_key)
            found.append((seen(path, model.line, f"incremental model {model.name}"), key))
    return found


def _severities(project: Project) -> Counted:
    return [
        (seen(path, t.line, f"{t.name} on {node.name}"), is_error(project, t))
        for path, node in project.nodes
        for t in node.tests
    ]


_COUNTS: dict[str, Callable[[Project], Counted]] = {
    "models-with-tests": _models(_tested),
    "models-with-unit-tests": _models(_unit_tested),
    "models-with-key-tests": _models(_key_tested),
    "models-using-ref": _models(_refers),
    "models-described": _models(_described),
    "models-with-contract": _models(_contracted),
    "sources-with-freshness": _sources_fresh,
    "sources-with-owner": _sources_owned,
    "incremental-with-key": _incremental,
    "tests-with-error-severity": _severities,
}
