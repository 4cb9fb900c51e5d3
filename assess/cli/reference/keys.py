"""The keys of a document model, each with type, default and meaning, from its JSON schema."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from assess.model.document import Document

Schema = dict[str, Any]


def keys(model: type[Document]) -> Iterator[str]:
    """A list of the model's own keys; inner documents are named, not shown."""
    schema = model.model_json_schema()
    yield from _listed(schema, schema.get("$defs", {}), linked=False)


def tree(model: type[Document]) -> Iterator[str]:
    """The model's keys, then a section for each document inside of it, in order of appearance."""
    schema = model.model_json_schema()
    inner = schema.get("$defs", {})
    yield from _listed(schema, inner, linked=True)
    for name in _in_order(schema, inner):
        yield from ("", f"## {name}", "", prose(inner[name].get("description", "")), "")
        yield from _listed(inner[name], inner, linked=True)


def prose(text: str) -> str:
    """A docstring on one line."""
    return " ".join(text.split())


def _listed(schema: Schema, inner: Schema, *, linked: bool) -> Iterator[str]:
    properties = schema.get("properties", {})
    if not properties:
        yield "It takes no parameters."
    for name, part in properties.items():
        default = "" if name in schema.get("required", ()) else _default(part.get("default"))
        meaning = prose(part.get("description", ""))
        yield f"- `{name}` ({_kind(part, inner, linked)}{default}){f': {meaning}' if meaning else ''}"


def _default(shown: Any) -> str:
    if shown in ("", [], {}):
        return ", may be left out"
    if shown is None or isinstance(shown, dict):
        return ", optional"
    return f", default `{shown if isinstance(shown, str) else json.dumps(shown)}`"


def _kind(part: Schema, inner: Schema, linked: bool) -> str:
    if "enum" in part or "const" in part:
        return " or ".join(f"`{word}`" for word in part.get("enum", [part.get("const")]))
    if "anyOf" in part:
        return " or ".join(dict.fromkeys(_kind(one, inner, linked) for one in part["anyOf"] if one != {"type": "null"}))
    if "$ref" in part:
        name = str(part["$ref"]).rpartition("/")[2]
        if "enum" in inner.get(name, {}):
            return _kind(inner[name], inner, linked)
        return f"[{name}](#{name.lower()})" if linked else name
    if part.get("type") == "array":
        return f"list of {_kind(part.get('items', {}), inner, linked)}"
    if part.get("type") == "object":
        of = part.get("additionalProperties")
        return f"map of {_kind(of, inner, linked)}" if isinstance(of, dict) else "map"
    return f"{part.get('type', 'any value')}{_limits(part)}"


def _limits(part: Schema) -> str:
    words = (("minimum", "from"), ("exclusiveMinimum", "above"), ("maximum", "to"), ("exclusiveMaximum", "below"))
    return "".join(f", {word} {part[key]:g}" for key, word in words if key in part)


def _in_order(schema: Schema, inner: Schema) -> tuple[str, ...]:
    """Names of the documents that the schema leads to; scales are shown where they stand."""
    found: dict[str, None] = {}

    def walk(part: Any) -> None:
        if isinstance(part, list):
            for item in part:
                walk(item)
        if not isinstance(part, dict):
            return
        name = str(part.get("$ref", "")).rpartition("/")[2]
        if name and name not in found and "enum" not in inner[name]:
            found[name] = None
            walk(inner[name].get("properties", {}))
        for value in part.values():
            walk(value)

    walk(schema.get("properties", {}))
    return tuple(found)
