"""AWS CodeBuild build specifications. What starts them is kept in the service or in infrastructure code."""

from __future__ import annotations

from assess.facts.ci import scenarios as s
from assess.facts.ci.model import Job, Script, Step, Workflow
from assess.facts.ci.nodes import document
from assess.facts.globs import Globs

_FILES = Globs(("*buildspec*.{yml,yaml}", "**/buildspecs/**/*.{yml,yaml}"))
_PHASES = ("install", "pre_build", "build", "post_build")


class CodeBuild:
    """Reads one build specification."""

    name = "ci-code-build"
    version = 1
    limit_bytes = 500_000

    def selects(self, path: str) -> bool:
        """The usual names."""
        return path in _FILES

    def concerns(self, text: str) -> bool:
        """Phases."""
        return "phases" in text

    def extract(self, path: str, text: str) -> Workflow | None:
        """The build; None when nothing runs. Raises: Unparsable."""
        top = document(path, text)
        steps = []
        for phase in _PHASES:
            node = top.get("phases").get(phase)
            for kind in ("commands", "finally"):
                scripts = tuple(Script(c.text_line, c.text, "sh") for c in node.get(kind).elements() if c.text)
                lost = node.get("on-failure").text.upper() == "CONTINUE" or kind == "finally"
                if scripts:
                    steps.append(Step(scripts[0].line, phase, scripts, may_fail=lost))
        if not steps:
            return None
        env = top.get("env").get("variables").pairs
        job = Job("build", top.get("phases").line, tuple(steps), env=env)
        return Workflow("code-build", path, top.line, jobs=(job,), scenarios=(s.MANUAL,), trigger_line=1)


EXTRACTOR = CodeBuild()
