"""The baseline: what was decided at one time, criterion by criterion, small enough to be committed and reviewed."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from assess.model.assessment import RubricInfo, ToolInfo
from assess.model.document import Document
from assess.model.finding import LeftBy
from assess.model.scale import Basis, Outcome, Rung

BASELINE_VERSION = "1.0"


class Said(Document):
    """An answer without its words: its state, and a digest that changes when value, date or evidence do."""

    state: str
    digest: str


class Decided(Document):
    """One criterion as it was decided; credits in 0..1."""

    criterion: str
    applies: bool = True
    left_by: LeftBy | None = None
    """What made it leave, when it does not apply."""
    outcome: Outcome
    low: float = Field(ge=0, le=1)
    high: float = Field(ge=0, le=1)
    rung: Rung | None = None
    rung_possible: Rung | None = None
    refuted: bool = False
    basis: Basis = Basis.NONE
    answer: Said | None = None
    reason: str = ""
    """Why it came out as it did, in a sentence."""
    place: str = ""
    """The first place where it was seen, as `path:line`."""


class TraitMark(Document):
    """A trait that was in force, and who set it."""

    holds: bool
    set_by: Literal["profile", "configuration", "answer", "command line"]


class Acceptance(Document):
    """Findings that were let fall when the baseline was renewed, and why."""

    on: str
    reason: str = Field(min_length=3)
    criteria: tuple[str, ...]


class Baseline(Document):
    """Everything that a later comparison needs to tell what changed and why."""

    document: Literal["baseline"] = "baseline"
    schema_version: str = BASELINE_VERSION
    tool: ToolInfo
    rubric: RubricInfo
    name: str
    commit: str | None = None
    dirty: bool | None = None
    path: str | None = None
    """The folder that is the product, when it is not the whole repository."""
    shallow: bool = False
    as_of: str
    traits: dict[str, TraitMark]
    exclude: tuple[str, ...] = ()
    """Globs of paths left out by configuration."""
    findings: tuple[Decided, ...]
    accepted: tuple[Acceptance, ...] = ()
    digest: str = ""
    """SHA-256 over everything else; says that nobody edited the file by hand."""
