"""The definition of scores, written out as sums: slow, plain, and independent of the engine."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from math import floor

from assess.engine.score import Scored
from assess.model.rubric import RubricSettings

Credit = Callable[[Scored], Fraction]


def low(one: Scored) -> Fraction:
    return one.low


def high(one: Scored) -> Fraction:
    return one.high


def share(rubric: RubricSettings, scored: Iterable[Scored], one: Scored) -> Fraction:
    """v(c) = area weight * layer weight * w(c) / sum of w over the full cell."""
    layer = next(layer.weight for layer in rubric.layers if layer.id == one.layer)
    area = next(area.weight for area in rubric.areas if area.id == one.area)
    cell = sum(Fraction(str(c.weight)) for c in scored if (c.layer, c.area) == (one.layer, one.area))
    return Fraction(str(area)) * Fraction(str(layer)) * Fraction(str(one.weight)) / cell


def score_of(
    rubric: RubricSettings,
    scored: tuple[Scored, ...],
    credit: Credit,
    *,
    gated: bool = False,
    layer: str | None = None,
    area: str | None = None,
) -> Fraction | None:
    """Exact score of everything, or of a layer, an area or a cell; None when nothing applies."""
    chosen = [c for c in scored if c.applies and layer in (None, c.layer) and area in (None, c.area)]
    if not chosen:
        return None
    parts = [
        share(rubric, scored, c) * credit(c) * (foundation(rubric, scored, credit, c.layer) if gated else 1)
        for c in chosen
    ]
    return 100 * sum(parts, Fraction()) / sum(share(rubric, scored, c) for c in chosen)


def foundation(rubric: RubricSettings, scored: tuple[Scored, ...], credit: Credit, layer: str) -> Fraction:
    """Min over applicable layers below of min(1, score / threshold)."""
    factors = [Fraction(1)]
    for below in rubric.layers:
        if below.id == layer:
            break
        reached = score_of(rubric, scored, credit, layer=below.id)
        if reached is not None:
            factors.append(reached / Fraction(str(below.threshold)))
    return min(factors)


def to_print(number: Fraction | None, decimals: int = 1) -> float | None:
    """Half up."""
    return None if number is None else floor(number * 10**decimals + Fraction(1, 2)) / 10**decimals
