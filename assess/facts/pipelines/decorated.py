"""Flows written as decorated functions: Kubeflow and Vertex, Azure ML v2, ZenML, Flyte, Dagster graphs and jobs."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from assess.facts.pipelines.dataflow import Draft, Walker
from assess.facts.pipelines.flow import SCHEDULE, Flow, Flows, Trigger
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


@dataclass(frozen=True, slots=True)
class Style:
    """How one system spells flows and tasks."""

    system: str
    packages: tuple[str, ...]
    flows: frozenset[str]
    tasks: frozenset[str]
    makers: frozenset[str] = frozenset()
    """Calls whose result is a task: component loaders."""
    operators: tuple[str, ...] = ()
    """Endings of calls that are tasks themselves."""
    schedulers: frozenset[str] = frozenset()
    """Calls that give a flow a schedule."""


_LOADERS = frozenset(
    {"load_component_from_file", "load_component_from_url", "load_component_from_text", "load_component"}
)
STYLES = (
    Style(
        "kubeflow",
        ("kfp", "google_cloud_pipeline_components"),
        frozenset({"pipeline"}),
        frozenset({"component", "container_component", "lightweight_component"}),
        _LOADERS | {"create_component_from_func", "func_to_container_op", "ComponentStore"},
        ("ContainerOp", "Op", "CreateOp", "JobOp"),
        frozenset({"create_recurring_run", "create_schedule", "create_schedule_from_job_spec"}),
    ),
    Style(
        "azure-ml",
        ("azure.ai.ml", "mldesigner"),
        frozenset({"pipeline"}),
        frozenset({"command_component", "component"}),
        _LOADERS | {"command", "spark", "parallel_run_function", "get"},
        (),
        frozenset({"JobSchedule"}),
    ),
    Style("zenml", ("zenml",), frozenset({"pipeline"}), frozenset({"step"}), schedulers=frozenset({"Schedule"})),
    Style(
        "flyte",
        ("flytekit", "union", "flyte"),
        frozenset({"workflow", "dynamic", "eager"}),
        frozenset({"task", "map_task"}),
        frozenset({"ContainerTask", "ShellTask", "SQLTask"}),
        schedulers=frozenset({"CronSchedule", "FixedRate"}),
    ),
    Style("dagster", ("dagster",), frozenset({"job", "graph", "graph_asset"}), frozenset({"op", "solid", "graph"})),
)


def read(source: PythonSource) -> Flows:
    """Flows of every style that the module imports."""
    found = Flows()
    for style in STYLES:
        if source.imports(*style.packages):
            found = found.joined(_read(source, style))
    return found


def _read(source: PythonSource, style: Style) -> Flows:
    flows = dict(_decorated(source, style, style.flows))
    tasks = dict(_decorated(source, style, style.tasks))
    made = _made(source, style)
    found = tuple(_flow(source, style, f, e, flows, tasks, made) for f, e in flows.values())
    triggers = tuple(_triggers(source, style, flows)) if style.schedulers else ()
    return Flows(found, triggers, frozenset({*flows, *tasks, *made}))


Decorated = dict[str, tuple[Function, ast.expr]]


def _decorated(
    source: PythonSource, style: Style, words: frozenset[str]
) -> Iterator[tuple[str, tuple[Function, ast.expr]]]:
    for function in source.functions.values():
        for name, expression in decorators(source, function):
            known = any(name == p or name.startswith(p + ".") for p in style.packages) or name.split(".")[0] == "dsl"
            if known and name.rsplit(".", 1)[-1] in words:
                yield function.name, (function, expression)


def _made(source: PythonSource, style: Style) -> frozenset[str]:
    """Variables that hold a loaded or wrapped component."""
    return frozenset(
        name
        for name, value in source.assigned.items()
        if isinstance(value, ast.Call) and source.dotted(value).rsplit(".", 1)[-1] in style.makers
    )


def _flow(
    source: PythonSource,
    style: Style,
    function: Function,
    decoration: ast.expr,
    flows: Decorated,
    tasks: Decorated,
    made: frozenset[str],
) -> Flow:
    known = {**tasks, **{k: v for k, v in flows.items() if k != function.name}}
    walker = Walker(lambda call: _draft(source, style, call, known, made))
    walker.body(function.body)
    name = source.text(argument(decoration, 0, "name", "display_name")) if isinstance(decoration, ast.Call) else ""
    settings = list(decoration.keywords if isinstance(decoration, ast.Call) else [])
    schedule = next((k.value for k in settings if k.arg in {"schedule", "cron"} and not is_none(k.value)), None)
    retries = any("retry" in (k.arg or "") for k in settings) or _calls(function, "set_retry")
    timeout = any("timeout" in (k.arg or "") for k in settings) or _calls(function, "set_timeout")
    alert = next((k for k in settings if k.arg in {"on_failure", "notifications"}), None)
    return Flow(
        name or function.name,
        style.system,
        function.lineno,
        walker.steps(),
        frozenset({SCHEDULE}) if schedule is not None else frozenset(),
        schedule.lineno if schedule is not None else 0,
        retries=retries,
        timeout=timeout,
        alerts=ast.unparse(alert.value)[:80] if alert else "",
        alert_line=alert.value.lineno if alert else 0,
        mentions=tuple(sorted(source.origins.values())),
        key=function.name,
    )


def _calls(function: Function, method: str) -> bool:
    return any(isinstance(n, ast.Attribute) and n.attr == method for n in ast.walk(function))


def _draft(source: PythonSource, style: Style, call: ast.Call, known: Decorated, made: frozenset[str]) -> Draft | None:
    name = source.dotted(call)
    parts = name.split(".")
    last = parts[-1]
    if isinstance(call.func, ast.Name) and call.func.id in made:
        return Draft(call.func.id, call.lineno, source.texts(source.assigned.get(call.func.id)))
    head = parts[0] if len(parts) == 1 or last in {"alias", "tag", "configured", "with_hooks", "with_options"} else name
    if head in known:
        function, decoration = known[head]
        settings = {k.arg or "": k.value for k in (decoration.keywords if isinstance(decoration, ast.Call) else [])}
        retries = any("retr" in k and positive(v) for k, v in settings.items())
        return Draft(head, call.lineno, _called(source, function), retries, any("timeout" in k for k in settings))
    if style.operators and any(name.startswith(p) for p in style.packages) and last.endswith(style.operators):
        written = source.text(keyword(call, "name", "display_name"))
        return Draft(written or last, call.lineno, (last, *source.texts(call)))
    if "." in name and name in source.origins.values() and not any(name.startswith(p) for p in style.packages):
        return Draft(last, call.lineno, (name,), task=last)
    return None


def _called(source: PythonSource, function: Function) -> tuple[str, ...]:
    """What a task function calls, at most twenty names."""
    names = (source.dotted(c) for c in ast.walk(function) if isinstance(c, ast.Call))
    return tuple(dict.fromkeys(n for n in names if n))[:20]


def _triggers(source: PythonSource, style: Style, flows: Decorated) -> Iterator[Trigger]:
    """Schedules that the module gives to its own or imported flows."""
    for call in source.calls():
        if source.dotted(call).rsplit(".", 1)[-1] not in style.schedulers:
            continue
        around = [
            n
            for n in ast.walk(source.tree)
            if isinstance(n, ast.Name) and (n.id in flows or _first_party(source, n.id))
        ]
        targets = tuple(dict.fromkeys(n.id for n in around))
        if not targets and not call.keywords and not call.args:
            continue
        name = source.text(keyword(call, "display_name", "name", "job_name")) or "schedule"
        texts = tuple(t for t in source.texts(call) if "/" in t or t.endswith((".yaml", ".json")))
        yield Trigger(name, style.system, call.lineno, (*targets, *texts), frozenset({SCHEDULE}), call.lineno)


def _first_party(source: PythonSource, name: str) -> bool:
    return source.origins.get(name, "").startswith(".") or name.endswith(("_pipeline", "_workflow", "_wf"))


READERS = (
    PythonReader(
        ("kfp", "google_cloud_pipeline_components", "azure.ai.ml", "mldesigner", "zenml", "flyte", "union", "dagster"),
        read,
    ),
)
