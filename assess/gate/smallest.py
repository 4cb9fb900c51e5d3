"""The smallest set of findings that is enough: the fewest, and of these those with the fewest points."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, product
from math import comb, prod

MOST_TRIALS = 6000
"""Numbers of findings by group that are tried before the search for the fewest gives up."""
MOST_SETS = 20_000
"""Sets of findings that are compared by points before the search for the fewest points gives up."""

Gains = tuple[Fraction, ...]
Holds = Callable[[Gains], bool]


@dataclass(frozen=True, slots=True)
class Item:
    """One finding that could be met, and the points that its own credit lacks."""

    criterion: str
    missing: Fraction


@dataclass(frozen=True, slots=True)
class Search:
    """Groups of findings within which only the points count, and whether gains by group are enough."""

    groups: tuple[tuple[Item, ...], ...]
    holds: Holds


@dataclass(frozen=True, slots=True)
class Smallest:
    """A set that is enough, and from which nothing can be left out."""

    criteria: tuple[str, ...]
    more_than: int
    """So many findings are certainly not enough."""
    fewest_points: bool
    """Whether no set of this size lacks fewer points."""


Numbers = tuple[int, ...]
Groups = list[list[Item]]


def smallest(search: Search) -> Smallest | None:
    """The smallest set, as far as the search goes; None if all findings together are not enough."""
    groups = [sorted((i for i in g if i.missing), key=lambda i: (-i.missing, i.criterion)) for g in search.groups]
    if not search.holds(tuple(_sum(group) for group in groups)):
        return None
    count, winners = _fewest(search, groups)
    if not winners:
        chosen = _lessened(search, groups)
        return Smallest(tuple(i.criterion for part in chosen for i in part), count, fewest_points=False)
    best = min((_thrifty(search, groups, numbers) for numbers in winners), key=_by_points)
    exact = sum(_sets(groups, numbers) for numbers in winners) <= MOST_SETS
    if exact:
        best = min((_cheapest(search, groups, numbers, best) for numbers in winners), key=_by_points)
    return Smallest(tuple(item.criterion for item in best), count - 1, fewest_points=exact)


def _fewest(search: Search, groups: Groups) -> tuple[int, list[Numbers]]:
    """The least number of findings, with every way to take so many from the groups that is enough.

    More points in a group never hurt, so for so many findings of each group the largest are the best ones. When the
    search is too long: a number that is not enough, and no way.
    """
    sums = [[_sum(group[:n]) for n in range(len(group) + 1)] for group in groups]
    trials = 0
    for count in range(sum(map(len, groups)) + 1):
        winners = []
        for numbers in _compositions(count, [len(group) for group in groups]):
            trials += 1
            if trials > MOST_TRIALS:
                return count - 1, []
            if search.holds(tuple(one[n] for one, n in zip(sums, numbers, strict=True))):
                winners.append(numbers)
        if winners:
            return count, winners
    raise AssertionError("all findings together are enough")


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


def _thrifty(search: Search, groups: Groups, numbers: Numbers) -> tuple[Item, ...]:
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
                if search.holds(tuple(_sum(part) for part in chosen)):
                    break
                chosen[at][place] = kept
    return tuple(item for part in chosen for item in sorted(part, key=lambda i: i.criterion))


def _sets(groups: Groups, numbers: Numbers) -> int:
    """How many sets take so many from each group."""
    return prod(comb(len(group), n) for group, n in zip(groups, numbers, strict=True))


def _cheapest(search: Search, groups: Groups, numbers: Numbers, known: tuple[Item, ...]) -> tuple[Item, ...]:
    """The set with the fewest points of all that take so many from each group, unless a known one has no more."""
    best = known
    for chosen in product(*(combinations(group, n) for group, n in zip(groups, numbers, strict=True))):
        items = tuple(item for part in chosen for item in sorted(part, key=lambda i: i.criterion))
        if _by_points(items) < _by_points(best) and search.holds(tuple(_sum(part) for part in chosen)):
            best = items
    return best


def _lessened(search: Search, groups: Groups) -> list[list[Item]]:
    """All findings without those that can be left out, the smallest first."""
    chosen = [list(group) for group in groups]
    ranked = sorted((i.missing, i.criterion, at, i) for at, group in enumerate(groups) for i in group)
    for _, _, at, item in ranked:
        chosen[at].remove(item)
        if not search.holds(tuple(_sum(part) for part in chosen)):
            chosen[at].append(item)
    return [sorted(part, key=lambda i: i.criterion) for part in chosen]


def _by_points(items: tuple[Item, ...]) -> tuple[Fraction, list[str]]:
    return _sum(items), [item.criterion for item in items]


def _sum(items: Sequence[Item]) -> Fraction:
    return sum((item.missing for item in items), Fraction())
