"""GitLab pipelines put together: local includes, `extends`, `!reference`, defaults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from assess.facts.ci import scenarios as s
from assess.facts.ci.gitlab import GitlabFile, GitlabJob, Lines, Reference
from assess.facts.ci.model import Job, Remote, Rule, Script, Step, Workflow
from assess.facts.globs import Globs

DEPTH_LIMIT = 10
INCLUDE_LIMIT = 200
_FIELDS = (
    "script", "before", "after", "rules", "scenarios", "when", "may_fail", "environment", "needs", "image", "services",
    "id_token", "stage",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Placed:
    path: str
    job: GitlabJob


def assemble(files: Mapping[str, GitlabFile], root: str) -> Workflow | None:
    """The pipeline that a file defines with everything it includes; None when there is no such file."""
    if root not in files:
        return None
    included: list[GitlabFile] = []
    missing: list[Remote] = []
    _collect(files, root, included, missing, 0)
    jobs = _merged(included)
    defaults = [_Placed(f.path, f.defaults) for f in included]
    variables = {name: value for f in included for name, value in f.variables}
    rules = next((f.workflow_rules for f in reversed(included) if f.workflow_rules is not None), None)
    built = tuple(_built(name, jobs, defaults) for name in jobs if not name.startswith("."))
    return Workflow(
        "gitlab-ci",
        root,
        1,
        jobs=built,
        scenarios=(),
        rules=_rules(rules or (), jobs, 0),
        env=tuple(variables.items()),
        packaged=tuple(p for f in included for p in f.packaged),
        remotes=(*(r for f in included for r in f.remote), *missing),
        includes=tuple((f.path, 1) for f in included if f.path != root),
    )


def _collect(
    files: Mapping[str, GitlabFile], path: str, found: list[GitlabFile], missing: list[Remote], depth: int
) -> None:
    """Included files before the including one, each once."""
    if depth > DEPTH_LIMIT or len(found) > INCLUDE_LIMIT or any(f.path == path for f in found):
        return
    current = files[path]
    for name, line in current.local:
        wanted = name.lstrip("/")
        targets = [wanted] if wanted in files else [p for p in files if "*" in wanted and p in Globs(("/" + wanted,))]
        if not targets and "$" in wanted:
            missing.append(Remote(name, line))
        for target in targets:
            if target != path:
                _collect(files, target, found, missing, depth + 1)
    found.append(current)


def _merged(included: list[GitlabFile]) -> dict[str, _Placed]:
    jobs: dict[str, _Placed] = {}
    for file in included:
        for job in file.jobs:
            if job.name in jobs:
                jobs[job.name] = _Placed(file.path, _over(jobs[job.name].job, _at(job, file.path)))
            else:
                jobs[job.name] = _Placed(file.path, _at(job, file.path))
    return jobs


def _at(job: GitlabJob, path: str) -> GitlabJob:
    """The job with its file written into every script."""

    def placed(lines: Lines | None) -> Lines | None:
        return None if lines is None else tuple(replace(x, path=path) if isinstance(x, Script) else x for x in lines)

    return replace(job, script=placed(job.script), before=placed(job.before), after=placed(job.after))


def _over(below: GitlabJob, above: GitlabJob) -> GitlabJob:
    given = {field: getattr(above, field) for field in _FIELDS if getattr(above, field) is not None}
    merged = replace(below, **given, name=above.name, line=above.line)
    return replace(
        merged,
        extends=above.extends or below.extends,
        variables=(*below.variables, *above.variables),
        matrix=above.matrix or below.matrix,
        trigger_local=above.trigger_local or below.trigger_local,
        trigger_remote=above.trigger_remote or below.trigger_remote,
    )


def _resolved(name: str, jobs: Mapping[str, _Placed], depth: int) -> GitlabJob:
    own = jobs[name].job
    if depth > DEPTH_LIMIT:
        return own
    below: GitlabJob | None = None
    for parent in own.extends:
        if parent in jobs and parent != name:
            found = _resolved(parent, jobs, depth + 1)
            below = found if below is None else _over(below, found)
    return own if below is None else _over(below, own)


def _built(name: str, jobs: Mapping[str, _Placed], defaults: list[_Placed]) -> Job:
    job = _resolved(name, jobs, 0)
    path = jobs[name].path
    default = GitlabJob("default", 1)
    for one in defaults:
        default = _over(default, _at(one.job, one.path))
    before = _lines(job.before if job.before is not None else default.before, jobs, 0)
    after = _lines(job.after if job.after is not None else default.after, jobs, 0)
    steps = [Step(job.line, scripts=(*before, *_lines(job.script, jobs, 0)), env=job.variables)]
    if after:
        steps.append(Step(job.line, name="after_script", scripts=after, may_fail=True))
    remote = job.trigger_remote if not job.trigger_local else ""
    manual = job.when == "manual"
    return Job(
        name,
        job.line,
        tuple(steps),
        scenarios=None if job.rules is not None else _default_scenarios(job),
        rules=_rules(job.rules or (), jobs, 0),
        disabled=job.when == "never",
        may_fail=job.may_fail if job.may_fail is not None else manual and job.rules is None,
        manual=manual,
        environment=job.environment or "",
        environment_line=job.line if job.environment else 0,
        needs=job.needs or (),
        matrix=job.matrix,
        calls=job.trigger_local[0] if job.trigger_local else "",
        uses=remote,
        env=job.variables,
        services=job.services or default.services or (),
        image=job.image or default.image or "",
        id_token=bool(job.id_token),
        stage=job.stage or "",
        path=path,
    )


def _default_scenarios(job: GitlabJob) -> tuple[s.Scenario, ...] | None:
    return job.scenarios


def _lines(lines: Lines | None, jobs: Mapping[str, _Placed], depth: int) -> tuple[Script, ...]:
    found: list[Script] = []
    for one in lines or ():
        if isinstance(one, Script):
            found.append(one)
        elif one.job in jobs and depth < DEPTH_LIMIT:
            target = _resolved(one.job, jobs, 0)
            chosen = {"script": target.script, "before_script": target.before, "after_script": target.after}[one.key]
            found += _lines(chosen, jobs, depth + 1)
    return tuple(found)


def _rules(rules: tuple[Rule | Reference, ...], jobs: Mapping[str, _Placed], depth: int) -> tuple[Rule, ...]:
    found: list[Rule] = []
    for one in rules:
        if isinstance(one, Rule):
            found.append(one)
        elif one.job in jobs and depth < DEPTH_LIMIT:
            found += _rules(_resolved(one.job, jobs, 0).rules or (), jobs, depth + 1)
    return tuple(found)
