"""What every infrastructure tool's files come down to: resources with flat attributes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from assess.yaml_source import Loaded

Attribute = tuple[str, str, int]
"""Dotted key, value as text, line."""
ATTRIBUTE_LIMIT = 600
VALUE_LIMIT = 4000
UNREAD = "?"
"""The key that says: further attributes could not be read."""
DEPTH_LIMIT = 24


@dataclass(frozen=True, slots=True)
class Resource:
    """One declared thing."""

    kind: str
    """`aws_s3_bucket`, `kubernetes:Deployment`, `cloudformation:AWS::S3::Bucket`, `bicep:Microsoft.Storage/storageAccounts`,
    `module:<source>`; settings of a tool are kinds of its own, such as `terraform:backend`."""
    name: str
    path: str
    line: int
    attributes: tuple[Attribute, ...] = ()
    switched_off: bool = False
    """`count = 0`, a loop over nothing, `if (false)`."""

    @property
    def system(self) -> str:
        """The tool that reads it."""
        head, colon, _ = self.kind.partition(":")
        return ("terraform" if head == "module" else head) if colon else "terraform"

    def value(self, key: str) -> str:
        """The value at a dotted key, or empty."""
        return next((v for k, v, _ in self.attributes if k == key), "")

    def under(self, prefix: str) -> tuple[Attribute, ...]:
        """Attributes whose keys start with a prefix."""
        return tuple(a for a in self.attributes if a[0] == prefix or a[0].startswith(prefix + "."))


def flat(
    value: Any, document: Loaded | None, place: tuple[str | int, ...] = (), line: int = 1
) -> tuple[Attribute, ...]:
    """Scalars below a value, by dotted keys relative to `place`; list items by their number."""
    found: list[Attribute] = []
    for key, text, where in _scalars(value, document, place, (), line, 0):
        found.append((key, text, where))
        if len(found) >= ATTRIBUTE_LIMIT:
            break
    return tuple(found)


def _scalars(
    value: Any, document: Loaded | None, place: tuple[str | int, ...], keys: tuple[str, ...], line: int, depth: int
) -> Iterator[Attribute]:
    if depth > DEPTH_LIMIT:
        return
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _scalars(inner, document, (*place, key), (*keys, str(key)), line, depth + 1)
        if not value and keys:
            yield ".".join(keys), "{}", document.line(*place) if document else line
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _scalars(inner, document, (*place, index), (*keys, str(index)), line, depth + 1)
        if not value and keys:
            yield ".".join(keys), "[]", document.line(*place) if document else line
    else:
        yield ".".join(keys), written(value), document.line(*place) if document else line


def written(value: Any) -> str:
    """A scalar as configuration files write it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "null" if value is None else str(value)[:VALUE_LIMIT]
