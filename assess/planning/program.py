"""The planning problem in whole numbers: layers with their options, foundations as integers, limits to be reached."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, lcm

from assess.engine.foundation import End
from assess.engine.rounding import exact
from assess.engine.shares import Share
from assess.planning.fronts import Curve, Item, Option, curve, curve_of, options_of
from assess.planning.goals import Goal
from assess.planning.steps import Ground

_COARSE = 150
_NONE = Fraction()


@dataclass(frozen=True, slots=True)
class Limit:
    """A value that must be reached, summed over the layers; weighted ones count as much as the foundation leaves."""

    dimension: int
    weighted: bool
    need: int


@dataclass(frozen=True, slots=True)
class Program:
    """Everything in whole units. A foundation is a whole number up to `full`."""

    days: Fraction
    """Person-days of one unit of cost."""
    full: int
    scale: int
    """Units of a value in one point."""
    items: tuple[tuple[Item, ...], ...]
    """By layer from the bottom up; those that the goal names are not among them."""
    options: tuple[tuple[Option, ...], ...]
    whole: bool
    """Whether the options are all that there are."""
    steepness: tuple[int, ...]
    """By layer: what one unit reached adds to the foundation of the layers above; 0 where nothing applies."""
    limits: tuple[Limit, ...]
    within: tuple[tuple[Curve, ...], ...]
    """By layer and limit: the most that this layer and those above add, foundations aside."""
    founded: tuple[tuple[Curve, ...], ...]
    """The same in units of the foundation, with a whole foundation below, and those in between reckoned in."""

    def factor_above(self, layer: int, factor: int, reached: int) -> int:
        """The foundation of the next layer, from the one of this and what it reaches."""
        return min(factor, reached * self.steepness[layer]) if self.steepness[layer] else factor


def program_of(ground: Ground, goal: Goal, *, budget: bool = False) -> Program:
    """The problem that is left when the criteria which the goal names are met."""
    settings = ground.side.settings
    low, high, shares = ground.ends(goal.met)
    steps = {step.criterion: step for step in ground.steps if step.criterion not in goal.met}
    areas = list(goal.areas)
    covers = goal.coverage is not None
    grounds = [
        exact(layer.threshold) * points.value / 100 for layer, points in zip(settings.layers, low.layers, strict=True)
    ]
    vectors = {share.scored.criterion: _vector(share, areas, covers=covers) for share in shares}
    base = [_base(layer.id, shares, areas, covers=covers) for layer in settings.layers]
    numbers = [*grounds, *(n for v in vectors.values() for n in v), *(n for v in base for n in v)]
    scale = lcm(*(n.denominator for n in numbers)) if numbers else 1
    full = lcm(*(int(n * scale) for n in grounds if n)) if any(grounds) else 1
    unit = lcm(*(step.cost.denominator for step in ground.steps)) if ground.steps else 1
    items = tuple(
        tuple(
            Item(
                share.scored.criterion,
                int(steps[share.scored.criterion].cost * unit),
                tuple(int(n * scale) for n in vectors[share.scored.criterion]),
            )
            for share in shares
            if share.scored.layer == layer.id and share.scored.criterion in steps
        )
        for layer in settings.layers
    )
    made = [options_of(own, tuple(int(n * scale) for n in start)) for own, start in zip(items, base, strict=True)]
    options = [
        _held(found[0], goal.layers.get(la.id), pts.value, scale)
        for found, la, pts in zip(made, settings.layers, low.layers, strict=True)
    ]
    steepness = tuple(full // int(n * scale) if n else 0 for n in grounds)
    limits = _limits(goal, low, high, shares, scale, full) if not budget else (Limit(0, weighted=True, need=0),)
    bases = [found[0].values for found, _ in made]
    within, founded = _curves(items, options, bases, steepness, limits, full)
    return Program(
        Fraction(1, unit),
        full,
        scale,
        items,
        tuple(options),
        all(whole for _, whole in made),
        steepness,
        limits,
        within,
        founded,
    )


def _vector(share: Share, areas: Sequence[str], *, covers: bool) -> tuple[Fraction, ...]:
    """What meeting a criterion adds: to its layer, to the areas that count, to what is decided."""
    gain = share.value - share.low
    own = [gain if share.scored.area == area else _NONE for area in areas]
    return (gain, *own, *((share.high - share.low,) if covers else ()))


def _base(layer: str, shares: Sequence[Share], areas: Sequence[str], *, covers: bool) -> tuple[Fraction, ...]:
    """What a layer reaches as it is; nothing of it is newly decided."""
    own = [share for share in shares if share.scored.layer == layer]
    by_area = [sum((share.low for share in own if share.scored.area == area), _NONE) for area in areas]
    return (sum((share.low for share in own), _NONE), *by_area, *((_NONE,) if covers else ()))


def _held(options: Sequence[Option], limit: Fraction | None, value: Fraction, scale: int) -> tuple[Option, ...]:
    """Only the options that bring the layer to its own limit."""
    if limit is None:
        return tuple(options)
    need = ceil(limit * value / 100 * scale)
    return tuple(option for option in options if option.values[0] >= need)


def _limits(goal: Goal, low: End, high: End, shares: Sequence[Share], scale: int, full: int) -> tuple[Limit, ...]:
    found = []
    if goal.score is not None:
        found.append(Limit(0, weighted=True, need=ceil(goal.score * scale * full)))
    for number, (area, limit) in enumerate(goal.areas.items(), start=1):
        value = sum((share.value for share in shares if share.scored.area == area), _NONE)
        found.append(Limit(number, weighted=True, need=ceil(limit * value / 100 * scale * full)))
    if goal.coverage is not None:
        lacking = goal.coverage - 100 + (high.ungated - low.ungated)
        found.append(Limit(1 + len(goal.areas), weighted=False, need=ceil(lacking * scale)))
    return tuple(found)


def _curves(
    items: Sequence[Sequence[Item]],
    options: Sequence[Sequence[Option]],
    bases: Sequence[Sequence[int]],
    steepness: Sequence[int],
    limits: Sequence[Limit],
    full: int,
) -> tuple[tuple[tuple[Curve, ...], ...], tuple[tuple[Curve, ...], ...]]:
    """Upper bounds on what each layer and those above can add, one entry more than there are layers."""
    nothing = Curve((0,), (0,))
    within: list[tuple[Curve, ...]] = [tuple(nothing for _ in limits)]
    founded: list[tuple[Curve, ...]] = [tuple(nothing for _ in limits)]
    for layer in range(len(items) - 1, -1, -1):
        above = [item for own in items[layer:] for item in own]
        starts = [sum(base[x.dimension] for base in bases[layer:]) for x in limits]
        plain = [_raised(curve_of(above, x.dimension), start) for x, start in zip(limits, starts, strict=True)]
        best = [
            _founded(options[layer], steepness[layer], x, within[0][i], founded[0][i], full)
            for i, x in enumerate(limits)
        ]
        within.insert(0, tuple(plain))
        founded.insert(0, tuple(best))
    return tuple(within), tuple(founded)


def _raised(one: Curve, start: int) -> Curve:
    return Curve(one.costs, tuple(value + start for value in one.values))


def _founded(options: Sequence[Option], steepness: int, limit: Limit, above: Curve, best: Curve, full: int) -> Curve:
    """The most that a layer and those above it add on a whole foundation: never too little, and of few points."""
    if not limit.weighted:
        return above
    size = max(1, -(-len(options) // _COARSE))
    groups = [options[start : start + size] for start in range(0, len(options), size)]
    upper, founded = above.coarse(_COARSE), best.coarse(_COARSE)
    spots = sorted({*upper.costs, *founded.costs})
    rest = [(cost, upper.within(cost), founded.within(cost)) for cost in spots]
    points = []
    for group in groups:
        reached, own = max(o.values[0] for o in group), max(o.values[limit.dimension] for o in group) * full
        factor = min(full, reached * steepness) if steepness else full
        points += [(group[0].cost + cost, own + min(factor * plain, most)) for cost, plain, most in rest]
    return _from_nothing(curve(points)) if points else Curve((0,), (0,))


def _from_nothing(one: Curve) -> Curve:
    """The curve from cost 0 on; cheaper than its first point there is nothing, which a bound may ignore."""
    return one if one.costs[0] == 0 else Curve((0, *one.costs), (0, *one.values))


def criteria_of(program: Program, masks: Sequence[int]) -> frozenset[str]:
    """The criteria that the chosen options of each layer bring to met."""
    return frozenset(
        item.criterion
        for own, mask in zip(program.items, masks, strict=True)
        for bit, item in enumerate(own)
        if mask >> bit & 1
    )
