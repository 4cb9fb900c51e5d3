"""The CI of one snapshot: every workflow that counts, what it calls, and what of it could not be read."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from posixpath import dirname, join, normpath
from typing import Any
from weakref import WeakKeyDictionary

import assess.facts.ci
from assess.facts.ci.gitlab import EXTRACTOR as GITLAB
from assess.facts.ci.model import Workflow
from assess.facts.ci.scenarios import CALL
from assess.facts.extractor import Extractor
from assess.facts.store import Facts
from assess.links.ci import starts
from assess.links.ci.gitlab_assembly import assemble
from assess.links.ci.hosted_triggers import SYSTEMS, HostedTriggers
from assess.links.kinds import NO_CREDIT, Event, Role
from assess.links.scope.candidates import NO_CANDIDATE
from assess.links.scope.roles import Roles

_NO_CANDIDATE_ROLES = NO_CREDIT | {Role.TEST, Role.DOCS}


@dataclass(frozen=True, slots=True)
class Unread:
    """A part of CI that can't be read here: a broken file, or something kept elsewhere."""

    path: str
    line: int
    text: str
    system: str
    events: frozenset[Event]
    """What starts the workflow that it belongs to; every event for a file that could not be read."""
    broken: bool = False
    """It is a file of this repository that could not be read."""


@lru_cache(maxsize=1)
def extractors() -> tuple[Extractor[Any], ...]:
    """One extractor per CI system, found by walking the package."""
    found = []
    for info in pkgutil.iter_modules(assess.facts.ci.__path__):
        module = importlib.import_module(f"assess.facts.ci.{info.name}")
        extractor = getattr(module, "EXTRACTOR", None)
        if extractor is not None:
            found.append(extractor)
    return tuple(found)


def ci_files(facts: Facts, roles: Roles) -> CiFiles:
    """The CI of a snapshot, read once for the same roles."""
    found = _KNOWN.get(roles)
    if found is None:
        found = _KNOWN[roles] = CiFiles(facts, roles)
    return found


class CiFiles:
    """All workflows of a snapshot."""

    def __init__(self, facts: Facts, roles: Roles) -> None:
        self._facts = facts
        self._roles = roles
        self._called: dict[str, Workflow | None] = {}
        self._triggers = HostedTriggers(facts, roles)

    @cached_property
    def _read(self) -> dict[str, list[Workflow]]:
        """Every workflow and template by path, but for GitLab's."""
        found: dict[str, list[Workflow]] = {}
        for extractor in extractors():
            if extractor is GITLAB:
                continue
            for path, fact in self._facts.of(extractor).items():
                workflows = fact if isinstance(fact, tuple) else (fact,) if fact is not None else ()
                if self._roles.of(path) not in NO_CREDIT:
                    found.setdefault(path, []).extend(workflows)
        return found

    @cached_property
    def workflows(self) -> tuple[Workflow, ...]:
        """Workflows that something outside starts, in the order of their paths."""
        every = [w for workflows in self._read.values() for w in workflows]
        included = {name for w in every if w.root and w.system == "circleci" for name, _ in w.includes}
        templates = {path for w in every for path in self._template_paths(w)}
        roots = [
            replace(w, root=True) if w.path in included else w
            for w in every
            if w.path in included
            or (w.root and (w.path not in templates or w.system != "azure-pipelines" or w.trigger_line > 1))
        ]
        gitlab = self._gitlab(".gitlab-ci.yml") or self._gitlab(".gitlab-ci.yaml")
        if gitlab is not None:
            roots.append(gitlab)
        roots = [self._hosted(w) for w in roots]
        return tuple(sorted(roots, key=lambda w: (w.path, w.line)))

    def _hosted(self, workflow: Workflow) -> Workflow:
        """Triggers of hosted builds, as far as the repository names them."""
        if workflow.system not in SYSTEMS:
            return workflow
        return replace(workflow, scenarios=(*self._triggers.of(workflow.system, workflow.path), *workflow.scenarios))

    def _template_paths(self, workflow: Workflow) -> Iterator[str]:
        for job in workflow.jobs:
            for reference in (job.calls, *(step.calls for step in job.steps)):
                if reference and (target := self._path_of(workflow, reference)):
                    yield target

    def _gitlab(self, path: str) -> Workflow | None:
        files = {
            p: f for p, f in self._facts.of(GITLAB).items() if f is not None and self._roles.of(p) not in NO_CREDIT
        }
        return assemble(files, path)

    def called(self, caller: Workflow, reference: str) -> Workflow | None:
        """The local workflow, action or template that a reference means; None when there is none."""
        path = self._path_of(caller, reference)
        if not path:
            return None
        if caller.system == "gitlab-ci":
            if path not in self._called:
                self._called[path] = self._gitlab(path)
            return self._called[path]
        return next((w for w in self._read.get(path, ()) if w.system == caller.system), None)

    def _path_of(self, caller: Workflow, reference: str) -> str:
        """The path that a call means, by its system's rules; empty when no such file is known."""
        plain = reference.split("@")[0] if caller.system != "azure-pipelines" else reference
        if caller.system == "github-actions" and "/.github/" in plain and not plain.startswith("./"):
            own = ".github/" + plain.split("/.github/", 1)[1]  # `owner/this-repository/.github/...`
            return own if any(CALL in w.scenarios for w in self._read.get(own, ())) else ""
        beside = normpath(join(dirname(caller.path), plain)).lstrip("/")
        whole = normpath(plain.lstrip("/").removeprefix("./"))
        if caller.system == "concourse":
            whole = whole.partition("/")[2] or whole
        order = (beside, whole) if caller.system == "azure-pipelines" and not plain.startswith("/") else (whole, beside)
        for candidate in order:
            for path in (candidate, f"{candidate}/action.yml", f"{candidate}/action.yaml"):
                if path in self._read or (caller.system == "gitlab-ci" and path in self._facts.entries):
                    return path
        return ""

    @cached_property
    def unread(self) -> tuple[Unread, ...]:
        """CI files that no reader understood, and parts kept elsewhere, in the order of their paths."""
        found = [
            Unread(path, problem.line or 1, problem.message, extractor.name.removeprefix("ci-"), frozenset(Event), True)
            for extractor in extractors()
            for path, problem in self._facts.unreadable(extractor).items()
            if self._roles.of(path) not in _NO_CANDIDATE_ROLES and path not in NO_CANDIDATE and path not in self._read
        ]
        found += [
            Unread(w.path, r.line, r.reference, w.system, starts.events(starts.of_workflow(w)))
            for w in self.workflows
            for r in w.remotes
            if self.called(w, r.reference) is None
        ]
        return tuple(sorted(dict.fromkeys(found), key=lambda u: (u.path, u.line, u.text)))


_KNOWN: WeakKeyDictionary[Roles, CiFiles] = WeakKeyDictionary()
