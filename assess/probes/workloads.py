"""The share of the running workloads that declare limits, health probes, a security context or a safe rollout."""

from __future__ import annotations

from typing import Literal

from assess.facts.infrastructure.resource import UNREAD
from assess.links.platform.workloads import Workload, workloads
from assess.model.evidence import NOTHING, Observation, seen
from assess.model.scale import Truth, truth
from assess.probes.params import InFiles
from assess.probes.view import View

EVIDENCE_LIMIT = 8


class WorkloadsParams(InFiles):
    """Parameters of `workloads`."""

    check: Literal["resources", "probes", "security", "rollout"]
    """`resources`: requests and limits; `probes`: readiness and liveness or startup; `security`: not root, or read-only, or
    no privilege escalation; `rollout`: an update strategy, a disruption budget or an autoscaler."""
    compose: bool = False
    """Whether compose services count as workloads."""


PARAMS = WorkloadsParams
MEASURES = True


def observe(params: WorkloadsParams, view: View) -> Observation:
    """The share over Kubernetes, ECS, Cloud Run, Container Apps, systemd and platforms; batch jobs need no probes or rollout."""
    meant = [w for w in workloads(view.links.resources.declared) if _counts(params, view, w)]
    counted = [w for w in meant if not w.resource.value(UNREAD)]
    unread = [seen(w.resource.path, w.resource.line, "templated") for w in meant if w.resource.value(UNREAD)]
    unread += [
        seen(path, line, why)
        for path, line, why in view.links.resources.unreadable
        if any(view.in_scope(params, (path,))) and path.endswith((".yaml", ".yml", ".json", ".tpl"))
    ]
    if not counted:
        return Observation(Truth.UNKNOWN, tuple(unread), (0.0, 1.0)) if unread else NOTHING
    lines = [(w, _line(params, w)) for w in counted]
    passed = [(w, line) for w, line in lines if line]
    total = len(counted) + len(unread)
    share = (len(passed) / total, (len(passed) + len(unread)) / total)
    shown = passed or lines
    evidence = tuple(
        seen(w.resource.path, line or w.resource.line, f"{w.resource.kind} {w.resource.name}")
        for w, line in shown[:EVIDENCE_LIMIT]
    )
    return Observation(truth(bool(passed)), evidence, share, f"{len(passed)} of {len(counted)} workloads", total)


def _counts(params: WorkloadsParams, view: View, workload: Workload) -> bool:
    kind = workload.resource.kind
    if kind == "compose:service" and not params.compose:
        return False
    if workload.batch and params.check in {"probes", "rollout"}:
        return False
    if kind.endswith(("ecs_service", "ECS::Service")) and params.check in {"resources", "security"}:
        return False
    if kind.endswith(("ecs_task_definition", "ECS::TaskDefinition")) and params.check == "rollout":
        return False
    return any(view.in_scope(params, (workload.resource.path,)))


def _line(params: WorkloadsParams, workload: Workload) -> int:
    return {
        "resources": workload.resources_line,
        "probes": workload.probes_line,
        "security": workload.security_line,
        "rollout": workload.rollout_line,
    }[params.check]
