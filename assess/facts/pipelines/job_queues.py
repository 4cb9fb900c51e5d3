"""Schedulers inside an application: Celery beat, APScheduler, rq-scheduler, `schedule`, Django crontabs."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from assess.facts.pipelines.flow import SCHEDULE, Flow, Flows, FlowStep
from assess.facts.pipelines.python_source import PythonSource, argument, decorators, is_none, keyword, positive
from assess.facts.pipelines.reading import PythonReader

_BEAT_NAMES = frozenset({"beat_schedule", "CELERY_BEAT_SCHEDULE", "CELERYBEAT_SCHEDULE", "CELERY_BEAT"})


def read_celery(source: PythonSource) -> Flows:
    """The beat schedule of a Celery application, one step per entry."""
    found = []
    for name, node in _schedules(source):
        steps = tuple(_entries(source, node))
        if steps:
            found.append(Flow(name, "celery", node.lineno, steps, frozenset({SCHEDULE}), node.lineno, key=name))
    tasks = frozenset(_tasks(source))
    periodic = [c for c in source.calls() if isinstance(c.func, ast.Attribute) and c.func.attr == "add_periodic_task"]
    if periodic:
        steps = tuple(FlowStep(_target(source, c), c.lineno, runs=(_target(source, c),)) for c in periodic)
        found.append(
            Flow("periodic tasks", "celery", periodic[0].lineno, steps, frozenset({SCHEDULE}), periodic[0].lineno)
        )
    return Flows(tuple(found), tasks=tasks)


def _tasks(source: PythonSource) -> Iterator[str]:
    """Names of Celery tasks as the beat schedule and `send_task` know them."""
    module = source.path.removesuffix(".py").replace("/", ".")
    for function in source.functions.values():
        for name, expression in decorators(source, function):
            if name.rsplit(".", 1)[-1] in {"task", "shared_task", "periodic_task"}:
                written = source.text(keyword(expression, "name")) if isinstance(expression, ast.Call) else ""
                yield written or f"{module}.{function.name}"


def _schedules(source: PythonSource) -> Iterator[tuple[str, ast.expr]]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for target in targets:
                name = (
                    target.attr
                    if isinstance(target, ast.Attribute)
                    else target.id
                    if isinstance(target, ast.Name)
                    else ""
                )
                if name in _BEAT_NAMES and isinstance(node.value, ast.Dict):
                    yield name, node.value
        elif isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(key, ast.Constant) and key.value in _BEAT_NAMES and isinstance(value, ast.Dict):
                    yield str(key.value), value


def _entries(source: PythonSource, node: ast.expr) -> Iterator[FlowStep]:
    for name, value in source.entries(node).items():
        inner = source.entries(value)
        if "task" in inner:
            yield FlowStep(name, value.lineno, runs=tuple(dict.fromkeys((source.text(inner["task"]) or name, name))))


def _target(source: PythonSource, call: ast.Call) -> str:
    target = argument(call, 1, "sig")
    return source.dotted(target).removesuffix(".s").removesuffix(".si") if target is not None else "task"


def read_apscheduler(source: PythonSource) -> Flows:
    """Jobs that APScheduler, rq-scheduler or `schedule` run while the application lives."""
    steps: list[FlowStep] = []
    if source.imports("apscheduler", "flask_apscheduler", "django_apscheduler"):
        steps += _jobs(source)
    if source.imports("schedule"):
        steps += _plain(source)
    if not steps:
        return Flows()
    line = min(s.line for s in steps)
    mentions = tuple(sorted(source.origins.values()))
    return Flows(
        (Flow("scheduler", "apscheduler", line, tuple(steps), frozenset({SCHEDULE}), line, mentions=mentions),)
    )


def _jobs(source: PythonSource) -> Iterator[FlowStep]:
    for call in source.calls():
        if isinstance(call.func, ast.Attribute) and call.func.attr == "add_job":
            target = argument(call, 0, "func")
            trigger = argument(call, 1, "trigger")
            if target is not None and not is_none(trigger):
                name = source.dotted(target) or source.text(target) or "job"
                yield FlowStep(
                    name.rsplit(".", 1)[-1], call.lineno, runs=(name,), retries=positive(keyword(call, "max_retries"))
                )
    for function in source.functions.values():
        for name, expression in decorators(source, function):
            if name.rsplit(".", 1)[-1] in {"scheduled_job", "task"} and isinstance(expression, ast.Call):
                yield FlowStep(function.name, function.lineno, runs=(function.name,))


def _plain(source: PythonSource) -> Iterator[FlowStep]:
    for call in source.calls():
        if isinstance(call.func, ast.Attribute) and call.func.attr == "do" and "schedule" in source.origins:
            target = argument(call, 0, "job_func")
            name = source.dotted(target) if target is not None else ""
            if name and "schedule.every" in ast.unparse(call.func):
                yield FlowStep(name.rsplit(".", 1)[-1], call.lineno, runs=(name,))


READERS = (
    PythonReader(("beat_schedule", "BEAT_SCHEDULE", "CELERYBEAT", "add_periodic_task", "celery"), read_celery),
    PythonReader(("apscheduler", "import schedule"), read_apscheduler),
)
