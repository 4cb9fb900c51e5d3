"""CI workflows that run data or model work by themselves: on a schedule, on a message, or after another workflow."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import basename, splitext

from assess.facts.ci.model import Job, Workflow
from assess.facts.store import Facts
from assess.links.ci import starts
from assess.links.ci.ci_files import CiFiles
from assess.links.code.mentions import Mentions
from assess.links.flows.topics import words_topics
from assess.links.kinds import Event, Pipeline, PipelineStep, Role
from assess.links.scope.roles import Roles

_BY_ITSELF = frozenset({Event.SCHEDULE, Event.DATA})
_WORK = frozenset({"train", "evaluate", "predict", "prepare", "ingest", "report"})
_TOOLS = frozenset(
    {"dvc", "dbt", "sqlmesh", "kedro", "snakemake", "nextflow", "meltano", "soda", "luigi", "prefect", "dagster"}
)
_CODE = (".py", ".R", ".r", ".ipynb", ".sql", ".sh", ".Rmd", ".qmd", ".jl", ".scala", ".js", ".ts")
_ALERTING = ("slack", "teams", "mail", "pagerduty", "opsgenie", "sns", "discord", "notify", "telegram")


def ci_flows(facts: Facts, roles: Roles, mentions: Mentions) -> Iterator[Pipeline]:
    """One pipeline per such workflow; its steps are the jobs."""
    files = CiFiles(facts, roles)
    for workflow in files.workflows:
        given = starts.of_workflow(workflow)
        live = [(job, start) for job in workflow.jobs if (start := starts.of_job(workflow, job, given)).live]
        steps = tuple(_step(job) for job, _ in live)
        events = frozenset(e for _, start in live for e in start.events)
        if not steps or not events & _BY_ITSELF:
            continue
        named = mentions.files([text for step in steps for text in step.runs], workflow.path)
        if not _works_on_data(steps, named, roles):
            continue
        alert = _alert(workflow)
        yield Pipeline(
            workflow.name or workflow.path.rsplit("/", 1)[-1], workflow.system, workflow.path, workflow.line, steps, events,
            workflow.trigger_line or workflow.line, alerts=alert[0], alert_line=alert[1], timeout=any(s.timeout for s in steps),
            files=tuple(f for f in named if f != workflow.path),
        )  # fmt: skip


def _works_on_data(steps: tuple[PipelineStep, ...], named: tuple[str, ...], roles: Roles) -> bool:
    """Whether the jobs call a data tool, or scripts of the product whose names speak of data or models."""
    words = {
        word for step in steps for text in step.runs for line in text.split("\n")[:400] for word in line.split()[:4]
    }
    if words & _TOOLS:
        return True
    scripts = [splitext(basename(f))[0] for f in named if f.endswith(_CODE) and roles.of(f) is Role.PRODUCT]
    return bool(words_topics(scripts) & _WORK)


def _step(job: Job) -> PipelineStep:
    runs = tuple(s.text for step in job.steps for s in step.scripts) + tuple(
        step.uses for step in job.steps if step.uses
    )
    return PipelineStep(job.name, job.line, job.needs, runs, timeout=any("timeout" in k for k, _ in job.options))


def _alert(workflow: Workflow) -> tuple[str, int]:
    """A step that tells somebody when an earlier one failed."""
    for job in workflow.jobs:
        for step in job.steps:
            told = f"{step.uses} {step.name} {' '.join(s.text for s in step.scripts)}".lower()
            if "failure()" in (step.condition or job.condition) and any(w in told for w in _ALERTING):
                return step.uses or step.name or "notification", step.line
    return "", 0
