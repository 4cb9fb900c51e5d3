"""Containers and services that run for long, over all tools, and what each says about its own safety."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import re2

from assess.facts.infrastructure.resource import Resource
from assess.links.platform.resource_kinds import kinds_regex


@dataclass(frozen=True, slots=True)
class Workload:
    """One thing that runs; the lines are 0 where nothing is said."""

    resource: Resource
    resources_line: int
    probes_line: int
    security_line: int
    rollout_line: int
    batch: bool
    """Runs to its end: needs neither probes nor a rollout."""


@dataclass(frozen=True, slots=True)
class _Tool:
    kinds: tuple[str, ...]
    batch: tuple[str, ...]
    resources: tuple[str, ...]
    """Patterns over `key = value`; every one must occur."""
    probes: tuple[str, ...]
    security: tuple[str, ...]
    rollout: tuple[str, ...]


_TOOLS = (
    _Tool(
        ("kubernetes:Deployment", "kubernetes:StatefulSet", "kubernetes:DaemonSet", "kubernetes:Pod", "kubernetes:ReplicaSet", "kubernetes:Job",
         "kubernetes:CronJob", "kubernetes:Rollout", "kubernetes:DeploymentConfig", "kubernetes_deployment*", "kubernetes_stateful_set*",
         "kubernetes_daemon*", "kubernetes_cron_job*", "kubernetes_job*"),
        ("kubernetes:Job", "kubernetes:CronJob", "kubernetes_cron_job*", "kubernetes_job*"),
        (r"resources\.limits\.\S+ = [^{\[]", r"resources\.requests\.\S+ = [^{\[]"),
        (r"readiness_?probe\.", r"(?:liveness|startup)_?probe\."),
        ((r"(?:runAsNonRoot|run_as_non_root|readOnlyRootFilesystem|read_only_root_filesystem) = true"
         r"|(?:allowPrivilegeEscalation|allow_privilege_escalation) = false|(?:runAsUser|run_as_user) = [1-9]|capabilities\.drop"),),
        (r"strategy\.rolling_?Update\.|strategy\.type = Rolling|updateStrategy\.|strategy\.(?:canary|blueGreen)",),
    ),
    _Tool(
        ("aws_ecs_task_definition", "*:AWS::ECS::TaskDefinition"), (),
        (r"(?:memory|memoryReservation|cpu) = \S",),
        (r"health_?check\.",),
        (r"\.?(?:user|readonlyRootFilesystem) = [^0]",),
        (),
    ),
    _Tool(
        ("aws_ecs_service", "*:AWS::ECS::Service"), (),
        (),
        (r"health_?check_?grace|load_?balancer",),
        (),
        (r"circuit_?breaker\.enable = true|minimum_?healthy_?percent",),
    ),
    _Tool(
        ("google_cloud_run_*service",), (),
        (r"resources\.limits\.",),
        (r"(?:startup|liveness)_probe",),
        (r"service_account(?:_name)? = ",),
        (r"max_instance_count|min_instance_count|maxScale|minScale|max_scale",),
    ),
    _Tool(
        ("azurerm_container_app", "*:Microsoft.App/containerApps"), (),
        (r"cpu = ", r"memory = "),
        (r"probe",),
        (r"identity",),
        (r"min_?replicas|max_?replicas|revision_mode",),
    ),
    _Tool(
        ("compose:service",), (),
        (r"deploy\.resources\.limits\.|mem_limit = |cpus = ",),
        (r"healthcheck\.test",),
        (r"(?:^|\.)user = |read_only = true|cap_drop|no-new-privileges",),
        (r"deploy\.(?:update_config|rollback_config)",),
    ),
    _Tool(
        ("systemd:service",), (),
        (r"Service\.(?:Memory(?:Max|High|Limit)|CPUQuota|LimitAS|TasksMax) = ",),
        (r"Service\.(?:Restart = (?:always|on-)|WatchdogSec)",),
        (r"Service\.(?:User = [^r]|DynamicUser = yes|NoNewPrivileges = (?:yes|true)|ProtectSystem)",),
        (),
    ),
    _Tool(
        ("cloudfoundry:application",), (),
        (r"memory = ",),
        (r"health-check-(?:type = http|http-endpoint)",),
        (),
        (r"instances = (?:[2-9]|\d\d)",),
    ),
    _Tool(
        ("fly:app", "render:service", "appengine:service"), (),
        (r"vm\.|memory|plan = |resources\.",),
        (r"checks\.|healthCheckPath|(?:readiness|liveness)_check",),
        (),
        (r"strategy = |max_instances|min_machines_running|numInstances|scaling",),
    ),
)  # fmt: skip
_ROLLOUT_COMPANIONS = (
    "kubernetes:PodDisruptionBudget",
    "kubernetes:HorizontalPodAutoscaler",
    "kubernetes:ScaledObject",
    "kubernetes:Canary",
)


@lru_cache(maxsize=256)
def _pattern(pattern: str) -> re2._Regexp[str]:
    return re2.compile(f"(?i){pattern}")


def workloads(declared: Iterable[Resource]) -> tuple[Workload, ...]:
    """Every workload that is not switched off, by path and line."""
    everything = list(declared)
    guarded = [r for r in everything if kinds_regex(_ROLLOUT_COMPANIONS).fullmatch(r.kind)]
    return tuple(w for r in everything if not r.switched_off for w in _workload(r, guarded))


def _workload(resource: Resource, guarded: list[Resource]) -> Iterator[Workload]:
    for tool in _TOOLS:
        if kinds_regex(tool.kinds).fullmatch(resource.kind):
            batch = bool(tool.batch) and kinds_regex(tool.batch).fullmatch(resource.kind) is not None
            rollout = _line(resource, tool.rollout) or _companion_line(resource, guarded)
            yield Workload(
                resource,
                _line(resource, tool.resources),
                _line(resource, tool.probes),
                _line(resource, tool.security),
                rollout,
                batch,
            )


def _line(resource: Resource, patterns: tuple[str, ...]) -> int:
    """The line of the first attribute that fulfils the first pattern, when all are fulfilled."""
    found = [
        next((line for key, value, line in resource.attributes if _pattern(p).search(f"{key} = {value}")), 0)
        for p in patterns
    ]
    return found[0] if found and all(found) else 0


def _companion_line(resource: Resource, guarded: list[Resource]) -> int:
    """A disruption budget or autoscaler that names the workload, or stands in its folder."""
    folder = resource.path.rpartition("/")[0]
    for companion in guarded:
        names = {
            value
            for key, value, _ in companion.attributes
            if key.endswith(("scaleTargetRef.name", "targetRef.name")) or ".matchLabels." in key
        }
        if resource.name in names or (companion.path.rpartition("/")[0] == folder and names):
            return resource.line
    return 0
