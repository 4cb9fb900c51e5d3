"""Argo Workflows and what Kubeflow compiles to: templates with steps or a DAG, CronWorkflows, v2 pipeline specs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import re2

from assess.facts.pipelines.documents import items, kinds, mapping, name_of, one_or_many, texts, word
from assess.facts.pipelines.flow import DATA, SCHEDULE, Flow, Flows, FlowStep, Trigger
from assess.facts.pipelines.reading import DocumentReader
from assess.yaml_source import Loaded

_KINDS = ("Workflow", "WorkflowTemplate", "ClusterWorkflowTemplate", "CronWorkflow")
_NAMES = re2.compile(r"([A-Za-z0-9][\w-]*)(?:\.\w+)?")
Place = tuple[str | int, ...]


def read(path: str, documents: tuple[Loaded, ...]) -> Flows:
    """Every workflow; a CronWorkflow that only refers to a template is a trigger of it."""
    flows: list[Flow] = []
    triggers: list[Trigger] = []
    for document, thing, place in kinds(documents, *_KINDS):
        spec, at = mapping(thing.get("spec")), (*place, "spec")
        inner, below = (
            (mapping(spec.get("workflowSpec")), (*at, "workflowSpec"))
            if thing.get("kind") == "CronWorkflow"
            else (spec, at)
        )
        referred = mapping(inner.get("workflowTemplateRef")).get("name")
        if referred:
            events = frozenset({SCHEDULE}) if spec.get("schedule") or spec.get("schedules") else frozenset()
            line = document.line(*at, "schedule")
            triggers.append(
                Trigger(
                    name_of(thing),
                    "argo",
                    document.line(*place, "kind"),
                    (word(referred),),
                    events,
                    line,
                    spec.get("suspend") is True,
                )
            )
        else:
            flows.append(_flow(document, thing, spec, inner, (place, at, below)))
    flows += [flow for document in documents if (flow := _compiled(document)) is not None]
    triggers += _sensors(documents)
    return Flows(tuple(flows), tuple(triggers))


def _flow(
    document: Loaded,
    thing: Mapping[str, Any],
    spec: Mapping[str, Any],
    inner: Mapping[str, Any],
    places: tuple[Place, Place, Place],
) -> Flow:
    place, at, below = places
    notes = texts(list(mapping(mapping(thing.get("metadata")).get("annotations"))))
    system = "kubeflow" if any("kubeflow" in n for n in notes) else "argo"
    templates = items(inner.get("templates"))
    steps = tuple(_steps(document, templates, (*below, "templates")))
    retries = any("retryStrategy" in mapping(t) for t in [inner, *templates])
    timeout = any("activeDeadlineSeconds" in mapping(t) for t in [inner, *templates])
    exit_handler = word(inner.get("onExit"))
    schedule = spec.get("schedule") or spec.get("schedules")
    cron = thing.get("kind") == "CronWorkflow" and schedule
    return Flow(
        name_of(thing) or "workflow", system, document.line(*place, "kind"), steps, frozenset({SCHEDULE}) if cron else frozenset(),
        document.line(*at, "schedule" if spec.get("schedule") else "schedules") if cron else 0,
        spec.get("suspend") is True, retries, timeout, f"onExit: {exit_handler}" if exit_handler else "",
        document.line(*below, "onExit") if exit_handler else 0,
    )  # fmt: skip


def _steps(document: Loaded, templates: list[Any], place: Place) -> Iterator[FlowStep]:
    by_name = {word(mapping(t).get("name")): mapping(t) for t in templates}
    called = False
    for number, template in enumerate(templates):
        for index, task in enumerate(items(mapping(mapping(template).get("dag")).get("tasks"))):
            called = True
            yield _task(document, mapping(task), by_name, (*place, number, "dag", "tasks", index), None)
        before: tuple[str, ...] = ()
        for group_index, group in enumerate(items(mapping(template).get("steps"))):
            members = [mapping(s) for s in one_or_many(group)]
            for index, member in enumerate(members):
                called = True
                spot = (*place, number, "steps", group_index, index)
                yield _task(document, member, by_name, spot, before)
            before = tuple(word(m.get("name")) for m in members)
    if not called:
        for number, template in enumerate(templates):
            body = mapping(template)
            if body.get("container") or body.get("script"):
                yield FlowStep(word(body.get("name")), document.line(*place, number), runs=texts(body))


def _task(
    document: Loaded,
    task: Mapping[str, Any],
    by_name: dict[str, Mapping[str, Any]],
    place: Place,
    before: tuple[str, ...] | None,
) -> FlowStep:
    template = by_name.get(word(task.get("template")), {})
    needs = before if before is not None else tuple(word(d) for d in one_or_many(task.get("dependencies")))
    if task.get("depends"):
        needs = tuple(dict.fromkeys(_NAMES.findall(word(task["depends"]))))
    retries = "retryStrategy" in template
    return FlowStep(
        word(task.get("name")),
        document.line(*place),
        needs,
        texts([task, template]),
        retries,
        "activeDeadlineSeconds" in template,
    )


def _compiled(document: Loaded) -> Flow | None:
    """A Kubeflow v2 pipeline as its compiler writes it."""
    top = mapping(document.data)
    spec = mapping(top.get("pipelineSpec")) or top
    tasks = mapping(mapping(mapping(spec.get("root")).get("dag")).get("tasks"))
    if not tasks:
        return None
    executors = mapping(mapping(spec.get("deploymentSpec")).get("executors"))
    components = mapping(spec.get("components"))
    steps = []
    for name, task in tasks.items():
        component = mapping(components.get(word(mapping(mapping(task).get("componentRef")).get("name"))))
        executor = mapping(executors.get(word(component.get("executorLabel"))))
        needs = tuple(word(d) for d in items(mapping(task).get("dependentTasks")))
        retries = "retryPolicy" in mapping(task)
        steps.append(FlowStep(str(name), document.line("root", "dag", "tasks", name), needs, texts(executor), retries))
    title = word(mapping(spec.get("pipelineInfo")).get("name")) or "pipeline"
    return Flow(title, "kubeflow", document.line("root"), tuple(steps))


def _sensors(documents: tuple[Loaded, ...]) -> Iterator[Trigger]:
    """Argo Events sensors that submit a workflow."""
    for document, thing, place in kinds(documents, "Sensor"):
        names = tuple(
            found for trigger in items(mapping(thing.get("spec")).get("triggers")) for found in _references(trigger, 0)
        )
        if names:
            line = document.line(*place, "spec", "triggers")
            yield Trigger(name_of(thing), "argo", document.line(*place, "kind"), names, frozenset({DATA}), line)


def _references(value: Any, depth: int) -> Iterator[str]:
    if depth > 14:
        return
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "workflowTemplateRef":
                yield word(mapping(inner).get("name"))
            else:
                yield from _references(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _references(inner, depth + 1)


READERS = (
    DocumentReader(
        ("*.yaml", "*.yml", "*.json"),
        (("Workflow", "pipelineSpec", "pipelineInfo", "kind: Sensor"), ("argoproj.io", "dag", "templates")),
        read,
    ),
)
