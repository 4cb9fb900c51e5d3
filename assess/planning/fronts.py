"""Pareto fronts: of all sets of steps those that no other set beats at once in cost and in everything that counts."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

INFINITE = 10**30
"""A cost that nothing has."""

_MOST = {2: 20_000, 3: 2_000}
_MOST_OF_MANY = 500


@dataclass(frozen=True, slots=True)
class Item:
    """One step in whole units: what it costs, and what it adds to each value that counts."""

    criterion: str
    cost: int
    gains: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """A set of steps within one layer: its cost, the values reached, and which items (bits)."""

    cost: int
    values: tuple[int, ...]
    mask: int


@dataclass(frozen=True, slots=True)
class Curve:
    """The most of one value by cost; both ascend strictly, the first costs nothing."""

    costs: tuple[int, ...]
    values: tuple[int, ...]

    def cost_of(self, value: int) -> int:
        """What at least this value costs."""
        place = bisect_left(self.values, value)
        return self.costs[place] if place < len(self.costs) else INFINITE

    def within(self, cost: int) -> int:
        """The most that so much can buy."""
        return self.values[bisect_right(self.costs, cost) - 1]

    def coarse(self, most: int) -> Curve:
        """A curve of few points that is nowhere below this one."""
        size = -(-len(self.costs) // most)
        starts = range(0, len(self.costs), size)
        tops = tuple(self.values[min(start + size, len(self.values)) - 1] for start in starts)
        return Curve(tuple(self.costs[start] for start in starts), tops)


def curve(points: Iterable[tuple[int, int]]) -> Curve:
    """The curve through the points that no other beats; one of them must cost nothing."""
    costs: list[int] = []
    values: list[int] = []
    for cost, value in sorted(points, key=lambda point: (point[0], -point[1])):
        if not values or value > values[-1]:
            costs.append(cost)
            values.append(value)
    return Curve(tuple(costs), tuple(values))


def curve_of(items: Sequence[Item], dimension: int) -> Curve:
    """The most that can be gained in one value by any set of items."""
    found = [(0, 0)]
    for item in items:
        gain = item.gains[dimension]
        if gain:
            grown = curve([*found, *((cost + item.cost, value + gain) for cost, value in found)])
            found = list(zip(grown.costs, grown.values, strict=True))
    return curve(found)


def options_of(items: Sequence[Item], base: tuple[int, ...]) -> tuple[tuple[Option, ...], bool]:
    """The options of one layer by cost, from the values that it has anyway; and whether they are all there are."""
    found = [Option(0, base, 0)]
    whole = True
    for bit, item in enumerate(items):
        taken = [
            Option(one.cost + item.cost, tuple(map(sum, zip(one.values, item.gains, strict=True))), one.mask | 1 << bit)
            for one in found
        ]
        found = _unbeaten([*found, *taken])
        if len(base) > 1 and len(found) > most_of(len(base)):
            found, whole = _thinned(found), False
    return tuple(found), whole


def most_of(values: int) -> int:
    """How many sets of steps are kept of one layer; the more values count, the longer it takes to find the beaten."""
    return _MOST.get(values, _MOST_OF_MANY)


def _unbeaten(options: list[Option]) -> list[Option]:
    options.sort(key=lambda one: (one.cost, tuple(-value for value in one.values), one.mask))
    if options and len(options[0].values) == 2:
        return _unbeaten_pairs(options)
    kept: list[Option] = []
    for one in options:
        if len(one.values) == 1:
            beaten = bool(kept) and kept[-1].values >= one.values
        else:
            beaten = any(all(map(int.__ge__, other.values, one.values)) for other in kept)
        if not beaten:
            kept.append(one)
    return kept


def _unbeaten_pairs(options: list[Option]) -> list[Option]:
    """The same for two values: what is unbeaten so far stands as a staircase, the first value up, the second down."""
    firsts: list[int] = []
    seconds: list[int] = []
    kept = []
    for one in options:
        first, second = one.values
        place = bisect_left(firsts, first)
        if place < len(firsts) and seconds[place] >= second:
            continue
        kept.append(one)
        end = place + 1 if place < len(firsts) and firsts[place] == first else place
        start = end
        while start > 0 and seconds[start - 1] <= second:
            start -= 1
        firsts[start:end], seconds[start:end] = [first], [second]
    return kept


def _thinned(options: list[Option]) -> list[Option]:
    """Every so many of the options by cost; the cheapest and the fullest stay."""
    most = most_of(len(options[0].values))
    step = len(options) / most
    chosen = {int(place * step) for place in range(most)} | {0, len(options) - 1}
    return [options[place] for place in sorted(chosen)]
