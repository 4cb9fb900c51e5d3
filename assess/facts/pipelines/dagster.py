"""Dagster: asset graphs, the jobs over them, schedules, sensors and automation conditions."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from assess.facts.pipelines.flow import DATA, SCHEDULE, Flow, Flows, FlowStep, Trigger
from assess.facts.pipelines.python_source import (
    Function,
    PythonSource,
    argument,
    decorators,
    is_none,
    keyword,
    positive,
)
from assess.facts.pipelines.reading import PythonReader

_ASSETS = frozenset({"asset", "multi_asset", "dbt_assets", "sling_assets", "dlt_assets", "graph_asset"})
_SENSORS = frozenset({"sensor", "asset_sensor", "multi_asset_sensor", "run_status_sensor"})
_ALERTING = frozenset({"run_failure_sensor", "make_slack_on_run_failure_sensor", "make_email_on_run_failure_sensor",
                       "make_teams_on_run_failure_sensor"})  # fmt: skip
_CONTEXT = frozenset({"context", "self", "config"})
ASSETS = "assets"


def read(source: PythonSource) -> Flows:
    """The module's assets as one flow, and its jobs, schedules and sensors."""
    if not source.imports("dagster"):
        return Flows()
    assets = _assets(source)
    steps = tuple(_step(source, function, expression) for function, expression in assets.values())
    automatic = next((e.lineno for _, e in assets.values() if _automated(e)), 0)
    policy = any(source.dotted(c).endswith("RetryPolicy") for c in source.calls())
    alert = _alert(source)
    flows: tuple[Flow, ...] = ()
    if steps:
        first = min(s.line for s in steps)
        triggers = frozenset({SCHEDULE}) if automatic else frozenset()
        flows = (
            Flow(
                source.path.rsplit("/", 1)[-1].removesuffix(".py"), "dagster", first, steps, triggers, automatic,
                retries=policy, alerts=alert[0], alert_line=alert[1], mentions=tuple(sorted(source.origins.values())),
                key=ASSETS,
            ),
        )  # fmt: skip
    jobs = tuple(_asset_jobs(source))
    return Flows((*flows, *jobs), tuple(_triggers(source)), frozenset(assets))


def _assets(source: PythonSource) -> dict[str, tuple[Function, ast.expr]]:
    found = {}
    for function in source.functions.values():
        for name, expression in decorators(source, function):
            if name.startswith("dagster") and name.rsplit(".", 1)[-1] in _ASSETS:
                found[function.name] = (function, expression)
    return found


def _step(source: PythonSource, function: Function, decoration: ast.expr) -> FlowStep:
    settings = {k.arg: k.value for k in decoration.keywords if k.arg} if isinstance(decoration, ast.Call) else {}
    needs = [a.arg for a in [*function.args.args, *function.args.kwonlyargs] if a.arg not in _CONTEXT]
    for name in ("deps", "non_argument_deps", "ins"):
        given = settings.get(name)
        if given is not None:
            needs += [n.id for n in ast.walk(given) if isinstance(n, ast.Name)]
            needs += [t.rsplit("/", 1)[-1] for t in source.texts(given)]
    resources = {
        a.arg for a in function.args.args if a.annotation is not None and "Resource" in ast.unparse(a.annotation)
    }
    calls = (source.dotted(c) for c in ast.walk(function) if isinstance(c, ast.Call))
    runs = tuple(dict.fromkeys(c for c in calls if c))[:20]
    name = source.text(settings.get("name")) or function.name
    kept = tuple(dict.fromkeys(n for n in needs if n not in resources and n != "AssetExecutionContext"))
    return FlowStep(name, function.lineno, kept, runs, retries=not is_none(settings.get("retry_policy")))


def _automated(decoration: ast.expr) -> bool:
    """Assets that materialise by themselves: automation conditions, auto-materialize policies."""
    if not isinstance(decoration, ast.Call):
        return False
    given = keyword(decoration, "automation_condition", "auto_materialize_policy")
    return not is_none(given)


def _alert(source: PythonSource) -> tuple[str, int]:
    for function in source.functions.values():
        for name, expression in decorators(source, function):
            if name.rsplit(".", 1)[-1] in _ALERTING:
                return name, expression.lineno
    for call in source.calls():
        name = source.dotted(call)
        if name.rsplit(".", 1)[-1] in _ALERTING:
            return ", ".join((name, *source.texts(call))), call.lineno
    return "", 0


def _selected(source: PythonSource, selection: ast.expr | None) -> Iterator[str]:
    """Assets that a selection names: as texts, and as functions."""
    yield from (t for t in source.texts(selection) if t.replace("_", "").isalnum())
    if selection is not None:
        yield from (
            n.id for n in ast.walk(selection) if isinstance(n, ast.Name) and n.id not in {"AssetSelection", "dg"}
        )


def _asset_jobs(source: PythonSource) -> Iterator[Flow]:
    for call in source.calls():
        if source.dotted(call) in {"dagster.define_asset_job", "dagster.define_asset_job.define_asset_job"}:
            name = source.text(argument(call, 0, "name")) or "asset job"
            selected = tuple(dict.fromkeys(_selected(source, keyword(call, "selection"))))
            steps = tuple(FlowStep(t, call.lineno, task=t) for t in selected)
            variable = next((n for n, v in source.assigned.items() if v is call), name)
            chosen = keyword(call, "selection")
            # Checks alone, or what a component's user chooses later.
            checks = chosen is not None and any(w in ast.unparse(chosen) for w in (".checks", "self."))
            yield Flow(
                name, "dagster", call.lineno, steps, key=variable,
                retries=positive(keyword(call, "op_retry_policy")), selects_nothing=checks,
            )  # fmt: skip


def _triggers(source: PythonSource) -> Iterator[Trigger]:
    for call in source.calls():
        name = source.dotted(call)
        last = name.rsplit(".", 1)[-1]
        if name.startswith("dagster") and last in {"ScheduleDefinition", "build_schedule_from_partitioned_job"}:
            yield _trigger(source, call, SCHEDULE, call.lineno)
    for function in source.functions.values():
        for name, expression in decorators(source, function):
            last = name.rsplit(".", 1)[-1]
            if not name.startswith("dagster") or not isinstance(expression, ast.Call):
                continue
            if last.endswith("schedule"):
                yield _trigger(source, expression, SCHEDULE, function.lineno)
            elif last in _SENSORS:
                yield _trigger(source, expression, DATA, function.lineno)


def _trigger(source: PythonSource, call: ast.Call, event: str, line: int) -> Trigger:
    target = (
        argument(call, 0, "job", "target", "job_name", "jobs")
        if event == SCHEDULE
        else keyword(call, "job", "job_name", "target")
    )
    if target is None:
        target = keyword(call, "job", "target", "job_name")
    watched = keyword(call, "asset_selection") if target is None else None
    target = target if watched is None else watched
    names = [n.id for n in ast.walk(target) if isinstance(n, ast.Name)] if target is not None else []
    texts = source.texts(target) if target is not None else ()
    status = keyword(call, "default_status")
    # Dagster's own default is stopped, but the switch is kept in the instance; only what is written STOPPED is off.
    stopped = status is not None and "STOPPED" in ast.unparse(status)
    title = source.text(keyword(call, "name")) or "schedule"
    return Trigger(
        title,
        "dagster",
        line,
        (*names, *texts, *([ASSETS] if watched is None else [])),
        frozenset({event}),
        line,
        stopped,
    )


READERS = (PythonReader(("dagster",), read),)
