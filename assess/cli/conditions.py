"""The conditions of a gate: what is limited, what was proven, and what could not be read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from assess.engine.foundation import End, possible_end, proven_end
from assess.engine.rounding import SCORE_DECIMALS, exact, printed
from assess.engine.shares import Scored, Share
from assess.engine.standing import standings
from assess.errors import InputError
from assess.model.assessment import Assessment, Finding
from assess.model.config import GateLimits
from assess.model.rubric import Credits, Layer
from assess.model.scale import Basis
from assess.suggestion import did_you_mean

Verdict = Literal["pass", "fail", "undecided"]


@dataclass(frozen=True, slots=True)
class Reading:
    """The values that gates read, as printed; None where nothing applies."""

    score: float | None
    coverage: float | None
    level: float
    areas: dict[str, float | None]
    layers: dict[str, float | None]


@dataclass(frozen=True, slots=True)
class Condition:
    """One limit with the proven value, and the value if all that could not be read were there."""

    name: str
    limit: float
    value: float | None
    if_readable: float | None

    @property
    def verdict(self) -> Verdict:
        """Undecided when only evidence that could not be read stands between the value and the limit."""
        if self.value is not None and self.value >= self.limit:
            return "pass"
        return "undecided" if self.if_readable is not None and self.if_readable >= self.limit else "fail"


def conditions(assessment: Assessment, limits: GateLimits, *, with_waivers: bool = False) -> tuple[Condition, ...]:
    """Every limit, judged on printed numbers. Raises: InputError for areas and layers that there are not."""
    now = proven(assessment, with_waivers=with_waivers)
    readable = readable_reading(assessment, with_waivers=with_waivers)
    found = []
    plain: list[tuple[str, float | None, Callable[[Reading], float | None]]] = [
        ("score", limits.min_score, lambda r: r.score),
        ("level", limits.min_level, lambda r: r.level),
        ("coverage", limits.min_coverage, lambda r: r.coverage),
    ]
    for name, limit, value in plain:
        if limit is not None:
            found.append(Condition(name, limit, value(now), value(readable)))
    for kind, wanted, values, better in (
        ("area", limits.min_area, now.areas, readable.areas),
        ("layer", limits.min_layer, now.layers, readable.layers),
    ):
        for identifier, limit in wanted.items():
            if identifier not in values:
                hint = did_you_mean(identifier, values) or f"known: {', '.join(values)}"
                raise InputError(f"no {kind} is called {identifier!r}", hint=hint)
            found.append(Condition(f"{kind} {identifier}", limit, values[identifier], better[identifier]))
    return tuple(found)


def proven(assessment: Assessment, *, with_waivers: bool = False) -> Reading:
    """What the assessment says."""
    summary = assessment.summary
    level = summary.maturity_level
    return Reading(
        score=summary.score.proven if summary.score else None,
        coverage=summary.coverage,
        level=level.with_waivers if with_waivers else level.proven,
        areas={area.id: area.proven for area in assessment.areas},
        layers={layer.id: layer.proven for layer in assessment.layers},
    )


def unread(assessment: Assessment) -> tuple[Finding, ...]:
    """Findings that evidence which could not be read keeps low."""
    return tuple(
        finding
        for finding in assessment.findings
        if finding.applies.value and finding.rung_possible != finding.rung and finding.score.low < finding.score.high
    )


def readable_reading(assessment: Assessment, *, with_waivers: bool = False) -> Reading:
    """The same values, scored anew with every unread finding at the best that its evidence may show."""
    blocked = {finding.criterion for finding in unread(assessment)}
    worth = {line.ref: exact(line.value) for line in assessment.ledger.lines if line.kind == "criterion"}
    shares = tuple(
        Share(_scored(finding, raised=finding.criterion in blocked), worth[finding.criterion])
        for finding in assessment.findings
        if finding.criterion in worth
    )
    layers = [Layer(id=layer.id, title=layer.title, threshold=layer.threshold) for layer in assessment.layers]
    low, high = proven_end(layers, shares), possible_end(layers, shares)
    level = standings(low, high, shares).level
    return Reading(
        score=_printed(low.score) if shares else None,
        coverage=_printed(100 - (high.ungated - low.ungated)) if shares else None,
        level=level.with_waivers if with_waivers else level.proven,
        areas={area.id: _area(area.id, low, shares) for area in assessment.areas},
        layers={layer.id: None if layer.score is None else _printed(layer.score) for layer in low.layers},
    )


def _scored(finding: Finding, *, raised: bool) -> Scored:
    low, high = exact(finding.score.low), exact(finding.score.high)
    if raised:
        low = max(low, _may_show(finding, high))
    return Scored(
        finding.criterion,
        finding.layer,
        finding.area,
        finding.tier,
        finding.weight,
        True,
        low,
        high,
        finding.basis is Basis.OBSERVED,
        finding.waiver is not None and not finding.waiver.expired,
    )


def _may_show(finding: Finding, high: Fraction) -> Fraction:
    """What the repository alone would pay; the rest of the interval waits for people."""
    if finding.rung_possible is None or finding.kind == "repository":
        return high
    return min(high, exact(Credits().of(finding.rung_possible)))


def _area(area: str, low: End, shares: tuple[Share, ...]) -> float | None:
    factors = {layer.id: factor for layer, factor in zip(low.layers, low.foundations, strict=True)}
    own = [share for share in shares if share.scored.area == area]
    value = sum((share.value for share in own), Fraction())
    earned = sum((factors[share.scored.layer] * share.low for share in own), Fraction())
    return _printed(100 * earned / value) if value else None


def _printed(number: Fraction) -> float:
    return printed(number, SCORE_DECIMALS)
