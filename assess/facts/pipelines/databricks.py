"""Databricks asset bundles and job definitions: jobs with tasks, declarative pipelines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from assess.facts.pipelines.documents import items, mapping, texts, word
from assess.facts.pipelines.flow import DATA, SCHEDULE, Flow, Flows, FlowStep
from assess.facts.pipelines.reading import DocumentReader
from assess.yaml_source import Loaded

Place = tuple[str | int, ...]


def read(path: str, documents: tuple[Loaded, ...]) -> Flows:
    """Jobs and pipelines of bundles, their targets, and plain job files."""
    found: list[Flow] = []
    for document in documents:
        top = mapping(document.data)
        found += _resources(document, top, ())
        for name, target in mapping(top.get("targets")).items():
            found += _resources(document, mapping(target), ("targets", name))
        if "tasks" in top and any("task_key" in mapping(t) for t in items(top.get("tasks"))):
            found.append(_job(document, path.rsplit("/", 1)[-1].split(".")[0], top, ()))
    return Flows(tuple(f for f in found if f.steps))


def _resources(document: Loaded, top: Mapping[str, Any], place: Place) -> Iterator[Flow]:
    resources = mapping(top.get("resources"))
    for name, job in mapping(resources.get("jobs")).items():
        yield _job(document, str(name), mapping(job), (*place, "resources", "jobs", name))
    for name, pipeline in mapping(resources.get("pipelines")).items():
        yield _pipeline(document, str(name), mapping(pipeline), (*place, "resources", "pipelines", name))


def _job(document: Loaded, name: str, job: Mapping[str, Any], place: Place) -> Flow:
    tasks = [mapping(t) for t in items(job.get("tasks"))]
    steps = tuple(
        FlowStep(
            word(task.get("task_key")) or "task",
            document.line(*place, "tasks", i),
            tuple(word(mapping(d).get("task_key")) for d in items(task.get("depends_on"))),
            texts(task),
            bool(task.get("max_retries")),
            bool(task.get("timeout_seconds")),
        )
        for i, task in enumerate(tasks)
    )
    triggers, key, paused = _trigger(job)
    alerts, alert_key = _alerts(job)
    return Flow(
        word(job.get("name")) or name, "databricks", document.line(*place), steps, triggers,
        document.line(*place, key) if triggers or paused else 0, paused, any(s.retries for s in steps),
        bool(job.get("timeout_seconds")) or any(s.timeout for s in steps), alerts,
        document.line(*place, alert_key) if alerts else 0, key=name,
    )  # fmt: skip


def _trigger(job: Mapping[str, Any]) -> tuple[frozenset[str], str, bool]:
    for key, event in (("schedule", SCHEDULE), ("trigger", DATA), ("continuous", SCHEDULE)):
        given = job.get(key)
        if given:
            chosen = SCHEDULE if "periodic" in mapping(given) else event
            return frozenset({chosen}), key, word(mapping(given).get("pause_status")).upper() == "PAUSED"
    return frozenset(), "", False


def _alerts(job: Mapping[str, Any]) -> tuple[str, str]:
    for key in ("webhook_notifications", "email_notifications"):
        targets = texts(mapping(job.get(key)).get("on_failure"))
        if targets:
            return f"{key}: {', '.join(targets)}", key
    return "", ""


def _pipeline(document: Loaded, name: str, pipeline: Mapping[str, Any], place: Place) -> Flow:
    libraries = items(pipeline.get("libraries"))
    steps = tuple(
        FlowStep(texts(lib)[0], document.line(*place, "libraries", i), runs=texts(lib))
        for i, lib in enumerate(libraries)
        if texts(lib)
    )
    live = pipeline.get("continuous") is True
    targets = [t for n in items(pipeline.get("notifications")) for t in texts(mapping(n).get("email_recipients"))]
    return Flow(
        word(pipeline.get("name")) or name, "databricks", document.line(*place), steps,
        frozenset({SCHEDULE}) if live else frozenset(), document.line(*place, "continuous") if live else 0,
        alerts=", ".join(targets), alert_line=document.line(*place, "notifications") if targets else 0, key=name,
    )  # fmt: skip


READERS = (
    DocumentReader(
        ("*.yaml", "*.yml", "*.json"), (("jobs:", "pipelines:", '"tasks"', "tasks:"), ("task_key", "libraries:")), read
    ),
)
