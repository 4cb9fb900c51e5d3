"""Flows put together from step objects: SageMaker, Azure ML v1, TFX, Kedro."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from assess.facts.pipelines.dataflow import Draft, Walker
from assess.facts.pipelines.flow import SCHEDULE, Flow, Flows, FlowStep, Trigger
from assess.facts.pipelines.python_source import PythonSource, argument, keyword, positive
from assess.facts.pipelines.reading import PythonReader


@dataclass(frozen=True, slots=True)
class Style:
    """How one system spells pipelines and their steps."""

    system: str
    packages: tuple[str, ...]
    pipelines: frozenset[str]
    endings: tuple[str, ...]
    """Endings of constructors that make a step; empty: every class of the package below `components`."""
    schedulers: frozenset[str] = frozenset()


STYLES = (
    Style("sagemaker", ("sagemaker",), frozenset({"Pipeline"}), ("Step",), frozenset({"PipelineSchedule", "put_triggers"})),
    Style("azure-ml", ("azureml",), frozenset({"Pipeline"}), ("Step", "StepBuilder"), frozenset({"Schedule.create", "ScheduleRecurrence"})),
    Style("tfx", ("tfx",), frozenset({"Pipeline"}), ("Gen", "Trainer", "Transform", "Evaluator", "Pusher", "Validator", "Tuner",
                                                     "BulkInferrer", "Resolver", "Importer")),
)  # fmt: skip


def read(source: PythonSource) -> Flows:
    """Pipelines of every style that the module imports."""
    found = Flows()
    for style in STYLES:
        if source.imports(*style.packages):
            found = found.joined(_read(source, style))
    return found


def _read(source: PythonSource, style: Style) -> Flows:
    pipelines = [c for c in source.calls() if _is_pipeline(source, style, c)]
    if not pipelines:
        return Flows(triggers=tuple(_schedules(source, style, ())))
    walker = Walker(lambda call: _draft(source, style, call))
    walker.body(source.tree.body)
    for function in source.functions.values():
        walker.body(function.body)
    steps = walker.steps()
    flows = tuple(_flow(source, style, call, steps, walker) for call in pipelines)
    return Flows(flows, tuple(_schedules(source, style, tuple(f.key for f in flows))))


def _is_pipeline(source: PythonSource, style: Style, call: ast.Call) -> bool:
    name = source.dotted(call)
    if name.rsplit(".", 1)[-1] not in style.pipelines or not name.startswith(style.packages):
        return False
    return keyword(call, "steps", "components") is not None


def _draft(source: PythonSource, style: Style, call: ast.Call) -> Draft | None:
    name = source.dotted(call)
    last = name.rsplit(".", 1)[-1]
    if not last.endswith(style.endings) or not name.startswith(style.packages):
        return None
    retries = keyword(call, "retry_policies") is not None or positive(keyword(call, "error_threshold", "run_max_try"))
    written = source.text(argument(call, 0, "name", "step_name")) if style.system != "tfx" else ""
    runs = (last, *source.texts(call), *_names(call))
    timeout = keyword(call, "run_invocation_timeout", "timeout", "timeout_in_seconds") is not None
    return Draft((written or last).strip(), call.lineno, runs, retries, timeout)


def _names(call: ast.Call) -> tuple[str, ...]:
    """Attributes such as `settings.train_script_path`: the words tell what the step does."""
    return tuple(n.attr for n in ast.walk(call) if isinstance(n, ast.Attribute) and "script" in n.attr)[:20]


def _flow(source: PythonSource, style: Style, call: ast.Call, steps: tuple[FlowStep, ...], walker: Walker) -> Flow:
    listed = keyword(call, "steps", "components")
    chosen = walker.value(listed) if listed is not None else frozenset()
    names = {key.partition("\0")[2] for key in chosen}
    kept = tuple(s for s in steps if s.name in names) or steps
    name = source.text(keyword(call, "name", "pipeline_name")) or source.path.rsplit("/", 1)[-1].removesuffix(".py")
    variable = next((n for n, v in source.assigned.items() if v is call), name)
    mentions = tuple(sorted(source.origins.values()))
    return Flow(
        name, style.system, call.lineno, kept, key=variable, mentions=mentions, retries=any(s.retries for s in kept)
    )


def _schedules(source: PythonSource, style: Style, keys: tuple[str, ...]) -> Iterator[Trigger]:
    for call in source.calls():
        name = source.dotted(call)
        if name.startswith(style.packages) and name.endswith(tuple(style.schedulers)) and style.schedulers:
            title = source.text(keyword(call, "name")) or "schedule"
            yield Trigger(title, style.system, call.lineno, keys, frozenset({SCHEDULE}), call.lineno)


def read_kedro(source: PythonSource) -> Flows:
    """`Pipeline([node(...), ...])`: steps wait for the nodes whose outputs they read."""
    if not source.imports("kedro"):
        return Flows()
    nodes = [
        c
        for c in source.calls()
        if source.dotted(c).startswith("kedro") and source.dotted(c).endswith(("node", "Node"))
    ]
    if not nodes:
        return Flows()
    made: dict[str, str] = {}
    drafts = []
    for call in nodes:
        function = source.dotted(argument(call, 0, "func") or call).rsplit(".", 1)[-1]
        name = source.text(keyword(call, "name")) or function
        made.update(dict.fromkeys(source.texts(argument(call, 2, "outputs")), name))
        drafts.append((name, call, function))
    steps = []
    for name, call, function in drafts:
        inputs = source.texts(argument(call, 1, "inputs"))
        needs = tuple(dict.fromkeys(made[i] for i in inputs if made.get(i, name) != name))
        steps.append(FlowStep(name, call.lineno, needs, (source.dotted(argument(call, 0, "func") or call), function)))
    parts = source.path.split("/")
    title = parts[-2] if parts[-1] == "pipeline.py" and len(parts) > 1 else parts[-1].removesuffix(".py")
    mentions = tuple(sorted(source.origins.values()))
    return Flows((Flow(title, "kedro", nodes[0].lineno, tuple(steps), mentions=mentions),))


READERS = (PythonReader(("sagemaker", "azureml", "tfx"), read), PythonReader(("kedro",), read_kedro))
