"""Prefect: `@flow` and `@task` functions, `serve` and `deploy` calls, and deployments in prefect.yaml."""

from __future__ import annotations

import ast
from typing import Any

from assess.facts.pipelines.dataflow import Draft, Walker
from assess.facts.pipelines.flow import DATA, SCHEDULE, Flow, Flows, Trigger
from assess.facts.pipelines.python_source import Function, PythonSource, decorators, is_none, is_true, keyword, positive
from assess.facts.pipelines.reading import DocumentReader, PythonReader
from assess.yaml_source import Loaded

_SCHEDULE_WORDS = ("cron", "interval", "rrule", "schedule", "schedules")
_STEP_METHODS = frozenset({"submit", "map", "delay", "with_options"})


def read(source: PythonSource) -> Flows:
    """Flows with the tasks and flows they call, and what the module schedules."""
    if not source.imports("prefect"):
        return Flows()
    flows = _decorated(source, "flow")
    tasks = _decorated(source, "task")
    found = tuple(_flow(source, f, expression, flows, tasks) for f, expression in flows.values())
    return Flows(found, tuple(_serving(source, flows)), frozenset({*flows, *tasks}))


def _decorated(source: PythonSource, word: str) -> dict[str, tuple[Function, ast.expr]]:
    found = {}
    for function in source.functions.values():
        for name, expression in decorators(source, function):
            if name.startswith("prefect") and name.rsplit(".", 1)[-1] == word:
                found[function.name] = (function, expression)
    return found


Decorated = dict[str, tuple[Function, ast.expr]]


def _flow(source: PythonSource, function: Function, decoration: ast.expr, flows: Decorated, tasks: Decorated) -> Flow:
    walker = Walker(lambda call: _draft(source, call, {**tasks, **flows}), sequential=True)
    walker.body(function.body)
    values = _values(decoration)
    alerts = next((k for k in ("on_failure", "on_crashed") if not is_none(values.get(k))), "")
    target = values.get(alerts)
    return Flow(
        source.text(values.get("name")) or function.name,
        "prefect",
        function.lineno,
        walker.steps(),
        retries=positive(values.get("retries")),
        timeout=positive(values.get("timeout_seconds")),
        alerts=", ".join(_names(source, target)) if target is not None else "",
        alert_line=target.lineno if target is not None else 0,
        mentions=tuple(sorted({o for o in source.origins.values() if not o.startswith("prefect")})),
        key=function.name,
    )


def _names(source: PythonSource, node: ast.expr) -> tuple[str, ...]:
    parts = node.elts if isinstance(node, ast.List | ast.Tuple) else [node]
    return tuple(source.dotted(part) or "callback" for part in parts)


def _values(decoration: ast.expr) -> dict[str, ast.expr]:
    return {k.arg: k.value for k in decoration.keywords if k.arg} if isinstance(decoration, ast.Call) else {}


def _draft(source: PythonSource, call: ast.Call, known: Decorated) -> Draft | None:
    name = source.dotted(call)
    parts = name.split(".")
    last = parts[-1]
    head = ".".join(parts[:-1]) if last in _STEP_METHODS else name
    if head in known:
        function, decoration = known[head]
        values = _values(decoration)
        runs = tuple(dict.fromkeys(_called(source, function)))
        return Draft(head, call.lineno, runs, positive(values.get("retries")), positive(values.get("timeout_seconds")))
    imported = head if head in source.origins.values() and not head.startswith("prefect") else ""
    if imported and (last in _STEP_METHODS or "." in imported):
        return Draft(imported.rsplit(".", 1)[-1], call.lineno, (imported,), task=imported.rsplit(".", 1)[-1])
    return None


def _called(source: PythonSource, function: Function) -> list[str]:
    return [n for c in ast.walk(function) if isinstance(c, ast.Call) and (n := source.dotted(c)) and "." not in n][
        :20
    ] + [
        n for c in ast.walk(function) if isinstance(c, ast.Call) and (n := source.dotted(c)) in source.origins.values()
    ][:20]


def _serving(source: PythonSource, flows: Decorated) -> list[Trigger]:
    found = []
    for call in source.calls():
        if not isinstance(call.func, ast.Attribute) or call.func.attr not in {"serve", "deploy", "to_deployment"}:
            continue
        target = source.dotted(call.func.value)
        words = [
            k for k in call.keywords if k.arg in {*_SCHEDULE_WORDS, "triggers"} and not is_none(source.follow(k.value))
        ]
        if not words or not target:
            continue
        event = DATA if words[0].arg == "triggers" else SCHEDULE
        name = source.text(keyword(call, "name")) or target
        paused = is_true(keyword(call, "paused"))
        found.append(
            Trigger(
                name,
                "prefect",
                call.lineno,
                (target.rsplit(".", 1)[-1],),
                frozenset({event}),
                words[0].value.lineno,
                paused,
            )
        )
    return found


def read_deployments(path: str, documents: tuple[Loaded, ...]) -> Flows:
    """The deployments of a prefect.yaml, each a trigger of the flow at its entry point."""
    found: list[Trigger] = []
    for document in documents:
        deployments = document.data.get("deployments") if isinstance(document.data, dict) else None
        for index, entry in enumerate(deployments if isinstance(deployments, list) else []):
            if isinstance(entry, dict) and entry.get("entrypoint"):
                found.append(_deployment(document, index, entry))
    return Flows(triggers=tuple(found))


def _deployment(document: Loaded, index: int, entry: dict[str, Any]) -> Trigger:
    place = ("deployments", index)
    schedules = entry.get("schedules") or [entry.get("schedule")]
    live = (
        [s for s in schedules if isinstance(s, dict) and s and s.get("active") is not False]
        if isinstance(schedules, list)
        else []
    )
    written = [s for s in schedules if s] if isinstance(schedules, list) else []
    events = {SCHEDULE} if written else set()
    if entry.get("triggers"):
        events.add(DATA)
    line = document.line(*place, "schedules") if entry.get("schedules") else document.line(*place, "schedule")
    paused = entry.get("paused") is True or bool(written and not live and not entry.get("triggers"))
    entrypoint = str(entry["entrypoint"])
    return Trigger(
        str(entry.get("name") or entrypoint), "prefect", document.line(*place), (entrypoint, entrypoint.rpartition(":")[2]),
        frozenset(events), line if events else 0, paused,
    )  # fmt: skip


READERS = (
    PythonReader(("prefect",), read),
    DocumentReader(
        ("prefect.y{a,}ml", "*-deployment.y{a,}ml"), (("entrypoint",), ("deployments", "flow_name")), read_deployments
    ),
)
