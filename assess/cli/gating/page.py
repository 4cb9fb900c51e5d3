"""The verdict as a page for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from assess.cli.streams import say

if TYPE_CHECKING:
    from assess.model.assessment import Assessment
    from assess.model.verdict import ConditionInfo, MendingInfo, RatchetInfo, VerdictDocument

COLOURS = {"pass": "green", "fail": "red", "undecided": "yellow", "warn": "yellow"}
_COUNTS = ("essential", "conflicts", "expired-answers", "expired-waivers", "regressions")
_MOST = 10


def show(verdict: VerdictDocument, assessment: Assessment) -> None:
    """Every condition with its value and limit, what would mend it, and the verdict at the end."""
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
    if verdict.ratchet is not None:
        for line in _ratchet(verdict.ratchet):
            say(line)
    for line in _waivers(verdict):
        say(line)
    if any(_hangs(one) for one in verdict.conditions):
        _unread(assessment)
    say(_last(verdict), bold=True, colour=COLOURS[verdict.verdict])


def _origin(verdict: VerdictDocument) -> Iterator[str]:
    """Where the limits come from, when that is not plain."""
    if verdict.policy_from:
        yield f"policy, configuration and waivers of {verdict.policy_from}"
    if verdict.branch and verdict.pattern:
        yield f"limits of branch {verdict.branch}, as written for {verdict.pattern!r}"


def _condition(one: ConditionInfo, width: int) -> str:
    limit = f"{'allowed' if one.kind in _COUNTS else 'needed'} {_number(one, one.limit)}"
    line = f"  {one.verdict.upper():9}  {one.name:{width}}  {_number(one, one.proven):>6}, {limit}"
    if _hangs(one) and one.kind not in _COUNTS:
        line += f"; up to {_number(one, one.if_readable)} if what could not be read is there"
    return line


def _hangs(one: ConditionInfo) -> bool:
    """Whether only what could not be read stands between the value and the limit."""
    if one.if_readable is None or one.verdict == "pass":
        return False
    return one.if_readable <= one.limit if one.kind in _COUNTS else one.if_readable >= one.limit


def _number(one: ConditionInfo, value: float | None) -> str:
    """Levels and counts are whole, a required criterion is met or not, everything else has one decimal."""
    if value is None:
        return "nothing applies" if one.kind != "required" else "left out"
    if one.kind == "required":
        return "met" if value == 1 else "not met" if value == 0 else "partly"
    return f"{value:.0f}" if one.kind in ("level", *_COUNTS) else f"{value:.1f}"


def _against(one: ConditionInfo) -> Iterator[str]:
    """What stands against a condition, or the findings that would mend it."""
    for concern in one.concerns[:_MOST]:
        yield f"{concern.criterion}: {concern.text}"
    if len(one.concerns) > _MOST:
        yield f"and {len(one.concerns) - _MOST} more"
    if one.mending is not None and one.kind not in _COUNTS:
        yield from _mending(one, one.mending)
    elif one.mending is None and one.kind != "required":
        yield "no finding can mend this: nothing applies there, or the limit is above what there is"


def _mending(one: ConditionInfo, mending: MendingInfo) -> Iterator[str]:
    if not mending.findings:
        if mending.more_than:
            yield f"more than {mending.more_than} findings must be met for this"
        return
    if one.kind != "required":
        count = len(mending.findings)
        what = "finding mends" if count == 1 else "findings mend"
        yield f"{count} {what} this with the fewest points, to {_number(one, mending.reaches)}:"
    for mend in mending.findings[: _MOST * 2]:
        yield (f"  {mend.criterion} ({mend.outcome}, {mend.points:.2f} points, {mend.effort_days:g} days): {mend.next}")
    if len(mending.findings) > _MOST * 2:
        yield f"  and {len(mending.findings) - _MOST * 2} more"


def _ratchet(found: RatchetInfo) -> Iterator[str]:
    """What else differs from the baseline: what does not count, and what got better."""
    at = f", commit {found.commit[:12]}" if found.commit else ""
    yield f"Compared with {found.baseline}{at}, as of {found.as_of}:"
    told = [one for one in found.moved if one.judgement in ("told", "waived") and one.effect == "worse"]
    for one in told:
        yield f"  worse, not counted: {one.criterion} {one.text}"
    for effect, words in (
        ("better", "better"),
        ("left", "no longer applicable"),
        ("joined", "newly applicable, not counted"),
    ):
        moved = [one for one in found.moved if one.effect == effect]
        if moved:
            listed = [f"{one.criterion} ({_causes(one.causes, one.unseparated)})" for one in moved]
            yield f"  {words}: {_some(listed)}"
    if found.gone:
        yield f"  only in the baseline's rubric, not compared: {_some(found.gone)}"
    if found.new:
        yield f"  only in today's rubric, not compared: {_some(found.new)}"
    if not (found.moved or found.gone or found.new):
        yield "  nothing changed"
    if found.may_be_raised:
        yield "  the bar can be raised: make this the new baseline (assess baseline update)"


def _causes(certain: tuple[str, ...], either: tuple[str, ...]) -> str:
    return ", ".join([*certain, *([" or ".join(either)] if either else [])])


def _some(names: tuple[str, ...] | list[str]) -> str:
    rest = f" and {len(names) - _MOST} more" if len(names) > _MOST else ""
    return ", ".join(names[:_MOST]) + rest


def _waivers(verdict: VerdictDocument) -> Iterator[str]:
    """Waivers that do nothing any more; those in force stand beside what they excuse."""
    words = {
        "expired": "has expired",
        "unused": "is not used: nothing is missing there",
        "unknown-criterion": "is for a criterion that there is not",
        "active": "is in force",
    }
    for waiver in verdict.waivers:
        yield f"  waiver of {waiver.criterion} ({waiver.owner}, until {waiver.until}) {words[waiver.state]}"


def _unread(assessment: Assessment) -> None:
    from assess.cli.rule_text import evidence_text
    from assess.gate.reading import unread

    findings = unread(assessment)
    say("Waiting for evidence that could not be read:")
    for finding in findings[:_MOST]:
        say(f"  {finding.criterion}: {finding.reason}")
        for evidence in finding.evidence:
            say(f"    {evidence_text(evidence)}")
    for diagnostic in assessment.diagnostics[:_MOST]:
        line = f":{diagnostic.line}" if diagnostic.line else ""
        say(f"  {diagnostic.path}{line}: {diagnostic.message}")
    left = max(0, len(findings) - _MOST) + max(0, len(assessment.diagnostics) - _MOST)
    if left:
        say(f"  and {left} more in the report")


def _last(verdict: VerdictDocument) -> str:
    if not verdict.conditions:
        where = f"of {verdict.policy_from} sets no limit" if verdict.policy_from else "sets no limit"
        return f"{verdict.verdict.upper()}: the policy {where}{f' for branch {verdict.branch!r}' if verdict.branch else ' yet'}"
    met = sum(one.verdict == "pass" for one in verdict.conditions)
    return f"{verdict.verdict.upper()}: {met} of {len(verdict.conditions)} conditions met"
