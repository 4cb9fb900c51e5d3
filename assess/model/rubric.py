"""A rubric: layers, areas, criteria with their rules and questions, profiles, scoring settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from pydantic import Field

from assess.errors import Place
from assess.model.document import Document
from assess.model.question import Question
from assess.model.scale import Outcome, Rung, Tier

# ---------------------------------------------------------------- settings


class Layer(Document):
    """One need of the hierarchy; layers are listed from the bottom up."""

    id: str
    title: str
    summary: str = ""
    weight: float = Field(default=1.0, gt=0)
    threshold: float = Field(default=60.0, gt=0, le=100)
    """Proven score (0..100) from which the layer can be established."""


class Area(Document):
    """One of the equal parts of the work."""

    id: str
    title: str
    summary: str = ""
    weight: float = Field(default=25.0, gt=0)
    """Share of the whole, in percent."""


class Trait(Document):
    """What kind of thing a subject may be; `holds_when` lets the scan propose a change, never make it."""

    title: str
    holds_when: Any = None
    """A condition; None means that the trait is asked, never inferred."""
    because: str = ""
    """Why the trait is proposed away (or in, for traits outside the profile)."""


class Credits(Document):
    """What each rung and band of answers pays, 0..1."""

    absent: float = 0.0
    declared: float = 0.25
    present: float = 0.5
    wired: float = 1.0
    claimed: float = 0.5
    """Factor for answers without person, date and evidence."""

    def of(self, rung: Rung) -> float:
        """Credit of a rung."""
        return float(getattr(self, rung.value))


class Source(Document):
    """A published work that a criterion rests on."""

    title: str
    url: str = ""
    note: str = ""


class Profile(Document):
    """A named set of traits."""

    title: str
    traits: tuple[str, ...]


class Removal(Document):
    """A criterion that an overlay takes away, and why."""

    id: str
    reason: str = Field(min_length=3)


class RubricSettings(Document):
    """The contents of `rubric.yaml`."""

    id: str
    version: str
    title: str
    extends: str | None = None
    layers: tuple[Layer, ...] = ()
    areas: tuple[Area, ...] = ()
    credits: Credits = Credits()
    traits: dict[str, Trait] = {}
    profiles: dict[str, Profile] = {}
    default_profile: str = ""
    aliases: dict[str, str] = {}
    remove: tuple[Removal, ...] = ()


# ---------------------------------------------------------------- rules


@dataclass(frozen=True, slots=True)
class All:
    """True when every part is."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """True when one part is."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """True when `count` of the parts are."""

    count: int
    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Negation; stands only inside caps and refutations."""

    part: Condition


@dataclass(frozen=True, slots=True)
class Probe:
    """One typed look: the probe's name and its checked parameters.

    `at_least` is the threshold in 0..1 for probes that measure a share.
    """

    name: str
    params: Any
    at_least: float | None = None
    place: Place = Place("")


Condition = All | AnyOf | AtLeast | Not | Probe


@dataclass(frozen=True, slots=True)
class Step:
    """One rung of a ladder: the sentence that is true on it, and the condition that puts a subject there."""

    rung: Rung
    says: str
    when: Condition


@dataclass(frozen=True, slots=True)
class Cap:
    """Lowers a rung when something spoils it."""

    at_most: Rung
    when: Condition
    because: str


@dataclass(frozen=True, slots=True)
class Refutation:
    """Evidence against: not met, whatever was answered."""

    when: Condition
    because: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A ladder; the highest step whose condition holds wins."""

    steps: tuple[Step, ...]
    caps: tuple[Cap, ...] = ()
    refuted: Refutation | None = None
    nothing: str = "No trace of it was found."
    """The sentence for rung absent."""


# ---------------------------------------------------------------- criteria


class CaseEvidence(Document):
    """Evidence that a case must show."""

    path: str
    line: int | None = None


class CaseAnswer(Document):
    """An answer given inside a case; the same form as in `.maturity/answers.yaml`."""

    value: Any
    who: str = ""
    when: date | None = None
    evidence: str = ""
    note: str = ""


class CaseCommit(Document):
    """One commit of a case's history, newest first."""

    message: str
    author: str = "Ana Kovač <ana@example.org>"
    committer: str = ""
    days_ago: float = 0
    parents: int = 1
    files: dict[str, int] = {}
    """Changed lines by path."""
    tags: tuple[str, ...] = ()
    times: int = Field(default=1, ge=1, le=200)
    """How many such commits, each a day older than the one before."""


class Case(Document):
    """A little subject with the rung and outcome it must give."""

    name: str
    files: dict[str, str] = {}
    history: tuple[CaseCommit, ...] = ()
    sizes: dict[str, int] = {}
    """Path to size in bytes, for files whose contents do not matter."""
    missing: tuple[str, ...] = ()
    """Listed files whose contents cannot be had."""
    answers: dict[str, CaseAnswer] = {}
    traits: dict[str, bool] = {}
    rung: Rung | None = None
    outcome: Outcome | None = None
    evidence: CaseEvidence | None = None
    trap: str = ""
    """The trap of the catalogue that this case stands for."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """When the repository names another place for the practice: unknown instead of absent."""

    when: Condition
    because: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """When the criterion probably does not apply; shown until somebody writes it down."""

    when: Condition
    because: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that is true of a mature team."""

    id: str
    title: str
    layer: str
    area: str
    tier: Tier
    weight: float
    applies: str
    """An expression over traits; `any` applies always."""
    rationale: str
    remedy: str
    effort_days: float
    sources: tuple[str, ...]
    since: str
    rule: Rule | None
    question: Question | None
    means: Condition | None
    """The criterion leaves when this certainly does not hold (no notebooks, no notebook hygiene)."""
    proposal: Proposal | None
    elsewhere: Elsewhere | None
    cases: tuple[Case, ...]
    places: Mapping[str, Place] = field(default_factory=dict)
    """Who set each effective value: key path to file, line and column."""

    @property
    def kind(self) -> Literal["repository", "question", "both"]:
        """Which witnesses can speak."""
        if self.rule is None:
            return "question"
        return "both" if self.question is not None else "repository"


@dataclass(frozen=True, slots=True)
class Overlay:
    """A rubric that was laid over another."""

    id: str
    version: str
    path: str


@dataclass(frozen=True, slots=True)
class Rubric:
    """A complete, checked rubric; criteria in cell order (layers bottom up, areas in order, then by path)."""

    settings: RubricSettings
    digest: str
    """SHA-256 over all effective files."""
    criteria: tuple[Criterion, ...]
    sources: Mapping[str, Source]
    traits: Mapping[str, Condition | None]
    """Trait to the condition under which the scan believes that it holds."""
    overlays: tuple[Overlay, ...] = ()
    removed: tuple[Removal, ...] = ()
    lock: str | None = None
    """The version whose weights, tiers, thresholds and credits are in force, if a scoring lock is."""
    newer: frozenset[str] = frozenset()
    """Criteria that the lock does not know: shown, and counted nowhere."""
    gone: tuple[str, ...] = ()
    """Criteria of the lock that the rubric has no more."""

    def criterion(self, identifier: str) -> Criterion | None:
        """The criterion of that id or alias, if there is one."""
        wanted = self.settings.aliases.get(identifier, identifier)
        return next((c for c in self.criteria if c.id == wanted), None)
