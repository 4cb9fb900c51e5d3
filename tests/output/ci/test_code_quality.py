from __future__ import annotations

import json

from assess.output.ci.code_quality import render

from ..sample import sample
from ..variants import hostile

SEVERITIES = {"info", "minor", "major", "critical", "blocker"}


def test_every_issue_has_what_the_format_asks_for() -> None:
    for assessment in (sample(), hostile()):
        issues = json.loads(render(assessment))
        assert issues
        for issue in issues:
            assert issue["description"]
            assert issue["severity"] in SEVERITIES
            assert issue["location"]["lines"]["begin"] >= 1
            assert not issue["location"]["path"].startswith(("/", "./"))
        assert len({issue["fingerprint"] for issue in issues}) == len(issues)


def test_waived_gaps_are_left_out_and_refuted_ones_block() -> None:
    severities = {issue["check_name"]: issue["severity"] for issue in json.loads(render(sample()))}
    refuted = next(f.criterion for f in sample().findings if f.refuted)
    assert "idempotent-writes" not in severities
    assert severities[refuted] == "blocker"


def test_what_is_unknown_is_information() -> None:
    severities = {issue["check_name"]: issue["severity"] for issue in json.loads(render(sample()))}
    unknown = [f.criterion for f in sample().findings if f.outcome == "unknown" and f.applies.value]
    assert {severities[name] for name in unknown if name in severities} == {"info"}
