"""Branch and bound over the layers from the bottom up: a label is a choice for the layers below, with all that it means.

Labels that cannot reach the goal for less than the best plan known are left out, and so are those that another beats
in cost, foundation and everything reached. Where there are more than may be kept or looked at, the rest is dropped
with its bound, so that the answer always says how far it is proven.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from assess.planning.fronts import INFINITE, Option
from assess.planning.program import Program

MOST_NODES = 400_000
"""Partial plans that the exact search looks at; a count, so that every machine finds the same."""
WIDTH = 200
"""Labels that the beam keeps of each layer."""


@dataclass(frozen=True, slots=True)
class Label:
    """Choices for some layers from the bottom."""

    cost: int
    factor: int
    """The foundation of the next layer."""
    sums: tuple[int, ...]
    """By limit, what is reached so far."""
    masks: tuple[int, ...]


@dataclass(slots=True)
class Found:
    """The best plan so far, and what was not looked at."""

    cost: int = INFINITE
    """What the best plan costs."""
    value: int = -1
    """What the best plan reaches; only budgets ask for it."""
    masks: tuple[int, ...] | None = None
    nodes: int = 0
    dropped: list[int] = field(default_factory=list)
    """Bounds of what was dropped: least costs, or for budgets most values."""


def cheapest(program: Program, known: int = INFINITE, *, width: int | None = None, nodes: int = MOST_NODES) -> Found:
    """The cheapest choices that reach every limit, if they cost less than is `known` to be enough.

    With a width it is a beam. What costs less than everything dropped is proven to be the cheapest.
    """
    found = Found(cost=known)
    top = len(program.options) - 1
    least = _least_costs(program)
    root = Label(0, program.full, tuple(0 for _ in program.limits), ())
    labels = [(_least_total(program, 0, root, least[0]), root)]
    for layer in range(top + 1):
        grown: list[tuple[int, Label]] = []
        for bound, label in labels:
            if found.nodes >= nodes:
                found.dropped.append(bound)
                continue
            for option in program.options[layer]:
                if label.cost + option.cost + least[layer + 1] >= found.cost:
                    break
                found.nodes += 1
                child = _child(program, layer, label, option)
                total = _least_total(program, layer + 1, child, least[layer + 1])
                if total >= found.cost:
                    continue
                if layer == top:
                    found.cost, found.masks = child.cost, child.masks
                    break
                grown.append((total, child))
        labels = _kept([entry for entry in grown if entry[0] < found.cost], width, found)
    return found


def fullest(
    program: Program, budget: int, known: int = -1, *, width: int | None = None, nodes: int = MOST_NODES
) -> Found:
    """The choices within a budget that reach the most of the first limit, if it is more than is `known`."""
    found = Found(value=known)
    top = len(program.options) - 1
    root = Label(0, program.full, (0,), ())
    labels = [(-_most(program, 0, root, budget), root)]
    for layer in range(top + 1):
        grown: list[tuple[int, Label]] = []
        for bound, label in labels:
            if found.nodes >= nodes:
                found.dropped.append(-bound)
                continue
            for option in _affordable(program.options[layer], budget - label.cost, last=layer == top):
                found.nodes += 1
                child = _child(program, layer, label, option)
                most = child.sums[0] + _most(program, layer + 1, child, budget - child.cost)
                if most <= found.value:
                    continue
                if layer == top:
                    found.value, found.cost, found.masks = most, child.cost, child.masks
                else:
                    grown.append((-most, child))
        labels = _kept([entry for entry in grown if -entry[0] > found.value], width, found, sign=-1)
    return found


def _least_costs(program: Program) -> list[int]:
    """By layer: what this layer and those above cost at least, for their own limits' sake."""
    found = [0]
    for options in reversed(program.options):
        found.insert(0, found[0] + min((option.cost for option in options), default=INFINITE))
    return found


def _child(program: Program, layer: int, label: Label, option: Option) -> Label:
    sums = tuple(
        total + option.values[limit.dimension] * (label.factor if limit.weighted else 1)
        for total, limit in zip(label.sums, program.limits, strict=True)
    )
    factor = program.factor_above(layer, label.factor, option.values[0])
    return Label(label.cost + option.cost, factor, sums, (*label.masks, option.mask))


def _least_total(program: Program, layer: int, label: Label, least: int) -> int:
    """What the label costs in the end at the very least.

    No step counts for two areas, so what each of them lacks is paid for by itself.
    """
    rest, areas = least, 0
    for i, limit in enumerate(program.limits):
        lacking = limit.need - label.sums[i]
        if lacking <= 0:
            continue
        if not limit.weighted:
            rest = max(rest, program.within[layer][i].cost_of(lacking))
        elif not label.factor:
            return INFINITE
        else:
            plain = program.within[layer][i].cost_of(-(-lacking // label.factor))
            areas += plain if limit.dimension else 0
            rest = max(rest, plain, areas, program.founded[layer][i].cost_of(lacking))
        if rest >= INFINITE:
            return INFINITE
    return label.cost + rest


def _most(program: Program, layer: int, label: Label, rest: int) -> int:
    """The most that the layers above can still add for the rest of a budget."""
    plain = label.factor * program.within[layer][0].within(rest)
    return min(plain, program.founded[layer][0].within(rest)) if layer < len(program.options) else 0


def _affordable(options: tuple[Option, ...], rest: int, *, last: bool) -> Iterator[Option]:
    """What the rest of the budget can buy; of the last layer only the fullest."""
    affordable = [option for option in options if option.cost <= rest]
    return iter(affordable[-1:] if last else affordable)


def _kept(labels: list[tuple[int, Label]], width: int | None, found: Found, sign: int = 1) -> list[tuple[int, Label]]:
    """The labels that no other beats, best bound first; what a beam has no room for is dropped with its bound."""
    labels.sort(key=lambda entry: (entry[0], entry[1].cost, tuple(-x for x in entry[1].sums), entry[1].masks))
    kept = _unbeaten(labels)
    if width is not None and len(kept) > width:
        found.dropped.append(sign * kept[width][0])
        kept = kept[:width]
    return kept


def _unbeaten(labels: list[tuple[int, Label]]) -> list[tuple[int, Label]]:
    """Without labels that another one beats in cost, foundation and everything reached; only for up to one limit."""
    if labels and len(labels[0][1].sums) > 1:
        return labels
    factors: list[int] = []  # ascending, with what is reached descending: the staircase of what is unbeaten so far
    reached: list[int] = []
    unbeaten = set()
    by_cost = sorted(
        range(len(labels)), key=lambda i: (labels[i][1].cost, -labels[i][1].factor, labels[i][1].sums[:1], i)
    )
    for i in by_cost:
        label = labels[i][1]
        total = label.sums[0] if label.sums else 0
        place = bisect_left(factors, label.factor)
        if place < len(factors) and reached[place] >= total:
            continue
        unbeaten.add(i)
        end = place + 1 if place < len(factors) and factors[place] == label.factor else place
        start = end
        while start > 0 and reached[start - 1] <= total:
            start -= 1
        factors[start:end] = [label.factor]
        reached[start:end] = [total]
    return [entry for i, entry in enumerate(labels) if i in unbeaten]
