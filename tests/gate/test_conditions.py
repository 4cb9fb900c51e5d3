from __future__ import annotations

from typing import Any

import pytest
from assess.gate.conditions import Condition, Kind, conditions, overall
from assess.model.assessment import Assessment
from assess.model.config import GateLimits
from assess.model.finding import Applies, FindingWaiver
from assess.model.scale import Outcome

from tests.engine.strategies import Subject, decided, rubric_settings
from tests.gate.generated import assessment_of


def one(**changes: Any) -> Assessment:
    """An assessment of one criterion `c`, with fields of its finding changed."""
    made = assessment_of(Subject(rubric_settings((50.0,), 1), (decided("c"),)))
    return made.model_copy(update={"findings": (made.findings[0].model_copy(update=changes),)})


def away(by: str) -> dict[str, Any]:
    return {"applies": Applies.model_validate({"value": False, "left_by": by}), "outcome": Outcome.NOT_APPLICABLE}


WAIVED = FindingWaiver(reason="later", owner="Ana", until="2027-01-01", expired=False)


@pytest.mark.parametrize(
    ("changes", "limits", "verdict"),
    [
        pytest.param({}, {}, "fail", id="not met"),
        pytest.param(away("traits"), {}, "fail", id="a trait must not lift a requirement"),
        pytest.param(away("answer"), {}, "fail", id="nor an answer"),
        pytest.param(away("configuration"), {}, "fail", id="nor the configuration"),
        pytest.param(away("absence"), {}, "pass", id="nothing is there that it is about"),
        pytest.param(away("lock"), {}, "pass", id="newer than the scoring lock"),
        pytest.param({"waiver": WAIVED}, {}, "fail", id="a waiver that nobody asked for"),
        pytest.param({"waiver": WAIVED}, {"with_waivers": True}, "pass", id="a waiver"),
    ],
)
def test_required_criteria(changes: dict[str, Any], limits: dict[str, Any], verdict: str) -> None:
    (found,) = conditions(one(**changes), GateLimits(require=("c",), **limits))
    assert found.verdict == verdict


@pytest.mark.parametrize(
    ("kind", "value", "readable", "verdict"),
    [
        pytest.param("score", 50.0, 50.0, "pass", id="just enough"),
        pytest.param("score", 49.9, 49.9, "fail", id="just not enough"),
        pytest.param("score", 40.0, 50.0, "undecided", id="enough if it could be read"),
        pytest.param("score", None, None, "fail", id="nothing applies"),
        pytest.param("conflicts", 50.0, 50.0, "pass", id="as many as allowed"),
        pytest.param("conflicts", 51.0, 51.0, "fail", id="one too many"),
        pytest.param("essential", 51.0, 50.0, "undecided", id="one may be there"),
    ],
)
def test_verdicts(kind: Kind, value: float | None, readable: float | None, verdict: str) -> None:
    assert Condition(kind, 50.0, value, readable).verdict == verdict


def test_one_failure_outweighs_everything() -> None:
    met, open_ = (Condition("score", 50.0, value, 50.0) for value in (50.0, 40.0))
    missed = Condition("score", 50.0, 40.0, 40.0)
    assert overall((met,)) == "pass"
    assert overall((met, open_)) == "undecided"
    assert overall((open_, missed, met)) == "fail"
    assert overall(()) == "pass"
