"""Every orchestrated flow of the product: definitions of all systems joined with the triggers that start them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from assess.facts.pipelines.dagster import ASSETS
from assess.facts.pipelines.flow import Flow, Flows, FlowStep, Trigger
from assess.facts.pipelines.reading import DOCUMENT_FLOWS, PYTHON_FLOWS, TEXT_FLOWS
from assess.facts.store import Facts
from assess.links.ci.ci_flows import ci_flows
from assess.links.code.mentions import Mentions
from assess.links.flows.asset_graphs import asset_graphs, location
from assess.links.flows.dbt import dbt_flows, dbt_projects
from assess.links.flows.declared_flows import declared_flows
from assess.links.kinds import NO_CREDIT, Event, Pipeline, PipelineStep, Role
from assess.links.platform.resources import product_resources
from assess.links.scope.candidates import NO_CANDIDATE
from assess.links.scope.roles import Roles

EXTRACTORS = (PYTHON_FLOWS, DOCUMENT_FLOWS, TEXT_FLOWS)
NESTING_LIMIT = 3
STEP_LIMIT = 500
_LEFT_OUT = NO_CREDIT | {Role.TEST, Role.DOCS}
_EVENTS = {"schedule": Event.SCHEDULE, "data": Event.DATA, "change": Event.CHANGE, "push": Event.PUSH}


def product_pipelines(facts: Facts, roles: Roles) -> tuple[Pipeline, ...]:
    """Every flow that product files define, by path and line; triggers that stand in other files are flows of their own."""
    return _Joining(facts, roles).pipelines()


def unreadable_pipelines(facts: Facts, roles: Roles) -> tuple[tuple[str, int | None, str], ...]:
    """Files that seem to define flows and could not be read: path, line and why."""
    found = {
        d.path: (d.path, d.line, d.message)
        for extractor in EXTRACTORS
        for d in facts.unreadable(extractor).values()
        if roles.of(d.path) not in _LEFT_OUT and d.path not in NO_CANDIDATE
    }
    return tuple(found[path] for path in sorted(found))


def _one_rule_graph(found: list[tuple[str, Flows]]) -> list[tuple[str, Flows]]:
    """Snakemake's rules of all included files are one graph under their Snakefile."""
    graphs = [(path, flow) for path, flows in found for flow in flows.flows if flow.system == "snakemake"]
    if len(graphs) < 2:
        return found
    path, first = min(graphs, key=lambda g: (not g[0].endswith("Snakefile"), g[0]))
    steps = [step for _, flow in graphs for step in flow.steps]
    made = {out: step.name for step in steps for out in step.makes}
    joined = tuple(
        replace(s, needs=tuple(dict.fromkeys([*s.needs, *(made[r] for r in s.reads if made.get(r, s.name) != s.name)])))
        for s in steps
    )
    mentions = tuple(p for p, _ in graphs if p != path)
    merged = replace(
        first, name="Snakefile", steps=joined, retries=any(f.retries for _, f in graphs), mentions=mentions
    )
    kept = [(p, replace(flows, flows=tuple(f for f in flows.flows if f.system != "snakemake"))) for p, flows in found]
    return [*kept, (path, Flows((merged,)))]


class _Joining:
    """The facts of one repository, indexed by the names that flows go by."""

    def __init__(self, facts: Facts, roles: Roles) -> None:
        self._mentions = Mentions(facts)
        self._facts = facts
        self._found: list[tuple[str, Flows]] = [
            (path, found)
            for extractor in EXTRACTORS
            for path, found in sorted(facts.of(extractor).items())
            if found and roles.of(path) not in _LEFT_OUT
        ]
        self._found += dbt_flows(dbt_projects(facts, roles))
        self._found += declared_flows(product_resources(facts, roles).declared)
        self._found = _one_rule_graph(asset_graphs(self._found, facts.entries))
        self._roles = roles
        self._tasks = {name: path for path, flows in self._found for name in flows.tasks}
        self._known: dict[str, tuple[str, Flow]] = {}
        for path, flows in self._found:
            for flow in flows.flows:
                self._enter(path, flow)

    def _enter(self, path: str, flow: Flow) -> None:
        names = [f"{path}:{flow.key or flow.name}", path, flow.key, flow.name]
        if flow.key == ASSETS:
            names = [names[0], f"{location(path, self._facts.entries)}:{ASSETS}"]
        for name in names:
            if name:
                self._known.setdefault(name, (path, flow))

    def pipelines(self) -> tuple[Pipeline, ...]:
        """Everything joined."""
        near: dict[tuple[str, str], list[Trigger]] = defaultdict(list)
        apart: list[Pipeline] = []
        for path, flows in self._found:
            for trigger in flows.triggers:
                target = self._target(path, trigger)
                if target is not None and target[0] == path:
                    near[path, target[1].key or target[1].name].append(trigger)
                else:
                    apart.append(self._triggered(path, trigger, target))
        own = [
            self._pipeline(path, flow, near[path, flow.key or flow.name])
            for path, flows in self._found
            for flow in flows.flows
        ]
        started = self._started(own)
        automated = ci_flows(self._facts, self._roles, self._mentions)
        return tuple(sorted([*started, *apart, *automated], key=lambda p: (p.path, p.line, p.name)))

    def _target(self, path: str, trigger: Trigger) -> tuple[str, Flow] | None:
        for name in trigger.targets:
            near = location(path, self._facts.entries) if name == ASSETS else path
            for candidate in (f"{near}:{name}", name):
                if candidate in self._known:
                    return self._known[candidate]
            file, _, function = name.partition(":")
            for resolved in self._mentions.files((file,), path):
                known = self._known.get(f"{resolved}:{function}") or self._known.get(resolved)
                if known is not None:
                    return known
        return None

    def _pipeline(self, path: str, flow: Flow, triggers: Iterable[Trigger]) -> Pipeline:
        steps = tuple(islice(self._steps(path, self._selected(path, flow), 0), STEP_LIMIT))
        texts = [text for step in steps for text in step.runs]
        declared = [self._tasks[t] for t in texts if t in self._tasks]
        files = dict.fromkeys([*declared, *self._mentions.files([*flow.mentions, *texts], path)])
        events = {_EVENTS[t] for t in flow.triggers}
        line, alerts, alert_line = flow.trigger_line, flow.alerts, flow.alert_line
        paused = flow.paused
        retries = flow.retries or any(s.retries for s in steps)
        timeout = flow.timeout or any(s.timeout for s in steps)
        for trigger in triggers:
            events |= {_EVENTS[e] for e in trigger.events}
            line = line or trigger.trigger_line or trigger.line
            if trigger.alerts and not alerts:
                alerts, alert_line = trigger.alerts, trigger.alert_line
            paused, retries, timeout = paused or trigger.paused, retries or trigger.retries, timeout or trigger.timeout
        return Pipeline(
            flow.name, flow.system, path, flow.line, steps, frozenset(events), line, paused, retries, timeout,
            alerts, alert_line, tuple(f for f in files if f != path),
        )  # fmt: skip

    def _selected(self, path: str, flow: Flow) -> Flow:
        """A Dagster job over assets whose selection cannot be read is a job over all of its code location."""
        graph = self._known.get(f"{location(path, self._facts.entries)}:{ASSETS}")
        if flow.selects_nothing:
            return flow
        if flow.system == "dagster" and not any(not s.task or s.task in self._tasks for s in flow.steps) and graph:
            return replace(flow, steps=graph[1].steps, mentions=graph[1].mentions)
        return flow

    def _triggered(self, path: str, trigger: Trigger, target: tuple[str, Flow] | None) -> Pipeline:
        """A trigger in one file and its flow in another: a pipeline that stands where the trigger stands."""
        known = self._pipeline(*target, ()) if target else None
        files = (known.path, *known.files) if known else self._mentions.files(trigger.targets, path)
        return Pipeline(
            trigger.name,
            known.system if known else trigger.system,
            path,
            trigger.line,
            known.steps if known else (),
            frozenset(_EVENTS[e] for e in trigger.events),
            trigger.trigger_line,
            trigger.paused or bool(known and known.paused),
            trigger.retries or bool(known and known.retries),
            trigger.timeout or bool(known and known.timeout),
            trigger.alerts or (known.alerts if known else ""),
            trigger.alert_line or trigger.line,
            tuple(f for f in files if f != path),
        )

    def _steps(self, path: str, flow: Flow, depth: int) -> Iterator[PipelineStep]:
        """The flow's steps; flows that it calls bring theirs along."""
        for step in flow.steps:
            if step.task and step.task not in self._tasks:
                continue
            inner = self._inner(path, flow, step) if depth < NESTING_LIMIT else None
            yield PipelineStep(step.name, step.line, step.needs, step.runs, step.retries, step.timeout)
            if inner is not None:
                for nested in self._steps(*inner, depth + 1):
                    needs = tuple(f"{step.name}/{n}" for n in nested.needs)
                    yield replace(nested, name=f"{step.name}/{nested.name}", line=step.line, needs=needs)

    def _inner(self, path: str, flow: Flow, step: FlowStep) -> tuple[str, Flow] | None:
        found = self._known.get(f"{path}:{step.name}") or (self._known.get(step.task) if step.task else None)
        if found is None or found[1] is flow or found[1].system != flow.system:
            return None
        return found if (found[1].key or found[1].name) in {step.name, step.task} else None

    def _started(self, pipelines: list[Pipeline]) -> list[Pipeline]:
        """Flows that another live flow starts run on that flow's events."""
        starts = {
            name
            for path, flows in self._found
            for flow in flows.flows
            if flow.triggers and not flow.paused
            for name in flow.starts
        }
        return [
            replace(p, events=p.events | {Event.DATA}, trigger_line=p.trigger_line or p.line) if p.name in starts else p
            for p in pipelines
        ]
