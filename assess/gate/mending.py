"""What would mend a condition that is not met: the fewest findings, and of these those with the fewest points."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from assess.engine.foundation import End, LayerPoints, proven_end, stack
from assess.engine.rounding import SCORE_DECIMALS, exact, in_print
from assess.engine.shares import Share
from assess.gate.conditions import Condition
from assess.gate.reading import Reading, layers_of, reading_of, shares_of
from assess.model.assessment import Assessment, LayerResult
from assess.model.scale import Tier

MOST_TRIALS = 6000
"""Combinations that are scored before the search gives up and says how many findings are not enough."""

Gains = tuple[Fraction, ...]
Holds = Callable[[Gains], bool]


@dataclass(frozen=True, slots=True)
class Item:
    """One finding that could be met, and the points that its own credit lacks."""

    criterion: str
    missing: Fraction


@dataclass(frozen=True, slots=True)
class Mending:
    """Findings that, met together, mend a condition; re-scored, foundations included."""

    criteria: tuple[str, ...]
    reaches: float | None
    """The value that they bring; None when no set was found."""
    more_than: int = 0
    """So many findings are certainly not enough; 0 when a set was found."""


@dataclass(frozen=True, slots=True)
class _Search:
    """Groups of findings within which only the points count, and whether gains by group are enough."""

    groups: tuple[tuple[Item, ...], ...]
    holds: Holds


def mending(assessment: Assessment, condition: Condition, *, with_waivers: bool = False) -> Mending | None:
    """The smallest mending of a missed condition; None where nothing could mend it.

    The number of findings is the least there is. Of the sets of that size one is chosen in which no finding can be
    exchanged for one of the same layer with fewer points.
    """
    if condition.verdict == "pass":
        return None
    if condition.kind in ("required", "essential", "conflicts", "expired-answers", "expired-waivers", "regressions"):
        return Mending(tuple(dict.fromkeys(c.criterion for c in condition.concerns)), condition.limit)
    if condition.kind == "level":
        return _level(assessment, int(condition.limit), with_waivers=with_waivers)
    if condition.value is None:
        return None
    shares = shares_of(assessment)
    found = _fewest(_search(assessment, condition, shares))
    if isinstance(found, tuple):
        return Mending(found, _value(condition, _met(assessment, found)))
    return Mending((), None, found) if found is not None else None


def _search(assessment: Assessment, condition: Condition, shares: tuple[Share, ...]) -> _Search:
    limit = exact(condition.limit)
    if condition.kind == "coverage":
        items = tuple(Item(s.scored.criterion, s.high - s.low) for s in shares)
        unknown = sum((item.missing for item in items), Fraction())
        return _Search((items,), lambda gains: in_print(100 - unknown + gains[0], SCORE_DECIMALS) >= limit)
    end = proven_end(layers_of(assessment), shares)
    if condition.kind == "layer":
        own = next(layer for layer in end.layers if layer.id == condition.ref)
        return _Search((_items(shares, own.id),), _reaches(own, limit))
    if condition.kind == "area":
        return _area_search(end, shares, condition.ref, limit)
    groups = tuple(_items(shares, layer.id) for layer in end.layers)
    return _Search(groups, lambda gains: in_print(_grown(end, gains).score, SCORE_DECIMALS) >= limit)


def _area_search(end: End, shares: tuple[Share, ...], area: str, limit: Fraction) -> _Search:
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

    return _Search((*own, *rest), holds)


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


def _fewest(search: _Search) -> tuple[str, ...] | int | None:
    """Ids of the smallest set; a number that is not enough when the search is too long; None if nothing helps.

    More points in a group never hurt, so for so many findings of each group the largest are the best ones.
    """
    groups = [sorted((i for i in g if i.missing), key=lambda i: (-i.missing, i.criterion)) for g in search.groups]
    sums = [[sum((i.missing for i in group[:n]), Fraction()) for n in range(len(group) + 1)] for group in groups]
    if not search.holds(tuple(one[-1] for one in sums)):
        return None
    trials = 0
    for count in range(sum(map(len, groups)) + 1):
        winners = []
        for numbers in _compositions(count, [len(group) for group in groups]):
            trials += 1
            if trials > MOST_TRIALS:
                return count - 1
            if search.holds(tuple(one[n] for one, n in zip(sums, numbers, strict=True))):
                winners.append(numbers)
        if winners:
            chosen = [_thrifty(search, groups, numbers) for numbers in winners]
            best = min(chosen, key=lambda items: (sum(i.missing for i in items), [i.criterion for i in items]))
            return tuple(item.criterion for item in best)
    return None


def _compositions(total: int, most: list[int]) -> Iterator[tuple[int, ...]]:
    """Every way to take so many things from groups of limited size."""
    if not most:
        if total == 0:
            yield ()
        return
    if total > sum(most):
        return
    for first in range(min(total, most[0]), -1, -1):
        for rest in _compositions(total - first, most[1:]):
            yield (first, *rest)


def _thrifty(search: _Search, groups: list[list[Item]], numbers: tuple[int, ...]) -> tuple[Item, ...]:
    """The largest findings of each group, each exchanged for the smallest that still is enough."""
    chosen = [list(group[:n]) for group, n in zip(groups, numbers, strict=True)]
    for at, group in enumerate(groups):
        for place in range(len(chosen[at])):
            for item in reversed(group):
                if item.missing >= chosen[at][place].missing:
                    break
                if item in chosen[at]:
                    continue
                kept, chosen[at][place] = chosen[at][place], item
                if search.holds(tuple(sum((i.missing for i in part), Fraction()) for part in chosen)):
                    break
                chosen[at][place] = kept
    return tuple(item for part in chosen for item in sorted(part, key=lambda i: i.criterion))


def _level(assessment: Assessment, wanted: int, *, with_waivers: bool) -> Mending | None:
    """Layer by layer: missing essential criteria first, then the fewest others up to the threshold."""
    applicable = [layer for layer in assessment.layers if layer.status != "not-applicable"]
    if wanted > len(applicable):
        return None
    criteria: list[str] = []
    enough = True
    for layer in applicable[:wanted]:
        found, complete = _established(assessment, layer, with_waivers=with_waivers)
        criteria += found
        enough = enough and complete
    if not enough:
        return Mending((), None, len(criteria))
    reading = _met(assessment, tuple(criteria), with_waivers=with_waivers)
    return Mending(tuple(criteria), float(reading.level))


def _established(assessment: Assessment, layer: LayerResult, *, with_waivers: bool) -> tuple[tuple[str, ...], bool]:
    own = [share for share in shares_of(assessment) if share.scored.layer == layer.id]
    blocking = [
        share
        for share in own
        if share.scored.tier is Tier.ESSENTIAL and share.scored.low == 0 and not (with_waivers and share.scored.waived)
    ]
    forced = tuple(share.scored.criterion for share in blocking)
    gained = sum((share.value for share in blocking), Fraction())
    points = LayerPoints(
        layer.id,
        exact(layer.threshold),
        sum((share.value for share in own), Fraction()),
        sum((share.low for share in own), Fraction()) + gained,
    )
    rest = [share for share in own if share not in blocking]
    found = _fewest(_Search((_items(rest, layer.id),), _reaches(points, exact(layer.threshold))))
    return (*forced, *(found if isinstance(found, tuple) else ())), isinstance(found, tuple)


def _met(assessment: Assessment, criteria: tuple[str, ...], *, with_waivers: bool = False) -> Reading:
    """Everything scored anew with these findings met."""
    raised = dict.fromkeys(criteria, Fraction(1))
    return reading_of(assessment, shares_of(assessment, raised), with_waivers=with_waivers)


def _value(condition: Condition, reading: Reading) -> float | None:
    values = {"score": reading.score, "coverage": reading.coverage}
    if condition.kind in values:
        return values[condition.kind]
    return (reading.areas if condition.kind == "area" else reading.layers)[condition.ref]
