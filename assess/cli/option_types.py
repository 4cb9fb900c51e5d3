"""What options take that click does not know: numbers that are finite, and days."""

from __future__ import annotations

from datetime import datetime
from math import isfinite
from typing import Any

import click


class Finite(click.FloatRange):
    """A number in a range; `nan` and `inf`, which no range keeps out, are none."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number; raises click.BadParameter."""
        number: float = super().convert(value, param, ctx)
        if not isfinite(number):
            self.fail(f"{value} is not a finite number.", param, ctx)
        return number


class Day(click.DateTime):
    """A day as YYYY-MM-DD."""

    def __init__(self) -> None:
        super().__init__(["%Y-%m-%d"])

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Midnight of the day; raises click.BadParameter."""
        try:
            day: datetime = super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(f"{value!r} is not a day of the calendar, written like 2026-11-23.", param, ctx)
        return day
