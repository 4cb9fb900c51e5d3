"""Whether the service that keeps the schedules of an orchestrator runs anywhere that the repository knows of.

Airflow, Dagster and Prefect start nothing by themselves: a schedule in code is a wish until a scheduler or worker runs.
"""

from __future__ import annotations

from posixpath import basename

import re2

from assess.facts.code_text import code_text
from assess.facts.containers import DOCKERFILE_FACTS
from assess.facts.globs import Globs
from assess.facts.store import Facts
from assess.links.kinds import Hop, Role
from assess.links.scope.roles import Roles
from assess.snapshot.protocol import Unavailable

LIMIT_BYTES = 1_000_000
_DEPLOYING = Globs(
    (
        "*.{yml,yaml,tf,tofu,hcl,bicep,json,toml,conf,service,sh,groovy,jenkinsfile}",
        "{Procfile,Jenkinsfile*,Dockerfile*,*.dockerfile}",
    )
)
_RUNS = {
    "airflow": r"(?i)apache/airflow|astro-runtime|astronomer|airflow[ -](scheduler|standalone|dag-processor)|composer_environment"
    r"|gcloud composer|mwaa|airflow\.apache\.org|kind: *Airflow|executor: *['\"]?(Celery|Kubernetes|Local)Executor",
    "dagster": r"(?i)dagster-daemon|dagster[-_]cloud|dagster/dagster|dagster dev|dagster_plus",
    "prefect": r"(?i)prefect[ -](worker|agent)|prefect deploy|prefect[-_]cloud|prefect-managed|api\.prefect\.cloud|prefecthq/prefect-.*worker",
}
_NAMED = {
    "airflow": r"(?i)cloud composer|\bmwaa\b|managed workflows for apache airflow|astronomer|(production|prod|staging|hosted|our|deployed)[\w ]{0,30} airflow|airflow (cluster|deployment|instance|server) ",
    "dagster": r"(?i)dagster\+|dagster cloud|(production|prod|hosted|deployed)[\w ]{0,30} dagster|dagster (deployment|instance) ",
    "prefect": r"(?i)prefect cloud|(production|prod|hosted|deployed)[\w ]{0,30} prefect",
}


def known_scheduler(system: str, facts: Facts, roles: Roles) -> Hop | None:
    """Where a running scheduler of the system is deployed or named; None when nowhere, which only these systems need."""
    if system not in _RUNS:
        return Hop("", 0, "needs no scheduler of its own")
    runs, named = re2.compile(_RUNS[system]), re2.compile(_NAMED[system])
    wanted = [
        p for p in facts.paths if (p in _DEPLOYING or p in facts.of(DOCKERFILE_FACTS)) and roles.of(p) is Role.PRODUCT
    ]
    documents = [p for p in facts.paths if roles.of(p) is Role.DOCS and p.endswith((".md", ".rst"))]
    for path, text in facts.texts(wanted, LIMIT_BYTES):
        if not isinstance(text, Unavailable) and (match := runs.search(code_text(path, text))):
            return Hop(path, text.count("\n", 0, match.start()) + 1, match[0])
    for path, text in facts.texts(documents, LIMIT_BYTES):
        if not isinstance(text, Unavailable) and (match := named.search(text)):
            return Hop(path, text.count("\n", 0, match.start()) + 1, match[0])
    return _served(system, facts, roles)


def _served(system: str, facts: Facts, roles: Roles) -> Hop | None:
    """Prefect flows that an image serves themselves."""
    if system != "prefect":
        return None
    serving = re2.compile(r"\.serve\(")
    for path, text in facts.texts(
        [p for p in facts.paths if p.endswith(".py") and roles.of(p) is Role.PRODUCT], LIMIT_BYTES
    ):
        if (
            isinstance(text, str)
            and "prefect" in text
            and (match := serving.search(text))
            and basename(path) != "app.py"
        ):
            return Hop(path, text.count("\n", 0, match.start()) + 1, match[0])
    return None
