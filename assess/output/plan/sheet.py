"""The plan as CSV whose cells are never formulas."""

from __future__ import annotations

from assess.model.plan import Plan
from assess.output.presentation.safe_text import clean
from assess.spreadsheet import table

COLUMNS = (
    "position", "criterion", "title", "layer", "area", "tier", "kind", "effort_days", "effort_if_no_days", "gain",
    "score_after", "level_after", "action",
)  # fmt: skip


_LONGEST = 8000
"""Characters of a cell; spreadsheets hold no more than some four times that."""


def render_csv(plan: Plan) -> bytes:
    """One row for each step, in order."""
    rows = [[_cell(getattr(step, column)) for column in COLUMNS] for step in plan.steps]
    return table([COLUMNS, *rows])


def _cell(value: object) -> str | float | int:
    return value if isinstance(value, int | float) else clean(str(value), _LONGEST)
