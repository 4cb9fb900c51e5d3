"""Every command that automation reaches, and every command that only a person starts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import re2

from assess.facts.ci.model import Job, Step, Workflow
from assess.facts.ci.scenarios import CHANGE, PUSH, TOPIC, Scenario
from assess.facts.store import Facts
from assess.links.ci import purposes, starts
from assess.links.ci.build_index import BuildIndex
from assess.links.ci.ci_files import Unread, ci_files
from assess.links.ci.hook_expanders import configured_hooks
from assess.links.ci.manual import manual_runs
from assess.links.ci.packaged import packaged_next
from assess.links.ci.shell_chain import Chains, Context, filled
from assess.links.kinds import AUTOMATIC, Event, Hop, Run
from assess.links.scope.roles import Roles
from assess.model.evidence import cut

CALL_LIMIT = 5
VARIANT_LIMIT = 12
_CLUSTER = re2.compile(
    r"\bkind create cluster|helm/kind-action|engineerd/setup-kind|\bminikube start|setup-minikube|medyagh/|\bk3d cluster create|"
    r"setup-k3d|\bmicrok8s\b|localstack|flytectl (?:demo|sandbox) start|\bct install|container-tools/kind-action|manusa/actions-setup-minikube"
)


def reached_commands(facts: Facts, roles: Roles) -> tuple[Run, ...]:
    """Every command that CI reaches, with its chain, in file order."""
    return tuple(_Automation(facts, roles).runs())


def manual_commands(facts: Facts, roles: Roles) -> tuple[Run, ...]:
    """Every command that only a person starts: targets, tasks, scripts and images that CI does not reach."""
    return tuple(manual_runs(BuildIndex(facts, roles), reached_commands(facts, roles)))


def ci_workflows(facts: Facts, roles: Roles) -> tuple[Workflow, ...]:
    """The workflows that something outside starts, as they are written."""
    return ci_files(facts, roles).workflows


def unread_ci(facts: Facts, roles: Roles) -> tuple[Unread, ...]:
    """CI files that could not be read, and parts of CI that are kept elsewhere."""
    return ci_files(facts, roles).unread


class _Automation:
    def __init__(self, facts: Facts, roles: Roles) -> None:
        self._ci = ci_files(facts, roles)
        self._index = BuildIndex(facts, roles)
        self._chains = Chains(self._index)

    def runs(self) -> Iterator[Run]:
        for workflow in self._ci.workflows:
            scenarios = self._scenarios(workflow)
            blank = Context(workflow.system, "", frozenset())
            yield from self._packaged_templates(workflow, scenarios)
            yield from self._workflow(workflow, scenarios, blank, ())
        yield from self._hook_service()

    def _hook_service(self) -> Iterator[Run]:
        """pre-commit.ci, which runs the hooks on every pull request."""
        found = self._index.hooks("")
        if found is None or not found.service:
            return
        context = Context("pre-commit-ci", "pre-commit.ci", frozenset({Event.CHANGE}))
        hop = Hop(found.path, 1, "pre-commit.ci")
        for step in configured_hooks(self._index, "", [], skipped=frozenset(found.skipped)):
            yield from self._chains.follow(context, step, hop)

    def _scenarios(self, workflow: Workflow) -> tuple[Scenario, ...]:
        """What starts a root workflow; one that waits for others also has what starts those."""
        own = starts.of_workflow(workflow)
        if not workflow.after:
            return own
        upstream = [w for w in self._ci.workflows if (w.name or w.path) in workflow.after and w is not workflow]
        events = [one.event for w in upstream for one in starts.of_workflow(w) if Event(one.event) in AUTOMATIC]
        if workflow.after_branches:
            events = [event for event in events if event != "change"]
        return (*own, *(Scenario(event, "pipeline") for event in dict.fromkeys(events) if event != "data"))

    def _packaged_templates(self, workflow: Workflow, scenarios: tuple[Scenario, ...]) -> Iterator[Run]:
        events = starts.events(one for one in scenarios if one in (CHANGE, TOPIC, PUSH))
        for name, line in workflow.packaged:
            hop = Hop(workflow.path, line, cut(name))
            yield Run(
                name,
                "uses",
                (name,),
                workflow.system,
                name,
                (hop,),
                events,
                True,
                purposes.reference_may_fail(name, ()),
                purposes.of_reference(name, ()),
            )

    def _workflow(
        self, workflow: Workflow, scenarios: tuple[Scenario, ...], around: Context, callers: tuple[str, ...]
    ) -> Iterator[Run]:
        for job in workflow.jobs:
            start = starts.of_job(workflow, job, scenarios)
            values = (*workflow.env, *around.values, *job.env)
            context = replace(
                around,
                job=around.job or job.name,
                events=start.events,
                live=around.live and start.live,
                may_fail=around.may_fail or start.may_fail,
                environment=filled(job.environment, around.values) or around.environment,
                values=values,
                folder=filled(job.directory, values) or around.folder,
            )
            path = job.path or workflow.path
            runs = [*self._called_job(workflow, job, start.scenarios, context, callers)]
            for step in job.steps:
                for variant in _variants(context, job, step):
                    runs += self._step(workflow, step, start.scenarios, variant, path, callers)
            yield from _on_throw_away_cluster(runs)

    def _called_job(
        self, workflow: Workflow, job: Job, scenarios: tuple[Scenario, ...], context: Context, callers: tuple[str, ...]
    ) -> Iterator[Run]:
        reference = job.calls or job.uses
        if not reference:
            return
        path = job.path or workflow.path
        hop = Hop(path, job.line, cut(reference))
        if job.uses and self._ci.called(workflow, job.uses) is None:
            yield from self._used(context, reference, job.options, hop)
            return
        yield from self._call(workflow, reference, job.options, scenarios, context, hop, callers)

    def _call(
        self,
        workflow: Workflow,
        reference: str,
        options: tuple[tuple[str, str], ...],
        scenarios: tuple[Scenario, ...],
        context: Context,
        hop: Hop,
        callers: tuple[str, ...],
    ) -> Iterator[Run]:
        """What a local workflow, action or template runs in the caller's place."""
        called = self._ci.called(workflow, reference)
        if called is None or called.path in callers or len(callers) >= CALL_LIMIT:
            return
        given = tuple((name, filled(value, context.values)) for name, value in options)
        inner = replace(context, chain=(*context.chain, hop), values=(*context.values, *given))
        yield from self._workflow(called, scenarios, inner, (*callers, workflow.path))

    def _step(
        self,
        workflow: Workflow,
        step: Step,
        scenarios: tuple[Scenario, ...],
        context: Context,
        path: str,
        callers: tuple[str, ...],
    ) -> Iterator[Run]:
        narrowed = starts.narrowed(workflow.system, step.condition, scenarios)
        inner = replace(
            context,
            events=starts.events(narrowed) or context.events,
            live=context.live and not step.disabled and bool(narrowed or not scenarios),
            may_fail=context.may_fail or step.may_fail,
            folder=filled(step.directory, context.values) or context.folder,
            values=(*context.values, *step.env),
            before=len(context.chain),
        )
        if step.calls:
            hop = Hop(path, step.line, cut(step.calls))
            yield from self._call(workflow, step.calls, step.options, narrowed, inner, hop, callers)
        if step.uses:
            hop = Hop(path, step.line, cut(step.uses))
            yield from self._used(inner, step.uses, step.options, hop)
        yield from self._chains.scripts(inner, step.scripts, path)

    def _used(self, context: Context, reference: str, options: tuple[tuple[str, str], ...], hop: Hop) -> Iterator[Run]:
        """A packaged step, and what it runs of the repository's own."""
        yield self._packaged(context, reference, options, hop)
        for step in packaged_next(self._index, reference, options, context.folder, hop.path, hop.line):
            yield from self._chains.follow(context, step, hop)

    def _packaged(self, context: Context, reference: str, options: tuple[tuple[str, str], ...], hop: Hop) -> Run:
        given = tuple((name, filled(value, context.values)) for name, value in options)
        return Run(
            reference,
            "uses",
            (reference,),
            context.system,
            context.job,
            (*context.chain, hop),
            context.events,
            context.live,
            context.may_fail or purposes.reference_may_fail(reference, given),
            purposes.of_reference(reference, given),
            context.environment,
            given,
        )


def _on_throw_away_cluster(runs: list[Run]) -> list[Run]:
    """Deployments of a job that makes its own test cluster reach nobody."""
    if not any(_CLUSTER.search(f"{run.command} {' '.join(run.arguments)}"[:500]) for run in runs):
        return runs
    found = []
    for run in runs:
        kept = run.purposes - {"deploy", "model-deploy", "iac-apply"}
        found.append(run if kept == run.purposes else replace(run, purposes=kept | {"deploy-test-cluster"}))
    return found


def _variants(context: Context, job: Job, step: Step) -> Iterator[Context]:
    """The context once per matrix value that the step's text names; once when it names none."""
    texts = " ".join([step.directory, *(script.text for script in step.scripts), *(value for _, value in step.options)])
    named = [(key, values) for key, values in job.matrix if values and (f"matrix.{key}" in texts or f"${key}" in texts)]
    if not named:
        yield context
        return
    rows = max(len(values) for _, values in named)
    for row in range(min(rows, VARIANT_LIMIT)):
        chosen = tuple((key, values[row % len(values)]) for key, values in named)
        yield replace(context, values=(*context.values, *chosen))
