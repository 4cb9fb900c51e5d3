from __future__ import annotations

import json
from typing import Any

import pytest
from assess.model.assessment import Assessment
from assess.output.ci.sarif import render
from jsonschema import Draft7Validator

from ..sample import sample
from ..variants import hostile, nothing_applies
from .published import sarif_schema


def _document(assessment: Assessment) -> Any:
    return json.loads(render(assessment))


def _results(assessment: Assessment) -> dict[str, Any]:
    return {result["ruleId"]: result for result in _document(assessment)["runs"][0]["results"]}


@pytest.mark.parametrize(
    "assessment",
    [
        pytest.param(nothing_applies(), id="nothing applies"),
        pytest.param(sample(), id="plausible"),
        pytest.param(hostile(), id="hostile texts"),
    ],
)
def test_the_document_is_valid_by_the_published_schema(assessment: Assessment) -> None:
    errors = list(Draft7Validator(sarif_schema()).iter_errors(_document(assessment)))
    assert errors == []


def test_the_schema_refuses_what_it_should() -> None:
    document = _document(sample())
    document["runs"][0]["results"][0]["level"] = "grave"
    assert list(Draft7Validator(sarif_schema()).iter_errors(document)) != []


def test_met_and_not_applicable_criteria_have_no_result() -> None:
    closed = {f.criterion for f in sample().findings if f.score.low == 1 or not f.applies.value}
    assert closed
    assert closed.isdisjoint(_results(sample()))


def test_what_is_unknown_is_open_and_no_fault() -> None:
    unknown = {f.criterion for f in sample().findings if f.outcome == "unknown" and f.applies.value}
    assert unknown
    assert {(r["kind"], r["level"]) for name, r in _results(sample()).items() if name in unknown} == {("open", "none")}


def test_evidence_against_is_an_error_at_its_line() -> None:
    refuted = next(f for f in sample().findings if f.refuted)
    result = _results(sample())[refuted.criterion]
    place = result["locations"][0]["physicalLocation"]
    assert result["level"] == "error"
    assert place["artifactLocation"]["uri"] == refuted.evidence[0].path
    assert place["region"]["startLine"] == refuted.evidence[0].line


def test_an_active_waiver_suppresses_and_an_expired_one_does_not() -> None:
    results = _results(sample())
    for finding in sample().findings:
        if finding.waiver and finding.criterion in results:
            assert ("suppressions" in results[finding.criterion]) is not finding.waiver.expired


def test_fingerprints_hold_when_lines_move() -> None:
    moved = sample().model_copy(
        update={
            "findings": tuple(
                f.model_copy(update={"evidence": tuple(e.model_copy(update={"line": 999}) for e in f.evidence)})
                for f in sample().findings
            )
        }
    )
    before, after = ({name: r["partialFingerprints"] for name, r in _results(a).items()} for a in (sample(), moved))
    assert before == after
    assert len({r["criterion/v1"] for r in before.values()}) == len(before)


def test_every_result_points_to_its_rule() -> None:
    run = _document(sample())["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
