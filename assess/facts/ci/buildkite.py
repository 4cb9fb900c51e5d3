"""Buildkite: command steps, groups, plug-ins, triggers of other pipelines."""

from __future__ import annotations

from collections.abc import Iterator

from assess.facts.ci import scenarios as s
from assess.facts.ci.model import Job, Script, Step, Workflow
from assess.facts.ci.nodes import Node, document
from assess.facts.globs import Globs

_FILES = Globs((".buildkite/**/*.{yml,yaml}", "/buildkite.{yml,yaml}", ".ci/buildkite/**/*.{yml,yaml}"))


class Buildkite:
    """Reads one pipeline; every file of the folder counts, as pipelines upload each other."""

    name = "ci-buildkite"
    version = 1
    limit_bytes = 500_000

    def selects(self, path: str) -> bool:
        """The `.buildkite` folder."""
        return path in _FILES

    def concerns(self, text: str) -> bool:
        """Steps."""
        return "steps" in text or "command" in text

    def extract(self, path: str, text: str) -> Workflow | None:
        """The pipeline; None when it has no steps. Raises: Unparsable."""
        top = document(path, text)
        steps = top if top.is_list else top.get("steps")
        jobs = tuple(_jobs(steps))
        if not jobs:
            return None
        env = top.get("env").pairs if top.is_map else ()
        return Workflow(
            "buildkite",
            path,
            1,
            jobs=jobs,
            scenarios=(s.CHANGE, s.TOPIC, s.PUSH, s.LATENT_TAG),
            trigger_line=1,
            env=env,
        )


def _jobs(steps: Node) -> Iterator[Job]:
    for entry in steps.elements():
        if entry.has("group"):
            yield from _jobs(entry.get("steps"))
        elif entry.is_map and any(entry.has(key) for key in ("command", "commands", "plugins", "trigger")):
            yield _job(entry)


def _job(node: Node) -> Job:
    body = node.get("command", "commands")
    scripts = tuple(Script(c.text_line, c.text, "bash", True, False) for c in body.elements() if c.text)
    plugins = tuple(_plugins(node.get("plugins")))
    branches = node.get("branches").text.split()
    trigger = node.get("trigger").text
    steps = (*((Step(node.line, scripts=scripts),) if scripts else ()), *plugins)
    if trigger:
        steps = (*steps, Step(node.line, uses=f"buildkite/trigger/{trigger}"))
    soft = node.get("soft_fail")
    return Job(
        node.get("label", "name", "key").text or (trigger or "step"),
        node.line,
        steps,
        scenarios=s.push_scenarios(tuple(branches)) if branches else None,
        condition=node.get("if").text,
        disabled=node.get("skip").is_true(),
        may_fail=soft.is_true(),
        env=node.get("env").pairs,
        needs=node.get("depends_on").texts,
        image=_image(node.get("plugins")),
    )


def _plugins(node: Node) -> Iterator[Step]:
    for entry in node.elements():
        for name, body in [(entry.text, entry)] if entry.is_text else entry.items():
            yield Step(entry.line, uses=name.replace("#", "@"), options=body.pairs if body.is_map else ())


def _image(node: Node) -> str:
    return next(
        (body.get("image").text for entry in node.elements() for _, body in entry.items() if body.get("image").text), ""
    )


EXTRACTOR = Buildkite()
