"""Flows whose tasks are listed in YAML: Kestra, Mage, Google Cloud Workflows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assess.facts.pipelines.documents import items, mapping, texts, word
from assess.facts.pipelines.flow import DATA, SCHEDULE, Flow, Flows, FlowStep, Trigger
from assess.facts.pipelines.reading import DocumentReader
from assess.yaml_source import Loaded

DEPTH_LIMIT = 8


def read_kestra(path: str, documents: tuple[Loaded, ...]) -> Flows:
    """Kestra flows; tasks run one after another."""
    found = []
    for document in documents:
        top = mapping(document.data)
        tasks = items(top.get("tasks"))
        if not (top.get("id") and top.get("namespace") and tasks):
            continue
        steps = _in_order([mapping(t) for t in tasks], "id", [document.line("tasks", i) for i in range(len(tasks))])
        triggers = [mapping(t) for t in items(top.get("triggers"))]
        live = [t for t in triggers if t.get("disabled") is not True]
        events = {SCHEDULE if "Schedule" in word(t.get("type")) else DATA for t in live}
        alert = texts(top.get("errors"))
        found.append(
            Flow(
                word(top["id"]), "kestra", document.line("id"), steps, frozenset(events), document.line("triggers") if events else 0,
                top.get("disabled") is True or bool(triggers and not live), "retry" in top or any("retry" in mapping(t) for t in tasks),
                any("timeout" in mapping(t) for t in tasks), ", ".join(alert[:3]), document.line("errors") if alert else 0,
            )
        )  # fmt: skip
    return Flows(tuple(found))


def _in_order(tasks: list[Any], key: str, lines: list[int]) -> tuple[FlowStep, ...]:
    steps: list[FlowStep] = []
    for task, line in zip(tasks, lines, strict=True):
        needs = (steps[-1].name,) if steps else ()
        steps.append(
            FlowStep(word(task.get(key)) or "task", line, needs, texts(task), "retry" in task, "timeout" in task)
        )
    return tuple(steps)


def read_mage(path: str, documents: tuple[Loaded, ...]) -> Flows:
    """Mage: blocks of a pipeline's metadata.yaml, and triggers.yaml beside it."""
    if not documents:
        return Flows()
    document, folder = documents[0], path.split("/")[-2] if "/" in path else "pipeline"
    top = mapping(document.data)
    if path.endswith("triggers.yaml"):
        live = [mapping(t) for t in items(top.get("triggers"))]
        events = {SCHEDULE if t.get("schedule_type") == "time" else DATA for t in live}
        paused = bool(live) and all(t.get("status") != "active" for t in live)
        line = document.line("triggers")
        return (
            Flows(triggers=(Trigger(folder, "mage", line, (folder,), frozenset(events), line, paused),))
            if live
            else Flows()
        )
    steps = tuple(
        FlowStep(
            word(mapping(b).get("uuid")), document.line("blocks", i), texts(mapping(b).get("upstream_blocks")),
            (*texts(b), f"{mapping(b).get('uuid')}.py", f"{mapping(b).get('uuid')}.sql"), "retry_config" in mapping(b), "timeout" in mapping(b),
        )
        for i, b in enumerate(items(top.get("blocks")))
    )  # fmt: skip
    notify = mapping(top.get("notification_config"))
    name = word(top.get("uuid")) or folder
    return Flows(
        (
            Flow(
                name,
                "mage",
                document.line("blocks"),
                steps,
                retries="retry_config" in top,
                alerts=", ".join(texts(notify)[:2]),
            ),
        )
        if steps
        else ()
    )


def read_cloud_workflows(path: str, documents: tuple[Loaded, ...]) -> Flows:
    """Google Cloud Workflows: named steps that run in order."""
    found = []
    for document in documents:
        main = mapping(mapping(document.data).get("main"))
        named = list(_named(items(main.get("steps")), 0))
        if not any("call" in body for _, body in named):
            continue
        steps: list[FlowStep] = []
        for name, body in named:
            retries = "retry" in body
            needs = (steps[-1].name,) if steps else ()
            steps.append(FlowStep(name, document.line("main", "steps"), needs, texts(body), retries))
        title = path.rsplit("/", 1)[-1].split(".")[0]
        found.append(
            Flow(title, "cloud-workflows", document.line("main"), tuple(steps), retries=any(s.retries for s in steps))
        )
    return Flows(tuple(found))


def _named(steps: list[Any], depth: int) -> Iterator[tuple[str, dict[str, Any]]]:
    for step in steps:
        for name, body in mapping(step).items():
            inner = items(mapping(body).get("steps"))
            if inner and depth < DEPTH_LIMIT:
                yield from _named(inner, depth + 1)
            else:
                yield str(name), dict(mapping(body))


READERS = (
    DocumentReader(("*.yaml", "*.yml"), (("namespace:",), ("tasks:",), ("io.kestra", "kestra")), read_kestra),
    DocumentReader(("**/pipelines/*/metadata.yaml",), (("blocks",),), read_mage),
    DocumentReader(("**/pipelines/*/triggers.yaml",), (("triggers",),), read_mage),
    DocumentReader(
        ("*.yaml", "*.yml", "*.json"), (("main:", '"main"'), ("steps",), ("call:", '"call"')), read_cloud_workflows
    ),
)
