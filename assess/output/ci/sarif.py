"""SARIF for code scanning: one rule per criterion, one result per gap.

Source: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0, 2020.
"""

from __future__ import annotations

import json
from typing import Any

from assess.model.assessment import Assessment, DiagnosticInfo
from assess.model.finding import Finding
from assess.output.ci.gaps import Gap, gaps, message
from assess.output.options import DEFAULT, Options
from assess.output.presentation.forge import quoted_path
from assess.output.presentation.markdown_text import escaped
from assess.output.presentation.safe_text import clean, web_link

NAME = "sarif"
SUFFIXES = (".sarif", ".sarif.json")

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"
_LINES = 10
"""Most places of one result; forges show few."""


def render(assessment: Assessment, options: Options = DEFAULT) -> bytes:
    """One run. What is unknown is a result of kind `open`, which no code scanning counts as a fault."""
    applying = [finding for finding in assessment.findings if finding.applies.value]
    places = {finding.criterion: place for place, finding in enumerate(applying)}
    run: dict[str, Any] = {
        "tool": {"driver": _driver(assessment, applying)},
        "automationDetails": {"id": f"assess/{quoted_path(assessment.subject.path or '.')}/"},
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": [_notification(item) for item in assessment.diagnostics],
            }
        ],
        "results": [_result(gap, places[gap.it.criterion]) for gap in gaps(assessment)],
        "properties": {"rubric": f"{assessment.rubric.id} {assessment.rubric.version}", "asOf": assessment.as_of},
    }
    if assessment.subject.url and assessment.subject.commit:
        provenance = {"repositoryUri": assessment.subject.url, "revisionId": assessment.subject.commit}
        run["versionControlProvenance"] = [provenance]
    document = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return (json.dumps(document, indent=2, ensure_ascii=False) + "\n").encode("utf-8", "replace")


def _driver(assessment: Assessment, applying: list[Finding]) -> dict[str, Any]:
    return {
        "name": assessment.tool.name,
        "version": assessment.tool.version,
        "semanticVersion": assessment.tool.version,
        "rules": [_rule(finding) for finding in applying],
    }


def _rule(finding: Finding) -> dict[str, Any]:
    rule: dict[str, Any] = {
        "id": finding.criterion,
        "name": "".join(part.capitalize() for part in finding.criterion.split("-")),
        "shortDescription": {"text": clean(finding.title)},
        "fullDescription": {"text": clean(finding.rationale, 1000)},
        "help": {"text": f"{clean(finding.rationale)}\n\n{clean(finding.remedy)}", "markdown": _help(finding)},
        "defaultConfiguration": {"level": "error" if finding.tier == "essential" else "warning"},
        "properties": {"tags": ["maturity", finding.layer, finding.area, finding.tier], "precision": "high"},
    }
    links = [source.url for source in finding.sources if web_link(source.url)]
    return {**rule, "helpUri": links[0]} if links else rule


def _help(finding: Finding) -> str:
    lines = [escaped(finding.rationale, 2000), f"**What to do:** {escaped(finding.remedy, 2000)}"]
    lines.append(f"Effort: {finding.effort_days:g} person-days")
    for source in finding.sources:
        link = web_link(source.url)
        lines.append(f"- [{escaped(source.title)}](<{link}>)" if link else f"- {escaped(source.title)}")
    return "\n\n".join(lines)


def _result(gap: Gap, place: int) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": gap.it.criterion,
        "ruleIndex": place,
        "kind": "fail" if gap.known else "open",
        "level": gap.level if gap.known else "none",
        "message": {"text": message(gap) or clean(gap.it.title)},
        "locations": _locations(gap),
        "partialFingerprints": {
            "criterion/v1": gap.fingerprint,
            "primaryLocationLineHash": f"{gap.fingerprint[:16]}:1",
        },
        "properties": {
            "outcome": gap.it.outcome,
            "rung": gap.it.rung,
            "pointsOpen": gap.it.points.open,
            "effortDays": gap.it.effort_days,
        },
    }
    if gap.it.waived and gap.it.waiver:
        said = f"{gap.it.waiver.reason} ({gap.it.waiver.owner}, until {gap.it.waiver.until})"
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": clean(said)}]
    return result


def _locations(gap: Gap) -> list[dict[str, Any]]:
    seen = [(e.path, e.line) for e in gap.it.evidence if e.path and e.kind in ("file", "note")]
    return [_location(path, line) for path, line in (seen or [(gap.path, gap.line)])[:_LINES]]


def _location(path: str, line: int | None) -> dict[str, Any]:
    place = {"artifactLocation": {"uri": quoted_path(path), "uriBaseId": ROOT}, "region": {"startLine": line or 1}}
    return {"physicalLocation": place}


def _notification(item: DiagnosticInfo) -> dict[str, Any]:
    return {
        "level": "note" if item.severity == "info" else item.severity,
        "message": {"text": clean(item.message) or "could not be read"},
        "locations": [_location(item.path, item.line)] if item.path else [],
    }
