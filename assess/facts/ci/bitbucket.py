"""Bitbucket Pipelines: default, branch, pull-request, tag and custom pipelines, stages, parallel steps, pipes."""

from __future__ import annotations

from collections.abc import Iterator

from assess.facts.ci import scenarios as s
from assess.facts.ci.model import Job, Script, Step, Workflow
from assess.facts.ci.nodes import Node, document


class Bitbucket:
    """Reads `bitbucket-pipelines.yml`."""

    name = "ci-bitbucket"
    version = 1
    limit_bytes = 500_000

    def selects(self, path: str) -> bool:
        """The one name, at the top."""
        return path in ("bitbucket-pipelines.yml", "bitbucket-pipelines.yaml")

    def concerns(self, text: str) -> bool:
        """Steps."""
        return "step" in text or "pipelines" in text

    def extract(self, path: str, text: str) -> Workflow | None:
        """All pipelines as jobs of one workflow; None when there are none. Raises: Unparsable."""
        top = document(path, text)
        pipelines = top.get("pipelines")
        jobs = tuple(_jobs(pipelines, top))
        return (
            Workflow("bitbucket", path, top.line, jobs=jobs, scenarios=(), trigger_line=pipelines.line)
            if jobs
            else None
        )


def _jobs(pipelines: Node, top: Node) -> Iterator[Job]:
    named = tuple(pipelines.get("branches").keys)
    image = top.get("image").text or top.get("image").get("name").text
    yield from _steps(pipelines.get("default"), s.push_scenarios((), tuple(n for n in named if "*" not in n)), image)
    for name, node in pipelines.get("branches").items():
        yield from _steps(node, s.push_scenarios((name.strip("{}").split(",")[0],)), image)
    for node in pipelines.get("pull-requests").values():
        yield from _steps(node, (s.CHANGE,), image)
    for kind in ("tags", "bookmarks"):
        for node in pipelines.get(kind).values():
            yield from _steps(node, (s.TAG,), image)
    for node in pipelines.get("custom").values():
        yield from _steps(node, (s.MANUAL,), image)


def _steps(node: Node, scenarios: tuple[s.Scenario, ...], image: str, stage: str = "") -> Iterator[Job]:
    for entry in node.elements():
        if entry.has("step"):
            yield _job(entry.get("step"), scenarios, image, stage)
        elif entry.has("parallel"):
            inner = entry.get("parallel")
            yield from _steps(inner.get("steps") if inner.is_map else inner, scenarios, image, stage)
        elif entry.has("stage"):
            part = entry.get("stage")
            yield from _steps(part.get("steps"), scenarios, image, part.get("deployment").text)


def _job(node: Node, scenarios: tuple[s.Scenario, ...], image: str, stage: str) -> Job:
    steps = [*_script(node.get("script"), False), *_script(node.get("after-script"), True)]
    environment = node.get("deployment").text or stage
    return Job(
        node.get("name").text or "step",
        node.line,
        tuple(steps),
        scenarios=scenarios,
        manual=node.get("trigger").text == "manual",
        environment=environment,
        environment_line=node.get("deployment").line if environment else 0,
        services=node.get("services").texts,
        image=node.get("image").text or node.get("image").get("name").text or image,
        id_token=node.get("oidc").is_true(),
    )


def _script(node: Node, lost: bool) -> Iterator[Step]:
    scripts: list[Script] = []
    for entry in node.elements():
        if entry.has("pipe"):
            pipe = entry.get("pipe").text
            yield Step(entry.line, uses=pipe.replace(":", "@"), options=entry.get("variables").pairs, may_fail=lost)
        elif entry.text:
            scripts.append(Script(entry.text_line, entry.text))
    if scripts:
        yield Step(scripts[0].line, scripts=tuple(scripts), may_fail=lost)


EXTRACTOR = Bitbucket()
