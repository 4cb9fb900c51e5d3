"""Images that the product is made into, and how safely: base, user, lock, health check, built by CI."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from assess.links.supply.images import Image, images, unreadable_images
from assess.model.evidence import Evidence, Observation, observed, seen
from assess.model.scale import Truth
from assess.probes.params import InFiles
from assess.probes.view import View

MOST_IMAGES = 3
CheckName = Literal[
    "base-pinned", "digest-pinned", "non-root", "lock-install", "healthcheck", "dockerignore", "built-in-ci", "complete"
]
Form = Literal["dockerfile", "buildpack", "ko", "jib", "nix", "sbt", "source-deploy"]


class Containers(InFiles):
    """What must hold together for one image of the product."""

    checks: tuple[CheckName, ...] = ()
    """`base-pinned`: every base image has a fixed tag or digest; `digest-pinned`: a digest; `non-root`: the finished image
    runs as another user than root; `lock-install`: dependencies come from a lock; `healthcheck`: in the image or its compose
    service; `dockerignore`: the build context is narrowed; `built-in-ci`: a live, automatic job builds it; `complete`: the manifests that it
    copies are in the repository. Empty means that
    the image is there."""
    min_checks: int | None = Field(default=None, ge=1)
    """How many of the checks must hold; without it all."""
    forms: tuple[Form, ...] = ()
    """Only images of these forms; empty means all."""


PARAMS = Containers


def observe(params: Containers, view: View) -> Observation:
    """Yes with where each check is seen; unknown when a check can't be told, or a Dockerfile can't be read."""
    found = [
        i
        for i in images(view.facts, view.links.roles, view.links.commands)
        if not params.forms or i.form in params.forms
    ]
    in_scope = set(view.in_scope(params, sorted({i.path for i in found})))
    needed = len(params.checks) if params.min_checks is None else min(params.min_checks, len(params.checks))
    evidence: list[Evidence] = []
    unknown: list[Evidence] = []
    for image in (i for i in found if i.path in in_scope):
        truths = [image.checks[c].truth for c in params.checks if c in image.checks]
        if truths.count(Truth.YES) >= needed:
            evidence += _evidence(image, params)
        elif len(truths) - truths.count(Truth.NO) >= needed:
            unknown += _evidence(image, params)
    if not evidence and (not params.forms or "dockerfile" in params.forms):
        failed = dict(unreadable_images(view.facts, view.links.roles))
        unknown += [seen(p, text=failed[p]) for p in view.in_scope(params, sorted(failed))]
    return observed(evidence[: MOST_IMAGES * 2], unknown=unknown[:MOST_IMAGES])


def _evidence(image: Image, params: Containers) -> list[Evidence]:
    hops = [image.checks[c].hop for c in params.checks if c in image.checks and image.checks[c].truth is not Truth.NO]
    places = [seen(h.path, h.line, h.text) for h in hops] or [seen(image.path, image.line, image.text)]
    return list(dict.fromkeys(places))
