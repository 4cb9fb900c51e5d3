"""Orchestrated flows: how many steps depend on each other, what starts them, whether they retry, time out and alert."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from weakref import WeakKeyDictionary

import re2
from pydantic import Field

from assess.links.ci.submissions import submissions
from assess.links.flows.alerting import reaches_team
from assess.links.flows.pipelines import unreadable_pipelines
from assess.links.flows.schedulers import known_scheduler
from assess.links.flows.topics import in_order, topics
from assess.links.kinds import AUTOMATIC, Event, Hop, Pipeline, Standing
from assess.links.scope.roles import Roles
from assess.model.evidence import Evidence, Observation, observed, seen
from assess.probes.params import InFiles
from assess.probes.view import View

EventName = Literal["automatic", "change", "push", "tag", "schedule", "data", "manual"]
Topic = Literal["train", "evaluate", "predict", "prepare", "ingest", "deploy", "monitor", "validate", "report"]
EVIDENCE_LIMIT = 12


class PipelineFilter(InFiles):
    """Which pipelines are meant."""

    systems: tuple[str, ...] = ()
    """Names such as `airflow`, `dagster`, `dvc`; empty means every one."""
    not_systems: tuple[str, ...] = ()
    min_steps: int = Field(default=1, ge=0)
    min_dependent: int = Field(default=0, ge=0)
    """Steps that wait for another one."""
    topics: tuple[Topic, ...] = ()
    """The pipeline must have all of them, by its steps' names, commands and files."""
    any_topics: tuple[Topic, ...] = ()
    """The pipeline must have one of them."""
    first: Topic | None = None
    then: Topic | None = None
    """A step of the topic `then` must wait, directly or through others, for a step of the topic `first`, or be one."""
    paused: bool = False
    """Whether definitions that are switched off are meant too."""


class PipelinesParams(PipelineFilter):
    """Parameters of `pipelines`."""

    events: tuple[EventName, ...] = ()
    """One of them must start it; `automatic` is any but `manual`."""
    by: Literal["any", "definition", "automation"] = "any"
    """Whether its own schedule starts it, live automation that submits or runs it, or either."""
    running: bool = False
    """Its own schedule counts only where the repository deploys or names the scheduler."""
    retries: bool = False
    timeout: bool = False
    alerts: bool = False
    """Failures are sent to a team, a channel or a pager, not to one person."""
    min: int = Field(default=1, ge=1)
    """How many such pipelines there must be."""


PARAMS = PipelinesParams


@dataclass(frozen=True, slots=True)
class Started:
    """What starts a pipeline, and where that stands."""

    events: frozenset[Event]
    chain: tuple[Hop, ...] = ()


def observe(params: PipelinesParams, view: View) -> Observation:
    """Yes when enough pipelines have everything that is asked for."""
    evidence: list[Evidence] = []
    count = 0
    for pipeline in filtered(params, view):
        found = _holds(params, view, pipeline)
        if found is not None:
            count += 1
            evidence += found
    if count >= params.min:
        return observed(evidence[:EVIDENCE_LIMIT])
    return observed([], unknown=unreadable(params, view))


def filtered(params: PipelineFilter, view: View) -> Iterator[Pipeline]:
    """The pipelines that are meant, by path and line."""
    for pipeline in view.links.pipelines:
        if (params.systems and pipeline.system not in params.systems) or pipeline.system in params.not_systems:
            continue
        if len(pipeline.steps) < params.min_steps or pipeline.dependent_steps < params.min_dependent:
            continue
        if (pipeline.paused and not params.paused) or not any(view.in_scope(params, (pipeline.path,))):
            continue
        if params.topics or params.any_topics:
            known = topics(pipeline, view.facts)
            if not set(params.topics) <= known or (params.any_topics and not known & set(params.any_topics)):
                continue
        if params.first and params.then and not in_order(pipeline, params.first, params.then):
            continue
        yield pipeline


def unreadable(params: PipelineFilter, view: View) -> list[Evidence]:
    """Candidates in scope that could not be read."""
    return [
        seen(path, line, why)
        for path, line, why in unreadable_pipelines(view.facts, view.links.roles)
        if any(view.in_scope(params, (path,)))
    ]


def started(pipeline: Pipeline, view: View, *, by: str = "any", running: bool = False) -> Started:
    """What starts a pipeline: its own triggers, and live automation that reaches its definition."""
    own: frozenset[Event] = frozenset()
    if by != "automation" and not pipeline.paused:
        own = pipeline.events if not running or _has_scheduler(pipeline.system, view) else frozenset()
    if by == "definition":
        return Started(own)
    reached = view.links.reach.of(pipeline.path)
    hop = reached.chain[0] if reached.chain else None
    by_itself = hop is not None and hop.path == pipeline.path
    if reached.standing >= Standing.AUTOMATED and not by_itself and _runs_it(pipeline, reached.chain):
        return Started(own | reached.events, reached.chain)
    runs = submissions(pipeline.system, view.links.commands, view.facts)
    if pipeline.system == "dagster":
        runs = tuple(r for r in runs if _names(pipeline, (r.command, *(value for _, value in r.options))))
    return Started(own.union(*(run.events for run in runs)), runs[0].chain if runs else ())


def _runs_it(pipeline: Pipeline, chain: tuple[Hop, ...]) -> bool:
    """Whether a chain runs the flow; Airflow and Dagster load definitions, so that building or deploying them starts none."""
    file = pipeline.path.rsplit("/", 1)[-1]
    return pipeline.system not in _LOADED or any(
        _EXECUTES.search(hop.text)
        or (_PROGRAM.search(hop.text) and any(word.rsplit("/", 1)[-1] == file for word in hop.text.split()))
        for hop in chain
    )


def _names(pipeline: Pipeline, texts: tuple[str, ...]) -> bool:
    """Whether one of the texts holds the pipeline's own name as a word."""
    return any(pipeline.name in _WORDS.split(text) for text in texts)


_WORDS = re2.compile(r"[^\w-]+")
_LOADED = frozenset({"airflow", "dagster"})
_EXECUTES = re2.compile(
    r"(?i)\b(?:dagster|dg)\b.*\b(?:execute|materialize|launch|backfill)\b|\bairflow\b.*\b(?:test|run|trigger|backfill)\b"
)
_PROGRAM = re2.compile(r"\b(?:python[\d.]*|uv run|papermill)\b")
_SCHEDULERS: WeakKeyDictionary[Roles, dict[str, bool]] = WeakKeyDictionary()


def _has_scheduler(system: str, view: View) -> bool:
    known = _SCHEDULERS.setdefault(view.links.roles, {})
    if system not in known:
        known[system] = known_scheduler(system, view.facts, view.links.roles) is not None
    return known[system]


def wanted_events(names: tuple[EventName, ...]) -> frozenset[Event]:
    """The events that the names stand for."""
    found: set[Event] = set()
    for name in names:
        found |= AUTOMATIC if name == "automatic" else {Event(name)}
    return frozenset(found)


def definition(pipeline: Pipeline) -> Evidence:
    """Where a pipeline stands and how it hangs together."""
    text = f"{pipeline.system} {pipeline.name}: {len(pipeline.steps)} steps, {pipeline.dependent_steps} dependent"
    return seen(pipeline.path, pipeline.line, text)


def _holds(params: PipelinesParams, view: View, pipeline: Pipeline) -> list[Evidence] | None:
    evidence = [definition(pipeline)]
    if params.events:
        start = started(pipeline, view, by=params.by, running=params.running)
        if not start.events & wanted_events(params.events):
            return None
        if pipeline.trigger_line and pipeline.events & start.events:
            words = ", ".join(sorted(e.value for e in pipeline.events))
            evidence.append(seen(pipeline.path, pipeline.trigger_line, f"started by {words}"))
        elif start.chain:
            evidence.append(seen(start.chain[0].path, start.chain[0].line, start.chain[0].text))
    if (params.retries and not pipeline.retries) or (params.timeout and not pipeline.timeout):
        return None
    if params.alerts:
        if not reaches_team(pipeline.alerts):
            return None
        evidence.append(seen(pipeline.path, pipeline.alert_line or pipeline.line, f"alerts {pipeline.alerts}"))
    return evidence
