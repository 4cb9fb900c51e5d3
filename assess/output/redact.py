"""Takes the people out of an assessment."""

from __future__ import annotations

from assess.model.assessment import Assessment, WaiverInfo
from assess.model.finding import Finding
from assess.model.testified import FindingAnswer

WITHHELD = "withheld"


def without_people(assessment: Assessment) -> Assessment:
    """The same assessment without the names of respondents and of those who own a waiver."""
    return assessment.model_copy(
        update={
            "findings": tuple(_finding(finding) for finding in assessment.findings),
            "questionnaire": assessment.questionnaire.model_copy(
                update={
                    "decay": tuple(one.model_copy(update=_hidden(one.who)) for one in assessment.questionnaire.decay)
                }
            ),
            "waivers": tuple(_waiver(waiver) for waiver in assessment.waivers),
        }
    )


def _finding(finding: Finding) -> Finding:
    changes: dict[str, object] = {}
    if finding.answer is not None:
        changes["answer"] = _answer(finding.answer)
    if finding.waiver is not None:
        changes["waiver"] = finding.waiver.model_copy(update={"owner": WITHHELD})
    if any(e.kind == "answer" for e in finding.evidence):
        changes["evidence"] = tuple(
            e.model_copy(update={"text": WITHHELD}) if e.kind == "answer" else e for e in finding.evidence
        )
    return finding.model_copy(update=changes)


def _answer(answer: FindingAnswer) -> FindingAnswer:
    changes: dict[str, object] = _hidden(answer.who)
    if answer.recorded is not None:
        changes["recorded"] = answer.recorded.model_copy(update=_hidden(answer.recorded.who))
    changes["responses"] = tuple(one.model_copy(update=_hidden(one.who)) for one in answer.responses)
    return answer.model_copy(update=changes)


def _hidden(who: str) -> dict[str, object]:
    return {"who": WITHHELD} if who else {}


def _waiver(waiver: WaiverInfo) -> WaiverInfo:
    return waiver.model_copy(update={"owner": WITHHELD})
