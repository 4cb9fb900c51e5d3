"""The configuration of one subject: profile, traits, exclusions, waivers, gate."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from assess.model.appearance import ReportSettings
from assess.model.document import Document

Percent = Annotated[float, Field(ge=0, le=100)]
Reason = Annotated[str, Field(min_length=3)]


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
    """The last day on which it holds."""
    path: str | None = None
    """The product folder (`--path`) that it is for, in a repository of several; without it, all of them."""


class GateLimits(Document):
    """Conditions of a gate; proven values, 0..100 (level: a count)."""

    min_score: float | None = Field(default=None, ge=0, le=100)
    min_area: dict[str, Percent] = {}
    min_layer: dict[str, Percent] = {}
    min_level: int | None = Field(default=None, ge=0)
    min_coverage: float | None = Field(default=None, ge=0, le=100)
    require: tuple[str, ...] = ()
    """Criteria that must be met."""
    no_essential_not_met: bool = False
    """No essential criterion may be not met."""
    no_conflicts: bool = False
    """No answer may contradict the repository."""
    no_expired_answers: bool = False
    no_expired_waivers: bool = False
    with_waivers: bool = False
    """Read the level, the essential and the required criteria as if active waivers had closed their gaps."""
    no_regress: bool = False
    """No finding may have got worse since the baseline."""
    baseline: str | None = Field(default=None, min_length=1)
    """A file, or a commit, branch or tag, that `no_regress` compares with."""


class Gate(GateLimits):
    """The conditions of a gate, and those of some branches."""

    branches: dict[str, GateLimits] = {}
    """Branch pattern (`main`, `release/*`) to what is different there; the first that matches counts."""


class Config(Document):
    """`.maturity/config.yaml` or `[tool.assess]` in pyproject.toml."""

    name: str | None = None
    rubric: str | None = None
    scoring_lock: str | None = Field(default=None, min_length=1)
    """The version of the rubric whose weights, tiers, thresholds and credits count; rules are always today's."""
    profile: str | None = None
    traits: dict[str, TraitSetting] = {}
    not_applicable: dict[str, Reason] = {}
    """Criteria of which the scan says that they do not apply here, confirmed with a reason."""
    exclude: tuple[str, ...] = ()
    """Globs of paths left out: they lose credit and never evidence against."""
    waivers: tuple[Waiver, ...] = ()
    gate: Gate = Gate()
    report: ReportSettings = ReportSettings()
