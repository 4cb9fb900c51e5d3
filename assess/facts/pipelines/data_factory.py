"""Azure Data Factory, Synapse and Fabric: pipelines with activities, and their triggers, as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assess.facts.pipelines.documents import items, mapping, texts, word
from assess.facts.pipelines.flow import DATA, SCHEDULE, Flow, Flows, FlowStep, Trigger
from assess.facts.pipelines.reading import DocumentReader
from assess.yaml_source import Loaded


def read(path: str, documents: tuple[Loaded, ...]) -> Flows:
    """A pipeline or a trigger, alone or as resources of a deployment template."""
    flows: list[Flow] = []
    triggers: list[Trigger] = []
    for document in documents:
        top = mapping(document.data)
        resources = [(mapping(r), ("resources", i)) for i, r in enumerate(items(top.get("resources")))]
        for thing, place in [(top, ()), *resources]:
            properties = mapping(thing.get("properties"))
            name = (
                word(thing.get("name")).strip("[]'() ").rsplit("/", 1)[-1].strip("'")
                or path.rsplit("/", 1)[-1].split(".")[0]
            )
            if items(properties.get("activities")):
                flows.append(_flow(document, name, properties, (*place, "properties")))
            elif items(properties.get("pipelines")) and word(properties.get("type")):
                triggers.append(_trigger(document, name, properties, (*place, "properties")))
    return Flows(tuple(flows), tuple(triggers))


def _flow(document: Loaded, name: str, properties: Mapping[str, Any], place: tuple[str | int, ...]) -> Flow:
    steps = []
    for index, activity in enumerate(items(properties.get("activities"))):
        body = mapping(activity)
        needs = tuple(word(mapping(d).get("activity")) for d in items(body.get("dependsOn")))
        policy = mapping(body.get("policy"))
        retries = word(policy.get("retry")) not in {"", "0"}
        line = document.line(*place, "activities", index)
        steps.append(FlowStep(word(body.get("name")), line, needs, texts(body), retries, "timeout" in policy))
    failing = [s for s, a in zip(steps, items(properties.get("activities")), strict=True) if _on_failure(a)]
    return Flow(
        name, "data-factory", document.line(*place, "activities"), tuple(steps), retries=any(s.retries for s in steps),
        timeout=any(s.timeout for s in steps), alerts=failing[0].name if failing else "", alert_line=failing[0].line if failing else 0,
    )  # fmt: skip


def _on_failure(activity: object) -> bool:
    """A web call or mail that runs when another activity failed."""
    body = mapping(activity)
    conditions = [t for d in items(body.get("dependsOn")) for t in texts(mapping(d).get("dependencyConditions"))]
    return "Failed" in conditions and word(body.get("type")) in {"WebActivity", "WebHook", "Office365Outlook", "Teams"}


def _trigger(document: Loaded, name: str, properties: Mapping[str, Any], place: tuple[str | int, ...]) -> Trigger:
    targets = tuple(
        word(mapping(mapping(p).get("pipelineReference")).get("referenceName"))
        for p in items(properties.get("pipelines"))
    )
    kind = word(properties.get("type"))
    event = SCHEDULE if "Schedule" in kind or "Tumbling" in kind else DATA
    stopped = word(properties.get("runtimeState")) in {"Stopped", "Disabled"}
    line = document.line(*place)
    return Trigger(name, "data-factory", line, targets, frozenset({event}), document.line(*place, "type"), stopped)


READERS = (DocumentReader(("*.json",), (('"properties"',), ('"activities"', '"pipelineReference"')), read),)
