"""Flows that infrastructure code declares: state machines, scheduled jobs, triggers, tasks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from assess.facts.infrastructure.resource import Resource
from assess.facts.pipelines.flow import DATA, SCHEDULE, Flow, Flows, FlowStep, Trigger
from assess.facts.pipelines.step_functions import machine

_CRON = ("schedule", "schedule_expression", "ScheduleExpression", "Schedule", "schedule_expressions")


def declared_flows(resources: Iterable[Resource]) -> Iterator[tuple[str, Flows]]:
    """Flows and triggers, one entry per file."""
    by_path: dict[str, list[Resource]] = defaultdict(list)
    for resource in resources:
        by_path[resource.path].append(resource)
    for path, found in by_path.items():
        flows = [flow for r in found if (make := _MAKERS.get(_kind(r))) is not None for flow in make(r)]
        flows += _chained(found)
        triggers = [t for r in found for t in _triggers(r)]
        if flows or triggers:
            yield path, Flows(tuple(flows), tuple(triggers))


def _kind(resource: Resource) -> str:
    return resource.kind.removeprefix("cloudformation:")


def _line(resource: Resource, *keys: str) -> int:
    return next(
        (line for key in keys for k, _, line in resource.attributes if k == key or k.startswith(key + ".")),
        resource.line,
    )


def _texts(resource: Resource, *prefixes: str) -> tuple[str, ...]:
    return tuple(v for p in prefixes for _, v, _ in resource.under(p) if v)


def _state_machine(resource: Resource) -> Iterator[Flow]:
    """A definition written in place, or the file that holds it."""
    definition = _nested(resource, "definition")
    if definition.get("States"):
        flow = machine(resource.name, definition, resource.line)
    else:
        flow = Flow(resource.name, "step-functions", resource.line, mentions=_texts(resource, "definition"))
    yield Flow(
        flow.name, flow.system, flow.line, flow.steps, paused=resource.switched_off, retries=flow.retries, timeout=flow.timeout,
        alerts=flow.alerts, alert_line=flow.alert_line, mentions=flow.mentions, key=f"{resource.kind}.{resource.name}",
    )  # fmt: skip


def _nested(resource: Resource, prefix: str) -> dict[str, Any]:
    """Flat attributes below a key as nested mappings."""
    top: dict[str, Any] = {}
    for key, value, _ in resource.under(prefix):
        parts = key.removeprefix(prefix).strip(".").split(".")
        place = top
        for part in parts[:-1]:
            inner = place.setdefault(part, {})
            place = inner if isinstance(inner, dict) else {}
        if parts[-1]:
            place[parts[-1]] = value
    return top


def _scheduled(system: str, *command_keys: str) -> Callable[[Resource], Iterator[Flow]]:
    """A resource that is a job with a schedule of its own."""

    def make(resource: Resource) -> Iterator[Flow]:
        schedule = next((k for k in _CRON if resource.under(k)), "")
        runs = (
            _texts(resource, *command_keys)
            if command_keys
            else tuple(v for _, v, _ in resource.attributes if len(v) > 3)[:20]
        )
        step = FlowStep(resource.name, resource.line, runs=runs)
        paused = resource.switched_off or resource.value("paused") == "true" or resource.value("disabled") == "true"
        retries = any(
            "retry" in k.lower() or "retries" in k.lower() for k, v, _ in resource.attributes if v not in {"0", "false"}
        )
        timeout = any("timeout" in k.lower() or "deadline" in k.lower() for k, _, _ in resource.attributes)
        yield Flow(
            resource.name, system, resource.line, (step,), frozenset({SCHEDULE}) if schedule else frozenset(),
            _line(resource, schedule) if schedule else 0, paused, retries, timeout, key=f"{resource.kind}.{resource.name}",
        )  # fmt: skip

    return make


def _databricks_job(resource: Resource) -> Iterator[Flow]:
    """Task blocks follow one another; `depends_on` belongs to the task before it."""
    tasks: list[tuple[str, int, list[str], list[str]]] = []
    for key, value, line in resource.attributes:
        if key == "task.task_key":
            tasks.append((value, line, [], []))
        elif key == "task.depends_on.task_key" and tasks:
            tasks[-1][2].append(value)
        elif key.startswith("task.") and tasks:
            tasks[-1][3].append(value)
    steps = tuple(FlowStep(n, line, tuple(needs), tuple(runs)) for n, line, needs, runs in tasks)
    schedule = bool(resource.under("schedule")) or bool(resource.under("trigger"))
    alerts = _texts(resource, "email_notifications.on_failure", "webhook_notifications.on_failure")
    keys = [k for k, v, _ in resource.attributes if v not in {"0", "false"}]
    yield Flow(
        resource.name, "databricks", resource.line, steps or (FlowStep(resource.name, resource.line),),
        frozenset({SCHEDULE}) if schedule else frozenset(), _line(resource, "schedule", "trigger") if schedule else 0,
        resource.switched_off or resource.value("schedule.pause_status") == "PAUSED", any("max_retries" in k for k in keys),
        any("timeout_seconds" in k for k in keys), ", ".join(alerts), _line(resource, "email_notifications", "webhook_notifications") if alerts else 0,
    )  # fmt: skip


_MAKERS: dict[str, Callable[[Resource], Iterator[Flow]]] = {
    "aws_sfn_state_machine": _state_machine,
    "databricks_job": _databricks_job,
    "google_bigquery_data_transfer_config": _scheduled("bigquery"),
    "dbtcloud_job": _scheduled("dbt-cloud", "execute_steps"),
    "kubernetes_cron_job": _scheduled("kubernetes"),
    "kubernetes_cron_job_v1": _scheduled("kubernetes"),
    "aws_sagemaker_monitoring_schedule": _scheduled("sagemaker"),
}


def _chained(resources: list[Resource]) -> Iterator[Flow]:
    """Glue triggers and Snowflake tasks of one file: each names what it waits for."""
    glue = [r for r in resources if _kind(r) in {"aws_glue_trigger", "AWS::Glue::Trigger"}]
    if glue:
        steps = []
        for trigger in glue:
            waits = [
                v
                for k, v, _ in trigger.attributes
                if "predicate" in k.lower() and k.lower().endswith(("job_name", "jobname"))
            ]
            runs = [
                v
                for k, v, _ in trigger.attributes
                if "action" in k.lower() and k.lower().endswith(("job_name", "jobname", "crawler_name"))
            ]
            steps += [FlowStep(r, trigger.line, tuple(waits), (r,)) for r in runs]
        scheduled = [t for t in glue if any(t.under(k) for k in _CRON)]
        off = bool(scheduled) and all(t.switched_off or t.value("enabled") == "false" for t in scheduled)
        first = (scheduled or glue)[0]
        yield Flow(first.name, "glue", first.line, tuple(steps), frozenset({SCHEDULE}) if scheduled else frozenset(),
                   _line(first, *_CRON) if scheduled else 0, off)  # fmt: skip
    tasks = [r for r in resources if r.kind == "snowflake_task"]
    if tasks:
        steps = [FlowStep(t.name, t.line, _texts(t, "after"), _texts(t, "sql_statement")) for t in tasks]
        scheduled = [t for t in tasks if t.under("schedule")]
        started = any(t.value("enabled") == "true" or t.value("started") == "true" for t in tasks)
        yield Flow(tasks[0].name, "snowflake", tasks[0].line, tuple(steps), frozenset({SCHEDULE}) if scheduled else frozenset(),
                   _line(scheduled[0], "schedule") if scheduled else 0, not started)  # fmt: skip


def _triggers(resource: Resource) -> Iterator[Trigger]:
    kind = _kind(resource)
    if kind in {
        "aws_scheduler_schedule",
        "AWS::Scheduler::Schedule",
        "google_cloud_scheduler_job",
        "AWS::Events::Rule",
    }:
        targets = _texts(resource, "target", "Target", "Targets", "http_target", "pubsub_target", "name")
        event = SCHEDULE if any(resource.under(k) for k in _CRON) else DATA
        off = (
            resource.switched_off
            or resource.value("state").upper() == "DISABLED"
            or resource.value("State").upper() == "DISABLED"
        )
        paused = off or resource.value("paused") == "true"
        yield _trigger(resource, targets, event, paused)
    elif kind == "aws_cloudwatch_event_rule":
        event = SCHEDULE if resource.under("schedule_expression") else DATA
        off = resource.value("is_enabled") == "false" or resource.value("state").upper() == "DISABLED"
        yield _trigger(resource, (resource.name,), event, resource.switched_off or off)
    elif kind == "azurerm_data_factory_trigger_schedule":
        targets = _texts(resource, "pipeline_name", "pipeline.name")
        yield _trigger(resource, targets, SCHEDULE, resource.switched_off or resource.value("activated") == "false")


def _trigger(resource: Resource, targets: tuple[str, ...], event: str, paused: bool) -> Trigger:
    named = tuple(".".join(t.strip("${}").split(".")[:2]) for t in targets)
    line = _line(resource, *_CRON)
    retries = any("retry" in k for k, _, _ in resource.attributes)
    return Trigger(
        resource.name, "schedule", resource.line, (*named, *targets), frozenset({event}), line, paused, retries
    )
