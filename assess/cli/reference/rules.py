"""A rule in words, as nested lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assess.model.document import Document
from assess.model.rubric import AnyOf, AtLeast, Condition, Not, Probe, Rule

_MOST_ITEMS = 8
_LONGEST_ITEM = 70
_ANY_SHARE = 0.01
"""Thresholds below this ask only that there is something."""


def ladder(rule: Rule) -> Iterator[str]:
    """The rungs, strongest first, then what lowers and what refutes."""
    for step in rule.steps:
        yield f"- **{step.rung.value}**: {step.says}"
        yield from condition(step.when, 1)
    yield f"- **absent**: {rule.nothing}"
    if rule.caps:
        yield from ("", "However good the evidence, it counts for less in these cases:", "")
    for cap in rule.caps:
        yield f"- **at most {cap.at_most.value}**: {cap.because}"
        yield from condition(cap.when, 1)
    if rule.refuted is not None:
        yield from (
            "",
            "It is not met, whatever is answered, in this case:",
            "",
            f"- **refuted**: {rule.refuted.because}",
        )
        yield from condition(rule.refuted.when, 1)


def condition(node: Condition, depth: int = 0) -> Iterator[str]:
    """A condition as a list item, its parts below it."""
    indent = "  " * depth
    if isinstance(node, Probe):
        yield f"{indent}- {_probe(node)}"
        return
    if isinstance(node, Not):
        yield f"{indent}- not:"
        yield from condition(node.part, depth + 1)
        return
    if len(node.parts) == 1:
        yield from condition(node.parts[0], depth)
        return
    if isinstance(node, AtLeast):
        yield f"{indent}- at least {node.count} of these:"
    else:
        yield f"{indent}- {'any' if isinstance(node, AnyOf) else 'all'} of these:"
    for part in node.parts:
        yield from condition(part, depth + 1)


def _probe(probe: Probe) -> str:
    params: Document = probe.params
    given = {name: getattr(params, name) for name in type(params).model_fields}
    defaults = {name: field.get_default(call_default_factory=True) for name, field in type(params).model_fields.items()}
    words = [_parameter(name, value) for name, value in given.items() if value != defaults[name]]
    share = (
        ""
        if probe.at_least is None
        else " for any share"
        if probe.at_least < _ANY_SHARE
        else f" for at least {probe.at_least:.0%}"
    )
    return f"[{probe.name}](../probes.md#{probe.name}){share}" + (f": {'; '.join(words)}" if words else "")


def _parameter(name: str, value: Any) -> str:
    said = name.replace("_", " ")
    if value is True:
        return said
    if value is False:
        return f"no {said}"
    return f"{said} {_value(value, name)}"


def _value(value: Any, name: str = "") -> str:
    if isinstance(value, Document):
        return " ".join(f"{key} {_value(inner)}" for key, inner in value.model_dump(exclude_defaults=True).items())
    if isinstance(value, dict):
        return ", ".join(f"{key} {_value(inner)}" for key, inner in value.items())
    if isinstance(value, tuple | list):
        return _list([_value(item) for item in value], "and" if name == "all" else "or")
    return code(str(value))


def _list(items: list[str], joint: str) -> str:
    if len(items) > _MOST_ITEMS:
        return f"{', '.join(items[:_MOST_ITEMS])} {joint} {len(items) - _MOST_ITEMS} more"
    return f" {joint} ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)


def code(text: str) -> str:
    """A short text as code on one line, cut where it is long."""
    flat = " ".join(text.split())
    short = flat if len(flat) <= _LONGEST_ITEM else flat[: _LONGEST_ITEM - 1] + "\u2026"
    return f"`` {short} ``" if "`" in short else f"`{short}`"
