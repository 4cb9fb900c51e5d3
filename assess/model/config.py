"""The configuration of one subject: profile, traits, exclusions, waivers, gate."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from assess.model.document import Document


class TraitSetting(Document):
    """A trait that somebody wrote down, with the reason."""

    holds: bool
    reason: str = Field(min_length=3)


class Waiver(Document):
    """An accepted gap; unblocks layers in `with_waivers`, never pays."""

    criterion: str
    reason: str = Field(min_length=3)
    owner: str = Field(min_length=1)
    until: date


class GateLimits(Document):
    """Conditions of a gate; proven values, 0..100 (level: a count)."""

    min_score: float | None = Field(default=None, ge=0, le=100)
    min_area: dict[str, float] = {}
    min_layer: dict[str, float] = {}
    min_level: int | None = Field(default=None, ge=0)
    min_coverage: float | None = Field(default=None, ge=0, le=100)


class Config(Document):
    """`.maturity/config.yaml` or `[tool.assess]` in pyproject.toml."""

    name: str | None = None
    rubric: str | None = None
    profile: str | None = None
    traits: dict[str, TraitSetting] = {}
    exclude: tuple[str, ...] = ()
    """Globs of paths left out: they lose credit and never evidence against."""
    waivers: tuple[Waiver, ...] = ()
    gate: GateLimits = GateLimits()
