"""The ratchet: no finding may get worse because of code or a withdrawn answer; everything else is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from assess.comparison.changes import Cause, Change, Comparison
from assess.gate.conditions import Concern, Condition
from assess.model.assessment import Assessment
from assess.model.baseline import Decided
from assess.model.finding import Finding
from assess.model.scale import Rung

Judgement = Literal["fails", "unread", "waived", "told"]

AT_FAULT = frozenset({Cause.CODE, Cause.ANSWER_WITHDRAWN})
"""Causes that the ratchet holds against a change."""


@dataclass(frozen=True, slots=True)
class Fall:
    """A finding that got worse, and whether that counts."""

    change: Change
    judgement: Judgement
    text: str
    """What it was, what it is, and why it does not count when it does not."""


@dataclass(frozen=True, slots=True)
class Ratchet:
    """Everything that differs from the baseline, sorted by what it means for the gate."""

    falls: tuple[Fall, ...]
    left: tuple[Change, ...]
    joined: tuple[Change, ...]
    better: tuple[Change, ...]
    gone: tuple[str, ...]
    new: tuple[str, ...]

    @property
    def condition(self) -> Condition:
        """No falls that count; those that may only be unread leave it undecided."""
        certain = [fall for fall in self.falls if fall.judgement == "fails"]
        unread = [fall for fall in self.falls if fall.judgement == "unread"]
        concerns = tuple(Concern(fall.change.criterion, fall.text) for fall in (*certain, *unread))
        return Condition("regressions", 0.0, float(len(concerns)), float(len(certain)), "", concerns)

    @property
    def may_be_raised(self) -> bool:
        """Whether a new baseline would hold more than the old one, and nothing less."""
        return bool(self.better) and not self.falls


def ratchet(comparison: Comparison, assessment: Assessment) -> Ratchet:
    """Judges every change; waivers in force excuse a fall, as somebody answers for it until a day."""
    findings = {finding.criterion: finding for finding in assessment.findings}
    return Ratchet(
        falls=tuple(_fall(c, findings.get(c.criterion)) for c in _of(comparison.changes, "worse")),
        left=_of(comparison.changes, "left"),
        joined=_of(comparison.changes, "joined"),
        better=_of(comparison.changes, "better"),
        gone=comparison.gone,
        new=comparison.new,
    )


def blames_files(comparison: Comparison) -> bool:
    """Whether some fall is put down to code: then it is worth telling files from history."""
    return any(change.effect == "worse" and Cause.CODE in change.causes for change in comparison.changes)


def unseparated(comparison: Comparison) -> bool:
    """Whether some fall could be code or something else: then the earlier commit is worth assessing again."""
    return any(change.effect == "worse" and change.unseparated for change in comparison.changes)


def _of(changes: Iterable[Change], effect: str) -> tuple[Change, ...]:
    return tuple(change for change in changes if change.effect == effect)


def _fall(change: Change, finding: Finding | None) -> Fall:
    text = f"was {_described(change.before)}, is {_described(change.after)}{_why(change)}"
    if change.causes & {Cause.CODE, Cause.HISTORY} and change.before.reason and change.after.reason:
        seen = f" ({change.before.place})" if change.before.place else ""
        text += f". Before: {change.before.reason.rstrip('.')}{seen}. Now: {change.after.reason.rstrip('.')}"
    if not counts(change):
        return Fall(change, "told", f"{text}; not counted")
    waiver = finding.waiver if finding else None
    if waiver is not None and not waiver.expired:
        return Fall(change, "waived", f"{text}; waived until {waiver.until} ({waiver.owner}): {waiver.reason}")
    if change.may_be_unread:
        return Fall(change, "unread", f"{text}; it may be there still, but could not be read")
    return Fall(change, "fails", text)


def counts(change: Change) -> bool:
    """Code or a withdrawn answer had a part in it; where rules could be to blame instead, the doubt excuses.

    What got worse while nothing differs, was read worse, and counts as well.
    """
    if change.causes & AT_FAULT or not (change.causes or change.unseparated):
        return True
    return bool(change.unseparated & AT_FAULT) and Cause.RULES not in change.unseparated


def _described(one: Decided) -> str:
    if one.refuted:
        return "refuted"
    rung = f", {one.rung.value} in the repository" if one.rung not in (None, Rung.WIRED) and one.low > 0 else ""
    return f"{one.outcome.value} ({one.low:g}{rung})"


def _why(change: Change) -> str:
    causes = ", ".join(sorted(cause.value for cause in change.causes))
    either = " or ".join(sorted(cause.value for cause in change.unseparated))
    parts = [causes, f"{either}, which cannot be told apart" if either else ""]
    because = "; ".join(part for part in parts if part) or "nothing that the two assessments tell"
    return f", because of {because}"
