"""Tekton pipelines and tasks, and Argo workflows, as far as they run commands."""

from __future__ import annotations

from collections.abc import Iterator

from assess.facts.ci import scenarios as s
from assess.facts.ci.commands_of import script_of
from assess.facts.ci.model import Job, Script, Step, Workflow
from assess.facts.ci.nodes import Node, documents
from assess.facts.extractor import Unparsable
from assess.facts.globs import Globs

_MAY_BE = Globs(("*.{yml,yaml}",))
_EVENT_MARK = "pipelinesascode.tekton.dev/on-event"
_EXPRESSION_MARK = "pipelinesascode.tekton.dev/on-cel-expression"


class Tekton:
    """Reads the workflow objects of one manifest, told by their API group."""

    name = "ci-tekton"
    version = 1
    limit_bytes = 500_000

    def selects(self, path: str) -> bool:
        """Any YAML."""
        return path in _MAY_BE

    def concerns(self, text: str) -> bool:
        """An object of one of the two groups that holds steps."""
        return "tekton.dev/" in text or ("argoproj.io/" in text and "templates:" in text and "orkflow" in text)

    def extract(self, path: str, text: str) -> tuple[Workflow, ...]:
        """One workflow per object; none when the manifest is templated beyond reading in a chart. Raises: Unparsable."""
        try:
            nodes = documents(path, text)
        except Unparsable:
            if path.startswith(".tekton/"):
                raise
            return ()
        return tuple(w for node in nodes if node.is_map for w in _of_object(node, path))


def _of_object(top: Node, path: str) -> Iterator[Workflow]:
    group, kind = top.get("apiVersion").text, top.get("kind").text
    metadata = top.get("metadata")
    name = metadata.get("name").text or metadata.get("generateName").text
    if group.startswith("tekton.dev/") and kind in ("Task", "ClusterTask", "Pipeline", "PipelineRun", "TaskRun"):
        spec = top.get("spec")
        inner = (
            spec.get("pipelineSpec")
            if spec.has("pipelineSpec")
            else spec.get("taskSpec")
            if spec.has("taskSpec")
            else spec
        )
        jobs = tuple(_tekton_jobs(inner, name))
        if jobs:
            yield Workflow(
                "tekton", path, top.line, name, jobs, _tekton_starts(metadata.get("annotations")), metadata.line
            )
    elif group.startswith("argoproj.io/") and kind in (
        "Workflow",
        "CronWorkflow",
        "WorkflowTemplate",
        "ClusterWorkflowTemplate",
    ):
        spec = top.get("spec").get("workflowSpec") if kind == "CronWorkflow" else top.get("spec")
        jobs = tuple(_argo_jobs(spec))
        if jobs:
            suspended = top.get("spec").get("suspend").is_true()
            starts = (s.SCHEDULE,) if kind == "CronWorkflow" and not suspended else (s.MANUAL,)
            yield Workflow("argo-workflows", path, top.line, name, jobs, starts, top.get("spec").line)


def _tekton_starts(annotations: Node) -> tuple[s.Scenario, ...]:
    words = annotations.get(_EVENT_MARK).text + annotations.get(_EXPRESSION_MARK).text
    found: list[s.Scenario] = []
    if "pull_request" in words:
        found.append(s.CHANGE)
    if "push" in words:
        found.append(s.PUSH)
    return tuple(found) or (s.MANUAL,)


def _tekton_jobs(spec: Node, name: str) -> Iterator[Job]:
    if spec.get("steps").is_list:
        yield Job(name or "task", spec.get("steps").line, tuple(_steps(spec.get("steps"))))
    for part in ("tasks", "finally"):
        for task in spec.get(part).elements():
            label = task.get("name").text
            if task.get("taskSpec").is_map:
                steps = tuple(_steps(task.get("taskSpec").get("steps")))
            else:
                reference = task.get("taskRef").get("name").text
                pairs = tuple((p.get("name").text, p.get("value").text) for p in task.get("params").elements())
                steps = (Step(task.line, label, uses=f"tekton/{reference}", options=pairs),) if reference else ()
            if steps:
                yield Job(label or "task", task.line, steps, needs=task.get("runAfter").texts)


def _steps(steps: Node) -> Iterator[Step]:
    for node in steps.elements():
        script = _container_script(node)
        if script is not None:
            lost = node.get("onError").text == "continue"
            folder = node.get("workingDir").text.replace("$(workspaces.source.path)", "")
            yield Step(node.line, node.get("name").text, (script,), directory=folder.strip("/"), may_fail=lost)


def _container_script(node: Node) -> Script | None:
    body = node.get("script", "source")
    if body.text:
        first = body.text.lstrip().split("\n", 1)[0]
        shell = "python" if "python" in first and first.startswith("#!") else "bash"
        return Script(body.text_line, body.text, shell, not first.startswith("#!"), False)
    words = [*node.get("command").elements(), *node.get("args").elements()]
    return script_of([word for word in words if word.is_text])


def _argo_jobs(spec: Node) -> Iterator[Job]:
    for template in spec.get("templates").elements():
        body = template.get("script") if template.has("script") else template.get("container")
        script = _container_script(body)
        if body.get("image").text and script is not None:
            python = any("python" in word for word in body.get("command").texts) and template.has("script")
            placed = Script(
                script.line, script.text, "python" if python else script.shell, script.errexit, script.pipefail
            )
            yield Job(
                template.get("name").text,
                template.line,
                (Step(body.line, scripts=(placed,)),),
                image=body.get("image").text,
            )


EXTRACTOR = Tekton()
