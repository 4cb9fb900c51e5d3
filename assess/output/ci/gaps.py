"""What falls short, as build servers show it: how grave, and in which file."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from assess.model.assessment import Assessment
from assess.model.finding import Finding
from assess.output.presentation.safe_text import clean

Level = Literal["error", "warning", "note"]

STATE = ".maturity/config.yaml"
"""Where a gap is shown that has no file: what is missing everywhere stands nowhere."""
LEVELS: tuple[Level, ...] = ("error", "warning", "note")


@dataclass(frozen=True, slots=True)
class Gap:
    """A finding that applies and is not met."""

    it: Finding
    level: Level
    path: str
    line: int | None

    @property
    def known(self) -> bool:
        """Whether something is certainly short of met, and not merely unknown."""
        return self.it.score.high < 1

    @property
    def fingerprint(self) -> str:
        """The same for the same criterion, whatever moves in the repository."""
        return sha256(f"assess/{self.it.criterion}".encode()).hexdigest()


def gaps(assessment: Assessment) -> tuple[Gap, ...]:
    """Every gap, the gravest first, then the one that brings most."""
    found = [_gap(finding) for finding in assessment.findings if finding.applies.value and finding.score.low < 1]
    return tuple(sorted(found, key=lambda gap: (LEVELS.index(gap.level), -gap.it.points.open, gap.it.criterion)))


def message(gap: Gap, limit: int = 1000) -> str:
    """Why the criterion is not met and what the next rung needs, on one line."""
    parts = [gap.it.reason, f"Next: {gap.it.next}" if gap.it.next else "", gap.it.conflict or ""]
    return clean(" ".join(part for part in parts if part), limit)


def _gap(finding: Finding) -> Gap:
    place = next((e for e in finding.evidence if e.path and e.kind in ("file", "note")), None)
    return Gap(
        finding,
        _level(finding),
        place.path if place and place.path else STATE,
        place.line if place else None,
    )


def _level(finding: Finding) -> Level:
    """Evidence against and essential practices that are missing are errors; what is begun, or unknown, is less."""
    if finding.refuted or (finding.outcome == "not-met" and finding.tier == "essential"):
        return "error"
    if finding.conflict or finding.tier == "essential" or (finding.outcome == "not-met" and finding.tier == "standard"):
        return "warning"
    return "note"
