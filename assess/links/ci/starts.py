"""What starts a job or step: its workflow's scenarios, narrowed by conditions and rules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from assess.facts.ci import scenarios as s
from assess.facts.ci.conditions import holds
from assess.facts.ci.contexts import lookup
from assess.facts.ci.model import Job, Rule, Workflow
from assess.links.kinds import Event

_GITLAB = (s.CHANGE, s.TOPIC, s.PUSH, s.TAG, s.SCHEDULE, s.PIPELINE, s.API, s.MANUAL)
_MENTIONS = {
    "schedule": ("schedule",),
    "pipeline": ("pipeline", "parent"),
    "api": ('"api"', "'api'", "trigger"),
    "manual": ('"web"', "'web'"),
}


@dataclass(frozen=True, slots=True)
class Start:
    """What starts something, and how."""

    scenarios: tuple[s.Scenario, ...]
    live: bool
    may_fail: bool = False

    @property
    def events(self) -> frozenset[Event]:
        """The events of the scenarios."""
        return events(self.scenarios)


def events(scenarios: Iterable[s.Scenario]) -> frozenset[Event]:
    """Events of scenarios; a call has none of its own, and latent ones count only where there are no others."""
    own = [one for one in scenarios if one.event != "call"]
    return frozenset(Event(one.event) for one in own if not one.latent) or frozenset(Event(one.event) for one in own)


def of_workflow(workflow: Workflow, called: tuple[s.Scenario, ...] | None = None) -> tuple[s.Scenario, ...]:
    """What starts a workflow; `called` are the caller's scenarios when another one starts it."""
    if called is not None:
        return called
    if workflow.system != "gitlab-ci":
        return tuple(one for one in workflow.scenarios if one.kind != "call")
    if not workflow.rules:
        return (*_GITLAB, s.LATENT_TAG)
    return tuple(one for one in _GITLAB if _decided(workflow.rules, "gitlab-ci", one)[0])


def of_job(workflow: Workflow, job: Job, given: tuple[s.Scenario, ...]) -> Start:
    """What starts a job among its workflow's scenarios."""
    scenarios, may_fail = given, job.may_fail
    if workflow.system == "gitlab-ci":
        scenarios, may_fail = _gitlab_job(workflow, job, given)
    elif job.scenarios is not None:
        scenarios = job.scenarios if not _is_call(given) else given
    scenarios = narrowed(workflow.system, job.condition, scenarios)
    live = bool(scenarios) and not job.disabled
    return Start(scenarios or given, live, may_fail)


def _is_call(given: tuple[s.Scenario, ...]) -> bool:
    return any(one.kind == "call" for one in given)


def narrowed(system: str, condition: str, given: tuple[s.Scenario, ...]) -> tuple[s.Scenario, ...]:
    """The scenarios in which a condition may hold."""
    if not condition.strip():
        return given
    return tuple(one for one in given if holds(condition, lookup(system, one)) is not False)


def _gitlab_job(workflow: Workflow, job: Job, given: tuple[s.Scenario, ...]) -> tuple[tuple[s.Scenario, ...], bool]:
    if job.scenarios is not None:
        found = tuple(
            one for one in job.scenarios if not workflow.rules or one in given or one.event in {g.event for g in given}
        )
        return found, job.may_fail
    if not job.rules:
        if workflow.rules:
            return tuple(one for one in given if _named(one, workflow.rules)), job.may_fail
        return tuple(one for one in given if one in (s.TOPIC, s.PUSH, s.LATENT_TAG)) or given, job.may_fail
    decisions = [(one, *_decided(job.rules, "gitlab-ci", one)) for one in given]
    runs = [one for one, decided, _ in decisions if decided and _named(one, (*job.rules, *workflow.rules))]
    lost = [may_fail for one, decided, may_fail in decisions if decided]
    return tuple(runs), job.may_fail or (bool(lost) and all(lost))


def _named(scenario: s.Scenario, rules: tuple[Rule, ...]) -> bool:
    """Whether rules speak of a kind of pipeline that nobody starts unless it is set up."""
    words = _MENTIONS.get(scenario.kind)
    if words is None:
        return True
    return any(word in rule.condition.lower().replace("ci_pipeline_source", "") for rule in rules for word in words)


def _decided(rules: tuple[Rule, ...], system: str, scenario: s.Scenario) -> tuple[bool, bool]:
    """Whether the rules may let a scenario run, and whether its failure is then allowed."""
    for rule in rules:
        truth = holds(rule.condition, lookup(system, scenario))
        if truth is False:
            continue
        sure = truth is True and not rule.unsure
        if rule.runs:
            return True, bool(rule.may_fail)
        if sure:
            return False, False
    return False, False
