"""The conditions of a gate: what is limited, what was proven, and what could not be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from assess.errors import InputError
from assess.gate.reading import Reading, if_read, is_unread, proven, readable_reading
from assess.model.assessment import Assessment
from assess.model.config import GateLimits
from assess.model.finding import Finding
from assess.model.rubric import Credits
from assess.model.scale import Outcome, Tier
from assess.suggestion import did_you_mean

Verdict = Literal["pass", "fail", "undecided"]
Kind = Literal[
    "score", "level", "coverage", "area", "layer",
    "required", "essential", "conflicts", "expired-answers", "expired-waivers", "regressions",
]  # fmt: skip
COUNTS: tuple[Kind, ...] = ("essential", "conflicts", "expired-answers", "expired-waivers", "regressions")
"""Conditions that count what stands against them, and allow none."""


@dataclass(frozen=True, slots=True)
class Concern:
    """One thing that stands against a condition."""

    criterion: str
    text: str


@dataclass(frozen=True, slots=True)
class Condition:
    """One limit with the proven value, and the value if all that could not be read were there.

    Values are scores in 0..100 as printed, a level, a credit in 0..1 (required criteria) or a count; None where
    nothing applies.
    """

    kind: Kind
    limit: float
    value: float | None
    if_readable: float | None
    ref: str = ""
    """The area, layer or criterion."""
    concerns: tuple[Concern, ...] = field(default=())

    @property
    def name(self) -> str:
        """What is limited, in words."""
        names = {
            "required": "criterion",
            "essential": "essential criteria not met",
            "expired-answers": "expired answers",
            "expired-waivers": "expired waivers",
            "regressions": "findings that got worse",
        }
        return f"{names.get(self.kind, self.kind)} {self.ref}".rstrip()

    @property
    def verdict(self) -> Verdict:
        """Undecided when only evidence that could not be read stands between the value and the limit."""
        if self._holds(self.value):
            return "pass"
        return "undecided" if self._holds(self.if_readable) else "fail"

    def _holds(self, value: float | None) -> bool:
        if value is None:
            return False
        return value <= self.limit if self.kind in COUNTS else value >= self.limit


def overall(found: tuple[Condition, ...]) -> Verdict:
    """The verdict over all conditions: one failure fails, and nothing else outweighs it."""
    verdicts = {condition.verdict for condition in found}
    if "fail" in verdicts:
        return "fail"
    return "undecided" if "undecided" in verdicts else "pass"


def conditions(assessment: Assessment, limits: GateLimits) -> tuple[Condition, ...]:
    """Every limit but `no_regress`, judged on printed numbers.

    Raises: InputError for areas, layers and criteria that there are not.
    """
    now = proven(assessment, with_waivers=limits.with_waivers)
    readable = readable_reading(assessment, with_waivers=limits.with_waivers)
    return (*_levels_and_scores(limits, now, readable), *_required(assessment, limits), *_counts(assessment, limits))


def _levels_and_scores(limits: GateLimits, now: Reading, readable: Reading) -> Iterator[Condition]:
    plain: list[tuple[Kind, float | None, Callable[[Reading], float | None]]] = [
        ("score", limits.min_score, lambda r: r.score),
        ("level", limits.min_level, lambda r: r.level),
        ("coverage", limits.min_coverage, lambda r: r.coverage),
    ]
    for kind, limit, value in plain:
        if limit is not None:
            yield Condition(kind, limit, value(now), value(readable))
    parts: list[tuple[Kind, dict[str, float], dict[str, float | None], dict[str, float | None]]] = [
        ("area", limits.min_area, now.areas, readable.areas),
        ("layer", limits.min_layer, now.layers, readable.layers),
    ]
    for kind, wanted, values, better in parts:
        for identifier, limit in wanted.items():
            if identifier not in values:
                raise unknown(kind, identifier, values)
            yield Condition(kind, limit, values[identifier], better[identifier], identifier)


def unknown(kind: str, identifier: str, known: object) -> InputError:
    """The error for a name that the rubric does not have."""
    names = list(known) if isinstance(known, dict | list | tuple | set) else []
    hint = did_you_mean(identifier, names) or (f"known: {', '.join(names)}" if len(names) <= 8 else None)
    return InputError(f"no {kind} is called {identifier!r}", hint=hint or "see `assess criteria`")


def _required(assessment: Assessment, limits: GateLimits) -> Iterator[Condition]:
    findings = {finding.criterion: finding for finding in assessment.findings}
    for identifier in limits.require:
        if identifier not in findings:
            raise unknown("criterion", identifier, list(findings))
        finding = findings[identifier]
        credit, readable = _required_credit(finding, assessment.rubric.credits, waivers=limits.with_waivers)
        concern = Concern(identifier, _standing(finding))
        yield Condition("required", 1.0, credit, readable, identifier, (concern,))


def _required_credit(finding: Finding, paying: Credits, *, waivers: bool) -> tuple[float | None, float | None]:
    """What is proven, and if all could be read.

    Where nothing is there that it is about, nothing can be missing; what is newer than a scoring lock does not gate.
    """
    if finding.applies.left_by in ("absence", "lock") or (waivers and finding.waived):
        return 1.0, 1.0
    if not finding.applies.value:
        return None, None
    return finding.score.low, float(if_read(finding, paying))


def _standing(finding: Finding) -> str:
    if not finding.applies.value:
        return f"not applicable: {finding.applies.reason}"
    waived = "waived, " if finding.waived else ""
    return f"{waived}{finding.outcome.value}: {finding.reason}"


def _counts(assessment: Assessment, limits: GateLimits) -> Iterator[Condition]:
    if limits.no_essential_not_met:
        yield _essential(assessment, waivers=limits.with_waivers)
    applying = {finding.criterion for finding in assessment.findings if finding.applies.value}
    if limits.no_conflicts:
        found = [Concern(c.criterion, c.text) for c in assessment.questionnaire.conflicts if c.criterion in applying]
        yield _none_of("conflicts", found)
    if limits.no_expired_answers:
        answers = {f.criterion: f.answer for f in assessment.findings if f.answer}
        expired = [
            Concern(one, f"answered on {answers[one].when}, expired" if one in answers else "expired")
            for one in assessment.questionnaire.expired
            if one in applying
        ]
        yield _none_of("expired-answers", expired)
    if limits.no_expired_waivers:
        over = [w for w in assessment.waivers if w.state == "expired"]
        yield _none_of("expired-waivers", [Concern(w.criterion, f"held until {w.until}: {w.reason}") for w in over])


def _none_of(kind: Kind, concerns: list[Concern]) -> Condition:
    return Condition(kind, 0.0, float(len(concerns)), float(len(concerns)), "", tuple(concerns))


def _essential(assessment: Assessment, *, waivers: bool) -> Condition:
    """Not met, or at least nothing of it proven because something could not be read."""
    essential = [
        f for f in assessment.findings if f.tier is Tier.ESSENTIAL and f.applies.value and not (waivers and f.waived)
    ]
    missing = [f for f in essential if f.outcome is Outcome.NOT_MET]
    doubtful = [f for f in essential if f.outcome is Outcome.UNKNOWN and is_unread(f)]
    concerns = tuple(Concern(f.criterion, f.reason) for f in (*missing, *doubtful))
    return Condition("essential", 0.0, float(len(concerns)), float(len(missing)), "", concerns)
