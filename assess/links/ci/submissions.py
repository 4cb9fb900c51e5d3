"""Live commands that start a pipeline by its name in a hosted service: dbt Cloud jobs, ML pipelines, job runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from weakref import WeakKeyDictionary

import re2

from assess.facts.store import Facts
from assess.links.code.mentions import Mentions
from assess.links.kinds import AUTOMATIC, Run
from assess.snapshot.protocol import Unavailable

_STARTS = {
    "dbt": r"dbt[-_ ]?cloud|getdbt\.com",
    "sqlmesh": r"tobiko",
    "databricks": r"jobs run-now|bundle run|jobs/run-now|databricks/run-notebook",
    "azure-ml": r"az ml job create|az ml run submit-pipeline|PublishedPipeline\.|\.jobs\.create_or_update\(|experiment\.submit\(",
    "kubeflow": r"\bPipelineJob\(|create_run_from_pipeline|\.run_pipeline\(|kfp run",
    "sagemaker": r"start-pipeline-execution|start_pipeline_execution|pipeline\.start\(",
    "step-functions": r"start-execution|start_execution\(",
    "airflow": r"dags trigger|/dagRuns",
    "dagster": r"dagster job (?:launch|execute)|dagster asset materialize|dagster[-_]cloud job launch|launchPipelineExecution|launchRun",
    "prefect": r"prefect deployment run|run_deployment\(",
    "metaflow": r"step-functions trigger|argo-workflows trigger",
}
_SCRIPTS = (".py", ".sh", ".ps1", ".js", ".ts", ".R")


_KNOWN: WeakKeyDictionary[Facts, dict[str, tuple[Run, ...]]] = WeakKeyDictionary()


def submissions(system: str, commands: Iterable[Run], facts: Facts) -> tuple[Run, ...]:
    """Live commands, not started by a person, that start a pipeline of the system themselves or through a script they name."""
    known = _KNOWN.setdefault(facts, {})
    if system not in known:
        pattern = _STARTS.get(system)
        known[system] = tuple(_submitting(re2.compile(f"(?i){pattern}"), commands, facts)) if pattern else ()
    return known[system]


def _submitting(pattern: re2._Regexp[str], commands: Iterable[Run], facts: Facts) -> Iterator[Run]:
    mentions = Mentions(facts)
    texts: dict[str, bool] = {}
    for run in commands:
        if not run.live or run.may_fail or not run.events & AUTOMATIC or run.system in {"none", "dockerfile"}:
            continue
        words = " ".join((run.program, *run.arguments, *(value for _, value in run.options)))[:4000]
        if pattern.search(words):
            yield run
            continue
        base = run.chain[-1].path if run.chain else ""
        for word in run.arguments[:6]:
            for path in mentions.resolve(word, base) if word.endswith(_SCRIPTS) or "." in word else ():
                if path.endswith(_SCRIPTS) and path not in texts:
                    texts[path] = _holds(pattern, path, facts)
                if texts.get(path):
                    yield run


def _holds(pattern: re2._Regexp[str], path: str, facts: Facts) -> bool:
    try:
        return pattern.search(facts.text(path)) is not None
    except Unavailable:
        return False
