"""A scoring lock: the numbers of one version of a rubric, so that an upgrade of the tool moves no score by them."""

from __future__ import annotations

from pydantic import Field

from assess.model.document import Document
from assess.model.scale import Tier


class LockedLayer(Document):
    """One layer's numbers."""

    weight: float = Field(gt=0, allow_inf_nan=False)
    threshold: float = Field(gt=0, le=100)


class LockedCredits(Document):
    """What rungs and answers pay, 0..1."""

    absent: float = Field(ge=0, le=1)
    declared: float = Field(ge=0, le=1)
    present: float = Field(ge=0, le=1)
    wired: float = Field(ge=0, le=1)
    claimed: float = Field(ge=0, le=1)


class LockedCriterion(Document):
    """One criterion's place and weight."""

    layer: str
    area: str
    tier: Tier
    weight: float = Field(gt=0, allow_inf_nan=False)


class Lock(Document):
    """`locks/<version>.yaml` of a rubric."""

    rubric: str
    version: str
    layers: dict[str, LockedLayer] = Field(min_length=1)
    """From the bottom up."""
    areas: dict[str, float] = Field(min_length=1)
    """Weights."""
    credits: LockedCredits
    criteria: dict[str, LockedCriterion] = Field(min_length=1)
