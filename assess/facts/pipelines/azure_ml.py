"""Azure ML pipeline and schedule YAML (CLI v2)."""

from __future__ import annotations

from typing import Any

import re2

from assess.facts.pipelines.documents import mapping, texts, word
from assess.facts.pipelines.flow import SCHEDULE, Flow, Flows, FlowStep, Trigger
from assess.facts.pipelines.reading import DocumentReader
from assess.yaml_source import Loaded

_FROM_JOB = re2.compile(r"parent\.jobs\.([\w-]+)\.outputs")


def read(path: str, documents: tuple[Loaded, ...]) -> Flows:
    """Pipeline jobs and the schedules that create jobs."""
    flows: list[Flow] = []
    triggers: list[Trigger] = []
    for document in documents:
        top = mapping(document.data)
        schema = word(top.get("$schema")).lower()
        if (top.get("type") == "pipeline" or "pipelinejob" in schema or "pipelinecomponent" in schema) and mapping(
            top.get("jobs")
        ):
            flows.append(_flow(path, document))
        elif "schedule" in schema or ("create_job" in top and "trigger" in top):
            triggers.append(_schedule(document))
    return Flows(tuple(flows), tuple(triggers))


def _flow(path: str, document: Loaded) -> Flow:
    top = mapping(document.data)
    steps = tuple(_step(document, str(name), job) for name, job in mapping(top["jobs"]).items())
    name = word(top.get("experiment_name")) or word(top.get("display_name")) or word(top.get("name"))
    return Flow(
        name or path.rsplit("/", 1)[-1].split(".")[0],
        "azure-ml",
        document.line("jobs"),
        steps,
        retries=any(s.retries for s in steps),
    )


def _step(document: Loaded, name: str, job: Any) -> FlowStep:
    body = mapping(job)
    said = texts(body.get("inputs"))
    needs = tuple(dict.fromkeys(str(n) for t in said for n in _FROM_JOB.findall(t) if n != name))
    timeout = "timeout" in mapping(body.get("limits"))
    return FlowStep(name, document.line("jobs", name), needs, texts(body), "retry_settings" in body, timeout)


def _schedule(document: Loaded) -> Trigger:
    top = mapping(document.data)
    job = top.get("create_job")
    targets = texts(job) if isinstance(job, str) else texts(mapping(job).get("job")) or texts(job)
    name = word(top.get("name")) or "schedule"
    paused = word(top.get("is_enabled")).lower() == "false"
    files = tuple(t.removeprefix("file:").removeprefix("azureml:") for t in targets)
    return Trigger(name, "azure-ml", 1, files, frozenset({SCHEDULE}), document.line("trigger"), paused)


READERS = (
    DocumentReader(
        ("*.yaml", "*.yml"),
        (
            ("type: pipeline", "pipelineJob", "pipelineComponent", "create_job", "schedule.schema"),
            ("jobs:", "trigger:"),
        ),
        read,
    ),
)
