"""JUnit XML: one suite per layer, one case per criterion.

Source: the schema that Jenkins reads (`junit-10.xsd` of its xUnit plugin).
"""

from __future__ import annotations

from xml.etree import ElementTree as Xml

from assess.model.assessment import Assessment
from assess.model.finding import Finding
from assess.output.ci.gaps import gaps, message
from assess.output.options import DEFAULT, Options
from assess.output.presentation.safe_text import clean, show_path

NAME = "junit"
SUFFIXES = (".junit.xml", ".xml")


def render(assessment: Assessment, options: Options = DEFAULT) -> bytes:
    """Not met is a failure; unknown an error, for silence never passes; waived or not applicable is skipped."""
    root = Xml.Element("testsuites", {"name": f"assess {clean(assessment.subject.name)}"})
    said = {gap.it.criterion: message(gap) for gap in gaps(assessment)}
    for layer in assessment.layers:
        suite = Xml.SubElement(root, "testsuite", {"name": clean(layer.title)})
        findings = [finding for finding in assessment.findings if finding.layer == layer.id]
        kinds = [_case(suite, finding, said) for finding in findings]
        counts = {kind: str(kinds.count(kind)) for kind in ("failure", "error", "skipped")}
        suite.attrib.update(
            {"tests": str(len(kinds)), "failures": counts["failure"], "errors": counts["error"]}
            | {"skipped": counts["skipped"], "time": "0"}
        )
    Xml.indent(root)
    content: bytes = Xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def _case(suite: Xml.Element, finding: Finding, said: dict[str, str]) -> str:
    names = {"classname": f"{finding.layer}.{finding.area}", "name": finding.criterion, "time": "0"}
    case = Xml.SubElement(suite, "testcase", names)
    kind = _kind(finding)
    if kind == "met":
        return kind
    if kind == "skipped":
        waived = finding.waiver if finding.applies.value else None
        reason = f"waived: {waived.reason}" if waived else finding.applies.reason
        Xml.SubElement(case, "skipped", {"message": clean(reason or "does not apply")})
        return kind
    attributes = {"message": said.get(finding.criterion, ""), "type": finding.outcome}
    Xml.SubElement(case, kind, attributes).text = _details(finding)
    return kind


def _kind(finding: Finding) -> str:
    if not finding.applies.value:
        return "skipped"
    if finding.score.low >= 1:
        return "met"
    if finding.waived:
        return "skipped"
    return "failure" if finding.score.high < 1 else "error"


def _details(finding: Finding) -> str:
    lines = [clean(finding.title), "", f"Remedy: {clean(finding.remedy)}"]
    for evidence in finding.evidence:
        place = show_path(evidence.path or evidence.commit or "")
        line = f":{evidence.line}" if evidence.line else ""
        lines.append(f"{place}{line} {clean(evidence.text)}".strip())
    return "\n".join(lines)
