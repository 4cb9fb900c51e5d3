"""Reading of nested document data: mappings, lists and texts without surprises."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from assess.yaml_source import Loaded

TEXT_LIMIT = 2000


def mapping(value: Any) -> Mapping[str, Any]:
    """The value when it is a mapping, else an empty one."""
    return value if isinstance(value, dict) else {}


def items(value: Any) -> list[Any]:
    """The value when it is a list, else nothing."""
    return value if isinstance(value, list) else []


def one_or_many(value: Any) -> list[Any]:
    """A list as it is, a single value as a list of one, nothing as an empty list."""
    return value if isinstance(value, list) else [] if value is None else [value]


def word(value: Any) -> str:
    """A scalar as text; empty for anything else."""
    return "" if value is None or isinstance(value, dict | list) else str(value)


def texts(value: Any, limit: int = 40) -> tuple[str, ...]:
    """String scalars below a value, in order."""
    found: list[str] = []
    _gather(value, found, limit, 0)
    return tuple(dict.fromkeys(found))


def _gather(value: Any, found: list[str], limit: int, depth: int) -> None:
    if len(found) >= limit or depth > 12:
        return
    if isinstance(value, str):
        if value:
            found.append(value[:TEXT_LIMIT])
    elif isinstance(value, dict):
        for inner in value.values():
            _gather(inner, found, limit, depth + 1)
    elif isinstance(value, list):
        for inner in value:
            _gather(inner, found, limit, depth + 1)


def kinds(
    documents: tuple[Loaded, ...], *wanted: str
) -> Iterator[tuple[Loaded, Mapping[str, Any], tuple[str | int, ...]]]:
    """Kubernetes objects of the wanted kinds, also from `kind: List`: document, object and its place."""
    for document in documents:
        top = mapping(document.data)
        if top.get("kind") in wanted:
            yield document, top, ()
        for index, item in enumerate(items(top.get("items")) if top.get("kind") == "List" else []):
            if mapping(item).get("kind") in wanted:
                yield document, item, ("items", index)


def name_of(thing: Mapping[str, Any]) -> str:
    """`metadata.name`, or the prefix that names are generated from."""
    metadata = mapping(thing.get("metadata"))
    return word(metadata.get("name")) or word(metadata.get("generateName")).rstrip("-")
