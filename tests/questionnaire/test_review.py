"""What a check says of answers that can be read."""

from __future__ import annotations

from datetime import date

import pytest
from assess.questionnaire.review import review

from tests.questionnaire.subjects import small_rubric

TODAY = date(2026, 6, 30)
FULL = "who: Ana, when: 2026-06-01, evidence: minutes"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param(f"answers:\n  yes-no: {{value: yes, {FULL}}}\n", id="supported"),
        pytest.param("answers:\n  yes-no: {value: no, when: 2026-06-30}\n", id="a no needs no evidence"),
        pytest.param("answers:\n  coverage: unknown\n", id="not known"),
    ],
)
def test_nothing_to_say(text: str) -> None:
    assert review(text, "a.yaml", small_rubric(), TODAY)[1] == ()


@pytest.mark.parametrize(
    ("line", "said", "fault"),
    [
        pytest.param("yes-no: yes", "2:3: the answer names no who, when, evidence (it counts half and never expires)", False, id="unsupported"),
        pytest.param("yes-no: {value: yes, who: tbd, when: 2026-06-01, evidence: x}", "the answer names no who (it counts half)", False, id="a placeholder"),
        pytest.param("yes-no: {value: yes, who: A, when: 2026-07-01, evidence: x}", "2:32: the date 2026-07-01 is in the future", True, id="tomorrow"),
        pytest.param("coverage: {value: all, who: A, when: 2026-01-01, evidence: x}", "2:3: 'coverage' has expired", True, id="expired"),
        pytest.param("coverage: {value: all, who: A, when: 2026-04-20, evidence: x}", "'coverage' expires in 19 days, on 2026-07-19", True, id="expiring"),
        pytest.param("coverage: {value: all, who: A, when: 2026-04-01, evidence: x}", "'coverage' expires today, on 2026-06-30", True, id="last day"),
        pytest.param(f"old-coverage: {{value: all, {FULL}}}", "2:3: 'old-coverage' is called 'coverage' now", False, id="renamed"),
        pytest.param("gone: yes", "2:3: 'gone' is no criterion any more: not our business", True, id="removed"),
        pytest.param(f"yes-no: {{answers: [{{value: yes, {FULL}}}, {{value: no}}]}}", "responses differ: yes, no (a reviewer decides: add `decision:`)", False, id="disagreement"),
        pytest.param("coverage: {answers: [{value: all, who: A, when: 2026-06-01}]}", "2:24: the answer names no evidence", False, id="in a list"),
    ],
)  # fmt: skip
def test_one_remark_with_its_place(line: str, said: str, fault: bool) -> None:
    _, remarks = review(f"answers:\n  {line}\n", "a.yaml", small_rubric(), TODAY, within_days=20)
    (remark,) = remarks
    assert said in str(remark)
    assert remark.fault is fault
