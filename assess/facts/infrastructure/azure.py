"""Azure: ARM templates, and Bicep through a reader of its braces."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import re2

from assess.facts.infrastructure.reading import DocumentReader, TextReader
from assess.facts.infrastructure.resource import ATTRIBUTE_LIMIT, VALUE_LIMIT, Attribute, Resource, flat
from assess.facts.pipelines.documents import items, mapping, word
from assess.yaml_source import Loaded

DEPTH_LIMIT = 6
DECLARATIONS_LIMIT = 1000
_DECLARATION = re2.compile(r"^\s*(resource|module)\s+(\w+)\s+'([^'\n]+)'\s*(existing)?\s*=\s*(.*)$")
_PAIR = re2.compile(r"^\s*'?([\w\-. ]+?)'?\s*:\s*(.*)$")


def read_arm(path: str, documents: tuple[Loaded, ...]) -> tuple[Resource, ...]:
    """Every resource of a deployment template, nested ones included."""
    return tuple(r for d in documents for r in _arm(path, d, mapping(d.data).get("resources"), ("resources",), "", 0))


def _arm(
    path: str, document: Loaded, resources: Any, place: tuple[str | int, ...], parent: str, depth: int
) -> Iterator[Resource]:
    named: list[tuple[str | int, Any]] = [*enumerate(items(resources)), *mapping(resources).items()]
    for key, resource in named if depth < DEPTH_LIMIT else []:
        body = mapping(resource)
        kind = word(body.get("type"))
        if "/" not in kind and not parent:
            continue
        full = kind if "/" in kind and "." in kind.split("/")[0] else f"{parent}/{kind}"
        at = (*place, key)
        off = body.get("condition") is False
        if body.get("existing") is not True:
            yield Resource(
                f"arm:{full}", word(body.get("name")), path, document.line(*at), flat(body, document, at), off
            )
        yield from _arm(path, document, body.get("resources"), (*at, "resources"), full, depth + 1)
        template = mapping(mapping(mapping(body.get("properties")).get("template")))
        yield from _arm(
            path, document, template.get("resources"), (*at, "properties", "template", "resources"), "", depth + 1
        )


def read_bicep(path: str, text: str) -> tuple[Resource, ...]:
    """Every resource and module declaration; ones that exist already are left out."""
    lines = text.split("\n")
    found: list[Resource] = []
    for index, line in enumerate(lines):
        match = _DECLARATION.match(line)
        if not match or match.group(4):
            continue
        if len(found) >= DECLARATIONS_LIMIT:
            break
        word_, name, kind, rest = (str(match.group(i) or "") for i in (1, 2, 3, 5))
        attributes = tuple(_body(lines, index))
        kind = kind.split("@")[0]
        off = rest.replace(" ", "").startswith("if(false)")
        title = f"bicep:{kind}" if word_ == "resource" else f"module:{kind}"
        found.append(Resource(title, name, path, index + 1, attributes, off))
    return tuple(found)


def _body(lines: list[str], start: int) -> Iterator[Attribute]:
    """Pairs within the declaration's braces, keys by nesting."""
    keys: list[str] = []
    depth, count = 0, 0
    for index in range(start, min(len(lines), start + 2000)):
        line = lines[index].split("//")[0] if "://" not in lines[index] else lines[index]
        opened = line.count("{") + line.count("[") - line.count("}") - line.count("]")
        pair = _PAIR.match(line) if index > start else None
        if pair and depth >= 1:
            key, value = str(pair.group(1)), str(pair.group(2)).strip()
            path = ".".join([*keys[: depth - 1], key])
            if value not in {"{", "["}:
                yield path, value.strip("'")[:VALUE_LIMIT], index + 1
                count += 1
            keys = [*keys[: depth - 1], key]
        elif depth >= 1 and line.strip(" {}[]\t'") and index > start:
            yield ".".join(keys[: depth - 1]) or "value", line.strip().strip("'")[:VALUE_LIMIT], index + 1
            count += 1
        while opened > 0 and len(keys) < depth + opened - 1:
            keys.append("*")
        depth += opened
        if (depth <= 0 and index > start) or count >= ATTRIBUTE_LIMIT:
            return


READERS = (
    DocumentReader(
        ("*.json",),
        (("deploymentTemplate.json", "deploymentTemplate#", "/deploymentTemplate"), ("resources",)),
        read_arm,
    ),
    TextReader(("*.bicep",), ("resource ", "module "), read_bicep),
)
