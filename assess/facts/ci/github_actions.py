"""GitHub Actions, and Forgejo and Gitea Actions that speak the same language: workflows and composite actions."""

from __future__ import annotations

from assess.facts.ci import scenarios as s
from assess.facts.ci.model import Job, Remote, Script, Step, Workflow
from assess.facts.ci.nodes import Node, document
from assess.facts.globs import Globs

_WORKFLOWS = Globs((".github/workflows/*.{yml,yaml}", ".{gitea,forgejo}/workflows/*.{yml,yaml}"))
_ACTIONS = Globs(("action.{yml,yaml}",))
_PROPOSED = frozenset(
    {
        "pull_request",
        "pull_request_target",
        "merge_group",
        "pull_request_review",
        "pull_request_comment",
        "pull_request_sync",
    }
)
_PROPOSING_ACTIONS = frozenset({"opened", "synchronize", "synchronized", "reopened", "edited", "ready_for_review"})
_BY_HAND = frozenset({"workflow_dispatch", "issue_comment", "issues", "discussion", "discussion_comment", "label"})


class GithubActions:
    """Reads one workflow or composite action."""

    name = "ci-github-actions"
    version = 1
    limit_bytes = 2_000_000

    def selects(self, path: str) -> bool:
        """Workflow folders, and `action.yml` anywhere."""
        return path in _WORKFLOWS or path in _ACTIONS

    def concerns(self, text: str) -> bool:
        """Something must run."""
        return "jobs" in text or "runs" in text

    def extract(self, path: str, text: str) -> Workflow | None:
        """The workflow; None for a file that holds none. Raises: Unparsable."""
        top = document(path, text)
        system = "github-actions" if not path.startswith((".gitea/", ".forgejo/")) else "forgejo-actions"
        if path not in _WORKFLOWS:
            return _action(top, path, system)
        if not top.get("jobs").is_map:
            return None
        return _workflow(top, path, system)


def _workflow(top: Node, path: str, system: str) -> Workflow:
    on = top.get("on", "true")
    defaults = top.get("defaults").get("run")
    jobs = tuple(_job(name, node, defaults) for name, node in top.get("jobs").items() if node.is_map)
    run = on.get("workflow_run")
    scenarios = _scenarios(on)
    return Workflow(
        system,
        path,
        top.line,
        top.get("name").text,
        jobs,
        scenarios,
        on.line,
        _permissions(top),
        top.get("env").pairs,
        root=scenarios != (s.CALL,),
        after=run.get("workflows").texts,
        after_branches=run.get("branches").texts,
        remotes=tuple(Remote(job.uses, job.line) for job in jobs if job.uses),
        concurrency=not top.get("concurrency").is_empty,
    )


def _action(top: Node, path: str, system: str) -> Workflow | None:
    runs = top.get("runs")
    if runs.get("using").text != "composite":
        return None
    steps = tuple(_step(node, top.get("defaults")) for node in runs.get("steps").elements() if node.is_map)
    job = Job(top.get("name").text or path, runs.line, steps)
    return Workflow(system, path, top.line, job.name, (job,), (s.CALL,), root=False)


def _permissions(node: Node) -> tuple[tuple[str, str], ...] | None:
    if not node.has("permissions"):
        return None
    found = node.get("permissions")
    return (("*", found.text),) if found.is_text else found.pairs


def _scenarios(on: Node) -> tuple[s.Scenario, ...]:
    found: list[s.Scenario] = []
    for event in on.keys:
        found += _of_event(event, on.get(event))
    return tuple(dict.fromkeys(found))


def _of_event(event: str, node: Node) -> list[s.Scenario]:
    if event == "push":
        return _push(node)
    if event in _PROPOSED:
        return _proposed(node)
    if event in _BY_HAND:
        return [s.MANUAL]
    fixed = {
        "schedule": s.SCHEDULE,
        "release": s.RELEASE,
        "workflow_call": s.CALL,
        "workflow_run": s.PIPELINE,
    }
    if event == "schedule" and node.is_empty:
        return []
    return [fixed.get(event, s.API)]


def _push(node: Node) -> list[s.Scenario]:
    tags = node.has("tags") or node.has("tags-ignore")
    branches = node.has("branches") or node.has("branches-ignore")
    found: list[s.Scenario] = []
    if branches or not tags:
        found += s.push_scenarios(node.get("branches").texts, node.get("branches-ignore").texts)
    if node.get("tags").texts or node.has("tags-ignore"):
        found.append(s.TAG)
    elif not branches:
        found.append(s.LATENT_TAG)
    return found


def _proposed(node: Node) -> list[s.Scenario]:
    actions = frozenset(node.get("types").texts)
    found: list[s.Scenario] = []
    if not actions or actions & _PROPOSING_ACTIONS or not node.has("types"):
        found.append(s.CHANGE)
    if "closed" in actions:
        found.append(s.MERGED)
    return found or [s.MANUAL]


def _job(name: str, node: Node, defaults: Node) -> Job:
    uses = node.get("uses").text
    local = uses.startswith("./")
    own = node.get("defaults").get("run")
    environment = node.get("environment")
    permissions = _permissions(node)
    container = node.get("container")
    shell = own if own.is_map else defaults
    return Job(
        name,
        node.line,
        tuple(_step(step, shell) for step in node.get("steps").elements() if step.is_map),
        condition=node.get("if").text,
        may_fail=node.get("continue-on-error").is_true(),
        environment=environment.text or environment.get("name").text,
        environment_line=environment.line if not environment.is_empty else 0,
        permissions=permissions,
        needs=node.get("needs").texts,
        matrix=_matrix(node.get("strategy").get("matrix")),
        calls=uses if local else "",
        uses="" if local else uses,
        options=node.get("with").pairs,
        env=node.get("env").pairs,
        directory=shell.get("working-directory").text,
        services=tuple(child.get("image").text or key for key, child in node.get("services").items()),
        image=container.text or container.get("image").text,
        id_token=("id-token", "write") in (permissions or ()),
        disabled=node.get("if").is_false(),
    )


def _matrix(node: Node) -> tuple[tuple[str, tuple[str, ...]], ...]:
    found = [(key, child.texts) for key, child in node.items() if key not in ("include", "exclude")]
    rows: dict[str, list[str]] = {}
    for row in node.get("include").elements():
        for key, child in row.items():
            rows.setdefault(key, []).append(child.text)
    return tuple(found) + tuple((key, tuple(dict.fromkeys(values))) for key, values in rows.items())


def _step(node: Node, defaults: Node) -> Step:
    run = node.get("run")
    uses = node.get("uses").text
    local = uses.startswith(("./", "../"))
    shell = node.get("shell").text or defaults.get("shell").text
    return Step(
        node.line,
        node.get("name").text,
        (_script(run, shell),) if run.text else (),
        "" if local else uses,
        uses if local else "",
        node.get("with").pairs,
        node.get("env").pairs,
        node.get("working-directory").text,
        node.get("if").text,
        node.get("if").is_false(),
        node.get("continue-on-error").is_true(),
    )


def _script(run: Node, shell: str) -> Script:
    name = shell.split()[0] if shell else "bash"
    custom = len(shell.split()) > 1
    errexit = not custom or any(w.startswith("-") and not w.startswith("--") and "e" in w for w in shell.split()[1:])
    return Script(run.text_line, run.text, name, errexit, "pipefail" in shell if custom else shell == "bash")


EXTRACTOR = GithubActions()
