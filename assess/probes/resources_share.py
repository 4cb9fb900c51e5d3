"""The share of the declared resources of a category that hold a condition, by themselves or through a companion."""

from __future__ import annotations

from collections.abc import Iterable

from assess.facts.infrastructure.resource import UNREAD, Resource
from assess.links.platform.resource_kinds import kinds_regex
from assess.model.evidence import NOTHING, Observation, seen
from assess.model.scale import Truth, truth
from assess.probes.resources import ResourceFilter, Where, holds, meant, unreadable
from assess.probes.view import View

EVIDENCE_LIMIT = 8


class ResourcesShareParams(ResourceFilter):
    """Parameters of `resources-share`: which resources are counted, and what is asked of each."""

    any: tuple[Where, ...] = ()
    """One of these conditions makes a resource count as covered."""
    companions: tuple[str, ...] = ()
    """Kinds of resources that cover the one they refer to, such as `aws_s3_bucket_public_access_block`."""
    companion_where: tuple[Where, ...] = ()
    """What must hold for a companion."""
    everywhere: tuple[str, ...] = ()
    """Kinds that cover everything when one is there, such as `aws_s3_account_public_access_block`."""


PARAMS = ResourcesShareParams
MEASURES = True


def observe(params: ResourcesShareParams, view: View) -> Observation:
    """The share, with covered resources as evidence, or uncovered ones when none is."""
    every = list(meant(params, view))
    counted = [r for r in every if not r.value(UNREAD)]
    unread = [seen(r.path, r.line, "templated") for r in every if r.value(UNREAD)] + unreadable(params, view)
    if not counted:
        return Observation(Truth.UNKNOWN, tuple(unread), (0.0, 1.0)) if unread else NOTHING
    companions = _companions(params, view)
    everywhere = bool(params.everywhere) and any(_of_kinds(params.everywhere, view))
    covered = [r for r in counted if everywhere or _covered(params, r, companions)]
    total = len(counted) + len(unread)
    share = (len(covered) / total, (len(covered) + len(unread)) / total)
    shown = covered or counted
    evidence = tuple(seen(r.path, r.line, f"{r.kind} {r.name}") for r in shown[:EVIDENCE_LIMIT])
    return Observation(truth(bool(covered)), evidence, share, f"{len(covered)} of {len(counted)} resources", total)


def _covered(params: ResourcesShareParams, resource: Resource, companions: Iterable[Resource]) -> bool:
    if any(holds((condition,), resource) is not None for condition in params.any):
        return True
    address = f"{resource.kind}.{resource.name}"
    given = {v for k in ("name", "bucket", "id", "Name", "BucketName") if (v := resource.value(k))}
    return any(_refers(companion, address, resource.name, given) for companion in companions)


def _refers(companion: Resource, address: str, name: str, given: set[str]) -> bool:
    for _, value, _ in companion.attributes:
        if value in given or value == name or (address in value and not value.split(address, 1)[1][:1].isalnum()):
            return True
    return False


def _companions(params: ResourcesShareParams, view: View) -> list[Resource]:
    return (
        [r for r in _of_kinds(params.companions, view) if holds(params.companion_where, r) is not None]
        if params.companions
        else []
    )


def _of_kinds(kinds: tuple[str, ...], view: View) -> Iterable[Resource]:
    pattern = kinds_regex(kinds)
    known = view.links.resources
    return (r for r in (*known.declared, *known.settings) if pattern.fullmatch(r.kind) and not r.switched_off)
