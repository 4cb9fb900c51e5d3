"""Azure Pipelines: pipelines and templates, with stages, deployment jobs and conditional insertion."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from assess.facts.ci import scenarios as s
from assess.facts.ci.azure_steps import steps_of
from assess.facts.ci.model import Job, Remote, Step, Workflow
from assess.facts.ci.nodes import Node, document
from assess.facts.extractor import Unparsable
from assess.facts.globs import Globs

_NAMED = Globs(("*azure-pipeline*.{yml,yaml}", ".azure*/**/*.{yml,yaml}", ".vsts-ci.yml", "*.azure.{yml,yaml}", ".azdo/**/*.{yml,yaml}", ".ado/**/*.{yml,yaml}"))  # fmt: skip
_MAY_BE = Globs(("*.{yml,yaml}",))
_NOT = Globs((".github/**", ".circleci/**", "**/templates/**/*.tpl", "docker-compose*", ".gitlab-ci*"))
_STARTERS = ("trigger", "pr", "schedules", "resources", "pool", "extends")
_MARKS = (
    "task:",
    "vmImage",
    "template:",
    "stage:",
    "azureSubscription",
    "trigger:",
    "bash:",
    "deployment:",
    "displayName",
)
_PARTS = ("stages", "jobs", "steps")


class AzurePipelines:
    """Reads one pipeline or template, told by its contents wherever it lies."""

    name = "ci-azure-pipelines"
    version = 3
    limit_bytes = 1_000_000

    def selects(self, path: str) -> bool:
        """Any YAML that is not another system's."""
        return path in _MAY_BE and path not in _NOT

    def concerns(self, text: str) -> bool:
        """It must hold parts of a pipeline and a word that only this system uses."""
        return any(f"{part}:" in text for part in (*_PARTS, "extends")) and any(mark in text for mark in _MARKS)

    def extract(self, path: str, text: str) -> Workflow | None:
        """The pipeline; None when it is something else. Raises: Unparsable when its name says that it is one."""
        try:
            top = document(path, text)
        except Unparsable:
            if path in _NAMED:
                raise
            return None
        if not _is_pipeline(top, path):
            return None
        jobs = tuple(_all_jobs(top))
        root = (path in _NAMED and not top.has("parameters")) or any(top.has(key) for key in _STARTERS)
        return Workflow(
            "azure-pipelines",
            path,
            top.line,
            top.get("name").text,
            jobs,
            _scenarios(top) if root else (s.CALL,),
            top.get("trigger", "pr").line,
            env=_variables(top.get("variables")),
            root=root,
            after=tuple(node.get("source").text for node in _resources(top) if _triggers(node)),
            remotes=tuple(Remote(job.uses, job.line) for job in jobs if job.uses),
        )


def _is_pipeline(top: Node, path: str) -> bool:
    if not top.is_map or any(top.has(key) for key in ("apiVersion", "on", "kind", "services", "$schema", "kinds")):
        return False
    if top.get("extends").has("template"):
        return True
    if not any(top.get(part).is_list for part in _PARTS):
        return False
    if path in _NAMED:
        return True
    return any(_is_entry(entry, part) for part in _PARTS for entry in top.get(part).elements())


def _is_entry(entry: Node, part: str) -> bool:
    keys = {
        "stages": ("stage", "template"),
        "jobs": ("job", "deployment", "template"),
        "steps": ("task", "bash", "pwsh", "powershell", "template", "checkout", "script", "download"),
    }[part]
    return any(entry.get(key).is_text for key in keys)


def inserted(node: Node) -> Iterator[Node]:
    """Entries of a list; what `${{ if ... }}` or `${{ each ... }}` inserts stands for itself."""
    for entry in node.elements():
        keys = entry.keys if entry.is_map else ()
        if keys and keys[0].startswith("${{"):
            for child in entry.values():
                yield from inserted(child)
        else:
            yield entry


def _all_jobs(top: Node) -> Iterator[Job]:
    extends = top.get("extends").get("template")
    if extends.text:
        yield _called(extends.text, extends.line)
        for part in ("stages", "jobs", "steps"):
            given = top.get("extends").get("parameters").get(part)
            if given.is_list:
                yield from _jobs_in(top.get("extends").get("parameters"), part, top)
    for part in _PARTS:
        if top.get(part).is_list:
            yield from _jobs_in(top, part, top)


def _jobs_in(holder: Node, part: str, top: Node) -> Iterator[Job]:
    if part == "steps":
        image = top.get("container").text or top.get("container").get("image").text
        yield Job("job", holder.get("steps").line, tuple(steps_of(inserted(holder.get("steps")))), image=image)
        return
    for entry in inserted(holder.get(part)):
        if part == "jobs":
            yield from _job(entry, "", "")
        elif entry.has("template"):
            yield replace(_called(entry.get("template").text, entry.line), options=entry.get("parameters").pairs)
        else:
            name = entry.get("stage").text
            for job in inserted(entry.get("jobs")):
                yield from _job(job, entry.get("condition").text, name)


def _called(reference: str, line: int) -> Job:
    if "@" in reference and not reference.endswith("@self"):
        return Job(reference, line, uses=reference)
    return Job(reference, line, calls=reference.removesuffix("@self"))


def _job(node: Node, stage_condition: str, stage: str) -> Iterator[Job]:
    if node.has("template"):
        called = _called(node.get("template").text, node.line)
        yield replace(called, condition=stage_condition, stage=stage, options=node.get("parameters").pairs)
        return
    conditions = [c for c in (stage_condition, node.get("condition").text) if c]
    environment = node.get("environment")
    steps = tuple(_deployment_steps(node) if node.has("deployment") else steps_of(inserted(node.get("steps"))))
    yield Job(
        node.get("job", "deployment").text or stage,
        node.line,
        steps,
        condition=f"and({', '.join(conditions)})" if len(conditions) > 1 else "".join(conditions),
        disabled=any(c.strip().lower() == "false" for c in conditions),
        may_fail=node.get("continueOnError").is_true(),
        environment=environment.text or environment.get("name").text or ("" if not node.has("deployment") else stage),
        environment_line=environment.line if not environment.is_empty else 0,
        needs=node.get("dependsOn").texts,
        matrix=tuple((key, child.texts) for key, child in node.get("strategy").get("matrix").items()),
        env=_variables(node.get("variables")),
        services=node.get("services").keys,
        image=node.get("container").text or node.get("container").get("image").text,
        stage=stage,
    )


def _variables(node: Node) -> tuple[tuple[str, str], ...]:
    """Variables written as a mapping or as a list of names and values."""
    listed = tuple(
        (one.get("name").text, one.get("value").text) for one in node.elements() if one.is_map and one.has("name")
    )
    return listed or node.pairs


def _deployment_steps(node: Node) -> Iterator[Step]:
    for strategy in node.get("strategy").values():
        for phase, child in strategy.items():
            if phase == "on":
                for outcome in child.values():
                    yield from steps_of(inserted(outcome.get("steps")))
            else:
                yield from steps_of(inserted(child.get("steps")))


def _scenarios(top: Node) -> tuple[s.Scenario, ...]:
    found: list[s.Scenario] = [*_pushed(top.get("trigger"), top.has("trigger"))]
    pr = top.get("pr")
    if not top.has("pr"):
        found += [s.CHANGE] if found else []
    elif pr.text.lower() != "none":
        found.append(s.CHANGE)
    if not top.get("schedules").is_empty:
        found.append(s.SCHEDULE)
    if any(_triggers(node) for node in _resources(top)):
        found.append(s.PIPELINE)
    return tuple(dict.fromkeys([*found, s.MANUAL]))


def _pushed(trigger: Node, given: bool) -> tuple[s.Scenario, ...]:
    if not given or trigger.is_empty:
        return (s.TOPIC, s.PUSH)
    if trigger.is_text:
        return () if trigger.text.lower() == "none" else s.push_scenarios((trigger.text,))
    if trigger.is_list:
        branches_named = [name for name in trigger.texts if name.lower() != "none"]
        return s.push_scenarios(tuple(branches_named)) if branches_named else ()
    branches, tags = trigger.get("branches"), trigger.get("tags")
    include = branches.texts or branches.get("include").texts
    found = s.push_scenarios(include, branches.get("exclude").texts) if not branches.is_empty or tags.is_empty else ()
    return (*found, s.TAG) if tags.texts or tags.get("include").texts else found


def _resources(top: Node) -> Iterator[Node]:
    for kind in ("pipelines", "containers", "repositories", "webhooks"):
        yield from top.get("resources").get(kind).elements()


def _triggers(node: Node) -> bool:
    return (node.has("trigger") and node.get("trigger").text.lower() not in ("none", "false")) or node.has("webhook")


EXTRACTOR = AzurePipelines()
