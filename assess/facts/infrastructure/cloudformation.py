"""CloudFormation and SAM templates, and Serverless Framework services."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from assess.facts.infrastructure.reading import DocumentReader
from assess.facts.infrastructure.resource import Resource, flat
from assess.facts.pipelines.documents import items, mapping, word
from assess.yaml_source import Loaded

Place = tuple[str | int, ...]


def read(path: str, documents: tuple[Loaded, ...]) -> tuple[Resource, ...]:
    """Every resource of a template."""
    return tuple(r for d in documents for r in _template(path, d, mapping(d.data), ()))


def _template(path: str, document: Loaded, top: Mapping[str, Any], place: Place) -> Iterator[Resource]:
    for name, resource in mapping(top.get("Resources")).items():
        kind = word(mapping(resource).get("Type"))
        if "::" in kind:
            at = (*place, "Resources", name)
            body = mapping(resource)
            attributes = flat(body.get("Properties"), document, (*at, "Properties"), document.line(*at))
            kept = flat(
                {k: v for k, v in body.items() if k in {"DeletionPolicy", "UpdatePolicy", "Condition"}}, document, at
            )
            yield Resource(f"cloudformation:{kind}", str(name), path, document.line(*at), (*attributes, *kept))


def read_serverless(path: str, documents: tuple[Loaded, ...]) -> tuple[Resource, ...]:
    """The functions of a service and the resources it declares besides."""
    document = documents[0] if documents else None
    if document is None:
        return ()
    top = mapping(document.data)
    if "service" not in top or "provider" not in top:
        return ()
    found = [
        Resource(
            "serverless:service",
            word(top.get("service")) or "service",
            path,
            1,
            flat(top.get("provider"), document, ("provider",)),
        )
    ]
    for name, function in mapping(top.get("functions")).items():
        at = ("functions", name)
        found.append(Resource("serverless:function", str(name), path, document.line(*at), flat(function, document, at)))
    declared = top.get("resources")
    blocks: list[tuple[Mapping[str, Any], Place]] = [
        (mapping(b), ("resources", i)) for i, b in enumerate(items(declared))
    ] or [(mapping(declared), ("resources",))]
    for block, place in blocks:
        found += _template(path, document, block, place)
    return tuple(found)


READERS = (
    DocumentReader(("*.yaml", "*.yml", "*.json", "*.template"), (("Resources",), ("AWS::", "Alexa::")), read),
    DocumentReader(
        ("serverless.y{a,}ml", "serverless.*.y{a,}ml", "serverless.json"), (("provider",),), read_serverless
    ),
)
