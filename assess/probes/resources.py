"""Infrastructure that the product declares as code: by category or kind, with what attributes, and whether it is applied."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from pydantic import Field, field_validator

from assess.facts.infrastructure.resource import UNREAD, Attribute, Resource
from assess.links.platform.applying import applied, applies_to
from assess.links.platform.resource_kinds import CATEGORIES, DATA_STORES, kinds_regex, names_of
from assess.links.platform.resources import Resources, categories
from assess.model.document import Document
from assess.model.evidence import Evidence, Observation, observed, seen
from assess.probes.params import InFiles
from assess.probes.resource_values import attribute_regex, value_regex
from assess.probes.view import View

EVIDENCE_LIMIT = 12
KNOWN = frozenset({*CATEGORIES, *DATA_STORES, "resource", "data-store", "state-store"})


class Where(Document):
    """One condition on a resource's attributes."""

    attribute: str
    """A glob over dotted keys: `*` stands for anything. Without a dot it matches the last key at any depth."""
    matches: str = ""
    """A regular expression (RE2) that must occur in the value; empty takes every value."""
    absent: bool = False
    """No such attribute (or none whose value matches) may be there."""

    @field_validator("matches")
    @classmethod
    def _compiles(cls, pattern: str) -> str:
        value_regex(pattern)
        return pattern


class ResourceFilter(InFiles):
    """Which resources are meant."""

    categories: tuple[str, ...] = ()
    """Words such as `object-store`, `database`, `alarm`; `resource` is anything that is infrastructure, `data-store` anything
    that keeps data. Empty means every one."""
    kinds: tuple[str, ...] = ()
    """Globs over kinds, such as `aws_s3_bucket*`, `kubernetes:*`, `terraform:backend`; case does not matter."""
    not_kinds: tuple[str, ...] = ()
    switched_off: bool = False
    """Whether resources that are switched off (`count = 0`, a loop over nothing) are meant too."""

    @field_validator("categories")
    @classmethod
    def _known(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        for name in names:
            if name not in KNOWN:
                near = get_close_matches(name, sorted(KNOWN), 1)
                raise ValueError(f"no such category: {name!r}" + (f", did you mean {near[0]!r}?" if near else ""))
        return names


class ResourcesParams(ResourceFilter):
    """Parameters of `resources`."""

    where: tuple[Where, ...] = ()
    """All must hold for one resource."""
    min: int = Field(default=1, ge=1)
    applied: bool = False
    """Live automation, a GitOps controller or a hosted runner applies the tool's resources."""
    remote_state: bool = False
    """Terraform's state is kept in a shared backend; other tools keep theirs so by nature."""


PARAMS = ResourcesParams


def observe(params: ResourcesParams, view: View) -> Observation:
    """Yes when enough resources hold all conditions."""
    resources = view.links.resources
    means = (
        applied(view.links.commands, resources.declared, resources.settings, view.facts.paths) if params.applied else ()
    )
    evidence: list[Evidence] = []
    unsure: list[Evidence] = []
    count = 0
    for resource in meant(params, view):
        found = [seen(resource.path, resource.line, f"{resource.kind} {resource.name}")]
        if params.where and resource.value(UNREAD):
            unsure += found
            continue
        lines = holds(params.where, resource)
        if lines is None:
            continue
        found = [
            seen(resource.path, line, f"{resource.kind} {resource.name}: {key} = {value}") for key, value, line in lines
        ] or found
        if params.remote_state and not (state := remote_state(resource, resources)):
            continue
        if params.remote_state:
            found += state
        if params.applied:
            ways = [a for a in applies_to(resource, means) if a.automatic]
            if not ways:
                continue
            if count == 0 and ways[0].chain:
                found.append(seen(ways[0].chain[0].path, ways[0].chain[0].line, ways[0].chain[-1].text))
        count += 1
        evidence += found
    if count >= params.min:
        return observed(evidence[:EVIDENCE_LIMIT])
    return observed([], unknown=[*unsure, *unreadable(params, view)])


def meant(params: ResourceFilter, view: View) -> Iterator[Resource]:
    """The resources that the filter means, by path and line."""
    kinds = kinds_regex(params.kinds) if params.kinds else None
    not_kinds = kinds_regex(params.not_kinds) if params.not_kinds else None
    known = view.links.resources
    candidates = [*known.declared, *(known.settings if params.kinds else ())]
    in_scope: dict[str, bool] = {}
    for resource in candidates:
        names = names_of(resource.kind)
        if kinds is not None and not any(kinds.fullmatch(name) for name in names):
            continue
        if (not_kinds is not None and any(not_kinds.fullmatch(name) for name in names)) or (
            resource.switched_off and not params.switched_off
        ):
            continue
        if params.categories and not categories(resource) & set(params.categories):
            continue
        if resource.path not in in_scope:
            in_scope[resource.path] = any(view.in_scope(params, (resource.path,)))
        if in_scope[resource.path]:
            yield resource


def holds(conditions: tuple[Where, ...], resource: Resource) -> list[Attribute] | None:
    """The attributes that fulfil the conditions; None when one does not hold."""
    found: list[Attribute] = []
    for condition in conditions:
        key, value = attribute_regex(condition.attribute), value_regex(condition.matches)
        hits = [a for a in resource.attributes if key.fullmatch(a[0]) and (value is None or value.search(a[1]))]
        if condition.absent == bool(hits):
            return None
        found += hits[:2]
    return found


def remote_state(resource: Resource, resources: Resources) -> list[Evidence]:
    """Where the state of a resource's tool is kept for everybody."""
    if resource.system not in {"terraform", "module"}:
        return [seen(resource.path, resource.line, f"{resource.system} keeps its state in the service")]
    return [
        seen(s.path, s.line, f"{s.name} backend")
        for s in resources.settings
        if s.kind == "terraform:backend" and s.name not in {"local", ""}
    ][:1]


def unreadable(params: ResourceFilter, view: View) -> list[Evidence]:
    """Infrastructure files in scope that could not be read."""
    return [
        seen(path, line, why)
        for path, line, why in view.links.resources.unreadable
        if any(view.in_scope(params, (path,)))
    ]
