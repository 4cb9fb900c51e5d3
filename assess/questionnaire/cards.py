"""Everything about one question that somebody needs to answer it: wording, scale, what was seen, what was said.

The terminal, the local page and the spreadsheet show the same cards.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from assess.model.answer import AnswersFile, Response
from assess.model.assessment import Assessment
from assess.model.evidence import Evidence, cut
from assess.model.expression import parse
from assess.model.finding import Finding
from assess.model.rubric import Criterion, Rubric
from assess.model.scale import Rung
from assess.questionnaire.testimony import EXPIRES_DAYS, testify
from assess.questionnaire.values import Asked, asked

MOST_EVIDENCE = 3
PEOPLE = {
    "tech-lead": "the technical lead",
    "data-engineer": "a data engineer",
    "data-scientist": "a data scientist",
    "product-owner": "the product owner",
    "on-call": "somebody on call",
}
"""Role of a question to who that is, in words."""


@dataclass(frozen=True, slots=True)
class Card:
    """One question that is worth asking, or was answered."""

    criterion: Criterion
    finding: Finding
    response: Response | None
    state: Literal["none", "given", "unknown", "expired", "disagreement", "not-applicable"]
    """What the responses come to today."""
    note: str
    """Why they come to that, where it needs saying."""
    open: bool
    """Whether it is still to be asked."""

    @property
    def identifier(self) -> str:
        """The question's id."""
        return self.criterion.id

    @property
    def how(self) -> Asked:
        """How it is answered."""
        return asked(self.criterion.question)

    @property
    def asks(self) -> str:
        """The question itself."""
        question = self.criterion.question
        return question.asks if question else f"Is this done in another place, and where? {self.criterion.title}."

    @property
    def why(self) -> str:
        """Why it is asked."""
        return self.criterion.question.why if self.criterion.question else self.criterion.rationale

    @property
    def good(self) -> str:
        """What a good answer looks like."""
        return self.criterion.question.good if self.criterion.question else "yes, with the place as evidence"

    @property
    def role(self) -> str:
        """Who can usually answer: a key of `PEOPLE`."""
        return self.criterion.question.who if self.criterion.question else "tech-lead"

    @property
    def evidence(self) -> str:
        """What makes the answer count in full."""
        wanted = self.criterion.question.evidence if self.criterion.question else ""
        return wanted or "a link to it, a document or a ticket"

    @property
    def worth(self) -> str:
        """What the best answer would bring, in words."""
        return worth(self.finding)

    @property
    def seen(self) -> tuple[str, ...]:
        """What the scan saw: a sentence, then places. Empty where a repository can show nothing."""
        if self.finding.rung is None:
            return ()
        found = [e for e in self.finding.evidence if e.kind != "answer"][:MOST_EVIDENCE]
        return (shown_reason(self.finding), *(evidence_line(one) for one in found))

    @property
    def lifetime_days(self) -> int:
        """For how long an answer holds."""
        return lifetime_days(self.criterion)

    @property
    def expires(self) -> date | None:
        """The last day on which what was answered holds."""
        return last_day(self.criterion, self.response)


def cards(assessment: Assessment, rubric: Rubric, answers: AnswersFile) -> tuple[Card, ...]:
    """Open questions, the one worth most first; then the answered ones, in the rubric's order."""
    findings = {finding.criterion: finding for finding in assessment.findings}
    still_open = assessment.questionnaire.open
    rest = [c.id for c in rubric.criteria if c.id in answers.answers and c.id not in still_open]
    as_of = date.fromisoformat(assessment.as_of)
    return tuple(
        _card(criterion, findings[identifier], answers, as_of, is_open=identifier in still_open)
        for identifier in (*still_open, *rest)
        if (criterion := rubric.criterion(identifier)) is not None and identifier in findings
    )


def chosen(
    found: tuple[Card, ...], layers: Collection[str] = (), areas: Collection[str] = (), roles: Collection[str] = ()
) -> tuple[Card, ...]:
    """The cards of some layers, areas and roles; an empty choice is all of them."""
    return tuple(
        card
        for card in found
        if (not layers or card.criterion.layer in layers)
        and (not areas or card.criterion.area in areas)
        and (not roles or card.role in roles)
    )


def still_applying(found: tuple[Card, ...], assessment: Assessment, gone: Collection[str]) -> tuple[Card, ...]:
    """The cards whose criteria would still apply without some of the traits that hold."""
    held = {trait.id for trait in assessment.configuration.traits if trait.holds} - set(gone)
    return tuple(card for card in found if parse(card.criterion.applies).holds(held))


def settled(assessment: Assessment) -> int:
    """How many questions nobody is asked because the repository has answered them."""
    return sum(
        finding.question is not None and finding.applies.value and (finding.rung is Rung.WIRED or finding.refuted)
        for finding in assessment.findings
    )


def worth(finding: Finding) -> str:
    """The points that the best answer would bring by itself, in words."""
    gain = finding.points.open
    return f"up to {gain:.1f} points" if gain >= 0.05 else "points only once the layers below hold"


def shown_reason(finding: Finding) -> str:
    """What the repository shows, in the finding's words."""
    return cut(finding.reason, 400)


def evidence_line(evidence: Evidence) -> str:
    """Place and text on one line."""
    place = evidence.path or (evidence.commit or "")[:12]
    where = f"{place}:{evidence.line}" if evidence.line else place
    return cut(": ".join(part for part in (where, evidence.text) if part), 300)


def lifetime_days(criterion: Criterion) -> int:
    """For how many days an answer holds."""
    return criterion.question.expires_days if criterion.question else EXPIRES_DAYS


def last_day(criterion: Criterion, response: Response | None) -> date | None:
    """The last day on which a response holds: the decision's, else the newest answer's; None without a date."""
    if response is None:
        return None
    speaking = [response.decision] if response.decision else list(response.answers)
    days = [answer.when for answer in speaking if answer.when]
    return max(days) + timedelta(days=lifetime_days(criterion)) if days else None


def _card(criterion: Criterion, finding: Finding, answers: AnswersFile, as_of: date, *, is_open: bool) -> Card:
    response = answers.answers.get(criterion.id)
    said = testify(criterion, response, as_of)
    return Card(criterion, finding, response, said.state, said.note, is_open)
