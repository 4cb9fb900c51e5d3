"""The verdict of a gate, as a document."""

from __future__ import annotations

from typing import Literal

from assess.model.document import Document

VERDICT_VERSION = "1.0"


class Concern(Document):
    """One thing that stands against a condition."""

    criterion: str
    text: str


class Mend(Document):
    """One finding of a set that, met together, would mend a condition."""

    criterion: str
    title: str
    outcome: str
    points: float
    """Points that its own credit lacks."""
    effort_days: float
    next: str


class MendingInfo(Document):
    """The fewest findings that would mend a condition, and of such sets one with the fewest points."""

    findings: tuple[Mend, ...]
    reaches: float | None
    """The value with all of them met, re-scored."""
    more_than: int = 0
    """So many findings are certainly not enough; one less than the set has, where it is proven to be the smallest."""
    fewest_points: bool = True
    """Whether no set of this size lacks fewer points; else none of it can be exchanged or left out by itself."""


class ConditionInfo(Document):
    """One condition, judged."""

    name: str
    kind: str
    ref: str = ""
    limit: float
    proven: float | None
    if_readable: float | None
    verdict: Literal["pass", "fail", "undecided", "warn"]
    concerns: tuple[Concern, ...] = ()
    mending: MendingInfo | None = None


class Moved(Document):
    """One criterion that differs from the baseline."""

    criterion: str
    effect: Literal["worse", "better", "left", "joined"]
    before: float
    after: float
    """Credits in 0..1, certain ends."""
    causes: tuple[str, ...]
    unseparated: tuple[str, ...] = ()
    """At least one of these had a part in it; which cannot be told."""
    judgement: Literal["fails", "unread", "waived", "told"]
    text: str


class RatchetInfo(Document):
    """The comparison with the baseline."""

    baseline: str
    commit: str | None
    as_of: str
    moved: tuple[Moved, ...]
    gone: tuple[str, ...] = ()
    """Criteria that only the baseline's rubric has."""
    new: tuple[str, ...] = ()
    """Criteria that only today's rubric has."""
    may_be_raised: bool


class WaiverUse(Document):
    """A waiver of the configuration, and what it does."""

    criterion: str
    owner: str
    until: str
    state: str
    reason: str


class StaleSetting(Document):
    """A criterion that the configuration says does not apply, and that the scan no longer proposes: it counts."""

    criterion: str
    reason: str


class VerdictDocument(Document):
    """What a gate decided, condition by condition."""

    schema_version: str = VERDICT_VERSION
    verdict: Literal["pass", "fail", "undecided", "warn"]
    subject: str
    commit: str | None
    as_of: str
    branch: str | None
    pattern: str | None
    """The branch pattern whose limits were in force."""
    policy_from: str | None
    conditions: tuple[ConditionInfo, ...]
    ratchet: RatchetInfo | None = None
    waivers: tuple[WaiverUse, ...] = ()
    stale_not_applicable: tuple[StaleSetting, ...] = ()
    """Settings of `not_applicable` that do nothing any more."""
