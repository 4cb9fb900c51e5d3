"""The comparison of two assessments: the change of every score, split among what made it."""

from __future__ import annotations

from typing import Literal

from assess.model.assessment import Interval, LevelInterval, RubricInfo, ToolInfo
from assess.model.document import Document
from assess.model.scale import Outcome, Rung

COMPARISON_VERSION = "1.0"

PartCause = Literal["code", "answers", "configuration", "time", "rules"]


class ComparedSide(Document):
    """One of the two assessments."""

    name: str
    commit: str | None = None
    branch: str | None = None
    dirty: bool | None = None
    as_of: str
    tool: ToolInfo
    rubric: RubricInfo
    again: bool = False
    """Whether it was assessed again by today's rules, so that rules and code could be told apart."""
    level: LevelInterval


class Share(Document):
    """What one part moved a score by, in points."""

    part: str
    proven: float
    possible: float


class ScoreChange(Document):
    """One score before and after; the parts sum to the change, as printed to six decimals."""

    kind: Literal["score", "area", "layer", "cell"]
    title: str
    layer: str | None = None
    area: str | None = None
    before: Interval | None
    """None where nothing applied."""
    after: Interval | None
    change: Interval
    """A score that was not there, or is no longer, counts as 0 here."""
    parts: tuple[Share, ...] = ()
    """Only those that moved this score."""


class FindingState(Document):
    """How a criterion stood."""

    outcome: Outcome
    low: float
    high: float
    rung: Rung | None = None
    answer: str = "none"
    """State of the answer."""


class FindingChange(Document):
    """A criterion that had a share in a part."""

    criterion: str | None
    """None for the weights, thresholds and credits of the rubric itself."""
    title: str
    what: tuple[str, ...]
    """What became different, in words."""
    before: FindingState | None = None
    after: FindingState | None = None
    proven: float
    """Points of the whole score; those of a part's findings sum to the part."""
    possible: float


class Part(Document):
    """What one cause, or several that cannot be told apart, moved."""

    id: str
    """Its causes joined by `+`."""
    causes: tuple[PartCause, ...]
    title: str
    proven: float
    """Points of the whole score."""
    possible: float
    findings: tuple[FindingChange, ...]


class Comparison(Document):
    """Two assessments of one subject, and why they differ."""

    document: Literal["comparison"] = "comparison"
    schema_version: str = COMPARISON_VERSION
    before: ComparedSide
    after: ComparedSide
    scores: tuple[ScoreChange, ...]
    """The whole first, then areas, layers and cells in rubric order."""
    parts: tuple[Part, ...]
    notes: tuple[str, ...] = ()
    """What could not be told apart, and what would tell it."""
