"""Assessments of generated subjects: scored by the engine, without a repository."""

from __future__ import annotations

from assess.engine.score import Scored, Scores, score
from assess.model.assessment import Assessment, Configuration, IfConfirmed, RubricInfo, Summary, ToolInfo
from assess.model.assessment import Subject as SubjectInfo
from assess.model.finding import Applies, Credit, Finding, FindingWaiver
from assess.model.scale import Basis, Outcome
from assess.model.testified import QuestionnaireInfo

from tests.engine.strategies import Subject


def assessment_of(subject: Subject) -> Assessment:
    """The whole document, with findings by question so that nothing of it is unread."""
    scores = score(subject.settings, subject.scored)
    return Assessment(
        tool=ToolInfo(name="assess", version="1"),
        rubric=RubricInfo(id="generated", version="1", title="Generated", digest="one"),
        subject=SubjectInfo(name="shop", commit="a" * 40, dirty=False),
        as_of="2026-06-30",
        configuration=Configuration(profile="any", traits=()),
        summary=_summary(scores),
        layers=scores.layers,
        areas=scores.areas,
        cells=scores.cells,
        findings=tuple(_finding(one, scores) for one in subject.scored),
        ledger=scores.ledger,
        questionnaire=QuestionnaireInfo(asked=0, answered=0),
    )


def _summary(scores: Scores) -> Summary:
    return Summary(
        score=scores.score,
        ungated=scores.ungated,
        if_confirmed=IfConfirmed(proven=None, possible=None, level=scores.maturity_level),
        coverage=scores.coverage,
        observed_share=scores.observed_share,
        maturity_level=scores.maturity_level,
        outcomes={},
    )


def _finding(one: Scored, scores: Scores) -> Finding:
    waiver = FindingWaiver(reason="later", owner="Ana", until="2027-01-01", expired=False) if one.waived else None
    return Finding(
        criterion=one.criterion,
        title=one.criterion,
        layer=one.layer,
        area=one.area,
        tier=one.tier,
        weight=float(one.weight),
        kind="question",
        outcome=_outcome(one),
        score=Credit(low=float(one.low), high=float(one.high)),
        rung=None,
        rung_possible=None,
        basis=Basis.NONE,
        reason="",
        next="",
        applies=Applies(value=one.applies),
        waiver=waiver,
        rationale="",
        remedy="",
        effort_days=1,
        points=scores.points[one.criterion],
    )


def _outcome(one: Scored) -> Outcome:
    if not one.applies:
        return Outcome.NOT_APPLICABLE
    if one.low == 1:
        return Outcome.MET
    return Outcome.PARTLY_MET if one.low else Outcome.UNKNOWN if one.high else Outcome.NOT_MET
