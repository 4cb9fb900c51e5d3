"""One side of a comparison: what an assessment document says, taken apart into the pieces that can change alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from assess.engine.decide import Decision
from assess.engine.rounding import exact
from assess.engine.witnesses import weigh
from assess.model.answer import Testimony
from assess.model.assessment import Assessment
from assess.model.expression import parse
from assess.model.finding import Finding
from assess.model.rubric import Area, Credits, Layer, RubricSettings
from assess.model.scale import Basis, Outcome, Rung, Tier, Truth
from assess.model.testified import FindingAnswer

State = Literal["none", "given", "unknown", "expired", "disagreement", "not-applicable"]


@dataclass(frozen=True, slots=True)
class Worth:
    """What the rubric says of a criterion."""

    layer: str
    area: str
    tier: Tier
    weight: Fraction
    asked: bool
    """Whether it has a question beside its rule, so that it may be done elsewhere."""
    expression: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What the repository shows; the rungs are None where there is no rule."""

    rung: Rung | None
    rung_possible: Rung | None
    refuted: Truth
    elsewhere: bool
    absent: bool
    """Whether there is nothing that the criterion could be about."""

    @property
    def silent(self) -> bool:
        """Whether it says nothing at all, so that an answer may take the criterion away."""
        return self.rung_possible in (None, Rung.ABSENT) and self.refuted is Truth.NO


@dataclass(frozen=True, slots=True)
class Told:
    """What people's answer comes to; the credit is before the factor for claims."""

    state: State
    credit: Fraction | None
    attested: bool


@dataclass(frozen=True, slots=True)
class Worked:
    """What the pieces of one criterion come to together."""

    applies: bool
    low: Fraction
    high: Fraction


@dataclass(frozen=True, slots=True)
class Record:
    """One criterion on one side."""

    criterion: str
    title: str
    worth: Worth
    shown: Shown
    told: Told
    words: tuple[str, ...]
    """The answer as it was given; equal words are the same answer, whoever gave it."""
    set_aside: bool
    """Whether the configuration takes it away."""
    worked: Worked
    outcome: Outcome
    observed: bool
    waived: bool
    reads_traits: frozenset[str]


@dataclass(frozen=True, slots=True)
class Side:
    """Everything that scores depend on, at one time."""

    settings: RubricSettings
    """Layers, areas and credits; nothing else of it is read."""
    held: frozenset[str]
    """Traits that hold."""
    traits: frozenset[str]
    """Traits that the rubric knows."""
    records: Mapping[str, Record]
    """By today's id; in the order of the document."""


def side_of(assessment: Assessment, aliases: Mapping[str, str] | None = None) -> Side:
    """The side that a document describes; `aliases` are today's names of renamed criteria.

    Criteria that a scoring lock keeps out are on no side: they count nowhere.
    """
    info = assessment.rubric
    settings = RubricSettings(
        id=info.id,
        version=info.version,
        title=info.title,
        credits=info.credits,
        layers=tuple(
            Layer(id=la.id, title=la.title, weight=la.weight, threshold=la.threshold) for la in assessment.layers
        ),
        areas=tuple(Area(id=area.id, title=area.title, weight=area.weight) for area in assessment.areas),
    )
    names = aliases or {}
    records = [
        _record(finding, names.get(finding.criterion, finding.criterion))
        for finding in assessment.findings
        if finding.applies.left_by != "lock"
    ]
    traits = assessment.configuration.traits
    held = frozenset(trait.id for trait in traits if trait.holds)
    return Side(
        settings, held, frozenset(trait.id for trait in traits), {record.criterion: record for record in records}
    )


def _record(finding: Finding, name: str) -> Record:
    applies = finding.applies
    return Record(
        criterion=name,
        title=finding.title,
        worth=Worth(
            finding.layer,
            finding.area,
            finding.tier,
            exact(finding.weight),
            finding.kind == "both",
            applies.expression,
        ),
        shown=Shown(
            finding.rung,
            finding.rung_possible,
            Truth.YES if finding.refuted else Truth.UNKNOWN if finding.may_be_refuted else Truth.NO,
            finding.elsewhere,
            applies.left_by == "absence",
        ),
        told=_told(finding.answer),
        words=_words(finding.answer),
        set_aside=applies.left_by == "configuration",
        worked=Worked(applies.value, exact(finding.score.low), exact(finding.score.high)),
        outcome=finding.outcome,
        observed=finding.basis is Basis.OBSERVED,
        waived=finding.waived,
        reads_traits=frozenset(finding.reads_traits),
    )


def _told(answer: FindingAnswer | None) -> Told:
    if answer is None:
        return Told("none", None, attested=False)
    state: State = next(
        (s for s in ("given", "unknown", "expired", "disagreement", "not-applicable") if s == answer.state), "unknown"
    )
    return Told(state, None if answer.credit is None else exact(answer.credit), answer.attested)


def _words(answer: FindingAnswer | None) -> tuple[str, ...]:
    if answer is None:
        return ()
    return (repr(answer.value), answer.when or "", answer.evidence, "named" if answer.who else "")


def work(worth: Worth, shown: Shown, told: Told, held: frozenset[str], paying: Credits, *, set_aside: bool) -> Worked:
    """What pieces of different sides come to together, by the table of the two witnesses."""
    decision = None
    if shown.rung is not None:
        high = shown.rung_possible or shown.rung
        decision = Decision(shown.rung, high, shown.refuted, "", "", (), ())
    credit = None if told.credit is None else float(told.credit)
    testimony = Testimony(told.state, credit, told.attested)
    named = shown.elsewhere and (shown.rung is Rung.ABSENT or told.state == "given")
    weighed = weigh(decision, testimony, paying, elsewhere=worth.asked or named)
    applies = (
        _holds(worth.expression, held)
        and not set_aside
        and not shown.absent
        and not (told.state == "not-applicable" and shown.silent)
    )
    return Worked(applies, weighed.low, max(weighed.low, weighed.high))


@lru_cache(maxsize=4096)
def _holds(expression: str, held: frozenset[str]) -> bool:
    return parse(expression).holds(set(held))


def holds(record: Record, held: frozenset[str]) -> bool:
    """Whether the traits that hold make the criterion apply."""
    return _holds(record.worth.expression, held)
