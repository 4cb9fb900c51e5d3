"""Scores: findings in, every number of the assessment out; exact inside, printed at the rim."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from assess.engine.foundation import End, possible_end, proven_end
from assess.engine.ledger import counted, ledger, points
from assess.engine.rounding import POINT_DECIMALS, SCORE_DECIMALS, printed
from assess.engine.shares import Scored, Share, in_rubric_order, share_out, with_applicability
from assess.engine.standing import Standings, standings
from assess.model.assessment import AreaResult, CellResult, Foundation, Interval, LayerResult, Ledger, LevelInterval
from assess.model.finding import Points
from assess.model.rubric import Layer, RubricSettings

__all__ = ["Scored", "Scores", "score", "with_applicability"]


@dataclass(frozen=True, slots=True)
class Scores:
    """All numbers of an assessment, as printed: 0..100 to one decimal, points and 0..1 to six.

    What has nothing applicable is None. Layers stand bottom up, areas in rubric order, cells by layer, then area.
    """

    score: Interval | None
    ungated: Interval | None
    coverage: float | None
    observed_share: float | None
    """Share (0..1) of the proven points that was seen in the repository; None at 0 points."""
    maturity_level: LevelInterval
    layers: tuple[LayerResult, ...]
    areas: tuple[AreaResult, ...]
    cells: tuple[CellResult, ...]
    ledger: Ledger
    points: Mapping[str, Points]
    """By criterion, for every criterion of the rubric."""


def score(settings: RubricSettings, scored: Iterable[Scored]) -> Scores:
    """Scores a rubric's criteria, all of them: those that do not apply still hold their part of the cell.

    The order given changes nothing. What the scores would be under other traits is the same function over
    `with_applicability(scored, ...)`; so criteria that do not apply need their low and high, too.
    Raises: InputError for weights or thresholds that are not finite.
    """
    ordered = in_rubric_order(settings, scored)
    shares = share_out(settings, ordered)
    proven, possible = proven_end(settings.layers, shares), possible_end(settings.layers, shares)
    standing = standings(proven, possible, shares)
    return Scores(
        score=_interval(shares, proven.score, possible.score),
        ungated=_interval(shares, proven.ungated, possible.ungated),
        coverage=_print(100 - (possible.ungated - proven.ungated)) if shares else None,
        observed_share=_observed_share(proven, shares),
        maturity_level=standing.level,
        layers=_layers(settings.layers, proven, possible, standing),
        areas=_areas(settings, proven, possible, shares),
        cells=_cells(settings, shares),
        ledger=ledger(proven, possible, shares),
        points=points(proven, shares, ordered),
    )


def _observed_share(proven: End, shares: Sequence[Share]) -> float | None:
    if not proven.score:
        return None
    parts = zip(shares, counted(proven, shares), strict=True)
    observed = sum((part for share, part in parts if share.scored.observed), Fraction())
    return printed(observed / proven.score, POINT_DECIMALS)


def _layers(layers: Sequence[Layer], proven: End, possible: End, standing: Standings) -> tuple[LayerResult, ...]:
    return tuple(
        LayerResult(
            id=layer.id,
            title=layer.title,
            proven=_print(proven.layers[i].score),
            possible=_print(possible.layers[i].score),
            foundation=Foundation(
                proven=printed(proven.foundations[i], POINT_DECIMALS),
                possible=printed(possible.foundations[i], POINT_DECIMALS),
            ),
            weight=layer.weight,
            threshold=layer.threshold,
            status=standing.proven[i].status,
            status_possible=standing.possible[i].status,
            blocked_by=standing.proven[i].blocked_by,
        )
        for i, layer in enumerate(layers)
    )


def _areas(settings: RubricSettings, proven: End, possible: End, shares: Sequence[Share]) -> tuple[AreaResult, ...]:
    factors = {layer.id: (proven.foundations[i], possible.foundations[i]) for i, layer in enumerate(settings.layers)}
    results = []
    for area in settings.areas:
        own = [(share, *factors[share.scored.layer]) for share in shares if share.scored.area == area.id]
        value = sum((share.value for share, _, _ in own), Fraction())
        low = sum((factor * share.low for share, factor, _ in own), Fraction())
        high = sum((factor * share.high for share, _, factor in own), Fraction())
        results.append(
            AreaResult(
                id=area.id,
                title=area.title,
                weight=area.weight,
                proven=_percent(low, value),
                possible=_percent(high, value),
            )
        )
    return tuple(results)


def _cells(settings: RubricSettings, shares: Sequence[Share]) -> tuple[CellResult, ...]:
    results = []
    for layer in settings.layers:
        for area in settings.areas:
            own = [s for s in shares if (s.scored.layer, s.scored.area) == (layer.id, area.id)]
            value = sum((share.value for share in own), Fraction())
            results.append(
                CellResult(
                    layer=layer.id,
                    area=area.id,
                    proven=_percent(sum((share.low for share in own), Fraction()), value),
                    possible=_percent(sum((share.high for share in own), Fraction()), value),
                    criteria=len(own),
                )
            )
    return tuple(results)


def _percent(part: Fraction, value: Fraction) -> float | None:
    return _print(100 * part / value) if value else None


def _interval(shares: Sequence[Share], low: Fraction, high: Fraction) -> Interval | None:
    if not shares:
        return None
    return Interval(proven=printed(low, SCORE_DECIMALS), possible=printed(high, SCORE_DECIMALS))


def _print(number: Fraction | None) -> float | None:
    return None if number is None else printed(number, SCORE_DECIMALS)
