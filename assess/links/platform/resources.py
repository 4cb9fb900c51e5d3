"""Every declared piece of infrastructure of the product, with values of variables filled in."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary

import re2

from assess.facts.infrastructure.reading import EXTRACTORS
from assess.facts.infrastructure.resource import Attribute, Resource
from assess.facts.store import Facts
from assess.links.kinds import NO_CREDIT, Role
from assess.links.platform.resource_kinds import categories_of, is_setting
from assess.links.scope.candidates import NO_CANDIDATE
from assess.links.scope.roles import Roles

__all__ = ["Resource", "Resources", "categories", "product_resources"]

_LEFT_OUT = NO_CREDIT | {Role.TEST, Role.DOCS}
_REFERENCE = re2.compile(r"(?:\$\{)?\s*(var|local|each\.value|each)\.([A-Za-z_][\w-]*)((?:\.[\w-]+)*)\s*\}?")
_STATE = re2.compile(r"(?i)(?:^|[^a-z])(?:tf|terraform|tofu|remote|pulumi)[-_. ]?(?:state|locks?)|(?:^|[-_])tfstate")
_EMPTY = frozenset({"{}", "[]", "toset([])", "tomap({})"})
_VALUES_MARK = re2.compile(r"\x{27e8}[^\x{27e9}]*?\.Values\.([\w.\-]+)[^\x{27e9}]*\x{27e9}")
_SCOPED_MARK = re2.compile(r"\x{27e8}\s*(?:toYaml\s+)?\.\s*\x{27e9}")
"""`{{ toYaml . }}` inside a `with`: the value that is named like the key."""


@dataclass(frozen=True, slots=True)
class Resources:
    """What the product declares, and which candidates could not be read (path, line, why)."""

    declared: tuple[Resource, ...]
    settings: tuple[Resource, ...]
    """Backends, provider settings, charts, values: what declares nothing by itself."""
    unreadable: tuple[tuple[str, int | None, str], ...]

    def of(self, *wanted: str) -> tuple[Resource, ...]:
        """Declared resources of the given categories."""
        return tuple(r for r in self.declared if categories(r) & set(wanted))


def categories(resource: Resource) -> frozenset[str]:
    """The categories of one resource. What only keeps Terraform's state or its locks is a `state-store`, no data store."""
    found = categories_of(resource.kind)
    keeps = found & {"object-store", "database"}
    if keeps and (
        resource.value("hash_key") == "LockID"
        or _STATE.search(f"{resource.name} {resource.value('bucket')} {resource.value('name')}")
    ):
        return (found - keeps - {"data-store"}) | {"state-store"}
    if resource.kind == "kubernetes:PersistentVolume" or resource.kind == "kubernetes:PersistentVolumeClaim":
        return found - {"data-store"}
    return found


_RESOURCES: WeakKeyDictionary[Roles, Resources] = WeakKeyDictionary()


def product_resources(facts: Facts, roles: Roles) -> Resources:
    """All resources by path and line; worked out once for one snapshot's roles."""
    if roles not in _RESOURCES:
        _RESOURCES[roles] = _gathered(facts, roles)
    return _RESOURCES[roles]


def _gathered(facts: Facts, roles: Roles) -> Resources:
    everything = [
        resource
        for extractor in EXTRACTORS
        for path, found in facts.of(extractor).items()
        if roles.of(path) not in _LEFT_OUT
        for resource in found
    ]
    resolved = _charts(_variables(everything))
    ordered = sorted(resolved, key=lambda r: (r.path, r.line, r.kind, r.name))
    unreadable = {
        d.path: (d.path, d.line, d.message)
        for extractor in EXTRACTORS
        for d in facts.unreadable(extractor).values()
        if roles.of(d.path) not in _LEFT_OUT and d.path not in NO_CANDIDATE
    }
    return Resources(
        tuple(r for r in ordered if not is_setting(r.kind)),
        tuple(r for r in ordered if is_setting(r.kind)),
        tuple(unreadable[p] for p in sorted(unreadable)),
    )


def _variables(resources: Iterable[Resource]) -> list[Resource]:
    """Terraform's variables and locals filled in from the same folder; tfvars come before defaults."""
    found = list(resources)
    values: dict[str, dict[str, str]] = defaultdict(dict)
    for resource in found:
        folder = posixpath.dirname(resource.path)
        if resource.kind == "terraform:variable":
            for key, value, _ in resource.attributes:
                if key == "default" or key.startswith("default."):
                    values[folder].setdefault(f"var.{resource.name}{key.removeprefix('default')}", value)
        elif resource.kind == "terraform:locals":
            values[folder].update({f"local.{k}": v for k, v, _ in resource.attributes})
    for resource in found:
        if resource.kind == "terraform:values":
            for key, value, _ in resource.attributes:
                values[posixpath.dirname(resource.path)][f"var.{key}"] = value
    return [_filled(r, values.get(posixpath.dirname(r.path), {})) for r in found]


def _filled(resource: Resource, values: dict[str, str]) -> Resource:
    if not values or resource.kind.startswith("terraform:"):
        return resource
    attributes: list[Attribute] = []
    off = resource.switched_off
    for key, value, line in resource.attributes:
        match = _REFERENCE.fullmatch(value) if len(value) < 200 else None
        known = values.get(f"{match.group(1)}.{match.group(2)}{match.group(3)}") if match else None
        nested = list(_nested(key, value, values, line)) if match and known is None else []
        attributes += nested or [(key, known if known is not None else value, line)]
        if key == "for_each" and known is not None and known.replace(" ", "") in _EMPTY:
            off = True
        if key == "count" and known is not None and known.strip() == "0":
            off = True
    return replace(resource, attributes=tuple(attributes), switched_off=off)


def _nested(key: str, value: str, values: dict[str, str], line: int) -> Iterable[Attribute]:
    """A whole map taken over: `tags = local.tags`."""
    prefix = value.strip("${} ") + "."
    return [(f"{key}.{k.removeprefix(prefix)}", v, line) for k, v in values.items() if k.startswith(prefix)]


def _charts(resources: Iterable[Resource]) -> list[Resource]:
    """Helm templates with their chart's values filled in."""
    found = list(resources)
    values: dict[str, dict[str, Attribute]] = defaultdict(dict)
    for resource in found:
        if resource.kind == "helm:values" and posixpath.basename(resource.path).startswith("values.y"):
            values[posixpath.dirname(resource.path)] = {a[0]: a for a in resource.attributes}
    return [_templated(r, values) if "/templates/" in r.path else r for r in found]


def _templated(resource: Resource, values: dict[str, dict[str, Attribute]]) -> Resource:
    own = values.get(resource.path.partition("/templates/")[0], {})
    attributes: list[Attribute] = []
    for key, value, line in resource.attributes:
        match = _VALUES_MARK.fullmatch(value) if len(value) < 300 else None
        scoped = match is None and len(value) < 40 and _SCOPED_MARK.fullmatch(value) is not None
        if match is None and not scoped:
            attributes.append((key, value, line))
            continue
        name = str(match.group(1)) if match else key.rpartition(".")[2]
        inner = [
            (f"{key}.{k.removeprefix(name + '.')}", a[1], line) for k, a in own.items() if k.startswith(name + ".")
        ]
        attributes += inner or [(key, own[name][1] if name in own else value, line)]
    return replace(resource, attributes=tuple(attributes))
