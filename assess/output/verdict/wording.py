"""Words and numbers of a verdict."""

from __future__ import annotations

from collections.abc import Iterator

from assess.model.verdict import ConditionInfo, Mend, MendingInfo, RatchetInfo, VerdictDocument
from assess.output.presentation import numbers

COUNTS = ("essential", "conflicts", "expired-answers", "expired-waivers", "regressions")
STEPS = ("required", "essential", "regressions")
"""Conditions about findings that the next step of each mends; answers and waivers are renewed, not worked at."""
MOST = 10
"""Concerns and names that are listed; the others are counted."""

_WAIVERS = {
    "expired": "has expired",
    "unused": "is not used: nothing is missing there",
    "unknown-criterion": "is for a criterion that there is not",
    "active": "is in force",
}


def value(one: ConditionInfo, number: float | None) -> str:
    """Levels and counts are whole, a required criterion is met or not, everything else has one decimal."""
    if number is None:
        return "nothing applies" if one.kind != "required" else "left out"
    if one.kind == "required":
        return "met" if number == 1 else "not met" if number == 0 else "partly"
    return f"{number:.0f}" if one.kind in ("level", *COUNTS) else f"{number:.1f}"


def limit(one: ConditionInfo) -> str:
    """What is asked for."""
    return f"{'allowed' if one.kind in COUNTS else 'needed'} {value(one, one.limit)}"


def hangs(one: ConditionInfo) -> bool:
    """Whether only what could not be read stands between the value and the limit."""
    if one.if_readable is None or one.verdict == "pass":
        return False
    return one.if_readable <= one.limit if one.kind in COUNTS else one.if_readable >= one.limit


def mends(one: ConditionInfo, mending: MendingInfo) -> str:
    """How many findings mend it, and how good that is known to be."""
    count = len(mending.findings)
    what = "1 finding mends" if count == 1 else f"{count} findings mend"
    if mending.more_than < count - 1:
        known = f"at least {mending.more_than + 1} are needed, and none of these can be left out"
    else:
        known = "the fewest, and with the fewest points" if mending.fewest_points else "the fewest"
    return f"{what} this, to {value(one, mending.reaches)} ({known}):"


def takes(mend: Mend) -> str:
    """The points that a finding lacks, and the work."""
    return f"{mend.points:.2f} points, {numbers.effort(mend.effort_days)}"


def ratchet(found: RatchetInfo) -> Iterator[str]:
    """What else differs from the baseline: what does not count, and what got better."""
    told = [one for one in found.moved if one.judgement in ("told", "waived") and one.effect == "worse"]
    yield from (f"worse, not counted: {one.criterion} {one.text}" for one in told)
    for effect, words in (
        ("better", "better"),
        ("left", "no longer applicable"),
        ("joined", "newly applicable, not counted"),
    ):
        moved = [one for one in found.moved if one.effect == effect]
        if moved:
            listed = [f"{one.criterion} ({_causes(one.causes, one.unseparated)})" for one in moved]
            yield f"{words}: {some(listed)}"
    if found.gone:
        yield f"only in the baseline's rubric, not compared: {some(found.gone)}"
    if found.new:
        yield f"only in today's rubric, not compared: {some(found.new)}"
    if not (found.moved or found.gone or found.new):
        yield "nothing changed"
    if found.may_be_raised:
        yield "the bar can be raised: make this the new baseline (assess baseline update)"


def _causes(certain: tuple[str, ...], either: tuple[str, ...]) -> str:
    return ", ".join([*certain, *([" or ".join(either)] if either else [])])


def some(names: tuple[str, ...] | list[str]) -> str:
    """The first of many."""
    rest = f" and {len(names) - MOST} more" if len(names) > MOST else ""
    return ", ".join(names[:MOST]) + rest


def settings(verdict: VerdictDocument) -> Iterator[str]:
    """What waivers do, and settings that do nothing any more."""
    for waiver in verdict.waivers:
        yield f"waiver of {waiver.criterion} ({waiver.owner}, until {waiver.until}) {_WAIVERS[waiver.state]}"
    for one in verdict.stale_not_applicable:
        yield f"not_applicable of {one.criterion} is stale: the scan does not say so any more, and it counts again"


def last(verdict: VerdictDocument) -> str:
    """The verdict in one line."""
    if not verdict.conditions:
        where = f"of {verdict.policy_from} sets no limit" if verdict.policy_from else "sets no limit"
        branch = f" for branch {verdict.branch!r}" if verdict.branch else " yet"
        return f"{verdict.verdict.upper()}: the policy {where}{branch}"
    met = sum(one.verdict == "pass" for one in verdict.conditions)
    return f"{verdict.verdict.upper()}: {met} of {len(verdict.conditions)} conditions met"
