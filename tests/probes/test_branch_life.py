from __future__ import annotations

import pytest
from assess.probes.branch_life import PARAMS, observe

from tests.probes.viewing import Made, view


def merge(merged: float, begun: float) -> Made:
    return Made("Merge pull request #7 from ana/t", days_ago=merged, parents=2, brings=(Made(days_ago=begun),))


def share(*history: Made) -> float:
    found = observe(PARAMS(), view(history=history)).share
    assert found is not None
    return found[0]


@pytest.mark.parametrize(
    "history",
    [
        pytest.param((), id="no history"),
        pytest.param((Made("Add thing (#7)"),) * 9, id="squashed changes hide their branches"),
        pytest.param(tuple(merge(n, n + 40) for n in range(4)), id="too few merges"),
        pytest.param(tuple(merge(n, n + 2) for n in range(9)), id="short branches"),
    ],
)
def test_nothing_long(history: tuple[Made, ...]) -> None:
    assert share(*history) == 0.0


def test_long_branches_are_counted_among_those_that_show() -> None:
    history = [merge(n, n + 2) for n in range(3)] + [merge(n, n + 30) for n in range(3, 6)]
    assert share(*history, Made("Add thing (#7)", days_ago=7)) == 0.5


def test_the_longest_are_shown() -> None:
    seen = observe(PARAMS(), view(history=[merge(n, n + 10 * (n + 1)) for n in range(6)])).evidence
    assert seen[0].text == "6 of 6 merged branches lived longer than 7 days"
    assert seen[1].text.startswith("60 days")
