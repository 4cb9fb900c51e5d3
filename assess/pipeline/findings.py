"""One finding of the assessment, from a judged criterion and the scores."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from assess.engine.score import Scores
from assess.model.answer import Recorded, Testimony
from assess.model.config import Waiver
from assess.model.evidence import Evidence
from assess.model.expression import parse
from assess.model.finding import Applies, Credit, Finding, FindingWaiver, Points, SourceRef
from assess.model.rubric import Criterion, Rubric
from assess.model.scale import Basis, Outcome, Truth
from assess.model.testified import AnswerRecord, FindingAnswer, SaidBy
from assess.pipeline.judging import Belief, Judged
from assess.pipeline.material import Material
from assess.pipeline.observer import conditions_of, traits_read

_DIFFERS = {
    ("who",): "It was committed by somebody else than it names.",
    ("when",): "It was committed more than a week away from its date.",
    ("who", "when"): "It was committed by somebody else, and more than a week away from its date.",
}
"""Without names, which stand beside it and can be left out."""


def finding(judged: Judged, material: Material, scores: Scores, changes: Mapping[str, bool]) -> Finding:
    """The finding in full; what does not apply keeps what was seen, and scores nothing."""
    criterion, decision, weighed = judged.criterion, judged.decision, judged.weighed
    own = [w for w in material.waivers if w.criterion == criterion.id]
    waiver = max(own, key=lambda w: w.until, default=None)
    return Finding(
        criterion=criterion.id,
        title=criterion.title,
        layer=criterion.layer,
        area=criterion.area,
        tier=criterion.tier,
        weight=criterion.weight,
        kind=criterion.kind,
        outcome=weighed.outcome if judged.applies else Outcome.NOT_APPLICABLE,
        score=Credit(low=float(weighed.low), high=float(weighed.high)),
        rung=decision.low if decision else None,
        rung_possible=decision.high if decision else None,
        basis=weighed.basis if judged.applies else Basis.NONE,
        reason=_reason(judged, material.records.get(criterion.id)),
        next=_next(judged),
        evidence=_evidence(judged),
        answer=_answer(judged, material.records.get(criterion.id)),
        conflict=weighed.conflict,
        refuted=decision is not None and decision.refuted is Truth.YES,
        may_be_refuted=decision is not None and decision.refuted is Truth.UNKNOWN,
        elsewhere=judged.elsewhere is not None,
        reads_traits=traits_read(conditions_of(criterion)),
        applies=Applies(
            value=judged.applies,
            reason=judged.applies_reason,
            proposal=_proposed(judged, material.beliefs, changes),
            left_by=judged.left_by,
            expression=criterion.applies,
        ),
        waiver=_waiver(waiver, material.as_of),
        question=criterion.question.asks if criterion.question else None,
        rationale=criterion.rationale,
        remedy=criterion.remedy,
        effort_days=criterion.effort_days,
        points=scores.points.get(criterion.id, Points(earned=0.0, open=0.0)),
        sources=_sources(criterion, material.rubric),
    )


def _reason(judged: Judged, record: Recorded | None) -> str:
    parts = [judged.decision.reason] if judged.decision else []
    if judged.elsewhere:
        parts.append(judged.elsewhere)
    parts.append(_said(judged))
    if record is not None and record.differs:
        parts.append(_DIFFERS[record.differs])
    return " ".join(part for part in parts if part)


def _said(judged: Judged) -> str:
    """What was answered, in a sentence; who answered stands beside it and can be left out."""
    testimony = judged.testimony
    if testimony.state == "given":
        form = "with evidence" if testimony.attested else "without all of person, date and evidence, so it pays half"
        return f"Answered {form}."
    texts = {
        "none": "Only people can tell, and nobody has answered yet." if judged.decision is None else "",
        "unknown": "Answered: not known.",
        "expired": "The answer has expired and is unknown again.",
        "disagreement": f"The {testimony.note}; no reviewer has decided.",
        "not-applicable": "" if not judged.applies else "Answered: not applicable; but the repository speaks of it.",
    }
    return texts[testimony.state]


def _next(judged: Judged) -> str:
    if judged.weighed.outcome is Outcome.MET:
        return ""
    question = judged.criterion.question
    if judged.decision is None:
        return f"Answer: {question.asks}" if question else ""
    if judged.elsewhere and question is None:
        return "Say where it is done: answer yes with a link in .maturity/answers.yaml."
    return judged.decision.next


def _evidence(judged: Judged) -> tuple[Evidence, ...]:
    found = [*(judged.decision.evidence if judged.decision else ()), *judged.elsewhere_evidence]
    answer = judged.testimony.answer
    if answer is not None and answer.evidence:
        found.append(Evidence(kind="answer", text=answer.evidence))
    return tuple(found)


def _answer(judged: Judged, record: Recorded | None) -> FindingAnswer | None:
    testimony = judged.testimony
    if testimony.state == "none" or testimony.answer is None:
        return None
    given = testimony.answer
    return FindingAnswer(
        value=given.value,
        who=given.who,
        when=_day(given.when),
        evidence=given.evidence,
        state=testimony.state,
        credit=testimony.credit,
        attested=testimony.attested,
        recorded=_recorded(record) if record else None,
        responses=_responses(testimony),
    )


def _recorded(record: Recorded) -> AnswerRecord:
    return AnswerRecord(
        who=record.who,
        when=record.when.isoformat(),
        commit=record.commit,
        taken=record.taken,
        differs=record.differs,
    )


def _responses(testimony: Testimony) -> tuple[SaidBy, ...]:
    """What each person said; the decision, where there is one, last. Empty where one person alone answered."""
    decided = testimony.answer is not None and testimony.answer not in testimony.responses
    if len(testimony.responses) < 2 and not decided:
        return ()
    said = [SaidBy(value=one.value, who=one.who, when=_day(one.when)) for one in testimony.responses]
    if decided and testimony.responses and testimony.answer is not None:
        one = testimony.answer
        said.append(SaidBy(value=one.value, who=one.who, when=_day(one.when), decision=True))
    return tuple(said)


def _day(when: date | None) -> str | None:
    return when.isoformat() if when else None


def _proposed(judged: Judged, beliefs: tuple[Belief, ...], changes: Mapping[str, bool]) -> str | None:
    if judged.applies and judged.proposal:
        return judged.proposal
    if judged.criterion.id not in changes:
        return None
    named = parse(judged.criterion.applies).names()
    return " ".join(b.reason for b in beliefs if b.trait in named) or None


def _waiver(waiver: Waiver | None, as_of: date) -> FindingWaiver | None:
    if waiver is None:
        return None
    return FindingWaiver(
        reason=waiver.reason, owner=waiver.owner, until=waiver.until.isoformat(), expired=waiver.until < as_of
    )


def _sources(criterion: Criterion, rubric: Rubric) -> tuple[SourceRef, ...]:
    found = []
    for written in criterion.sources:
        source = rubric.sources[written.split(" ")[0]]
        rest = written.partition(" ")[2]
        found.append(SourceRef(id=written, title=f"{source.title}, {rest}" if rest else source.title, url=source.url))
    return tuple(found)
