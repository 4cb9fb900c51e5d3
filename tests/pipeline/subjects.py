"""A small rubric, a shop that meets some of it, and runs over both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from assess.model.assessment import AreaResult, Assessment, CellResult, LayerResult
from assess.model.finding import Finding
from assess.pipeline import Request, run, run_over
from assess.snapshot.memory import MemorySnapshot

RUBRIC = Path(__file__).parent / "rubrics" / "shop"
TODAY = date(2026, 3, 1)

WORKFLOW = """\
on: [pull_request]
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: pytest
"""
TRAINING = """\
import logging

import mlflow
from sklearn.linear_model import LogisticRegression


def train(rows, labels):
    logging.info("training on %d rows", len(rows))
    model = LogisticRegression().fit(rows, labels)
    mlflow.register_model("runs:/1/model", "shop")
    return model
"""
CART = """\
def total(prices):
    return sum(prices)
"""
TEST = """\
from shop.cart import total


def test_total():
    assert total([1, 2]) == 3
"""
SHOP = {
    ".github/workflows/ci.yml": WORKFLOW,
    "CODEOWNERS": "* @ana\n",
    "README.md": "# Shop\n\nIt sells things.\n",
    "shop/train.py": TRAINING,
    "shop/cart.py": CART,
    "tests/test_cart.py": TEST,
}
"""Tests in CI, an owner, a registered model, half of the modules logging."""


def assessed(repository: Path, **asked: Any) -> Assessment:
    """The repository by the small rubric; `asked` are fields of the request."""
    return run(Request(**{"repository": repository, "as_of": TODAY, "rubric": RUBRIC, **asked}))


def assessed_files(files: Mapping[str, str | bytes], root: str = "", **asked: Any) -> Assessment:
    """Files in memory by the small rubric; `asked` are fields of the request."""
    request = Request(**{"repository": RUBRIC, "as_of": TODAY, "rubric": RUBRIC, **asked})
    return run_over(MemorySnapshot(files, root=root), request)


def finding(assessment: Assessment, criterion: str) -> Finding:
    """One criterion's finding."""
    return next(f for f in assessment.findings if f.criterion == criterion)


def proven(assessment: Assessment) -> float:
    """The headline."""
    assert assessment.summary.score is not None
    return assessment.summary.score.proven


def proven_numbers(assessment: Assessment) -> Iterator[float]:
    """Headline, level, layers, areas and cells, in a fixed order; -1 where nothing applies."""
    yield proven(assessment)
    yield assessment.summary.maturity_level.proven
    parts: list[LayerResult | AreaResult | CellResult] = [*assessment.layers, *assessment.areas, *assessment.cells]
    yield from (-1.0 if part.proven is None else part.proven for part in parts)


def possible(assessment: Assessment) -> float:
    """The headline's upper end."""
    assert assessment.summary.score is not None
    return assessment.summary.score.possible


def answers(**given: str) -> str:
    """An answers file; each answer is a YAML flow map, `_` in a question's name stands for `-`."""
    lines = [f"  {name.replace('_', '-')}: {text}" for name, text in given.items()]
    return "\n".join(["answers:", *lines]) + "\n"


ATTESTED = '{value: yes, who: Ana, when: 2026-02-01, evidence: "https://example.org/minutes"}'
CLAIMED = "{value: yes}"
