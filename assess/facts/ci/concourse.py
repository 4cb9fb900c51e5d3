"""Concourse: pipelines of jobs over resources, and task files."""

from __future__ import annotations

from collections.abc import Iterator

from assess.facts.ci import scenarios as s
from assess.facts.ci.commands_of import script_of
from assess.facts.ci.model import Job, Step, Workflow
from assess.facts.ci.nodes import Node, document
from assess.facts.extractor import Unparsable
from assess.facts.globs import Globs

_MAY_BE = Globs(("*.{yml,yaml}",))
_NOT = Globs((".github/**", ".circleci/**", ".gitlab-ci*", "docker-compose*"))
_FAILED = ("on_failure", "on_error", "on_abort")
DEPTH_LIMIT = 12


class Concourse:
    """Reads one pipeline or task file, told by its contents."""

    name = "ci-concourse"
    version = 1
    limit_bytes = 2_000_000

    def selects(self, path: str) -> bool:
        """Any YAML that is not another system's."""
        return path in _MAY_BE and path not in _NOT

    def concerns(self, text: str) -> bool:
        """The words of a pipeline, or those of a task."""
        pipeline = "plan:" in text and "jobs:" in text and ("get:" in text or "task:" in text or "put:" in text)
        return pipeline or ("platform:" in text and "run:" in text and "path:" in text)

    def extract(self, path: str, text: str) -> Workflow | None:
        """The pipeline or task; None when it is something else."""
        try:
            top = document(path, text)
        except Unparsable:
            if "resources:" in text and "plan:" in text and "task:" in text:
                raise
            return None
        if top.get("platform").text and top.get("run").get("path").text:
            job = Job("task", top.get("run").line, (_task(top),), image=_image(top))
            return Workflow("concourse", path, 1, jobs=(job,), scenarios=(s.CALL,), root=False)
        jobs = [node for node in top.get("jobs").elements() if node.get("plan").is_list]
        if not jobs:
            return None
        return _pipeline(top, path, jobs)


def _pipeline(top: Node, path: str, nodes: list[Node]) -> Workflow:
    types = {node.get("name").text: node for node in top.get("resources").elements()}
    plans = {node.get("name").text: list(_walk(node.get("plan"), 0)) for node in nodes}
    jobs = []
    for node in nodes:
        name = node.get("name").text
        steps = tuple(step for entry, lost in plans[name] if (step := _step(entry, types, lost)) is not None)
        hooks = tuple(
            step for key in _FAILED for entry, _ in _walk(node.get(key), 0) if (step := _step(entry, types, True))
        )
        scenarios = tuple(dict.fromkeys(_starts(name, plans, types))) or (s.MANUAL,)
        needs = tuple(dict.fromkeys(p for entry, _ in plans[name] for p in entry.get("passed").texts))
        jobs.append(Job(name, node.line, (*steps, *hooks), scenarios, needs=needs, environment=_environment(name)))
    return Workflow(
        "concourse", path, top.line, jobs=tuple(jobs), scenarios=(s.PUSH,), trigger_line=top.get("resources").line
    )


def _environment(name: str) -> str:
    last = name.replace("_", "-").rsplit("-", 1)[-1]
    known = ("production", "prod", "staging", "stage", "development", "dev", "test", "sandbox", "qa")
    return last if last in known and "-" in name.replace("_", "-") else ""


def _walk(node: Node, depth: int) -> Iterator[tuple[Node, bool]]:
    """Plan entries in order, with whether their failure is caught."""
    if depth > DEPTH_LIMIT:
        return
    for entry in node.elements():
        if not entry.is_map:
            continue
        if entry.has("in_parallel") or entry.has("do") or entry.has("aggregate") or entry.has("try"):
            inner = entry.get("in_parallel", "do", "aggregate", "try")
            body = inner.get("steps") if inner.is_map and inner.has("steps") else inner
            for found, lost in _walk(body, depth + 1):
                yield found, lost or entry.has("try")
        else:
            yield entry, False
        for key in ("ensure", "on_success"):
            yield from _walk(entry.get(key), depth + 1)


def _starts(job: str, plans: dict[str, list[tuple[Node, bool]]], types: dict[str, Node]) -> list[s.Scenario]:
    """What starts a job: resources that trigger it, and whatever starts the jobs that pass those on."""
    found: list[s.Scenario] = []
    seen, waiting = {job}, [job]
    while waiting:
        for entry, _ in plans.get(waiting.pop(), ()):
            if not entry.has("get") or not entry.get("trigger").is_true():
                continue
            passed = entry.get("passed").texts
            waiting += [before for before in passed if before not in seen]
            seen.update(passed)
            if not passed:
                found.append(_of_resource(types.get(entry.get("resource").text or entry.get("get").text)))
    return found


def _of_resource(resource: Node | None) -> s.Scenario:
    kind = resource.get("type").text if resource is not None else ""
    if kind in (
        "pull-request",
        "github-pr",
        "github-pr-resource",
        "git-proxy-pr",
        "bitbucket-pr",
        "gitlab-merge-request",
    ) or kind.endswith("-pr"):
        return s.CHANGE
    if kind == "git":
        return s.PUSH
    if kind in ("time", "cron", "cron-resource"):
        return s.SCHEDULE
    return s.API


def _step(entry: Node, types: dict[str, Node], lost: bool) -> Step | None:
    if entry.has("task"):
        if entry.get("config").is_map:
            return _task(entry.get("config"), entry, lost)
        file = entry.get("file").text
        return Step(
            entry.line,
            entry.get("task").text,
            calls=file,
            options=entry.get("params").pairs,
            env=entry.get("params").pairs,
            may_fail=lost,
        )
    if entry.has("put"):
        resource = types.get(entry.get("resource").text or entry.get("put").text)
        kind = resource.get("type").text if resource is not None else entry.get("put").text
        return Step(
            entry.line,
            entry.get("put").text,
            uses=f"concourse/{kind}",
            options=entry.get("params").pairs,
            may_fail=lost,
        )
    if entry.has("set_pipeline"):
        return Step(entry.line, uses="concourse/set_pipeline", may_fail=lost)
    return None


def _task(config: Node, entry: Node | None = None, lost: bool = False) -> Step:
    run = config.get("run")
    path = run.get("path")
    script = script_of([path, *run.get("args").elements()])
    given = entry if entry is not None else config
    env = (*config.get("params").pairs, *(entry.get("params").pairs if entry is not None else ()))
    name = entry.get("task").text if entry is not None else "task"
    return Step(given.line, name, (script,) if script else (), env=env, directory=run.get("dir").text, may_fail=lost)


def _image(config: Node) -> str:
    return config.get("image_resource").get("source").get("repository").text


EXTRACTOR = Concourse()
