"""The verdict as a document: every condition with its value, its limit, and what would mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assess.comparison.changes import Change
from assess.gate.conditions import Condition, overall
from assess.gate.mending import mending
from assess.gate.policy import Policy
from assess.gate.ratchet import Ratchet
from assess.model.assessment import Assessment
from assess.model.baseline import Baseline
from assess.model.finding import Finding
from assess.model.verdict import (
    Concern,
    ConditionInfo,
    Mend,
    MendingInfo,
    Moved,
    RatchetInfo,
    StaleSetting,
    VerdictDocument,
    WaiverUse,
)

Word = Literal["pass", "fail", "undecided", "warn"]


@dataclass(frozen=True, slots=True)
class Against:
    """The baseline that was compared with, what people call it, and the outcome."""

    name: str
    baseline: Baseline
    ratchet: Ratchet


def verdict(
    assessment: Assessment,
    policy: Policy,
    found: tuple[Condition, ...],
    *,
    against: Against | None = None,
    policy_from: str | None = None,
    warn_only: bool = False,
) -> VerdictDocument:
    """The document. When only warned, nothing in it says fail."""
    return VerdictDocument(
        verdict=_word(overall(found), warn_only=warn_only),
        subject=assessment.subject.name,
        commit=assessment.subject.commit,
        as_of=assessment.as_of,
        branch=policy.branch,
        pattern=policy.pattern,
        policy_from=policy_from,
        conditions=tuple(
            _condition(assessment, one, waivers=policy.limits.with_waivers, warn_only=warn_only) for one in found
        ),
        ratchet=_ratchet(against) if against else None,
        waivers=tuple(
            WaiverUse(criterion=w.criterion, owner=w.owner, until=w.until, state=w.state, reason=w.reason)
            for w in assessment.waivers
        ),
        stale_not_applicable=tuple(
            StaleSetting(criterion=one.criterion, reason=one.reason)
            for one in assessment.configuration.not_applicable
            if one.state == "stale"
        ),
    )


def _word(word: Word, *, warn_only: bool) -> Word:
    return "warn" if warn_only and word != "pass" else word


def _condition(assessment: Assessment, one: Condition, *, waivers: bool, warn_only: bool) -> ConditionInfo:
    return ConditionInfo(
        name=one.name,
        kind=one.kind,
        ref=one.ref,
        limit=one.limit,
        proven=one.value,
        if_readable=one.if_readable,
        verdict=_word(one.verdict, warn_only=warn_only),
        concerns=tuple(Concern(criterion=c.criterion, text=c.text) for c in one.concerns),
        mending=_mending(assessment, one, waivers=waivers),
    )


def _mending(assessment: Assessment, condition: Condition, *, waivers: bool) -> MendingInfo | None:
    found = mending(assessment, condition, with_waivers=waivers)
    if found is None:
        return None
    findings = {finding.criterion: finding for finding in assessment.findings}
    lacking = {line.ref: line.open for line in assessment.ledger.lines if line.kind == "criterion"}
    return MendingInfo(
        findings=tuple(_mend(findings[name], lacking.get(name, 0.0)) for name in found.criteria if name in findings),
        reaches=found.reaches,
        more_than=found.more_than,
        fewest_points=found.fewest_points,
    )


def _mend(finding: Finding, lacking: float) -> Mend:
    return Mend(
        criterion=finding.criterion,
        title=finding.title,
        outcome=finding.outcome.value,
        points=lacking,
        effort_days=finding.effort_days,
        next=finding.next or finding.remedy,
    )


def _ratchet(against: Against) -> RatchetInfo:
    found = against.ratchet
    falls = [_moved(fall.change, "worse", fall.judgement, fall.text) for fall in found.falls]
    others = [
        _moved(change, effect, "told", "")
        for effect, changes in (("left", found.left), ("joined", found.joined), ("better", found.better))
        for change in changes
    ]
    return RatchetInfo(
        baseline=against.name,
        commit=against.baseline.commit,
        as_of=against.baseline.as_of,
        moved=(*falls, *others),
        gone=found.gone,
        new=found.new,
        may_be_raised=found.may_be_raised,
    )


def _moved(change: Change, effect: str, judgement: str, text: str) -> Moved:
    return Moved.model_validate(
        {
            "criterion": change.criterion,
            "effect": effect,
            "before": change.before.low,
            "after": change.after.low,
            "causes": tuple(sorted(cause.value for cause in change.causes)),
            "unseparated": tuple(sorted(cause.value for cause in change.unseparated)),
            "judgement": judgement,
            "text": text,
        }
    )
