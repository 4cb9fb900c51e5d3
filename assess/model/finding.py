"""A finding: one criterion, decided."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from assess.model.document import Document
from assess.model.evidence import Evidence
from assess.model.scale import Basis, Outcome, Rung, Tier
from assess.model.testified import FindingAnswer

LeftBy = Literal["traits", "absence", "answer", "configuration", "lock"]


class Credit(Document):
    """A criterion's score interval, 0..1."""

    low: float = Field(ge=0, le=1)
    high: float = Field(ge=0, le=1)


class Applies(Document):
    """Whether a criterion applies, and what the scan proposes."""

    value: bool
    reason: str = ""
    proposal: str | None = None
    left_by: LeftBy | None = None
    """What made it leave: traits that do not hold, nothing there that it is about, an answer, the configuration, or
    a scoring lock that is older than the criterion."""
    expression: str = "any"
    """The traits that it takes, as the rubric says it."""


class FindingWaiver(Document):
    """An accepted gap."""

    reason: str
    owner: str
    until: str
    expired: bool


class Points(Document):
    """Score points: what counts now, and the exact gain if this one were met."""

    earned: float
    open: float


class SourceRef(Document):
    """A source that a criterion rests on."""

    id: str
    title: str
    url: str = ""


class Finding(Document):
    """One criterion, decided."""

    criterion: str
    title: str
    layer: str
    area: str
    tier: Tier
    weight: float
    kind: Literal["repository", "question", "both"]
    outcome: Outcome
    score: Credit
    rung: Rung | None
    """What the repository certainly shows; None when there is no rule."""
    rung_possible: Rung | None
    basis: Basis
    reason: str
    next: str
    evidence: tuple[Evidence, ...] = ()
    answer: FindingAnswer | None = None
    conflict: str | None = None
    refuted: bool = False
    may_be_refuted: bool = False
    """Whether evidence against it may stand in what could not be read."""
    elsewhere: bool = False
    """Whether the repository names another place where it may be done."""
    reads_traits: tuple[str, ...] = ()
    """Traits that its rule looks at."""
    applies: Applies
    waiver: FindingWaiver | None = None
    question: str | None = None
    """The question that is open or answered here."""
    rationale: str
    remedy: str
    effort_days: float
    points: Points
    sources: tuple[SourceRef, ...] = ()

    @property
    def waived(self) -> bool:
        """Whether a waiver is in force."""
        return self.waiver is not None and not self.waiver.expired
