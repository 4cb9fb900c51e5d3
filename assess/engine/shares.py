"""What every criterion is worth: its fixed share of the whole, and the points of 100 that this comes to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from assess.engine.rounding import exact
from assess.model.rubric import RubricSettings
from assess.model.scale import Tier


@dataclass(frozen=True, slots=True)
class Scored:
    """A decided criterion, as far as scores need it; one for every criterion of the rubric.

    Raises: ValueError unless 0 <= low <= high <= 1.
    """

    criterion: str
    layer: str
    area: str
    tier: Tier
    weight: float | Fraction
    applies: bool
    low: Fraction
    high: Fraction
    observed: bool
    """Whether the basis of its credit is the repository itself."""
    waived: bool
    """Whether a waiver is in force."""

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.high <= 1:
            raise ValueError(f"{self.criterion}: no score interval: [{self.low}, {self.high}]")


@dataclass(frozen=True, slots=True)
class Share:
    """A criterion that applies, with the points that it is worth."""

    scored: Scored
    value: Fraction
    """Points at most; those of all criteria that apply sum to 100."""

    @property
    def low(self) -> Fraction:
        """Points that certainly hold, foundations aside."""
        return self.value * self.scored.low

    @property
    def high(self) -> Fraction:
        """Points that may hold, foundations aside."""
        return self.value * self.scored.high


def with_applicability(scored: Iterable[Scored], changes: Mapping[str, bool]) -> tuple[Scored, ...]:
    """The same criteria with some made to apply, or not to: what confirmed proposals would change."""
    return tuple(replace(one, applies=changes.get(one.criterion, one.applies)) for one in scored)


def in_rubric_order(settings: RubricSettings, scored: Iterable[Scored]) -> tuple[Scored, ...]:
    """Criteria by layer from the bottom up, area and id, so that the order given changes nothing."""
    layers = {layer.id: i for i, layer in enumerate(settings.layers)}
    areas = {area.id: i for i, area in enumerate(settings.areas)}
    return tuple(sorted(scored, key=lambda one: (layers[one.layer], areas[one.area], one.criterion)))


def share_out(settings: RubricSettings, ordered: Iterable[Scored]) -> tuple[Share, ...]:
    """Points of the criteria that apply, in the order given; empty when none does.

    A criterion's share is area weight * layer weight * its weight over the weights of its full cell, so that
    one remaining criterion never carries a whole cell. `ordered` must hold every criterion of the rubric.
    """
    layers = {layer.id: exact(layer.weight) for layer in settings.layers}
    areas = {area.id: exact(area.weight) for area in settings.areas}
    weights = [(one, exact(one.weight)) for one in ordered]
    cells: defaultdict[tuple[str, str], Fraction] = defaultdict(Fraction)
    for one, weight in weights:
        cells[one.layer, one.area] += weight
    shares = [
        (one, areas[one.area] * layers[one.layer] * weight / cells[one.layer, one.area])
        for one, weight in weights
        if one.applies
    ]
    whole = sum((share for _, share in shares), Fraction())
    return tuple(Share(one, 100 * share / whole) for one, share in shares)
