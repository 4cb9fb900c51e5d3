from __future__ import annotations

from fractions import Fraction

import pytest
from assess.engine.rounding import apportion, exact, from_units, in_print, printed
from assess.errors import InputError


@pytest.mark.parametrize(
    ("number", "fraction"),
    [
        pytest.param(0.1, Fraction(1, 10), id="a decimal is what was written"),
        pytest.param(33.3, Fraction(333, 10), id="a decimal above one"),
        pytest.param(1e-7, Fraction(1, 10**7), id="scientific notation"),
        pytest.param(5, Fraction(5), id="a whole number"),
        pytest.param(Fraction(1, 3), Fraction(1, 3), id="a fraction stays itself"),
    ],
)
def test_numbers_are_taken_as_written(number: float | Fraction, fraction: Fraction) -> None:
    assert exact(number) == fraction


@pytest.mark.parametrize("number", [float("inf"), float("-inf"), float("nan")])
def test_numbers_that_are_not_finite_are_refused(number: float) -> None:
    with pytest.raises(InputError, match="must be finite"):
        exact(number)


@pytest.mark.parametrize(
    ("number", "decimals", "expected"),
    [
        pytest.param(Fraction(59949, 1000), 1, 59.9, id="below the half goes down"),
        pytest.param(Fraction(5995, 100), 1, 60.0, id="the half goes up"),
        pytest.param(Fraction(25, 100), 1, 0.3, id="the half goes up, also next to an even digit"),
        pytest.param(Fraction(200, 3), 6, 66.666667, id="six decimals"),
        pytest.param(Fraction(0), 6, 0.0, id="zero"),
    ],
)
def test_numbers_are_printed_half_up(number: Fraction, decimals: int, expected: float) -> None:
    assert printed(number, decimals) == expected
    assert in_print(number, decimals) == exact(expected)


def test_zero_has_no_sign() -> None:
    assert str(from_units(0, 6)) == "0.0"


@pytest.mark.parametrize(
    ("parts", "total", "goals", "expected"),
    [
        pytest.param([], 0, None, (), id="nothing to hand out"),
        pytest.param([0, "1/2", "1/2"], 1, None, (0, 1, 0), id="a zero stays zero, ties go to the first"),
        pytest.param(["1/3", "2/3", 1], 2, None, (0, 1, 1), id="the largest remainder goes up"),
        pytest.param(["4/3", "4/3", "4/3"], 4, None, (2, 1, 1), id="equal parts"),
        pytest.param(["-1/4", "-5/4", "-1/2"], -2, None, (0, -1, -1), id="negative parts"),
        pytest.param(["1/2", "1/4"], 1, ["1/2", "3/4"], (0, 1), id="furthest behind its goal goes up"),
    ],
)
def test_parts_are_apportioned(
    parts: list[str | int], total: int, goals: list[str] | None, expected: tuple[int, ...]
) -> None:
    aims = None if goals is None else [Fraction(goal) for goal in goals]
    assert apportion([Fraction(part) for part in parts], total, aims) == expected
