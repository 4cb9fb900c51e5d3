"""The questions of the built-in rubric can be answered, and their best answer pays in full."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from assess.model.answer import Answer, Response
from assess.model.question import QuestionType
from assess.model.rubric import Criterion
from assess.pipeline import load_rubric
from assess.questionnaire.scales import DELIVERY_METRICS, DELIVERY_PERCENTAGES, DELIVERY_STEPS
from assess.questionnaire.testimony import testify
from assess.questionnaire.values import Asked, asked, faults

TODAY = date(2026, 6, 30)


@pytest.fixture(scope="module")
def criteria() -> tuple[Criterion, ...]:
    return tuple(c for c in load_rubric(None).criteria if c.question is not None)


def possible_values(how: Asked) -> list[Any]:
    """Values on every step of a question's scale."""
    question = how.question
    assert question is not None
    if how.words is not None:
        return list(how.words)
    if how.type is QuestionType.NUMBER:
        bounds = [band.up_to for band in question.bands if band.up_to is not None]
        return [*bounds, max(bounds, default=0) + 1]
    if how.type is QuestionType.DATE:
        return [(TODAY - timedelta(band.up_to or 10_000)).isoformat() for band in question.bands]
    if how.type is QuestionType.TEXT:
        return ["We do it this way."]
    if how.type is QuestionType.DORA:
        best = {key: steps[-1] for key, steps in DELIVERY_STEPS.items()} | dict.fromkeys(DELIVERY_PERCENTAGES, 0)
        return [{key: best[key] for key in how.fields}]
    return [dict.fromkeys(how.fields, "written down")]


def test_every_scale_reaches_full_credit_and_has_no_value_that_is_refused(criteria: tuple[Criterion, ...]) -> None:
    wrong: list[object] = []
    for criterion in criteria:
        how = asked(criterion.question)
        values = possible_values(how)
        wrong += [(criterion.id, value, fault) for value in values for fault in faults(how, value)]
        said = [
            testify(criterion, Response(answers=(Answer(value=v, who="Ana", when=TODAY, evidence="wiki"),)), TODAY)
            for v in values
        ]
        credits_ = [one.credit for one in said if one.credit is not None]
        if len(credits_) != len(values) or max(credits_) != 1.0:
            wrong.append((criterion.id, values, credits_))
    assert wrong == []


def test_delivery_questions_ask_for_known_metrics(criteria: tuple[Criterion, ...]) -> None:
    asked_for = {
        field.id
        for criterion in criteria
        if criterion.question is not None and criterion.question.type is QuestionType.DORA
        for field in criterion.question.fields
    }
    assert asked_for <= set(DELIVERY_METRICS)
