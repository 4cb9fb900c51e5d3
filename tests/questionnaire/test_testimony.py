from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from assess.model.answer import Answer, Response, Testimony
from assess.questionnaire.testimony import testify, trait_answer

from .subjects import QUESTIONS, criterion

TODAY = date(2026, 6, 30)
ATTESTED = {"who": "Ana", "when": date(2026, 6, 1), "evidence": "https://example.org/1"}


def said(name: str, *answers: dict[str, Any], decision: dict[str, Any] | None = None) -> Testimony:
    response = Response(
        answers=tuple(Answer(**answer) for answer in answers), decision=Answer(**decision) if decision else None
    )
    return testify(criterion(name, QUESTIONS.get(name)), response, TODAY)


def test_without_a_response_there_is_no_testimony() -> None:
    assert testify(criterion("yes-no", QUESTIONS["yes-no"]), None, TODAY) == Testimony("none")


FULL_DELIVERY = {
    "lead-time": "less-than-1-hour",
    "deployment-frequency": "on-demand",
    "recovery-time": 6,
    "change-fail-rate": 0,
    "rework-rate": 0,
}


@pytest.mark.parametrize(
    ("name", "value", "credit"),
    [
        pytest.param("yes-no", "no", 0.0, id="no pays nothing"),
        pytest.param("yes-no", False, 0.0, id="false is no"),
        pytest.param("yes-no", "yes", 1.0, id="yes pays all"),
        pytest.param("yes-no", True, 1.0, id="true is yes"),
        pytest.param("without-question", "yes", 1.0, id="without a question of its own it is yes or no"),
        pytest.param("coverage", "none", 0.0, id="coverage none"),
        pytest.param("coverage", "some", 0.25, id="coverage some"),
        pytest.param("coverage", "at-least-half", 0.5, id="coverage at least half"),
        pytest.param("coverage", "most", 1.0, id="coverage most"),
        pytest.param("coverage", "all", 1.0, id="coverage all"),
        pytest.param("choice", "yearly", 0.5, id="a choice pays what it is worth"),
        pytest.param("number", 1, 1.0, id="the bound of a band is inside"),
        pytest.param("number", 1.5, 0.5, id="beyond a bound the next band counts"),
        pytest.param("number", 4000, 0.0, id="the open band takes the rest"),
        pytest.param("date", "2026-04-01", 1.0, id="ninety days ago"),
        pytest.param("date", "2026-03-31", 0.25, id="ninety-one days ago"),
        pytest.param("date", "2020-01-01", 0.0, id="beyond the last band"),
        pytest.param("delivery", FULL_DELIVERY, 1.0, id="the best steps of delivery"),
        pytest.param("delivery", {**FULL_DELIVERY, "lead-time": 1}, 0.8, id="one metric at its worst"),
        pytest.param("delivery", {**FULL_DELIVERY, "rework-rate": 50}, 0.9, id="half of the deployments are rework"),
        pytest.param("structured", {"owner": "Ana"}, 0.5, id="half of the required parts"),
        pytest.param("structured", {"owner": "Ana", "baseline": "TBD"}, 0.5, id="a placeholder fills no part"),
        pytest.param("structured", {"owner": "Ana", "baseline": 3}, 1.0, id="optional parts are not needed"),
        pytest.param("text", "The board reads it every week.", 1.0, id="an attested text"),
    ],
)
def test_credit_of_a_value(name: str, value: Any, credit: float) -> None:
    found = said(name, {"value": value, **ATTESTED})
    assert (found.state, found.attested) == ("given", True)
    assert found.credit == pytest.approx(credit)


@pytest.mark.parametrize(
    ("name", "answer", "state"),
    [
        pytest.param("yes-no", {"value": "unknown", **ATTESTED}, "unknown", id="people do not know"),
        pytest.param("text", {"value": "We do it.", "who": "Ana"}, "unknown", id="a text without evidence"),
        pytest.param("yes-no", {"value": "perhaps"}, "unknown", id="a word that is not on the scale"),
        pytest.param("number", {"value": "three"}, "unknown", id="a word for a number"),
        pytest.param("date", {"value": "2026-07-01"}, "unknown", id="a date to come"),
        pytest.param("yes-no", {"value": "yes", "when": date(2026, 7, 1)}, "unknown", id="answered in the future"),
        pytest.param(
            "delivery", {"value": {**FULL_DELIVERY, "lead-time": "unknown"}}, "unknown", id="one metric unknown"
        ),
        pytest.param("delivery", {"value": {"lead-time": 6}}, "unknown", id="metrics left out"),
        pytest.param("coverage", {"value": "not-applicable", "reason": "No data"}, "unknown", id="may not be left out"),
        pytest.param("yes-no", {"value": "not-applicable"}, "unknown", id="left out without a reason"),
        pytest.param(
            "yes-no", {"value": "not-applicable", "reason": "No data"}, "not-applicable", id="left out with a reason"
        ),
        pytest.param("coverage", {"value": "all", "when": TODAY - timedelta(91)}, "expired", id="live figures expire"),
        pytest.param("coverage", {"value": "all", "when": TODAY - timedelta(90)}, "given", id="on its last day"),
        pytest.param("yes-no", {"value": "yes", "when": TODAY - timedelta(366)}, "expired", id="older than a year"),
    ],
)
def test_answers_that_decide_nothing(name: str, answer: dict[str, Any], state: str) -> None:
    found = said(name, answer)
    assert found.state == state
    if state != "given":
        assert found.credit is None


@pytest.mark.parametrize(
    ("missing", "value"),
    [
        pytest.param("who", "", id="nobody"),
        pytest.param("who", "TBD", id="nobody yet"),
        pytest.param("when", None, id="no date"),
        pytest.param("evidence", " ", id="no evidence"),
        pytest.param("evidence", "<link>", id="a placeholder for evidence"),
    ],
)
def test_an_answer_without_person_date_or_evidence_is_a_claim(missing: str, value: Any) -> None:
    found = said("yes-no", {"value": "yes", **ATTESTED, missing: value})
    assert (found.state, found.credit, found.attested) == ("given", 1.0, False)


YES, NO = {"value": "yes"}, {"value": "no"}
OLD = {"when": date(2020, 1, 1)}


@pytest.mark.parametrize(
    ("answers", "decision", "state", "credit", "attested"),
    [
        pytest.param((YES, NO), None, "disagreement", None, False, id="yes and no"),
        pytest.param((YES, {"value": "unknown"}), None, "disagreement", None, False, id="yes and unknown"),
        pytest.param((YES, YES), None, "given", 1.0, False, id="two claims agree"),
        pytest.param((YES, {**YES, **ATTESTED}), None, "given", 1.0, True, id="a witness speaks for both"),
        pytest.param((YES, {**NO, **OLD}), None, "given", 1.0, False, id="an expired one is left out"),
        pytest.param(({**YES, **OLD}, {**NO, **OLD}), None, "expired", None, False, id="all expired"),
        pytest.param((YES, NO), {**NO, **ATTESTED}, "given", 0.0, True, id="the reviewer says no"),
        pytest.param((YES, {**YES, **ATTESTED}), YES, "given", 1.0, True, id="the reviewer trusts a witness"),
        pytest.param((NO, {**NO, **ATTESTED}), YES, "given", 1.0, False, id="the reviewer alone claims"),
        pytest.param((YES,), {"value": "unknown"}, "unknown", None, False, id="the reviewer is not convinced"),
    ],
)
def test_several_responses(
    answers: tuple[dict[str, Any], ...],
    decision: dict[str, Any] | None,
    state: str,
    credit: float | None,
    attested: bool,
) -> None:
    found = said("yes-no", *answers, decision=decision)
    assert (found.state, found.credit, found.attested) == (state, credit, attested)
    assert len(found.responses) == len(answers)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        pytest.param((YES, NO), None, id="disagreement settles nothing"),
        pytest.param(({"value": "unknown", "reason": "?"},), None, id="not known"),
        pytest.param(({"value": "no", "reason": "prices of goods only"},), (False, "prices of goods only"), id="no"),
        pytest.param(({"value": True, "note": "loans"},), (True, "loans"), id="yes, the reason given as a note"),
    ],
)
def test_what_people_say_of_a_trait(answers: tuple[dict[str, Any], ...], expected: tuple[bool, str] | None) -> None:
    response = Response(answers=tuple(Answer(**answer) for answer in answers))
    assert trait_answer(response, TODAY) == expected
