"""The share of the orchestrated flows that retry, time out, alert a team, or start by themselves."""

from __future__ import annotations

from typing import Literal

from assess.links.flows.alerting import reaches_team
from assess.links.flows.topics import topics
from assess.links.kinds import AUTOMATIC, Pipeline
from assess.model.evidence import NOTHING, Observation
from assess.model.scale import Truth, truth
from assess.probes.pipelines import PipelineFilter, definition, filtered, started, unreadable
from assess.probes.view import View

EVIDENCE_LIMIT = 8


class PipelinesShareParams(PipelineFilter):
    """Parameters of `pipelines-share`: which pipelines are counted, and what is asked of each."""

    check: Literal["retries", "timeout", "alerts", "automatic", "retries-and-alerts", "dependent", "evaluated"]
    """`dependent`: some step waits for another; `evaluated`: besides, a step evaluates what another one trained."""


PARAMS = PipelinesShareParams
MEASURES = True


def observe(params: PipelinesShareParams, view: View) -> Observation:
    """The share, with pipelines that pass as evidence; nothing to count is a share of nought."""
    counted = list(filtered(params, view))
    passed = [p for p in counted if _passes(params, view, p)]
    unread = unreadable(params, view)
    if not counted:
        return Observation(Truth.UNKNOWN, tuple(unread), (0.0, 1.0)) if unread else NOTHING
    total = len(counted) + len(unread)
    share = (len(passed) / total, (len(passed) + len(unread)) / total)
    evidence = tuple(definition(p) for p in (passed or counted)[:EVIDENCE_LIMIT])
    return Observation(truth(bool(passed)), evidence, share, f"{len(passed)} of {len(counted)} pipelines", total)


def _passes(params: PipelinesShareParams, view: View, pipeline: Pipeline) -> bool:
    if params.check == "automatic":
        return bool(started(pipeline, view).events & AUTOMATIC)
    alerts = reaches_team(pipeline.alerts)
    dependent = pipeline.dependent_steps > 0
    checks = {
        "dependent": dependent,
        "evaluated": dependent and {"train", "evaluate"} <= topics(pipeline, view.facts),
        "retries": pipeline.retries,
        "timeout": pipeline.timeout,
        "alerts": alerts,
        "retries-and-alerts": pipeline.retries and alerts,
    }
    return checks[params.check]
