"""Smaller services whose files are lists of commands: AppVeyor, Cirrus, Semaphore, SourceHut builds."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import basename

from assess.facts.ci import scenarios as s
from assess.facts.ci.model import Job, Script, Step, Workflow
from assess.facts.ci.nodes import Node, document
from assess.facts.globs import Globs

_SYSTEMS = {
    "appveyor": Globs(("/{.appveyor,appveyor}.{yml,yaml}",)),
    "cirrus": Globs(("/.cirrus.{yml,yaml}",)),
    "semaphore": Globs((".semaphore/*.{yml,yaml}",)),
    "sourcehut": Globs(("/.build.yml", ".builds/*.yml")),
}
_APPVEYOR = ("install", "before_build", "build_script", "after_build", "before_test", "test_script", "deploy_script")


class ScriptedServices:
    """Reads one file of any of these services."""

    name = "ci-scripted-services"
    version = 1
    limit_bytes = 500_000

    def selects(self, path: str) -> bool:
        """The names that the services read."""
        return any(path in globs for globs in _SYSTEMS.values())

    def concerns(self, text: str) -> bool:
        """Commands of some kind."""
        return "script" in text or "commands" in text or "tasks" in text

    def extract(self, path: str, text: str) -> Workflow | None:
        """All jobs; None when there are none. Raises: Unparsable."""
        system = next(name for name, globs in _SYSTEMS.items() if path in globs)
        top = document(path, text)
        jobs = tuple(job for job in _READERS[system](top) if job.steps)
        root = system != "semaphore" or basename(path).startswith("semaphore.")
        if not jobs:
            return None
        return Workflow(
            system, path, top.line, jobs=jobs, scenarios=(s.CHANGE, s.TOPIC, s.PUSH), trigger_line=1, root=root
        )


def _scripts(node: Node) -> tuple[Script, ...]:
    found = []
    for entry in node.elements():
        body = entry if entry.is_text else entry.get("sh", "cmd", "ps", "pwsh")
        if body.text:
            found.append(Script(body.text_line, body.text))
    return tuple(found)


def _appveyor(top: Node) -> Iterator[Job]:
    steps = tuple(Step(top.get(p).line, p, found) for p in _APPVEYOR if (found := _scripts(top.get(p))))
    yield Job("build", top.line, steps)


def _cirrus(top: Node) -> Iterator[Job]:
    for name, node in top.items():
        if name == "task" or name.endswith("_task"):
            steps = tuple(
                Step(c.line, k, _scripts(c)) for k, c in node.items() if k == "script" or k.endswith("_script")
            )
            yield Job(node.get("name").text or name, node.line, steps)


def _semaphore(top: Node) -> Iterator[Job]:
    for block in top.get("blocks").elements():
        prologue = _scripts(block.get("task").get("prologue").get("commands"))
        for job in block.get("task").get("jobs").elements():
            commands = _scripts(job.get("commands"))
            yield Job(
                job.get("name").text or block.get("name").text,
                job.line,
                (Step(job.line, scripts=(*prologue, *commands)),),
            )


def _sourcehut(top: Node) -> Iterator[Job]:
    for entry in top.get("tasks").elements():
        for name, node in entry.items():
            yield Job(name, node.line, (Step(node.line, scripts=_scripts(node)),))


_READERS = {"appveyor": _appveyor, "cirrus": _cirrus, "semaphore": _semaphore, "sourcehut": _sourcehut}
EXTRACTOR = ScriptedServices()
