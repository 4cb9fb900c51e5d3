"""The plan: steps to a target in an order that a team can follow, and how far they are proven to be the cheapest."""

from __future__ import annotations

from typing import Literal

from assess.model.assessment import RubricInfo, Subject, ToolInfo
from assess.model.document import Document
from assess.model.scale import Tier

PLAN_VERSION = "1.0"

StepKind = Literal["work", "question", "evidence"]


class PlannedStep(Document):
    """One criterion to be met."""

    position: int
    criterion: str
    title: str
    layer: str
    area: str
    tier: Tier
    kind: StepKind
    """work; a question whose answer may already be yes; or evidence for what was only claimed."""
    action: str
    effort_days: float
    effort_if_no_days: float
    """What it takes if the answer is no; the same for work."""
    gain: float
    """Points that this step brings at its place in the order."""
    score_after: float
    level_after: int


class Proof(Document):
    """How good the plan is known to be."""

    optimal: bool
    method: Literal["branch and bound", "beam", "nothing to do"]
    nodes: int
    """Partial plans that were looked at."""
    bound: float | None
    """No plan to the target takes fewer person-days; for a budget: no plan within it reaches more points."""


class Plan(Document):
    """The cheapest steps to a target, or the best for a budget."""

    document: Literal["plan"] = "plan"
    schema_version: str = PLAN_VERSION
    tool: ToolInfo
    rubric: RubricInfo
    subject: Subject
    as_of: str
    goal: tuple[str, ...]
    score_before: float
    score_after: float
    level_before: int
    level_after: int
    effort_days: float
    effort_if_no_days: float
    """The effort if every question of the plan is answered with no."""
    steps: tuple[PlannedStep, ...]
    proof: Proof
    notes: tuple[str, ...] = ()
