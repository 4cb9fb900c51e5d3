"""The verdict as a page for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assess.cli.streams import say

if TYPE_CHECKING:
    from assess.model.assessment import Assessment
    from assess.model.verdict import ConditionInfo, MendingInfo, VerdictDocument

COLOURS = {"pass": "green", "fail": "red", "undecided": "yellow", "warn": "yellow"}
_MENDS = 20
"""Findings that would mend a condition, listed; the others are counted."""


def show(verdict: VerdictDocument, assessment: Assessment) -> None:
    """Every condition with its value and limit, what would mend it, and the verdict at the end."""
    from assess.output.verdict import wording

    at = f" at {verdict.commit[:12]}" if verdict.commit else ""
    say(f"Gate for {verdict.subject}{at}, proven values as of {verdict.as_of}", bold=True)
    for line in _origin(verdict):
        say(f"  {line}")
    width = max((len(one.name) for one in verdict.conditions), default=0)
    for one in verdict.conditions:
        say(_condition(one, width), colour=COLOURS[one.verdict])
        if one.verdict != "pass":
            for line in _against(one):
                say(f"             {line}")
    if found := verdict.ratchet:
        at = f", commit {found.commit[:12]}" if found.commit else ""
        say(f"Compared with {found.baseline}{at}, as of {found.as_of}:")
        for line in wording.ratchet(found):
            say(f"  {line}")
    for line in wording.settings(verdict):
        say(f"  {line}")
    if any(wording.hangs(one) for one in verdict.conditions):
        _unread(assessment)
    say(wording.last(verdict), bold=True, colour=COLOURS[verdict.verdict])


def _origin(verdict: VerdictDocument) -> Iterator[str]:
    """Where the limits come from, when that is not plain."""
    if verdict.policy_from:
        yield f"policy, configuration and waivers of {verdict.policy_from}"
    if verdict.branch and verdict.pattern:
        yield f"limits of branch {verdict.branch}, as written for {verdict.pattern!r}"


def _condition(one: ConditionInfo, width: int) -> str:
    from assess.output.verdict.wording import COUNTS, hangs, limit, value

    line = f"  {one.verdict.upper():9}  {one.name:{width}}  {value(one, one.proven):>6}, {limit(one)}"
    if hangs(one) and one.kind not in COUNTS:
        line += f"; up to {value(one, one.if_readable)} if what could not be read is there"
    return line


def _against(one: ConditionInfo) -> Iterator[str]:
    """What stands against a condition, or the findings that would mend it."""
    from assess.output.verdict.wording import MOST, STEPS

    for concern in one.concerns[:MOST]:
        yield f"{concern.criterion}: {concern.text}"
    if len(one.concerns) > MOST:
        yield f"and {len(one.concerns) - MOST} more"
    if one.mending is not None and (one.kind in STEPS or not one.concerns):
        yield from _mending(one, one.mending)
    elif one.mending is None and not one.concerns:
        yield "no finding can mend this: nothing applies there, or the limit is above what there is"


def _mending(one: ConditionInfo, mending: MendingInfo) -> Iterator[str]:
    from assess.output.verdict.wording import mends, takes

    if not one.concerns:
        yield mends(one, mending)
    for mend in mending.findings[:_MENDS]:
        yield f"  {mend.criterion} ({mend.outcome}, {takes(mend)}): {mend.next}"
    if len(mending.findings) > _MENDS:
        yield f"  and {len(mending.findings) - _MENDS} more"


def _unread(assessment: Assessment) -> None:
    from assess.cli.rule_text import evidence_text
    from assess.gate.reading import unread
    from assess.output.verdict.wording import MOST

    findings = unread(assessment)
    say("Waiting for evidence that could not be read:")
    for finding in findings[:MOST]:
        say(f"  {finding.criterion}: {finding.reason}")
        for evidence in finding.evidence:
            say(f"    {evidence_text(evidence)}")
    for diagnostic in assessment.diagnostics[:MOST]:
        line = f":{diagnostic.line}" if diagnostic.line else ""
        say(f"  {diagnostic.path}{line}: {diagnostic.message}")
    left = max(0, len(findings) - MOST) + max(0, len(assessment.diagnostics) - MOST)
    if left:
        say(f"  and {left} more in the report")
