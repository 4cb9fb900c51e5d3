"""What people type, as values."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from assess.model.question import Question
from assess.questionnaire.replies import day_of, value_of, written
from assess.questionnaire.values import Asked, asked

from tests.questionnaire.subjects import QUESTIONS


def how(kind: str) -> Asked:
    return asked(Question.model_validate({"asks": f"How is {kind} done here?", **QUESTIONS[kind]}))


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        pytest.param("yes-no", "perhaps", id="another word"),
        pytest.param("yes-no", "", id="nothing"),
        pytest.param("coverage", "a", id="a beginning of two words"),
        pytest.param("number", "three", id="a number in words"),
        pytest.param("number", "1,000,000", id="two commas"),
        pytest.param("number", "1e400", id="beyond all numbers"),
        pytest.param("date", "3/4/2026", id="month or day first"),
        pytest.param("date", "2026-02-30", id="a day that never was"),
        pytest.param("date", "31.2.2026", id="another one"),
        pytest.param("structured", "just words", id="no parts"),
        pytest.param("structured", "ownr: Ana", id="an unknown part"),
        pytest.param("delivery", "lead-time: 9", id="a step that is not there"),
    ],
)
def test_what_is_not_understood_is_a_fault(kind: str, typed: str) -> None:
    assert value_of(how(kind), typed)[1]


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        pytest.param("yes-no", " YES ", "yes", id="capitals and spaces"),
        pytest.param("yes-no", "y", "yes", id="one letter"),
        pytest.param("yes-no", "TRUE", "yes", id="as a spreadsheet writes it"),
        pytest.param("coverage", "at least half", "at-least-half", id="with spaces"),
        pytest.param("coverage", "don\u2019t know", "unknown", id="not known"),
        pytest.param("choice", "N/A", "not-applicable", id="not applicable"),
        pytest.param("number", "3", 3, id="a number"),
        pytest.param("number", "3,5 days", 3.5, id="with decimal comma and unit"),
        pytest.param("number", "80 %", 80, id="percent"),
        pytest.param("date", "31.3.2026", "2026-03-31", id="a date with points"),
        pytest.param("date", "3/31/2026", "2026-03-31", id="month first, certainly"),
        pytest.param("date", "31/03/2026", "2026-03-31", id="day first, certainly"),
        pytest.param("text", " We look: often. ", "We look: often.", id="a text"),
        pytest.param("structured", "owner: Ana: lead\r\nbaseline = 3\n and more\n", {"owner": "Ana: lead", "baseline": "3 and more"}, id="parts on lines"),
        pytest.param("delivery", "lead-time: 1-day\nchange-fail-rate: 5 %\nrecovery-time: ?", {"lead-time": "1-day-to-1-week", "change-fail-rate": 5, "recovery-time": "unknown"}, id="delivery"),
    ],
)  # fmt: skip
def test_what_is_understood(kind: str, typed: str, value: Any) -> None:
    assert value_of(how(kind), typed) == (value, ())


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        pytest.param("coverage", "all", id="a word"),
        pytest.param("number", 2.5, id="a number"),
        pytest.param("structured", {"owner": "Ana", "baseline": "3"}, id="a map"),
        pytest.param("delivery", {"lead-time": "1-day-to-1-week", "change-fail-rate": 5.5}, id="delivery"),
    ],
)
def test_values_come_back_as_they_were_written(kind: str, value: Any) -> None:
    assert value_of(how(kind), written(value)) == (value, ())


def test_days() -> None:
    assert day_of(" 2026-03-31 ") == date(2026, 3, 31)
    assert day_of("4/4/2026") == date(2026, 4, 4)
    assert day_of("yesterday") is None
