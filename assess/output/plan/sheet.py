"""The plan as CSV whose cells are never formulas."""

from __future__ import annotations

from assess.model.plan import Plan
from assess.spreadsheet import table

COLUMNS = (
    "position", "criterion", "title", "layer", "area", "tier", "kind", "effort_days", "effort_if_no_days", "gain",
    "score_after", "level_after", "action",
)  # fmt: skip


def render_csv(plan: Plan) -> bytes:
    """One row for each step, in order."""
    rows = [[_cell(getattr(step, column)) for column in COLUMNS] for step in plan.steps]
    return table([COLUMNS, *rows])


def _cell(value: object) -> str | float | int:
    return value if isinstance(value, int | float) else str(value)
