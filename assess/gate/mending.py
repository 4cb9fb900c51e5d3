"""What would mend a condition that is not met: the fewest findings, and of these those with the fewest points."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from assess.engine.foundation import End, LayerPoints, proven_end, stack
from assess.engine.rounding import SCORE_DECIMALS, exact, in_print
from assess.engine.shares import Share
from assess.gate.conditions import Condition
from assess.gate.reading import Reading, layers_of, reading_of, shares_of
from assess.gate.smallest import Gains, Holds, Item, Search, Smallest, smallest
from assess.model.assessment import Assessment, LayerResult
from assess.model.scale import Tier


@dataclass(frozen=True, slots=True)
class Mending:
    """Findings that, met together, mend a condition; re-scored, foundations included."""

    criteria: tuple[str, ...]
    reaches: float | None
    """The value that they bring."""
    more_than: int = 0
    """So many findings are certainly not enough."""
    fewest_points: bool = True
    """Whether no set of this size lacks fewer points."""


def mending(assessment: Assessment, condition: Condition, *, with_waivers: bool = False) -> Mending | None:
    """The smallest mending of a missed condition; None where nothing could mend it.

    The number of findings is the least there is, and of the sets of that size it is one with the fewest points, as
    far as the search goes; beyond, no finding of the set can be left out, and it says how many are needed at least.
    """
    if condition.verdict == "pass":
        return None
    if condition.kind in ("required", "essential", "conflicts", "expired-answers", "expired-waivers", "regressions"):
        names = tuple(dict.fromkeys(c.criterion for c in condition.concerns))
        return Mending(names, condition.limit, max(0, len(names) - 1))
    if condition.kind == "level":
        return _level(assessment, int(condition.limit), with_waivers=with_waivers)
    if condition.value is None:
        return None
    shares = shares_of(assessment)
    found = smallest(_search(assessment, condition, shares))
    if found is None:
        return None
    reaches = _value(condition, _met(assessment, found.criteria))
    return Mending(found.criteria, reaches, found.more_than, found.fewest_points)


def _search(assessment: Assessment, condition: Condition, shares: tuple[Share, ...]) -> Search:
    limit = exact(condition.limit)
    if condition.kind == "coverage":
        items = tuple(Item(s.scored.criterion, s.high - s.low) for s in shares)
        unknown = sum((item.missing for item in items), Fraction())
        return Search((items,), lambda gains: in_print(100 - unknown + gains[0], SCORE_DECIMALS) >= limit)
    end = proven_end(layers_of(assessment), shares)
    if condition.kind == "layer":
        own = next(layer for layer in end.layers if layer.id == condition.ref)
        return Search((_items(shares, own.id),), _reaches(own, limit))
    if condition.kind == "area":
        return _area_search(end, shares, condition.ref, limit)
    groups = tuple(_items(shares, layer.id) for layer in end.layers)
    return Search(groups, lambda gains: in_print(_grown(end, gains).score, SCORE_DECIMALS) >= limit)


def _area_search(end: End, shares: tuple[Share, ...], area: str, limit: Fraction) -> Search:
    """Two groups per layer: findings of the area, and those that only strengthen what its upper layers stand on."""
    own = tuple(_items([s for s in shares if s.scored.area == area], layer.id) for layer in end.layers)
    rest = tuple(_items([s for s in shares if s.scored.area != area], layer.id) for layer in end.layers[:-1])
    count = len(end.layers)
    reached = [
        sum((s.low for s in shares if (s.scored.layer, s.scored.area) == (layer.id, area)), Fraction())
        for layer in end.layers
    ]
    value = sum((s.value for s in shares if s.scored.area == area), Fraction())

    def holds(gains: Gains) -> bool:
        if not value:
            return False
        inside, outside = gains[:count], (*gains[count:], Fraction())
        factors = _grown(end, tuple(a + b for a, b in zip(inside, outside, strict=True))).foundations
        earned = sum((f * (r + g) for f, r, g in zip(factors, reached, inside, strict=True)), Fraction())
        return in_print(100 * earned / value, SCORE_DECIMALS) >= limit

    return Search((*own, *rest), holds)


def _items(shares: Sequence[Share], layer: str) -> tuple[Item, ...]:
    return tuple(Item(s.scored.criterion, s.value - s.low) for s in shares if s.scored.layer == layer)


def _reaches(layer: LayerPoints, limit: Fraction) -> Holds:
    def holds(gains: Gains) -> bool:
        if not layer.value:
            return False
        return in_print(100 * (layer.reached + gains[0]) / layer.value, SCORE_DECIMALS) >= limit

    return holds


def _grown(end: End, gains: Gains) -> End:
    """The same with so many points more in each layer."""
    return stack(
        [
            LayerPoints(layer.id, layer.threshold, layer.value, layer.reached + gain)
            for layer, gain in zip(end.layers, gains, strict=True)
        ]
    )


def _level(assessment: Assessment, wanted: int, *, with_waivers: bool) -> Mending | None:
    """Layer by layer: missing essential criteria first, then the fewest others up to the threshold."""
    applicable = [layer for layer in assessment.layers if layer.status != "not-applicable"]
    if wanted > len(applicable):
        return None
    found = [_established(assessment, layer, with_waivers=with_waivers) for layer in applicable[:wanted]]
    criteria = tuple(name for forced, rest in found for name in (*forced, *rest.criteria))
    reading = _met(assessment, criteria, with_waivers=with_waivers)
    more_than = max(0, sum(len(forced) + rest.more_than + 1 for forced, rest in found) - 1)
    return Mending(criteria, float(reading.level), more_than, all(rest.fewest_points for _, rest in found))


def _established(assessment: Assessment, layer: LayerResult, *, with_waivers: bool) -> tuple[tuple[str, ...], Smallest]:
    """The essential criteria that must be met, and the smallest set of others that the threshold then needs."""
    own = [share for share in shares_of(assessment) if share.scored.layer == layer.id]
    blocking = [
        share
        for share in own
        if share.scored.tier is Tier.ESSENTIAL and share.scored.low == 0 and not (with_waivers and share.scored.waived)
    ]
    gained = sum((share.value for share in blocking), Fraction())
    points = LayerPoints(
        layer.id,
        exact(layer.threshold),
        sum((share.value for share in own), Fraction()),
        sum((share.low for share in own), Fraction()) + gained,
    )
    rest = [share for share in own if share not in blocking]
    found = smallest(Search((_items(rest, layer.id),), _reaches(points, exact(layer.threshold))))
    if found is None:
        raise AssertionError("a layer whose criteria are all met reaches any threshold")
    return tuple(share.scored.criterion for share in blocking), found


def _met(assessment: Assessment, criteria: tuple[str, ...], *, with_waivers: bool = False) -> Reading:
    """Everything scored anew with these findings met."""
    raised = dict.fromkeys(criteria, Fraction(1))
    return reading_of(assessment, shares_of(assessment, raised), with_waivers=with_waivers)


def _value(condition: Condition, reading: Reading) -> float | None:
    values = {"score": reading.score, "coverage": reading.coverage}
    if condition.kind in values:
        return values[condition.kind]
    return (reading.areas if condition.kind == "area" else reading.layers)[condition.ref]
