"""Taskcluster task graphs kept outside the CI file, and the hooks that start them."""

from __future__ import annotations

from typing import Any

from assess.facts.pipelines.documents import items, mapping, one_or_many, texts, word
from assess.facts.pipelines.flow import DATA, SCHEDULE, Flow, Flows, FlowStep, Trigger
from assess.facts.pipelines.reading import DocumentReader
from assess.yaml_source import Loaded


def read_graph(path: str, documents: tuple[Loaded, ...]) -> Flows:
    """A list of tasks with dependencies."""
    if not documents or path.endswith(".taskcluster.yml"):
        return Flows()
    document = documents[0]
    top = mapping(document.data)
    place: tuple[str, ...] = ("tasks",) if items(top.get("tasks")) else ("tasks", "in")
    tasks = [mapping(t) for t in items(top.get("tasks")) or items(mapping(top.get("tasks")).get("in"))]
    named = [(i, t) for i, t in enumerate(tasks) if _name(t) and ("payload" in t or "provisionerId" in t)]
    steps = tuple(
        FlowStep(
            _name(task),
            document.line(*place, index),
            texts(task.get("dependencies")),
            texts(mapping(task.get("payload")).get("command")) + texts(mapping(task.get("payload")).get("image")),
            bool(task.get("retries")),
            "maxRunTime" in mapping(task.get("payload")),
        )
        for index, task in named
    )
    if not steps:
        return Flows()
    alerts = _alerts([task for _, task in named])
    line = document.line(*place)
    name = path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return Flows((Flow(name, "taskcluster", line, steps, alerts=alerts, alert_line=line if alerts else 0),))


def _name(task: Any) -> str:
    return word(task.get("ID")) or word(task.get("taskId")) or word(task.get("label"))


def _alerts(tasks: list[Any]) -> str:
    routes = (r for t in tasks for r in texts(t.get("routes")) if r.startswith("notify.") and "fail" in r)
    return next((r.removeprefix("notify.") for r in routes), "")


def read_hook(path: str, documents: tuple[Loaded, ...]) -> Flows:
    """A hook: a task with a schedule or with bindings to messages."""
    found = []
    for document in documents:
        top = mapping(document.data)
        task = mapping(top.get("task"))
        if "payload" not in task or not {"schedule", "bindings", "triggerSchema"} & set(top):
            continue
        events = {SCHEDULE} if one_or_many(top.get("schedule")) else set()
        events |= {DATA} if one_or_many(top.get("bindings")) else set()
        command = " ".join(texts(mapping(task["payload"]).get("command")))
        name = word(mapping(top.get("metadata")).get("name")) or path.rsplit("/", 1)[-1]
        targets = tuple(w for w in command.split() if w.endswith((".yml", ".yaml")))
        line = document.line("schedule") if SCHEDULE in events else document.line("bindings")
        found.append(
            Trigger(name, "taskcluster", document.line("task"), (*targets, command), frozenset(events), line,
                    retries=bool(task.get("retries")), alerts=_alerts([task]), alert_line=document.line("task", "routes"))
        )  # fmt: skip
    return Flows(triggers=tuple(found))


READERS = (
    DocumentReader(
        ("*.y{a,}ml",), (("provisionerId", "workerType", "taskQueueId"), ("dependencies",), ("tasks:",)), read_graph
    ),
    DocumentReader(
        ("*.json", "*.y{a,}ml"), (("provisionerId", "taskQueueId"), ("schedule", "bindings"), ("payload",)), read_hook
    ),
)
