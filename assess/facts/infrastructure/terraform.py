"""Terraform, OpenTofu and Terragrunt: blocks with nested attributes flattened, through tree-sitter."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from assess.facts.extractor import Unparsable
from assess.facts.infrastructure.reading import TextReader
from assess.facts.infrastructure.resource import ATTRIBUTE_LIMIT, DEPTH_LIMIT, VALUE_LIMIT, Attribute, Resource, flat
from assess.facts.pipelines.documents import items, mapping, one_or_many

if TYPE_CHECKING:
    from tree_sitter import Node, Parser

_EMPTY_LOOPS = frozenset({"{}", "[]", "toset([])", "tomap({})", "toset({})"})
_NAMED = {
    "data": "data",
    "provider": "terraform:provider",
    "variable": "terraform:variable",
    "output": "terraform:output",
}


@lru_cache(maxsize=1)
def _parser() -> Parser:
    import tree_sitter_hcl
    from tree_sitter import Language, Parser

    return Parser(Language(tree_sitter_hcl.language()))


def read(path: str, text: str) -> tuple[Resource, ...]:
    """Every block of one file as a resource or a setting. Raises: Unparsable."""
    root = _parser().parse(text.encode()).root_node
    body = _child(root, "body")
    found = tuple(_resources(path, body)) if body is not None else ()
    if not found and root.has_error:
        raise Unparsable("not readable as HCL", _error_line(root))
    return found


def _error_line(node: Node) -> int:
    for child in node.children:
        if child.has_error or child.type == "ERROR":
            return int(child.start_point[0]) + 1
    return 1


def _child(node: Node, kind: str) -> Node | None:
    return next((c for c in node.children if c.type == kind), None)


def _text(node: Node) -> str:
    return (node.text or b"").decode("utf-8", "replace")


def _resources(path: str, body: Node) -> Iterator[Resource]:
    if path.endswith(".tfvars"):
        yield Resource("terraform:values", path.rsplit("/", 1)[-1], path, 1, tuple(_attributes(body, (), 0)))
        return
    for node in body.children:
        if node.type != "block":
            continue
        word = _text(node.children[0])
        labels = [_text(c).strip('"') for c in node.children[1:] if c.type in {"string_lit", "identifier"}]
        inner = _child(node, "body")
        line = int(node.start_point[0]) + 1
        attributes = tuple(_attributes(inner, (), 0))[:ATTRIBUTE_LIMIT] if inner is not None else ()
        if word == "resource" and len(labels) > 1:
            yield Resource(labels[0], labels[1], path, line, attributes, _switched_off(attributes))
        elif word == "module" and labels:
            source = next((v for k, v, _ in attributes if k == "source"), "")
            yield Resource(f"module:{source}", labels[0], path, line, attributes, _switched_off(attributes))
        elif word == "data" and len(labels) > 1:
            yield Resource(f"data:{labels[0]}", labels[1], path, line, attributes)
        elif word in _NAMED and labels:
            yield Resource(_NAMED[word], labels[0], path, line, attributes)
        elif word == "locals":
            yield Resource("terraform:locals", "locals", path, line, attributes)
        elif word == "terraform" and inner is not None:
            yield from _settings(path, inner, attributes)
        elif word == "remote_state":
            yield Resource(
                "terraform:backend",
                next((v for k, v, _ in attributes if k == "backend"), "remote"),
                path,
                line,
                attributes,
            )


def _settings(path: str, body: Node, attributes: tuple[Attribute, ...]) -> Iterator[Resource]:
    """What a `terraform` block sets: backend, cloud, required providers; in Terragrunt the source of a unit."""
    for key, value, line in attributes:
        if key == "source":
            yield Resource(f"module:{value}", "terragrunt", path, line, attributes)
    for node in body.children:
        if node.type != "block":
            continue
        word = _text(node.children[0])
        labels = [_text(c).strip('"') for c in node.children[1:] if c.type in {"string_lit", "identifier"}]
        inner = _child(node, "body")
        line = int(node.start_point[0]) + 1
        given = tuple(_attributes(inner, (), 0)) if inner is not None else ()
        if word == "backend":
            yield Resource("terraform:backend", labels[0] if labels else "", path, line, given)
        elif word == "cloud":
            yield Resource("terraform:backend", "cloud", path, line, given)
        elif word == "required_providers":
            yield Resource("terraform:required_providers", "required_providers", path, line, given)


def _switched_off(attributes: tuple[Attribute, ...]) -> bool:
    for key, value, _ in attributes:
        if key == "count" and value.strip() == "0":
            return True
        if key == "for_each" and value.replace(" ", "") in _EMPTY_LOOPS:
            return True
    return False


def _attributes(body: Node, keys: tuple[str, ...], depth: int) -> Iterator[Attribute]:
    if depth > DEPTH_LIMIT:
        return
    for node in body.children:
        if node.type == "attribute":
            expression = _child(node, "expression")
            if expression is not None:
                yield from _value(expression, (*keys, _text(node.children[0])), depth + 1)
        elif node.type == "block":
            yield from _block(node, keys, depth)


def _block(node: Node, keys: tuple[str, ...], depth: int) -> Iterator[Attribute]:
    words = [_text(c).strip('"') for c in node.children if c.type in {"string_lit", "identifier"}]
    inner = _child(node, "body")
    if words[0] == "dynamic" and len(words) > 1 and inner is not None:
        content = next((c for c in inner.children if c.type == "block" and _text(c.children[0]) == "content"), None)
        inner, words = (_child(content, "body") if content is not None else None), words[1:]
    line = int(node.start_point[0]) + 1
    here = (*keys, words[0])
    if inner is None:
        yield ".".join(here), "{}", line
        return
    yield from _attributes(inner, here, depth + 1)


def _value(node: Node, keys: tuple[str, ...], depth: int) -> Iterator[Attribute]:
    line = int(node.start_point[0]) + 1
    core = node
    while core.type in {"expression", "collection_value", "literal_value", "template_expr"} and core.child_count == 1:
        core = core.children[0]
    if depth <= DEPTH_LIMIT:
        if core.type == "object" and any(c.type == "object_elem" for c in core.children):
            yield from _object(core, keys, depth)
            return
        if core.type == "tuple" and any(c.type == "expression" for c in core.children):
            for index, item in enumerate(c for c in core.children if c.type == "expression"):
                yield from _value(item, (*keys, str(index)), depth + 1)
            return
        if core.type == "function_call" and _text(core.children[0]) in {
            "jsonencode",
            "yamlencode",
            "merge",
            "tomap",
            "toset",
            "tolist",
        }:
            arguments = _child(core, "function_arguments")
            for item in arguments.children if arguments is not None else []:
                if item.type == "expression":
                    yield from _value(item, keys, depth + 1)
            if arguments is not None and any("{" in _text(c) or "[" in _text(c) for c in arguments.children):
                return
        if core.type == "heredoc_template":
            yield from _heredoc(core, keys, line)
            return
    yield ".".join(keys), _plain(core), line


def _object(node: Node, keys: tuple[str, ...], depth: int) -> Iterator[Attribute]:
    for element in (c for c in node.children if c.type == "object_elem"):
        parts = [c for c in element.children if c.type == "expression"]
        if len(parts) >= 2:
            key = _text(parts[0]).strip('"() ')
            yield from _value(parts[1], (*keys, key), depth + 1)


def _plain(node: Node) -> str:
    text = _text(node)[:VALUE_LIMIT].strip()
    if len(text) > 1 and text[0] == text[-1] == '"' and '"' not in text[1:-1].replace('\\"', ""):
        return text[1:-1]
    return text


def _heredoc(node: Node, keys: tuple[str, ...], line: int) -> Iterator[Attribute]:
    """A heredoc; when it is JSON it is flattened like an object."""
    lines = _text(node).split("\n")
    text = "\n".join(lines[1:-1])
    if text.lstrip().startswith(("{", "[")):
        try:
            data = json.loads(text)
        except (ValueError, RecursionError):
            data = None
        if isinstance(data, dict | list):
            prefix = ".".join(keys)
            yield from ((f"{prefix}.{k}" if k else prefix, v, line) for k, v, _ in flat(data, None))
            return
    yield ".".join(keys), text[:VALUE_LIMIT], line


def read_json(path: str, text: str) -> tuple[Resource, ...]:
    """Terraform's JSON spelling. Raises: Unparsable."""
    try:
        top = mapping(json.loads(text))
    except (ValueError, RecursionError) as error:
        raise Unparsable(f"not valid JSON: {error}") from error
    return tuple(_json_resources(path, top))


def _json_resources(path: str, top: Any) -> Iterator[Resource]:
    for block in one_or_many(top.get("resource")):
        for kind, named in mapping(block).items():
            for name, body in mapping(named).items():
                content = items(body)[0] if items(body) else body
                attributes = flat(content, None)
                yield Resource(str(kind), str(name), path, 1, attributes, _switched_off(attributes))
    for block in one_or_many(top.get("module")):
        for name, body in mapping(block).items():
            attributes = flat(body, None)
            yield Resource(f"module:{mapping(body).get('source', '')}", str(name), path, 1, attributes)
    for block in one_or_many(top.get("terraform")):
        for name, body in mapping(mapping(block).get("backend")).items():
            yield Resource("terraform:backend", str(name), path, 1, flat(body, None))
        if "required_providers" in mapping(block):
            yield Resource(
                "terraform:required_providers", "required_providers", path, 1, flat(block["required_providers"], None)
            )


READERS = (
    TextReader(("*.tf", "*.tofu", "*.tfvars", "terragrunt.hcl", "root.hcl"), (), read),
    TextReader(("*.tf.json", "*.tofu.json"), (), read_json),
)
