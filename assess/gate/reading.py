"""The values that gates read: as proven, and as they would be if everything could be read; scored by the engine."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from assess.engine.foundation import End, possible_end, proven_end
from assess.engine.rounding import SCORE_DECIMALS, exact, printed
from assess.engine.shares import Scored, Share
from assess.engine.standing import standings
from assess.model.assessment import Assessment
from assess.model.finding import Finding
from assess.model.rubric import Credits, Layer
from assess.model.scale import Basis


@dataclass(frozen=True, slots=True)
class Reading:
    """The values that gates read, as printed; None where nothing applies."""

    score: float | None
    coverage: float | None
    level: int
    areas: dict[str, float | None]
    layers: dict[str, float | None]


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
    return tuple(finding for finding in assessment.findings if is_unread(finding))


def is_unread(finding: Finding) -> bool:
    """Whether evidence that could not be read may raise it."""
    return finding.applies.value and finding.rung_possible != finding.rung and finding.score.low < finding.score.high


def if_read(finding: Finding, paying: Credits) -> Fraction:
    """The credit if all that could not be read were there; the rest of the interval waits for people."""
    low, high = exact(finding.score.low), exact(finding.score.high)
    if not is_unread(finding):
        return low
    if finding.rung_possible is None or finding.kind == "repository":
        return high
    return max(low, min(high, exact(paying.of(finding.rung_possible))))


def readable_reading(assessment: Assessment, *, with_waivers: bool = False) -> Reading:
    """The same values, scored anew with every unread finding at the best that its evidence may show."""
    raised = {finding.criterion: if_read(finding, assessment.rubric.credits) for finding in unread(assessment)}
    return reading_of(assessment, shares_of(assessment, raised), with_waivers=with_waivers)


def shares_of(assessment: Assessment, raised: dict[str, Fraction] | None = None) -> tuple[Share, ...]:
    """Every criterion that applies with its points, some raised to a credit (0..1)."""
    higher = raised or {}
    worth = {line.ref: exact(line.value) for line in assessment.ledger.lines if line.kind == "criterion"}
    return tuple(
        Share(_scored(finding, higher.get(finding.criterion)), worth[finding.criterion])
        for finding in assessment.findings
        if finding.criterion in worth
    )


def layers_of(assessment: Assessment) -> list[Layer]:
    """The layers as the engine wants them, from the bottom up."""
    return [Layer(id=layer.id, title=layer.title, threshold=layer.threshold) for layer in assessment.layers]


def reading_of(assessment: Assessment, shares: tuple[Share, ...], *, with_waivers: bool = False) -> Reading:
    """The values over these shares."""
    layers = layers_of(assessment)
    low, high = proven_end(layers, shares), possible_end(layers, shares)
    level = standings(low, high, shares).level
    return Reading(
        score=_printed(low.score) if shares else None,
        coverage=_printed(100 - (high.ungated - low.ungated)) if shares else None,
        level=level.with_waivers if with_waivers else level.proven,
        areas={area.id: area_score(area.id, low, shares) for area in assessment.areas},
        layers={layer.id: None if layer.score is None else _printed(layer.score) for layer in low.layers},
    )


def area_score(area: str, low: End, shares: Iterable[Share]) -> float | None:
    """An area's proven score as printed; None when nothing applies."""
    factors = {layer.id: factor for layer, factor in zip(low.layers, low.foundations, strict=True)}
    own = [share for share in shares if share.scored.area == area]
    value = sum((share.value for share in own), Fraction())
    earned = sum((factors[share.scored.layer] * share.low for share in own), Fraction())
    return _printed(100 * earned / value) if value else None


def _scored(finding: Finding, raised: Fraction | None) -> Scored:
    low, high = exact(finding.score.low), exact(finding.score.high)
    if raised is not None:
        low = max(low, raised)
    return Scored(
        finding.criterion,
        finding.layer,
        finding.area,
        finding.tier,
        finding.weight,
        True,
        low,
        max(low, high),
        finding.basis is Basis.OBSERVED,
        finding.waived,
    )


def _printed(number: Fraction) -> float:
    return printed(number, SCORE_DECIMALS)
