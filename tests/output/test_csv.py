from __future__ import annotations

import csv
import io

from assess.model.assessment import Assessment
from assess.output.csv import HEAD, render

from .sample import sample
from .variants import hostile


def _rows(assessment: Assessment) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(render(assessment).decode("utf-8-sig"), newline="")))


def test_one_row_for_each_finding() -> None:
    rows = _rows(sample())
    assert [row["criterion"] for row in rows] == [finding.criterion for finding in sample().findings]
    assert tuple(rows[0]) == HEAD


def test_numbers_are_numbers() -> None:
    rows = _rows(sample())
    assert [float(row["points open"]) for row in rows] == [f.points.open for f in sample().findings]


def test_hostile_texts_open_no_formula() -> None:
    opens = ("=", "+", "-", "@", "\t", "\r")
    for row in _rows(hostile()):
        assert [key for key, cell in row.items() if cell.startswith(opens)] == []
