"""AWS Step Functions: Amazon States Language in JSON or YAML, alone or inside CloudFormation and SAM."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from assess.facts.pipelines.documents import items, mapping, texts, word
from assess.facts.pipelines.flow import DATA, SCHEDULE, Flow, Flows, FlowStep
from assess.facts.pipelines.reading import DocumentReader
from assess.yaml_source import Loaded

DEPTH_LIMIT = 8
_MACHINES = ("AWS::StepFunctions::StateMachine", "AWS::Serverless::StateMachine")


def read(path: str, documents: tuple[Loaded, ...]) -> Flows:
    """State machines; in a template also the schedule or event that starts them."""
    found: list[Flow] = []
    for document in documents:
        top = mapping(document.data)
        if "States" in top and "StartAt" in top:
            name = path.rsplit("/", 1)[-1].split(".")[0]
            found.append(machine(name, top, document.line("States"), document))
        for name, resource in mapping(top.get("Resources")).items():
            if mapping(resource).get("Type") in _MACHINES:
                found.append(_resource(document, str(name), mapping(mapping(resource).get("Properties"))))
    return Flows(tuple(found))


def machine(name: str, definition: Mapping[str, Any], line: int, document: Loaded | None = None) -> Flow:
    """The flow of one state machine; `line` where its place is not known more exactly."""
    steps: list[FlowStep] = []
    _states(definition, (), steps, line, document, 0)
    states = [mapping(s) for s in _every(definition, 0)]
    retries = any("Retry" in s for s in states)
    timeout = "TimeoutSeconds" in definition or any("TimeoutSeconds" in s for s in states)
    catches = any("Catch" in s for s in states)
    alerts = next((t for s in states for t in texts(s) if ":sns:" in t.lower() or "sns:publish" in t.lower()), "")
    return Flow(
        name, "step-functions", line, tuple(steps), retries=retries, timeout=timeout,
        alerts=alerts if catches else "", alert_line=line if alerts and catches else 0,
    )  # fmt: skip


def parsed(text: str) -> Mapping[str, Any]:
    """A definition written as JSON text; empty when it is none."""
    try:
        return mapping(json.loads(text))
    except (ValueError, RecursionError):
        return {}


def _every(definition: Mapping[str, Any], depth: int) -> list[Any]:
    found: list[Any] = []
    if depth > DEPTH_LIMIT:
        return found
    for state in mapping(definition.get("States")).values():
        found.append(state)
        for branch in _branches(mapping(state)):
            found += _every(branch, depth + 1)
    return found


def _branches(state: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    inner = [mapping(b) for b in items(state.get("Branches"))]
    return [*inner, *(mapping(state[k]) for k in ("Iterator", "ItemProcessor") if k in state)]


def _states(
    definition: Mapping[str, Any],
    place: tuple[str | int, ...],
    steps: list[FlowStep],
    line: int,
    document: Loaded | None,
    depth: int,
) -> None:
    states = mapping(definition.get("States"))
    needs: dict[str, list[str]] = {str(n): [] for n in states}
    for name, state in states.items():
        for target in _targets(mapping(state)):
            needs.setdefault(target, []).append(str(name))
    for name, state in states.items():
        body = mapping(state)
        at = document.line(*place, "States", name) if document is not None else line
        if depth <= DEPTH_LIMIT and word(body.get("Type")) not in {"Succeed", "Fail", "Pass", "Wait", "Choice"}:
            timeout = "TimeoutSeconds" in body
            steps.append(
                FlowStep(str(name), at, tuple(needs.get(str(name), ())), texts(body), "Retry" in body, timeout)
            )
        for branch in _branches(body) if depth <= DEPTH_LIMIT else []:
            _states(branch, (), steps, at, None, depth + 1)


def _targets(state: Mapping[str, Any]) -> list[str]:
    choices = [word(mapping(c).get("Next")) for c in items(state.get("Choices"))]
    return [t for t in (word(state.get("Next")), word(state.get("Default")), *choices) if t]


def _resource(document: Loaded, name: str, properties: Mapping[str, Any]) -> Flow:
    place = ("Resources", name)
    definition = mapping(properties.get("Definition"))
    if not definition:
        written = properties.get("DefinitionString")
        pieces = texts(written, 400)
        definition = parsed(pieces[0] if len(pieces) == 1 else "".join(pieces))
    flow = machine(name, definition, document.line(*place))
    events = {
        word(mapping(e).get("Type")): mapping(mapping(e).get("Properties"))
        for e in mapping(properties.get("Events")).values()
    }
    live = {t for t, p in events.items() if p.get("Enabled") is not False and word(p.get("State")) != "DISABLED"}
    triggers = {SCHEDULE if t.startswith("Schedule") else DATA for t in live}
    mentions = tuple(t for t in texts(properties.get("DefinitionUri")) if "." in t)
    return Flow(
        flow.name, flow.system, flow.line, flow.steps, frozenset(triggers),
        document.line(*place, "Properties", "Events") if triggers else 0, bool(events and not live), flow.retries,
        flow.timeout, flow.alerts, flow.alert_line, mentions,
    )  # fmt: skip


READERS = (
    DocumentReader(
        ("*.json", "*.yaml", "*.yml", "*.asl"), (("StartAt", "StateMachine"), ("States", "StateMachine")), read
    ),
)
