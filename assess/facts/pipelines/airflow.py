"""Airflow 1 to 3: DAG objects, `@dag` functions, operators and `@task` functions."""

from __future__ import annotations

import ast

from assess.facts.pipelines.dataflow import Draft, Walker
from assess.facts.pipelines.flow import DATA, SCHEDULE, Flow, Flows, FlowStep
from assess.facts.pipelines.python_source import (
    Function,
    PythonSource,
    argument,
    decorators,
    is_false,
    is_none,
    is_true,
    keyword,
    positive,
)
from assess.facts.pipelines.reading import PythonReader

_SCHEDULES = ("schedule", "schedule_interval", "timetable")
_NEVER = frozenset({"", "@once", "None"})
_OLD_MODULES = ("airflow.operators", "airflow.models", "airflow.contrib", "airflow.utils.dates", "airflow.hooks")
_STEP_ENDINGS = ("Operator", "Sensor", "OperatorAsync", "SensorAsync")
_TASK_WORDS = (".task", ".task_group")
_QUIET = frozenset({"print", "info", "debug", "warning", "error", "exception", "critical", "log"})


def read(source: PythonSource) -> Flows:
    """Every DAG of a module, each with the steps that name it or stand in its block."""
    if not source.imports("airflow"):
        return Flows()
    dags = _dags(source)
    tasks = _tasks(source)
    makers = _makers(source, dags)
    walker = Walker(
        lambda call: _draft(source, call, tasks, dags, makers), scope=lambda node: _scope(source, node, dags)
    )
    walker.body(source.tree.body)
    for function in source.functions.values():
        walker.owner = function.name if function.name in dags else ""
        walker.body(function.body if function.name not in makers else [])
    walker.owner = ""
    by_owner: dict[str, list[FlowStep]] = {key: [] for key in dags}
    for draft in walker.drafts.values():
        owner = draft.owner or _owner_above(draft.line, dags)
        if owner in by_owner:
            by_owner[owner].append(draft.step())
    flows = tuple(_flow(source, key, node, tuple(by_owner[key])) for key, node in dags.items())
    return Flows(flows, tasks=frozenset(tasks))


def _dags(source: PythonSource) -> dict[str, ast.Call]:
    """DAG constructors and `@dag` calls by their variable, function or place."""
    found: dict[str, ast.Call] = {}
    for function in source.functions.values():
        for name, expression in decorators(source, function):
            if name.startswith("airflow") and name.rsplit(".", 1)[-1] == "dag":
                call = expression if isinstance(expression, ast.Call) else ast.Call(expression, [], [])
                ast.copy_location(call, function)
                found[function.name] = call
    variables = {id(value): name for name, value in source.assigned.items()}
    for call in source.calls():
        name = source.dotted(call)
        if name.startswith("airflow") and name.endswith(".DAG"):
            found[variables.get(id(call), f"{call.lineno}:{call.col_offset}")] = call
    return found


def _tasks(source: PythonSource) -> dict[str, Function]:
    found = {}
    for function in source.functions.values():
        for name, _ in decorators(source, function):
            if name.startswith("airflow") and (name.endswith(_TASK_WORDS) or ".task." in name):
                found[function.name] = function
    return found


def _makers(source: PythonSource, dags: dict[str, ast.Call]) -> frozenset[str]:
    """Local functions that give back an operator: each call of one is a step."""
    found = set()
    for function in source.functions.values():
        returned = [n.value for n in ast.walk(function) if isinstance(n, ast.Return) and n.value is not None]
        calls = [value for r in returned if isinstance(value := _assigned(function, r), ast.Call)]
        if function.name not in dags and any(_is_operator(source, c) for c in calls):
            found.add(function.name)
    return frozenset(found)


def _assigned(function: Function, value: ast.expr) -> ast.expr:
    if isinstance(value, ast.Name):
        for node in ast.walk(function):
            if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == value.id for t in node.targets):
                return node.value
    return value


def _is_operator(source: PythonSource, call: ast.Call) -> bool:
    return keyword(call, "task_id") is not None or source.dotted(call).endswith(_STEP_ENDINGS)


def _scope(source: PythonSource, node: ast.expr, dags: dict[str, ast.Call]) -> str:
    if isinstance(node, ast.Name) and node.id in dags:
        return node.id
    return next((key for key, call in dags.items() if call is node), "")


def _owner_above(line: int, dags: dict[str, ast.Call]) -> str:
    above = [(call.lineno, key) for key, call in dags.items() if call.lineno <= line]
    return max(above)[1] if above else next(iter(dags), "")


def _draft(
    source: PythonSource, call: ast.Call, tasks: dict[str, Function], dags: dict[str, ast.Call], makers: frozenset[str]
) -> Draft | None:
    if any(call is dag for dag in dags.values()):
        return None
    name = source.dotted(call)
    last = name.rsplit(".", 1)[-1]
    parts = name.split(".")
    decorated = next((p for p in (parts[0], parts[0].rsplit(".", 1)[-1]) if p in tasks), "")
    if decorated and last in {decorated, "expand", "override", "partial"}:
        return Draft(decorated, call.lineno, (decorated,), *_settings(source, _decoration(source, tasks[decorated])))
    identity = keyword(call, "task_id")
    if not _is_operator(source, call) and name not in makers:
        return None
    if name in makers and identity is None:
        identity = call.args[0] if call.args else keyword(call, "name", "task_name", "job_name")
    values = {k.arg: k.value for k in call.keywords if k.arg}
    owner = values.get("dag")
    key = owner.id if isinstance(owner, ast.Name) and owner.id in dags else ""
    runs = (last, *_callables(source, values), *source.texts(call))
    return Draft(source.text(identity) or last, call.lineno, runs, *_settings(source, values), owner=key)


def _callables(source: PythonSource, values: dict[str, ast.expr]) -> tuple[str, ...]:
    given = values.get("python_callable")
    return (source.dotted(given),) if given is not None else ()


def _decoration(source: PythonSource, function: Function) -> dict[str, ast.expr]:
    return {
        k.arg: k.value
        for _, expression in decorators(source, function)
        if isinstance(expression, ast.Call)
        for k in expression.keywords
        if k.arg
    }


def _settings(source: PythonSource, values: dict[str, ast.expr]) -> tuple[bool, bool]:
    given = {**source.entries(values.get("default_args")), **values}
    retries = positive(source.follow(given.get("retries")))
    timeout = any(not is_none(given.get(k)) for k in ("execution_timeout", "dagrun_timeout", "timeout"))
    return retries, timeout


def _flow(source: PythonSource, key: str, call: ast.Call, steps: tuple[FlowStep, ...]) -> Flow:
    values = {k.arg: k.value for k in call.keywords if k.arg}
    for spread in (k.value for k in call.keywords if k.arg is None):
        values = {**source.entries(spread), **values}
    values = {**source.entries(values.get("default_args")), **values}
    retries, timeout = _settings(source, values)
    triggers, line = _schedule(source, call, values)
    alerts, alert_line = _alerts(source, values, steps)
    paused = is_true(source.follow(values.get("is_paused_upon_creation")))
    name = source.text(argument(call, 0, "dag_id")) or (key if ":" not in key else "dag")
    starts = tuple(
        source.text(target)
        for c in source.calls()
        if source.dotted(c).endswith("TriggerDagRunOperator") and (target := keyword(c, "trigger_dag_id")) is not None
    )
    return Flow(
        name, "airflow", call.lineno, steps, triggers, line, paused, retries, timeout, alerts, alert_line,
        mentions=_imports(source), starts=starts,
    )  # fmt: skip


def _imports(source: PythonSource) -> tuple[str, ...]:
    return tuple(sorted({o for o in source.origins.values() if not o.startswith("airflow")}))


def _schedule(source: PythonSource, call: ast.Call, values: dict[str, ast.expr]) -> tuple[frozenset[str], int]:
    given = next((values[k] for k in _SCHEDULES if k in values), None)
    if given is None:
        # Airflow 1 and 2 ran a DAG daily when nothing was said; their module paths are gone in Airflow 3.
        inner = any(call in ast.walk(f) and not f.decorator_list for f in source.functions.values())
        implied = source.imports(*_OLD_MODULES) and not source.imports("airflow.sdk") and not inner
        return (frozenset({SCHEDULE}), call.lineno) if implied else (frozenset(), 0)
    value = source.follow(given)
    if is_none(value) or (isinstance(value, ast.Constant) and str(value.value) in _NEVER):
        return frozenset(), 0
    data = isinstance(value, ast.List | ast.Tuple | ast.BinOp) or _names_data(source, value)
    return frozenset({DATA if data else SCHEDULE}), given.lineno


def _names_data(source: PythonSource, value: ast.expr | None) -> bool:
    name = source.dotted(value) if value is not None else ""
    return name.rsplit(".", 1)[-1] in {"Dataset", "Asset", "AssetAll", "AssetAny", "DatasetAll", "DatasetAny"}


def _alerts(source: PythonSource, values: dict[str, ast.expr], steps: tuple[FlowStep, ...]) -> tuple[str, int]:
    for name in ("on_failure_callback", "sla_miss_callback", "on_retry_callback"):
        callback = values.get(name)
        if not is_none(callback) and callback is not None and _speaks(source, callback):
            return source.dotted(callback) or name, callback.lineno
    email = values.get("email")
    if email is not None and not is_none(email) and not is_false(values.get("email_on_failure")):
        texts = source.texts(source.follow(email)) or (ast.unparse(email)[:80],)
        return ", ".join(texts), email.lineno
    if is_false(values.get("email_on_failure")):
        return "", 0
    for step in steps:
        addresses = [t for t in step.runs if "@" in t and " " not in t and "/" not in t]
        if addresses:
            return ", ".join(addresses), step.line
    return "", 0


def _speaks(source: PythonSource, callback: ast.expr) -> bool:
    """Whether a callback does more than print; one that stands elsewhere is taken at its word."""
    function = source.functions.get(source.dotted(callback))
    if function is None:
        return True
    calls = [source.dotted(c).rsplit(".", 1)[-1] for c in ast.walk(function) if isinstance(c, ast.Call)]
    return any(call and call not in _QUIET and call not in {"get", "format", "str"} for call in calls)


READERS = (PythonReader(("airflow",), read),)
