"""How numbers and answers are written: scores and points to one decimal, effort in days and hours, parts by name."""

from __future__ import annotations

from typing import Any

from assess.model.assessment import Interval
from assess.output.presentation.texts import english

NOTHING = "\u2013"
"""Stands where nothing applies."""


def score(value: float | None) -> str:
    """A score in 0..100 to one decimal."""
    return NOTHING if value is None else f"{value:.1f}"


def whole(value: float | None) -> str:
    """A score rounded down to a whole number, so that 99.9 never reads 100."""
    return NOTHING if value is None else f"{int(value + 1e-9)}"


def interval(low: float | None, high: float | None) -> str:
    """Proven and possible; one number where they agree."""
    if low is None or high is None:
        return NOTHING
    return score(low) if score(low) == score(high) else f"{score(low)} \u2013 {score(high)}"


def span(value: Interval | None) -> str:
    """The same for an interval of the document."""
    return interval(value.proven, value.possible) if value else NOTHING


def points(value: float) -> str:
    """Points to one decimal; little is not nothing."""
    return "< 0.1" if 0 < value < 0.05 else f"{value:.1f}"


def gain(value: float) -> str:
    """Points that would be won."""
    return points(value) if value < 0.05 else f"+{value:.1f}"


def exact(value: float) -> str:
    """Points to six decimals, for the ledger; no negative zero."""
    return f"{value:.6f}".replace("-0.000000", "0.000000").replace("-", "\u2212")


def percent(share: float | None) -> str:
    """A share in 0..1 in whole percent."""
    return NOTHING if share is None else f"{share * 100:.0f} %"


def effort(days: float) -> str:
    """Person-days in words; below a day in hours of an eight-hour day."""
    text = english()
    if days <= 0:
        return NOTHING
    if days < 1:
        return text("effort.half_day") if days == 0.5 else text.n("effort.hours", max(1, round(days * 8)))
    if days == int(days):
        return text.n("effort.days", int(days))
    return text("effort.part_days", days=f"{days:g}")


def spoken(value: Any) -> str:
    """An answer's value as people write it: yes or no, words, or `part: value` for each part."""
    if isinstance(value, dict):
        return "; ".join(f"{part}: {spoken(said)}" for part, said in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(spoken(one) for one in value)
    if isinstance(value, bool):
        return english()("finding.applies_yes" if value else "finding.applies_no")
    return "" if value is None else str(value)
