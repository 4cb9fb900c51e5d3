"""A small rubric whose questions cover every type."""

from __future__ import annotations

from typing import Any

from assess.model.question import Question
from assess.model.rubric import (
    All,
    Area,
    Criterion,
    Layer,
    Removal,
    Rubric,
    RubricSettings,
    Rule,
    Step,
    Trait,
)
from assess.model.scale import Rung, Tier

QUESTIONS: dict[str, dict[str, Any]] = {
    "yes-no": {"type": "yes-no", "not_applicable": True},
    "coverage": {"type": "coverage", "expires_days": 90},
    "choice": {
        "type": "choice",
        "choices": [
            {"value": "never", "title": "Never", "credit": 0.0},
            {"value": "yearly", "title": "Once a year", "credit": 0.5},
            {"value": "monthly", "title": "Every month", "credit": 1.0},
        ],
    },
    "number": {
        "type": "number",
        "unit": "days",
        "bands": [{"up_to": 1, "credit": 1.0}, {"up_to": 7, "credit": 0.5}, {"credit": 0.0}],
    },
    "date": {"type": "date", "bands": [{"up_to": 90, "credit": 1.0}, {"up_to": 365, "credit": 0.25}]},
    "delivery": {"type": "dora6"},
    "structured": {
        "type": "structured",
        "fields": [
            {"id": "owner", "title": "Who owns it"},
            {"id": "baseline", "title": "What it was before"},
            {"id": "remark", "title": "Anything else", "required": False},
        ],
    },
    "text": {"type": "text"},
}


def criterion(name: str, question: dict[str, Any] | None) -> Criterion:
    """One criterion of the small rubric; with a rule when it has no question."""
    return Criterion(
        id=name,
        title=f"The {name} practice is followed",
        layer="devops",
        area="software-engineering",
        tier=Tier.STANDARD,
        weight=1.0,
        applies="any",
        rationale="Because it matters.",
        remedy="Do it.",
        effort_days=1.0,
        sources=(),
        since="1.0.0",
        rule=None if question else Rule((Step(Rung.WIRED, "It is there.", All(())),)),
        question=Question.model_validate({"asks": f"How is {name} done here?", **question}) if question else None,
        means=None,
        proposal=None,
        elsewhere=None,
        cases=(),
    )


def small_rubric() -> Rubric:
    """One criterion for each type of question, one without a question, an alias, a trait and a removed criterion."""
    settings = RubricSettings(
        id="small",
        version="1.0.0",
        title="Small",
        layers=(Layer(id="devops", title="DevOps"),),
        areas=(Area(id="software-engineering", title="Software engineering"),),
        traits={"people-affected": Trait(title="Its output concerns people")},
        aliases={"old-coverage": "coverage"},
        remove=(Removal(id="gone", reason="not our business"),),
    )
    criteria = [criterion(name, question) for name, question in QUESTIONS.items()]
    return Rubric(
        settings=settings,
        digest="0" * 64,
        criteria=(*criteria, criterion("without-question", None)),
        sources={},
        traits={"people-affected": None},
        removed=settings.remove,
    )
