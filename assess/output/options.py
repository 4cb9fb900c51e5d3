"""What can be chosen about an output."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assess.model.comparison import Comparison
from assess.model.verdict import VerdictDocument
from assess.output.branding.brand import Brand
from assess.output.presentation.replacements import Overrides


@dataclass(frozen=True, slots=True)
class Options:
    """Choices that formats heed where they make sense; none of them changes a score."""

    with_run: bool = True
    """Keep the start time and duration, the only part that differs between equal runs."""
    redact_people: bool = False
    """Leave out who answered."""
    summary_only: bool = False
    """PDF: just the two summary pages."""
    page_size: Literal["A4", "Letter"] = "A4"
    """PDF: paper."""
    width: int = 100
    """Plain text: columns."""
    brand: Brand | None = None
    """HTML and PDF: whose report it is."""
    comparison: Comparison | None = None
    """HTML, PDF and Markdown: what changed since an earlier assessment, as a section of its own."""
    verdict: VerdictDocument | None = None
    """Markdown: what the gate says."""
    overrides: Overrides | None = None
    """HTML and PDF: templates and styles that stand before the shipped ones."""
    pdf_seconds: int = 600
    """PDF: how long its layout may take."""


DEFAULT = Options()
