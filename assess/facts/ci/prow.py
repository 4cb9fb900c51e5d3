"""Prow: presubmits, postsubmits and periodics of a repository's own configuration."""

from __future__ import annotations

from collections.abc import Iterator

from assess.facts.ci import scenarios as s
from assess.facts.ci.commands_of import script_of
from assess.facts.ci.model import Job, Step, Workflow
from assess.facts.ci.nodes import Node, document
from assess.facts.globs import Globs

_FILES = Globs(("/.prow.{yml,yaml}", ".prow/**/*.{yml,yaml}", "**/prow/**/*.{yml,yaml}"))
_KINDS = {"presubmits": (s.CHANGE,), "postsubmits": (s.PUSH,), "periodics": (s.SCHEDULE,)}


class Prow:
    """Reads one file of jobs."""

    name = "ci-prow"
    version = 1
    limit_bytes = 1_000_000

    def selects(self, path: str) -> bool:
        """The in-repository configuration."""
        return path in _FILES

    def concerns(self, text: str) -> bool:
        """One of the kinds of jobs."""
        return any(kind in text for kind in _KINDS)

    def extract(self, path: str, text: str) -> Workflow | None:
        """All jobs; None when there are none. Raises: Unparsable."""
        top = document(path, text)
        jobs = tuple(job for kind, starts in _KINDS.items() for job in _jobs(top.get(kind), starts))
        return Workflow("prow", path, top.line, jobs=jobs, scenarios=(), trigger_line=1) if jobs else None


def _jobs(node: Node, starts: tuple[s.Scenario, ...]) -> Iterator[Job]:
    groups = list(node.values()) if node.is_map else [node]
    for group in groups:
        for entry in group.elements():
            by_comment = entry.get("always_run").is_false() and not entry.has("run_if_changed")
            steps = []
            for container in entry.get("spec").get("containers").elements():
                words = [*container.get("command").elements(), *container.get("args").elements()]
                script = script_of([w for w in words if w.is_text])
                if script is not None:
                    steps.append(Step(container.line, scripts=(script,)))
            lost = entry.get("optional").is_true()
            yield Job(
                entry.get("name").text, entry.line, tuple(steps), (s.MANUAL,) if by_comment else starts, may_fail=lost
            )


EXTRACTOR = Prow()
