"""Layers stand on the layers below: the factor that these leave of a layer's points, at one end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from assess.engine.rounding import exact
from assess.engine.shares import Share
from assess.model.rubric import Layer

_NONE = Fraction()


@dataclass(frozen=True, slots=True)
class LayerPoints:
    """What a layer is worth and what it reaches at one end (proven or possible), foundations aside."""

    id: str
    threshold: Fraction
    value: Fraction
    reached: Fraction

    @property
    def score(self) -> Fraction | None:
        """Score in 0..100; None when nothing applies."""
        return 100 * self.reached / self.value if self.value else None


@dataclass(frozen=True, slots=True)
class End:
    """One end of everything: all layers from the bottom up, and their foundations."""

    layers: tuple[LayerPoints, ...]
    foundations: tuple[Fraction, ...]

    @property
    def score(self) -> Fraction:
        """Points that count; of 100, as the values of the layers sum to 100."""
        return sum((f * layer.reached for f, layer in zip(self.foundations, self.layers, strict=True)), _NONE)

    @property
    def ungated(self) -> Fraction:
        """Points if every foundation were whole."""
        return sum((layer.reached for layer in self.layers), _NONE)

    def raised(self, layer: int, points: Fraction) -> End:
        """The same with so many points more in one layer: re-scored, foundations above included."""
        old = self.layers[layer]
        new = LayerPoints(old.id, old.threshold, old.value, old.reached + points)
        return stack((*self.layers[:layer], new, *self.layers[layer + 1 :]))


def stack(layers: Sequence[LayerPoints]) -> End:
    """Works out the foundations: min over applicable layers below of min(1, score / threshold)."""
    factors = []
    factor = Fraction(1)
    for layer in layers:
        factors.append(factor)
        if layer.score is not None:
            factor = min(factor, layer.score / layer.threshold)
    return End(tuple(layers), tuple(factors))


def proven_end(layers: Sequence[Layer], shares: Sequence[Share]) -> End:
    """The end that certainly holds."""
    return _end(layers, [(share, share.low) for share in shares])


def possible_end(layers: Sequence[Layer], shares: Sequence[Share]) -> End:
    """The end that may hold."""
    return _end(layers, [(share, share.high) for share in shares])


def _end(layers: Sequence[Layer], reached: Sequence[tuple[Share, Fraction]]) -> End:
    values = {layer.id: _NONE for layer in layers}
    points = dict(values)
    for share, credit in reached:
        values[share.scored.layer] += share.value
        points[share.scored.layer] += credit
    return stack([LayerPoints(la.id, exact(la.threshold), values[la.id], points[la.id]) for la in layers])
