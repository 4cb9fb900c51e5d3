"""Flows written as classes: Metaflow's FlowSpec and Luigi's tasks."""

from __future__ import annotations

import ast

from assess.facts.pipelines.flow import DATA, SCHEDULE, Flow, Flows, FlowStep
from assess.facts.pipelines.python_source import Function, PythonSource, decorators, positive
from assess.facts.pipelines.reading import PythonReader

_LUIGI_BASES = ("luigi.Task", "luigi.ExternalTask", "luigi.WrapperTask", "luigi.contrib")


def read_metaflow(source: PythonSource) -> Flows:
    """Every FlowSpec class; steps follow `self.next`."""
    if not source.imports("metaflow"):
        return Flows()
    found = []
    for node in source.classes.values():
        if not any(source.dotted(base).endswith("FlowSpec") for base in node.bases):
            continue
        methods = [m for m in node.body if isinstance(m, Function) and _has(source, m, "step")]
        needs: dict[str, list[str]] = {m.name: [] for m in methods}
        for method in methods:
            for target in _next(method):
                needs.setdefault(target, []).append(method.name)
        steps = tuple(
            FlowStep(
                m.name,
                m.lineno,
                tuple(needs[m.name]),
                _called(source, m),
                _has(source, m, "retry"),
                _has(source, m, "timeout"),
            )
            for m in methods
        )
        triggers, line = _metaflow_triggers(source, node)
        found.append(
            Flow(
                node.name,
                "metaflow",
                node.lineno,
                steps,
                triggers,
                line,
                mentions=tuple(sorted(source.origins.values())),
            )
        )
    return Flows(tuple(found))


def _has(source: PythonSource, node: Function | ast.ClassDef, word: str) -> bool:
    return any(name.rsplit(".", 1)[-1] == word for name, _ in decorators(source, node))


def _next(method: Function) -> list[str]:
    found = []
    for call in (n for n in ast.walk(method) if isinstance(n, ast.Call)):
        if isinstance(call.func, ast.Attribute) and call.func.attr == "next":
            found += [a.attr for a in ast.walk(call) if isinstance(a, ast.Attribute) and a.attr != "next"]
    return found


def _called(source: PythonSource, function: Function) -> tuple[str, ...]:
    calls = (source.dotted(c) for c in ast.walk(function) if isinstance(c, ast.Call))
    return tuple(dict.fromkeys(c for c in calls if c))[:20]


def _metaflow_triggers(source: PythonSource, node: ast.ClassDef) -> tuple[frozenset[str], int]:
    for name, expression in decorators(source, node):
        last = name.rsplit(".", 1)[-1]
        if last == "schedule":
            return frozenset({SCHEDULE}), expression.lineno
        if last in {"trigger", "trigger_on_finish"}:
            return frozenset({DATA}), expression.lineno
    return frozenset(), 0


def read_luigi(source: PythonSource) -> Flows:
    """All Luigi tasks of a module as one flow; needs follow `requires`."""
    if not source.imports("luigi"):
        return Flows()
    tasks = {n: c for n, c in source.classes.items() if any(_is_task(source, base, 0) for base in c.bases)}
    if not tasks:
        return Flows()
    steps = tuple(_luigi_step(source, node) for node in tasks.values())
    first = min(node.lineno for node in tasks.values())
    name = source.path.rsplit("/", 1)[-1].removesuffix(".py")
    retries = any(s.retries for s in steps)
    return Flows(
        (Flow(name, "luigi", first, steps, retries=retries, mentions=tuple(sorted(source.origins.values()))),),
        tasks=frozenset(tasks),
    )


def _is_task(source: PythonSource, base: ast.expr, depth: int) -> bool:
    name = source.dotted(base)
    if name.startswith(_LUIGI_BASES):
        return True
    parent = source.classes.get(name)
    return parent is not None and depth < 5 and any(_is_task(source, b, depth + 1) for b in parent.bases)


def _luigi_step(source: PythonSource, node: ast.ClassDef) -> FlowStep:
    needs: list[str] = []
    methods = {m.name: m for m in node.body if isinstance(m, Function)}
    if "requires" in methods:
        calls = (c for c in ast.walk(methods["requires"]) if isinstance(c, ast.Call))
        needs += [
            source.dotted(c).rsplit(".", 1)[-1] for c in calls if source.dotted(c)[-1:] and _is_class(source.dotted(c))
        ]
    for name, expression in decorators(source, node):
        if name.rsplit(".", 1)[-1] in {"requires", "inherits"} and isinstance(expression, ast.Call):
            needs += [source.dotted(a).rsplit(".", 1)[-1] for a in expression.args]
    runs = _called(source, methods["run"]) if "run" in methods else ()
    retry = next(
        (s.value for s in node.body if isinstance(s, ast.Assign) and "retry_count" in ast.unparse(s.targets[0])), None
    )
    return FlowStep(node.name, node.lineno, tuple(dict.fromkeys(needs)), runs, retries=positive(retry))


def _is_class(name: str) -> bool:
    return name.rsplit(".", 1)[-1][:1].isupper()


READERS = (PythonReader(("metaflow",), read_metaflow), PythonReader(("luigi",), read_luigi))
