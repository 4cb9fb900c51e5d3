"""What expired answers took away, in sentences: how much, and whom to ask."""

from __future__ import annotations

from dataclasses import dataclass

from assess.model.assessment import Assessment
from assess.model.testified import Decay
from assess.output.presentation import numbers
from assess.output.presentation.texts import english


@dataclass(frozen=True, slots=True)
class DecayView:
    """One expired answer."""

    criterion: str
    sentence: str
    """When it was given, how long it held, what it would bring back, whom to ask; empty where that is not known."""


def lead(assessment: Assessment) -> str:
    """How much all expired answers together have taken from the proven score; empty when none did."""
    points = assessment.questionnaire.decayed_points
    count = len(assessment.questionnaire.expired)
    return english().n("decay.lead", count, points=numbers.points(points)) if points > 0 else ""


def expired(assessment: Assessment) -> tuple[DecayView, ...]:
    """The expired answers, the one that took most first."""
    known = {one.criterion for one in assessment.questionnaire.decay}
    told = [DecayView(one.criterion, _sentence(one)) for one in assessment.questionnaire.decay]
    rest = [DecayView(name, "") for name in assessment.questionnaire.expired if name not in known]
    return (*told, *rest)


def _sentence(one: Decay) -> str:
    text = english()
    role = text(f"role.{one.role}") if f"role.{one.role}" in text.sentences else one.role
    who = text("decay.who", who=one.who, role=role) if one.who else role
    if one.points <= 0:
        return text("decay.line_nothing", given=one.given, until=one.held_until, who=who)
    return text("decay.line", given=one.given, until=one.held_until, points=numbers.gain(one.points), who=who)
