"""What the assessment of one subject is put together from, beside the judged criteria."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from assess.links.scope.roles import LeftOut as LeftOutPaths
from assess.model.answer import Recorded
from assess.model.assessment import TraitInfo
from assess.model.config import Waiver
from assess.model.evidence import Diagnostic
from assess.model.rubric import Rubric
from assess.pipeline.judging import Belief
from assess.snapshot.protocol import SubjectFacts


@dataclass(frozen=True, slots=True)
class Material:
    """Everything but the judged criteria."""

    rubric: Rubric
    subject: SubjectFacts
    root: str
    files: int
    as_of: date
    profile: str
    traits: tuple[TraitInfo, ...]
    beliefs: tuple[Belief, ...]
    records: Mapping[str, Recorded]
    """What git knows of the answers."""
    waivers: tuple[Waiver, ...]
    left_out: tuple[LeftOutPaths, ...]
    exclude: tuple[str, ...]
    not_applicable: Mapping[str, str]
    diagnostics: tuple[Diagnostic, ...]
