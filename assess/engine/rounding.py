"""Exact numbers in, printed numbers out: decimals as written, half up, and lines that sum to their total."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import floor, isfinite

from assess.errors import InputError

SCORE_DECIMALS = 1
"""Decimals of numbers in 0..100."""

POINT_DECIMALS = 6
"""Decimals of points, of the ledger and of factors in 0..1."""

_HALF = Fraction(1, 2)


def exact(number: float | Fraction) -> Fraction:
    """The fraction that a decimal was written as: 0.1 is one tenth, not its nearest binary double.

    Raises: InputError for infinities and not-a-number.
    """
    if isinstance(number, Fraction):
        return number
    if not isfinite(number):
        raise InputError(f"weights, thresholds and credits must be finite numbers, got {number}")
    return Fraction(repr(number))


def half_up(number: Fraction, decimals: int) -> int:
    """The number in units of the last printed decimal, halves rounded up."""
    scale: int = 10**decimals
    return floor(number * scale + _HALF)


def in_print(number: Fraction, decimals: int) -> Fraction:
    """The exact value of the printed number, which is what thresholds judge."""
    return Fraction(half_up(number, decimals), 10**decimals)


def printed(number: Fraction, decimals: int) -> float:
    """The number as it is printed, half up."""
    return from_units(half_up(number, decimals), decimals)


def from_units(units: int, decimals: int) -> float:
    """The float nearest to so many units of the last printed decimal; never a negative zero."""
    return float(units / 10**decimals)


def apportion(parts: Sequence[Fraction], total: int, goals: Sequence[Fraction] | None = None) -> tuple[int, ...]:
    """Whole numbers for parts that sum to a whole total (largest remainder).

    Every part becomes its floor or its ceiling, so a part of 0 stays 0. Those furthest behind their goal go up
    (goals default to the parts themselves), ties in the order given. Always possible while the total lies
    within one unit of the exact sum: the fractional parts then leave at least as many candidates as units.
    """
    whole = [floor(part) for part in parts]
    goals = parts if goals is None else goals
    candidates = [i for i, part in enumerate(parts) if part != whole[i]]
    candidates.sort(key=lambda i: whole[i] - goals[i])
    for i in candidates[: total - sum(whole)]:
        whole[i] += 1
    return tuple(whole)
