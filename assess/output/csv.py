"""The findings as a table for spreadsheets."""

from __future__ import annotations

from assess.model.assessment import Assessment
from assess.model.finding import Finding
from assess.output.options import DEFAULT, Options
from assess.output.presentation.safe_text import clean, show_path
from assess.spreadsheet import table

NAME = "csv"
SUFFIXES = (".csv",)

HEAD = (
    "layer", "area", "criterion", "title", "tier", "outcome", "low", "high", "rung", "basis", "points earned",
    "points open", "effort days", "reason", "next", "remedy", "evidence", "question", "conflict", "waived until",
)  # fmt: skip


def render(assessment: Assessment, options: Options = DEFAULT) -> bytes:
    """One row per finding, in the rubric's order; no cell is ever a formula."""
    return table([HEAD, *(_row(finding) for finding in assessment.findings)])


def _row(finding: Finding) -> tuple[str | float | None, ...]:
    return (
        finding.layer, finding.area, finding.criterion, clean(finding.title), finding.tier, finding.outcome,
        finding.score.low, finding.score.high, finding.rung, finding.basis, finding.points.earned,
        finding.points.open, finding.effort_days, clean(finding.reason), clean(finding.next), clean(finding.remedy),
        _places(finding), clean(finding.question or ""), clean(finding.conflict or ""),
        finding.waiver.until if finding.waiver else "",
    )  # fmt: skip


def _places(finding: Finding) -> str:
    places = [
        f"{show_path(e.path)}:{e.line}" if e.line else show_path(e.path) for e in finding.evidence if e.path is not None
    ]
    return "; ".join([*dict.fromkeys(places), *(e.commit[:12] for e in finding.evidence if e.commit and not e.path)])
