"""The pipeline step for the build servers that a repository uses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase

from assess.errors import InputError
from assess.resources import folder


@dataclass(frozen=True, slots=True)
class Server:
    """A build server: by which files it is known, and where its step goes."""

    name: str
    title: str
    known_by: tuple[str, ...]
    """Path patterns; `*` crosses no folder that a pattern does not name."""
    template: str
    path: str | None
    """A file of its own; None where the step must be pasted into the team's file."""
    then: str
    """What is left to do by hand."""


SERVERS = (
    Server("github", "GitHub Actions", (".github/workflows/*.yml", ".github/workflows/*.yaml"), "github.yml",
           ".github/workflows/readiness.yml", ""),
    Server("gitlab", "GitLab CI", (".gitlab-ci.yml",), "gitlab.yml",
           ".gitlab/ci/readiness.yml", "add to .gitlab-ci.yml:\n  include:\n    - local: .gitlab/ci/readiness.yml"),
    Server("azure", "Azure Pipelines", ("azure-pipelines*.yml", "azure-pipelines*.yaml", "azure-pipelines/*.yml",
           ".azure-pipelines/*.yml", ".azuredevops/*.yml", ".azuredevops/pipelines/*.yml", ".pipelines/*.yml",
           ".pipelines/*.yaml"), "azure.yml",
           "azure-pipelines-readiness.yml", "make a pipeline from this file in the project's settings"),
    Server("circleci", "CircleCI", (".circleci/config.yml",), "circleci.yml",
           None, "add the job `readiness` and its line in the workflow to .circleci/config.yml"),
    Server("jenkins", "Jenkins", ("Jenkinsfile", "Jenkinsfile.*", "*/Jenkinsfile"), "Jenkinsfile",
           None, "add the stage to your Jenkinsfile"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """A pipeline step, filled in."""

    server: Server
    text: str


def used(paths: Iterable[str], url: str | None = None) -> tuple[Server, ...]:
    """The build servers whose files are there, else the one that the forge brings along."""
    names = tuple(paths)
    found = tuple(
        server for server in SERVERS if any(_matches(name, pattern) for name in names for pattern in server.known_by)
    )
    if found or not url:
        return found
    return tuple(server for server in SERVERS if server.name in ("github", "gitlab") and server.name in url)


def step(server: Server, version: str, branch: str | None) -> Step:
    """The step of one server, with the tool's version pinned and the main branch named."""
    source = (folder("reports") / "pipelines" / server.template).read_text(encoding="utf-8")
    return Step(server, source.replace("@VERSION@", version).replace("@BRANCH@", _safe(branch)))


def named(name: str) -> Server:
    """The build server of that name. Raises: InputError."""
    for server in SERVERS:
        if server.name == name:
            return server
    raise InputError(f"no build server is called {name!r}", hint=f"known: {', '.join(s.name for s in SERVERS)}")


def _matches(name: str, pattern: str) -> bool:
    return name.count("/") == pattern.count("/") and fnmatchcase(name, pattern)


def _safe(branch: str | None) -> str:
    """A branch name that means itself inside YAML quotes and a shell; else the usual one."""
    plain = branch is not None and branch.replace("/", "").replace("-", "").replace("_", "").replace(".", "").isalnum()
    return branch if branch and plain and branch.isascii() else "main"
