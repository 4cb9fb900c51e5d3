from __future__ import annotations

from collections import Counter
from xml.etree import ElementTree as Xml

import pytest
from assess.model.assessment import Assessment
from assess.output.ci.junit import render

from ..sample import sample
from ..variants import hostile, nothing_applies
from .junit_structure import faults

KINDS = ("failure", "error", "skipped")


def _kind(case: Xml.Element) -> str:
    assert len(case) <= 1
    return case[0].tag if len(case) else "met"


@pytest.mark.parametrize(
    "assessment",
    [
        pytest.param(nothing_applies(), id="nothing applies"),
        pytest.param(sample(), id="plausible"),
        pytest.param(hostile(), id="hostile texts"),
    ],
)
def test_every_finding_is_a_case_and_the_counts_agree(assessment: Assessment) -> None:
    root = Xml.fromstring(render(assessment))
    assert root.tag == "testsuites"
    assert len(list(root.iter("testcase"))) == len(assessment.findings)
    for suite in root:
        counts = Counter(_kind(case) for case in suite)
        assert suite.tag == "testsuite"
        assert {key: int(suite.attrib[key]) for key in ("tests", "failures", "errors", "skipped")} == {
            "tests": len(suite), "failures": counts["failure"], "errors": counts["error"], "skipped": counts["skipped"]
        }  # fmt: skip


@pytest.mark.parametrize(
    "assessment",
    [
        pytest.param(nothing_applies(), id="nothing applies"),
        pytest.param(sample(), id="plausible"),
        pytest.param(hostile(), id="hostile texts"),
    ],
)
def test_it_keeps_the_structure_that_readers_know(assessment: Assessment) -> None:
    assert list(faults(Xml.fromstring(render(assessment)))) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        pytest.param("<testsuites><testcase name='a'/></testsuites>", "<testcase> stands in", id="a case at the top"),
        pytest.param(
            "<testsuites><testsuite name='a' tests='0' failures='0'/></testsuites>", "lacks errors", id="lacks"
        ),
        pytest.param("<testsuites skipped='0'/>", "has skipped", id="an attribute of another element"),
        pytest.param("<testsuites time='soon'/>", "no number of seconds", id="time"),
        pytest.param("<testsuites>words</testsuites>", "holds text", id="text"),
        pytest.param("<tests/>", "is not known", id="something else"),
    ],
)
def test_the_structure_refuses_what_it_should(text: str, fault: str) -> None:
    (found,) = faults(Xml.fromstring(text))
    assert fault in found


def test_silence_never_passes() -> None:
    kinds = {case.attrib["name"]: _kind(case) for case in Xml.fromstring(render(sample())).iter("testcase")}
    active = {w.criterion for w in sample().waivers if w.state == "active"}
    for finding in sample().findings:
        met = finding.applies.value and finding.score.low == 1 and finding.criterion not in active
        assert (kinds[finding.criterion] == "met") is met
        if finding.applies.value and finding.outcome == "unknown" and finding.criterion not in active:
            assert kinds[finding.criterion] == "error"


def test_a_waived_gap_is_skipped_with_its_reason() -> None:
    case = next(c for c in Xml.fromstring(render(sample())).iter("testcase") if c.attrib["name"] == "idempotent-writes")
    assert case[0].attrib["message"] == "waived: Replaced by the new loader in spring."
