"""What conditions of each CI system see in a scenario."""

from __future__ import annotations

from assess.facts.ci.conditions import Known, Lookup
from assess.facts.ci.scenarios import ABSENT, BranchValue, Scenario

_GITHUB_EVENTS = {
    "pull_request": "pull_request", "merged": "pull_request", "topic": "push", "branch": "push", "tag": "push",
    "release": "release", "schedule": "schedule", "manual": "workflow_dispatch", "api": "repository_dispatch",
    "pipeline": "workflow_run",
}  # fmt: skip
_GITLAB_SOURCES = {
    "pull_request": "merge_request_event", "merged": "push", "topic": "push", "branch": "push", "tag": "push",
    "schedule": "schedule", "manual": "web", "api": "api", "pipeline": "pipeline",
}  # fmt: skip
_AZURE_REASONS = {
    "pull_request": "PullRequest", "topic": "IndividualCI", "branch": "IndividualCI", "merged": "IndividualCI",
    "tag": "IndividualCI", "schedule": "Schedule", "manual": "Manual", "pipeline": "ResourceTrigger",
}  # fmt: skip


def lookup(system: str, scenario: Scenario) -> Lookup:
    """Names to values in one scenario; None for what isn't known. In a `call` nothing is known."""
    if scenario.kind == "call":
        return lambda name: None
    table = _TABLES.get(system, _nothing)(scenario)
    return lambda name: table.get(name.lower())


def _nothing(scenario: Scenario) -> dict[str, Known]:
    return {}


def _branch(scenario: Scenario, prefix: str = "") -> Known | None:
    if scenario.kind in ("tag", "release"):
        return None
    if scenario.branch:
        return prefix + scenario.branch
    return BranchValue(scenario.kind == "topic", prefix)


def _kept(values: dict[str, Known | None]) -> dict[str, Known]:
    return {name: value for name, value in values.items() if value is not None}


def _github(scenario: Scenario) -> dict[str, Known]:
    kind = scenario.kind
    proposed = kind in ("pull_request", "merged")
    tagged = kind in ("tag", "release")
    ref: Known | None = "refs/tags/v1.0.0" if tagged else _branch(scenario, "refs/heads/")
    values: dict[str, Known | None] = {
        "github.event_name": _GITHUB_EVENTS.get(kind),
        "github.ref": "refs/pull/1/merge" if kind == "pull_request" else ref,
        "github.ref_name": "1/merge" if kind == "pull_request" else "v1.0.0" if tagged else _branch(scenario),
        "github.ref_type": "tag" if tagged else "branch",
        "github.base_ref": BranchValue(False) if proposed else "",
        "github.head_ref": BranchValue(True) if proposed else "",
        "github.event.pull_request.merged": kind == "merged",
        "github.event.pull_request": "given" if proposed else ABSENT,
        "github.event.action": scenario.action or None if not proposed else "closed" if kind == "merged" else None,
        "github.event.repository.default_branch": BranchValue(False),
    }
    return _kept(values)


def _gitlab(scenario: Scenario) -> dict[str, Known]:
    kind = scenario.kind
    proposed = kind == "pull_request"
    tagged = kind in ("tag", "release")
    name = "v1.0.0" if tagged else BranchValue(True) if proposed else _branch(scenario)
    values: dict[str, Known | None] = {
        "$ci_pipeline_source": _GITLAB_SOURCES.get(kind),
        "$ci_commit_branch": ABSENT if proposed or tagged else _branch(scenario),
        "$ci_default_branch": BranchValue(False),
        "$ci_commit_tag": "v1.0.0" if tagged else ABSENT,
        "$ci_commit_ref_name": name,
        "$ci_commit_ref_slug": name,
        "$ci_merge_request_id": "1" if proposed else ABSENT,
        "$ci_merge_request_iid": "1" if proposed else ABSENT,
        "$ci_merge_request_target_branch_name": BranchValue(False) if proposed else ABSENT,
        "$ci_merge_request_source_branch_name": BranchValue(True) if proposed else ABSENT,
        "$ci_open_merge_requests": None,
    }
    return _kept(values)


def _azure(scenario: Scenario) -> dict[str, Known]:
    kind = scenario.kind
    proposed = kind == "pull_request"
    tagged = kind == "tag"
    ref: Known | None = "refs/tags/v1.0.0" if tagged else _branch(scenario, "refs/heads/")
    values: dict[str, Known | None] = {
        "build.reason": _AZURE_REASONS.get(kind),
        "build.sourcebranch": "refs/pull/1/merge" if proposed else ref,
        "build.sourcebranchname": "merge" if proposed else "v1.0.0" if tagged else _branch(scenario),
        "system.pullrequest.targetbranch": BranchValue(False, "refs/heads/") if proposed else ABSENT,
        "system.pullrequest.pullrequestid": "1" if proposed else ABSENT,
    }
    known = _kept(values)
    return {f"{form}{name}": value for name, value in known.items() for form in ("", "variables.")}


def _travis(scenario: Scenario) -> dict[str, Known]:
    kind = scenario.kind
    types = {"pull_request": "pull_request", "schedule": "cron", "api": "api", "manual": "api"}
    return _kept(
        {
            "type": types.get(kind, "push"),
            "branch": _branch(scenario) if kind != "pull_request" else BranchValue(False),
            "tag": "v1.0.0" if kind == "tag" else ABSENT,
        }
    )


def _buildkite(scenario: Scenario) -> dict[str, Known]:
    kind = scenario.kind
    source = {"schedule": "schedule", "manual": "ui", "api": "api"}.get(kind, "webhook")
    return _kept(
        {
            "build.branch": BranchValue(True) if kind == "pull_request" else _branch(scenario),
            "build.tag": "v1.0.0" if kind == "tag" else ABSENT,
            "build.source": source,
            "build.pull_request.id": "1" if kind == "pull_request" else ABSENT,
            "pipeline.default_branch": BranchValue(False),
        }
    )


_TABLES = {
    "github-actions": _github,
    "forgejo-actions": _github,
    "gitlab-ci": _gitlab,
    "azure-pipelines": _azure,
    "travis": _travis,
    "buildkite": _buildkite,
}
