"""What starts a CircleCI job: branch and tag filters, and switches over pipeline values."""

from __future__ import annotations

from assess.facts.ci import scenarios as s
from assess.facts.ci.nodes import Node


def filtered(filters: Node, starts: tuple[s.Scenario, ...] | None) -> tuple[s.Scenario, ...] | None:
    """Scenarios that a job's filters let through; None for a workflow's default (every branch, no tag)."""
    base = (s.TOPIC, s.PUSH) if starts is None else starts
    if not filters.is_map:
        return starts
    branches, tags = filters.get("branches"), filters.get("tags")
    found: tuple[s.Scenario, ...] = base
    if branches.has("only"):
        found = s.push_scenarios(_names(branches.get("only")))
    elif branches.has("ignore"):
        found = s.push_scenarios((), _names(branches.get("ignore")))
    if starts is not None:
        events = {one.event for one in found}
        found = tuple(one for one in starts if one.event in events or one.event not in ("change", "push"))
    if tags.has("only") and starts is None:
        found = (*found, s.TAG)
    return found


def _names(node: Node) -> tuple[str, ...]:
    return tuple(name for name in node.texts if name)


def switched(flow: Node, parameters: Node) -> tuple[s.Scenario, ...] | None:
    """What a workflow's `when` or `unless` lets through; None when it can't be told and pushes may start it."""
    every = (s.TOPIC, s.PUSH, s.SCHEDULE, s.API)
    found = [one for one in every if _allows(flow, parameters, one) is not False]
    sure = [one for one in found if one in (s.TOPIC, s.PUSH) or _names_it(flow, one)]
    return tuple(sure) if sure else (s.MANUAL,)


def _names_it(flow: Node, scenario: s.Scenario) -> bool:
    words = " ".join(_texts(flow.get("when"))) + " ".join(_texts(flow.get("unless")))
    return "schedule" in words.lower() if scenario is s.SCHEDULE else "api" in words.lower().split()


def _texts(node: Node) -> list[str]:
    if node.is_map:
        return [text for key, child in node.items() for text in (key, *_texts(child))]
    return list(node.texts) if node.is_text else [text for child in node.children() for text in _texts(child)]


def _allows(flow: Node, parameters: Node, scenario: s.Scenario) -> bool | None:
    if flow.has("unless"):
        found = _holds(flow.get("unless"), parameters, scenario)
        return None if found is None else not found
    return _holds(flow.get("when"), parameters, scenario)


def _holds(node: Node, parameters: Node, scenario: s.Scenario) -> bool | None:
    if node.is_text:
        value = _value(node.text, parameters, scenario)
        return value if isinstance(value, bool) or value is None else value.lower() not in ("", "false", "0")
    for key, child in node.items():
        if key == "not":
            inner = _holds(child, parameters, scenario)
            return None if inner is None else not inner
        if key in ("and", "or"):
            truths = [_holds(part, parameters, scenario) for part in child.children()]
            decisive = key == "or"
            return decisive if decisive in truths else None if None in truths else not decisive
        if key == "equal":
            return _equal([_value(part.text, parameters, scenario) for part in child.children()])
        if key == "condition":
            return _holds(child, parameters, scenario)
        if key == "matches":
            value = _value(child.get("value").text, parameters, scenario)
            return (
                None if not isinstance(value, str) else False if scenario is s.TOPIC and value in s.LONG_LIVED else None
            )
    return None


def _equal(values: list[str | bool | None]) -> bool | None:
    texts = ["true" if v is True else "false" if v is False else v for v in values]
    if "@topic" in texts:
        return False if any(t in s.LONG_LIVED for t in texts if t) else None
    if "@main" in texts:
        return True if any(t in s.DEFAULT_BRANCHES for t in texts if t) else None
    return None if None in texts else len(set(texts)) == 1


def _value(text: str, parameters: Node, scenario: s.Scenario) -> str | bool | None:
    inner = text.strip()
    if not (inner.startswith("<<") and inner.endswith(">>")):
        return text
    name = inner[2:-2].strip()
    if name == "pipeline.git.branch":
        return "@topic" if scenario is s.TOPIC else "@main"
    if name == "pipeline.git.tag":
        return ""
    if name in ("pipeline.trigger_source", "pipeline.event.name"):
        return {"schedule": "scheduled_pipeline", "data": "api"}.get(scenario.event, "webhook")
    if name == "pipeline.schedule.name":
        return None if scenario is s.SCHEDULE else ""
    if name.startswith("pipeline.parameters.") and scenario in (s.TOPIC, s.PUSH):
        default = parameters.get(name.removeprefix("pipeline.parameters.")).get("default")
        return default.text if default.is_text else None
    return None
