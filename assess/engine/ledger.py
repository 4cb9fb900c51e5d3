"""How each point came to the total, and what one criterion counts and could still bring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from assess.engine.foundation import End
from assess.engine.rounding import POINT_DECIMALS, apportion, from_units, half_up, printed
from assess.engine.shares import Scored, Share
from assess.model.assessment import Interval, Ledger, LedgerLine
from assess.model.finding import Points

_UNITS = 10**POINT_DECIMALS


@dataclass(frozen=True, slots=True)
class _Columns:
    """Whole units of the last printed decimal, one entry per criterion that applies."""

    proven: tuple[int, ...]
    possible: tuple[int, ...]
    value: tuple[int, ...]


def ledger(proven: End, possible: End, shares: Sequence[Share]) -> Ledger:
    """One line per criterion that applies, then one per applicable layer for what its foundation takes.

    The lines are printed to six decimals and, as printed, sum to the total at both ends; those of the criteria
    alone sum to the ungated score, their values to 100. To get there, what a criterion proves, what is unknown
    and what is missing are rounded as three columns by largest remainder. So nothing stays 0, met means value =
    proven, proven <= possible <= value holds in every line, and a line can differ from its exact value by one
    unit of the last decimal in `proven`, two in `possible` and three in `value`.
    """
    if not shares:
        return Ledger(lines=(), total=None)
    columns = _columns(proven, possible, shares)
    lines = [
        LedgerLine(
            kind="criterion",
            ref=share.scored.criterion,
            value=_points(value),
            proven=_points(low),
            possible=_points(high),
            open=_points(value - low),
        )
        for share, low, high, value in zip(shares, columns.proven, columns.possible, columns.value, strict=True)
    ]
    return Ledger(
        lines=(*lines, *_foundation_lines(proven, possible)),
        total=Interval(proven=_points(_units(proven.score)), possible=_points(_units(possible.score))),
    )


def _columns(proven: End, possible: End, shares: Sequence[Share]) -> _Columns:
    low = [share.low * _UNITS for share in shares]
    high = [share.high * _UNITS for share in shares]
    value = [share.value * _UNITS for share in shares]
    certain = apportion(low, _units(proven.ungated))
    may = _grown(certain, low, high, _units(possible.ungated))
    return _Columns(certain, may, _grown(may, high, value, 100 * _UNITS))


def _grown(base: Sequence[int], start: Sequence[Fraction], goal: Sequence[Fraction], total: int) -> tuple[int, ...]:
    """A printed column plus the rounded step from its exact values to larger ones, summing to the total."""
    steps = [after - before for before, after in zip(start, goal, strict=True)]
    lag = [after - units for units, after in zip(base, goal, strict=True)]
    grown = apportion(steps, total - sum(base), lag)
    return tuple(units + step for units, step in zip(base, grown, strict=True))


def _foundation_lines(proven: End, possible: End) -> list[LedgerLine]:
    return [
        LedgerLine(kind="foundation", ref=layer.id, value=0.0, proven=_points(low), possible=_points(high), open=0.0)
        for layer, low, high in zip(proven.layers, _taken(proven), _taken(possible), strict=True)
        if layer.value
    ]


def _taken(end: End) -> tuple[int, ...]:
    """Units that each layer's foundation takes, 0 or negative."""
    exact = [(f - 1) * layer.reached * _UNITS for f, layer in zip(end.foundations, end.layers, strict=True)]
    return apportion(exact, _units(end.score) - _units(end.ungated))


def counted(proven: End, shares: Sequence[Share]) -> tuple[Fraction, ...]:
    """Proven points of each criterion that its foundation leaves; they sum to the proven score."""
    factors = {layer.id: f for f, layer in zip(proven.foundations, proven.layers, strict=True)}
    return tuple(factors[share.scored.layer] * share.low for share in shares)


def points(proven: End, shares: Sequence[Share], scored: Sequence[Scored]) -> Mapping[str, Points]:
    """Points of every criterion, by id; both 0 for those that do not apply.

    `earned` counts in the score; as printed, all of them sum to the ledger's proven total. `open` is what the
    proven score gains if this criterion alone were met, foundations above it included; gains do not add up.
    """
    result = {one.criterion: Points(earned=0.0, open=0.0) for one in scored}
    index = {layer.id: i for i, layer in enumerate(proven.layers)}
    earned = apportion([part * _UNITS for part in counted(proven, shares)], _units(proven.score))
    before = proven.score
    for share, units in zip(shares, earned, strict=True):
        met = proven.raised(index[share.scored.layer], share.value - share.low)
        gain = printed(met.score - before, POINT_DECIMALS)
        result[share.scored.criterion] = Points(earned=_points(units), open=gain)
    return result


def _units(number: Fraction) -> int:
    return half_up(number, POINT_DECIMALS)


def _points(units: int) -> float:
    return from_units(units, POINT_DECIMALS)
