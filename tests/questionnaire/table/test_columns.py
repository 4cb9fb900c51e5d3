"""What a row tells the person who fills it in, and what it is told when a part does not fit."""

from __future__ import annotations

from datetime import date

import pytest
from assess.errors import Place, Problems
from assess.model.question import Question
from assess.questionnaire.table.columns import FILLED, ways
from assess.questionnaire.table.merging import merged
from assess.questionnaire.table.reading import Row
from assess.questionnaire.values import asked

from tests.questionnaire.subjects import QUESTIONS, small_rubric


def test_every_part_of_the_delivery_scale_says_what_may_stand_there() -> None:
    question = Question.model_validate({"asks": "How is it delivered here?", **QUESTIONS["delivery"]})
    lines = dict(line.split(": ", 1) for line in ways(asked(question)) if ": " in line)
    assert "less-than-1-hour" in lines["lead-time"]
    assert "percent" in lines["change-fail-rate"]


def test_a_part_that_does_not_fit_is_named() -> None:
    cells = {**dict.fromkeys(FILLED, ""), "answer": "lead-time: soon\nchange-fail-rate: 5"}
    row = Row(Place("t.csv", 2), "delivery", cells, "v.", {"answer": 3})
    with pytest.raises(Problems, match=r"t\.csv:2:3: lead-time: expected one of"):
        merged((row,), {}, small_rubric(), date(2026, 11, 1))
