"""The assessment: the one document that every report, gate and comparison reads."""

from __future__ import annotations

from typing import Literal

from assess.model.document import Document
from assess.model.finding import Finding
from assess.model.rubric import Credits
from assess.model.scale import Outcome
from assess.model.testified import QuestionnaireInfo

SCHEMA_VERSION = "1.0"


class Interval(Document):
    """A score in 0..100: `proven` from the low ends, `possible` from the high ends."""

    proven: float
    possible: float


class LevelInterval(Document):
    """Number of established layers from the bottom."""

    proven: int
    possible: int
    with_waivers: int
    of: int


class IfConfirmed(Document):
    """The headline if the proposed traits were written down."""

    proven: float | None
    possible: float | None
    level: LevelInterval
    command: str | None = None
    """The one command that confirms the proposals."""


class ToolInfo(Document):
    """What made the assessment."""

    name: str
    version: str


class OverlayInfo(Document):
    """A rubric laid over the base."""

    id: str
    version: str


class RubricInfo(Document):
    """Which rubric judged."""

    id: str
    version: str
    title: str
    digest: str
    overlays: tuple[OverlayInfo, ...] = ()
    credits: Credits = Credits()
    """What rungs and answers pay here."""
    lock: str | None = None
    """The scoring lock in force: weights, tiers, thresholds and credits are those of this version."""


class Subject(Document):
    """What was assessed."""

    name: str
    commit: str | None = None
    branch: str | None = None
    dirty: bool | None = None
    commit_date: str | None = None
    path: str | None = None
    """The folder that is the product, when it is not the whole repository."""
    url: str | None = None
    """Web address of the repository, when the remote is a known forge."""
    shallow: bool = False
    files: int = 0


class TraitInfo(Document):
    """An effective trait and who set it."""

    id: str
    holds: bool
    set_by: Literal["profile", "configuration", "answer", "command line"]
    reason: str = ""


class ProposalInfo(Document):
    """What the scan believes about a trait or one criterion, until somebody writes it down."""

    trait: str
    """Empty when the proposal is that one criterion does not apply."""
    holds: bool
    reason: str
    criteria: tuple[str, ...] = ()
    """Criteria whose applicability would change."""


class ConfirmedInfo(Document):
    """A criterion that the configuration says does not apply."""

    criterion: str
    reason: str
    state: Literal["active", "stale"]
    """Stale when the scan does not propose it (any more): it then changes nothing."""


class LeftOut(Document):
    """Paths that give no credit, and why."""

    reason: str
    files: int
    examples: tuple[str, ...] = ()


class Configuration(Document):
    """The settings that were in force."""

    profile: str
    traits: tuple[TraitInfo, ...]
    proposals: tuple[ProposalInfo, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    exclude: tuple[str, ...] = ()
    """Globs of paths that the configuration leaves out."""
    not_applicable: tuple[ConfirmedInfo, ...] = ()


class Summary(Document):
    """The headline. Scores are None where nothing applies."""

    score: Interval | None
    ungated: Interval | None
    if_confirmed: IfConfirmed
    coverage: float | None
    observed_share: float | None
    """Share (0..1) of the proven points that was seen in the repository."""
    maturity_level: LevelInterval
    outcomes: dict[Outcome, int]


class Blocker(Document):
    """Why a layer is not established."""

    kind: Literal["essential", "threshold", "layer"]
    ref: str
    gap: float | None = None
    """Missing points (threshold), or the essential criterion's open credit in 0..1."""


class Foundation(Document):
    """Factor 0..1 that the layers below leave of this layer's points."""

    proven: float
    possible: float


class LayerResult(Document):
    """One layer's score and standing."""

    id: str
    title: str
    proven: float | None
    possible: float | None
    foundation: Foundation
    weight: float = 1.0
    threshold: float
    status: Literal["established", "premature", "developing", "not-applicable"]
    status_possible: Literal["established", "premature", "developing", "not-applicable"]
    blocked_by: tuple[Blocker, ...] = ()


class AreaResult(Document):
    """One area's score."""

    id: str
    title: str
    weight: float
    proven: float | None
    possible: float | None


class CellResult(Document):
    """Where a layer and an area meet."""

    layer: str
    area: str
    proven: float | None
    possible: float | None
    criteria: int
    """How many criteria apply here."""


class LedgerLine(Document):
    """One step from nothing to the total, in points; both ends."""

    kind: Literal["criterion", "foundation"]
    ref: str
    value: float
    """Points that this line is worth at most."""
    proven: float
    possible: float
    open: float
    """value - proven for criteria; 0 for foundations."""


class Ledger(Document):
    """How each point came to the total; the lines sum to it at both ends."""

    lines: tuple[LedgerLine, ...]
    total: Interval | None


class WaiverInfo(Document):
    """One waiver of the configuration."""

    criterion: str
    reason: str
    owner: str
    until: str
    state: Literal["active", "expired", "unused", "unknown-criterion"]


class DiagnosticInfo(Document):
    """Something that could not be read."""

    path: str
    line: int | None = None
    message: str
    severity: Literal["error", "warning", "info"] = "warning"


class Run(Document):
    """The only part that may differ between equal runs."""

    started: str
    duration_seconds: float


class Assessment(Document):
    """All findings with scores and provenance."""

    schema_version: str = SCHEMA_VERSION
    tool: ToolInfo
    rubric: RubricInfo
    subject: Subject
    as_of: str
    configuration: Configuration
    summary: Summary
    layers: tuple[LayerResult, ...]
    areas: tuple[AreaResult, ...]
    cells: tuple[CellResult, ...]
    findings: tuple[Finding, ...]
    ledger: Ledger
    questionnaire: QuestionnaireInfo
    waivers: tuple[WaiverInfo, ...] = ()
    diagnostics: tuple[DiagnosticInfo, ...] = ()
    run: Run | None = None
