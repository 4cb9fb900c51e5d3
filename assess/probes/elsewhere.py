"""Whether the repository names another place, such as a sister repository, where a practice lives."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import basename
from typing import Literal

import re2

from assess.facts.globs import Globs
from assess.facts.prose.sections import PROSE, Standing
from assess.facts.prose.words import is_promise, sentence_around
from assess.links.kinds import NO_CREDIT
from assess.links.scope.own_repository import own_repository
from assess.model.evidence import Evidence, Observation, observed, seen
from assess.probes.params import ProbeParams
from assess.probes.view import View
from assess.snapshot.protocol import Unavailable

MOST_EVIDENCE = 5
LIMIT_BYTES = 1_000_000
Kind = Literal["infrastructure", "deployment", "data", "monitoring", "model", "documentation"]

_SUBJECTS: dict[str, str] = {
    "infrastructure": r"infra(?:structure)?|terraform|iac|kubernetes|k8s|manifests?|helm(?: ?charts?)?|charts?|gitops|argo-?cd|flux-?cd|tenants?|provisioning|batch-job|cluster config\w*",
    "deployment": r"deploy(?:s|ed|ment|ments|ing)?|manifests?|helm(?: ?charts?)?|charts?|gitops|argo-?cd|flux-?cd|release pipelines?|rollouts?",
    "data": r"etl|data[- ]?(?:pipelines?|platform|warehouse|lake|architecture|models?|contracts?|catalog(?:ue)?|sources?)|ingestion|dbt|schemas?|table definitions",
    "monitoring": r"monitor(?:s|ing)?|alert(?:s|ing)?(?: rules)?|observability|dashboards?|grafana|prometheus",
    "model": r"models?|model[- ](?:training|registry|code|weights)|training(?: code| pipelines?)?",
    "documentation": r"docs?|documentation|handbooks?|runbooks?|playbooks?|wiki|data dictionar(?:y|ies)",
}
"""What is spoken of, in a repository's name, a link's words or a sentence."""

_PLACE = (
    r"(?:(?:a |an |the |our |its )?(?:separate|another|different|dedicated|other|private|central|shared|internal|sister|sibling|own) (?:[\w-]+ ){0,3}(?:repo(?:sitor(?:y|ies))?s?)\b"
    r"|(?:the |our )?[\w./-]{3,60} (?:git(?:hub|lab)? )?repo(?:sitory)?\b|outside (?:of )?this repo(?:sitory)?)"
)
_KEPT = (
    r"(?:lives?|resides?|(?:is|are) (?:\w+ )?(?:kept|managed|defined|maintained|provisioned|stored|located|hosted|documented|handled|deployed|versioned|configured|described)"
    r"|can be found|(?:is|are) (?:found|available))"
)
_WIKI = (
    r"(?:in|on|at) (?:the |our |a )?(?:[\w-]+ )?(?:wiki|confluence|notion|sharepoint|google docs?|handbook|intranet)\b"
)
_REPOSITORY = re2.compile(
    r"(?i)https?://(?:[\w-]+@)?(?:www\.)?(?:github\.com|gitlab\.[\w.-]+|bitbucket\.org|codeberg\.org)/([\w.-]+)/([\w.-]+)(/[^\s)\"'>\]]*)?"
    r"|https?://api\.github\.com/repos/([\w.-]+)/([\w.-]+)(/dispatches)"
    r"|\b(?:repository|project|repo):\s*['\"]?([\w.-]+)/([\w./-]+)"
    r"|\buses:\s*['\"]?([\w.-]+)/([\w.-]+)(/\.github/workflows/[\w.-]+)"
    r"|git@[\w.-]+:([\w.-]+)/([\w.-]+?)(?:\.git)?(?:\s|$)"
)
_LINK = re2.compile(r"\[([^\[\]]{2,120})\]\((https?://[^)\s]+)\)")
_OF_A_FORGE = frozenset(
    [
        "issues",
        "issue",
        "pull",
        "pulls",
        "merge_requests",
        "compare",
        "actions",
        "releases",
        "commit",
        "commits",
        "discussions",
        "archive",
        "-",
        "raw",
        "projects",
        "milestone",
    ]
)
_TOOL_OWNERS = frozenset(
    ["actions", "airflow-helm", "ansible", "apache", "argoproj", "astronomer", "aws", "aws-actions", "aws-samples", "awslabs", "azure", "bitnami", "conda-forge", "databricks", "dbt-labs", "docker", "docker-library", "fluxcd", "github", "gitlab-org", "google", "google-github-actions", "googlecloudplatform", "grafana", "great-expectations", "hashicorp", "helm", "huggingface", "iterative", "kubernetes", "kubernetes-sigs", "kubeflow", "microsoft", "mlflow", "open-telemetry", "pre-commit", "prefecthq", "prometheus", "prometheus-community", "psf", "pypa", "pytorch", "renovatebot", "scikit-learn", "tensorflow", "terraform-aws-modules", "terraform-google-modules"]
)  # fmt: skip
"""Owners of public tools: a link to them names no sister repository, unless the subject is theirs."""

_CI = Globs(
    (
        ".github/{workflows,actions}/**/*.{yml,yaml}", "/.gitlab-ci.yml", ".gitlab/**/*.{yml,yaml}", ".circleci/*.yml", "azure-pipelines*.{yml,yaml}",
        ".azure*/**/*.{yml,yaml}", "Jenkinsfile*", "*.jenkinsfile", "{ci,.ci,concourse,pipelines,.pipelines}/**/*.{yml,yaml}", "cloudbuild*.{yml,yaml}",
        "buildspec*.{yml,yaml}", ".buildkite/**/*.{yml,yaml}", "bitbucket-pipelines.yml", ".travis.yml", ".drone.yml", "/.gitmodules",
    )
)  # fmt: skip


class ElsewhereParams(ProbeParams):
    """Which practice is looked for."""

    kind: Kind
    """What would live in the other place."""


PARAMS = ElsewhereParams


def observe(params: ElsewhereParams, view: View) -> Observation:
    """Yes with the lines that name the place; silence is no."""
    found = [*_in_automation(params.kind, view), *_in_documents(params.kind, view)]
    return observed(found[:MOST_EVIDENCE])


def _in_automation(kind: Kind, view: View) -> Iterator[Evidence]:
    """Sister repositories that CI checks out, triggers or calls, and submodules."""
    subject = _compiled(rf"(?:^|[^a-z])(?:{_SUBJECTS[kind]})(?:[^a-z]|$)")
    paths = [p for p in view.facts.paths if p in _CI and view.links.roles.of(p) not in NO_CREDIT]
    for path, text in view.facts.texts(paths, LIMIT_BYTES):
        if isinstance(text, Unavailable):
            continue
        for number, line in enumerate(text.split("\n"), 1):
            if line.lstrip().startswith(("#", "//")):
                continue
            for name, inside in _sisters(line, view):
                if subject.search(f"{name} {inside}"):
                    yield seen(path, number, line.strip())


def _in_documents(kind: Kind, view: View) -> Iterator[Evidence]:
    """Sentences that say where it is kept, and links to sister repositories whose words or names say it."""
    sentence = _compiled(_sentence_pattern(kind))
    subject = _compiled(rf"(?:^|[^a-z])(?:{_SUBJECTS[kind]})(?:[^a-z]|$)")
    prose = view.facts.of(PROSE)
    for path, document in prose.items():
        if view.links.roles.of(path) in NO_CREDIT or not _is_front(path):
            continue
        for section in document.sections:
            flat = section.text.replace("\n", " ")
            match = sentence.search(flat) if section.standing is Standing.OWN else None
            if match and not is_promise(sentence_around(section.text, match.start(), match.end())):
                yield seen(path, section.line_at(match.start()), str(match.group(0)))
        for number, line in enumerate(view.facts.text(path).split("\n"), 1):
            for link in _LINK.finditer(line):
                sisters = list(_sisters(str(link.group(2)), view))
                if sisters and subject.search(f"{link.group(1)} {' '.join(sisters[0])}"):
                    yield seen(path, number, str(link.group(0)))


def _sentence_pattern(kind: Kind) -> str:
    places = rf"(?:in|by|from|via|to) {_PLACE}" + (rf"|{_WIKI}" if kind == "documentation" else "")
    return rf"\b(?:{_SUBJECTS[kind]})\b[^.!?]{{0,60}}\b{_KEPT}\b[^.!?]{{0,30}}?\b(?:{places}|outside (?:of )?this repo(?:sitory)?)"


def _is_front(path: str) -> bool:
    return (
        "/" not in path
        or path.lower().startswith(("docs/", "doc/", ".github/"))
        or basename(path).lower().startswith("readme")
    )


def _sisters(text: str, view: View) -> Iterator[tuple[str, str]]:
    """Name and inner path of each other repository that a line names, tools of other owners left out."""
    mine_owner, mine = own_repository(view.facts)
    for match in _REPOSITORY.finditer(text):
        owner, name, *inside = [str(g) for g in match.groups() if g]
        name = name.removesuffix(".git").rstrip(".")
        rest = inside[0].strip("/") if inside else ""
        if name.lower() == mine.lower() or (rest.split("/")[0] in _OF_A_FORGE and "/workflows/" not in rest):
            continue
        if owner.lower() != mine_owner if mine_owner else owner.lower() in _TOOL_OWNERS:
            continue
        pointed = "/".join(rest.split("/")[2:]).split("#")[0]
        if pointed and rest.split("/")[0] in ("blob", "tree") and _is_here(pointed, view):
            continue
        yield name, rest


def _is_here(path: str, view: View) -> bool:
    """Whether the linked path is one of this repository: then the link leads home."""
    return path in view.facts.entries or any(p.startswith(f"{path}/") for p in view.facts.paths)


def _compiled(pattern: str) -> re2._Regexp:
    return re2.compile(f"(?i){pattern}")
