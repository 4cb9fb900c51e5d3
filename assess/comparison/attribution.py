"""The change of every score split among the items that made it: exact, and adding up by construction.

Along a path from the side before to the side after one item changes at a time, and what a score moves by is that
item's part. Which of two items comes first matters where a foundation joins them, so the parts are the mean of the
path and of its reverse: for two items that is Shapley's value, and comparing backwards turns every sign.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from assess.comparison.mixture import Ends, Item, Key, Pair, Scores

Parts = Mapping[Item, Mapping[Key, Ends]]
"""By item, what it moved each score by."""

_NOTHING = (Fraction(), Fraction())


def attribute(pair: Pair) -> Parts:
    """Each item's part of each score's change. A score that is not there on the way counts as 0 on the way."""
    found: dict[Item, dict[Key, Ends]] = {item: {} for item in pair.items}
    for path in (pair.items, pair.items[::-1]):
        for item, moved in _walk(pair, path):
            for key, (low, high) in moved.items():
                before = found[item].get(key, _NOTHING)
                found[item][key] = (before[0] + low / 2, before[1] + high / 2)
    return found


def _walk(pair: Pair, path: Sequence[Item]) -> list[tuple[Item, dict[Key, Ends]]]:
    changed: set[Item] = set()
    scores = pair.scores(changed)
    steps = []
    for item in path:
        changed.add(item)
        then = pair.scores(changed)
        steps.append((item, _moved(scores, then)))
        scores = then
    return steps


def _moved(before: Scores, after: Scores) -> dict[Key, Ends]:
    moved = {}
    for key in {**before, **after}:
        was, now = before.get(key, _NOTHING), after.get(key, _NOTHING)
        if was != now:
            moved[key] = (now[0] - was[0], now[1] - was[1])
    return moved
