"""The programs that show a promise at work still run."""

from __future__ import annotations

import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from assess.comparison.baseline import check_sums
from assess.model.assessment import Assessment

from tests.cli.console import SMALL
from tests.conftest import MakeRepo
from tests.output.sample import sample
from tests.repositories import Step

PROJECT = Path(__file__).parent.parent


def _run(*words: str | Path) -> str:
    done = subprocess.run([sys.executable, *map(str, words)], cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_proofs_hold_for_a_few_cases() -> None:
    pairs, plans = _run("-m", "benchmarks.proofs", "--pairs", "5", "--plans", "5").splitlines()
    assert pairs.startswith("5 pairs, ")
    assert plans.startswith("5 goals, ")


def test_a_history_is_gated_commit_by_commit(repo: MakeRepo) -> None:
    folder = repo({"rules/a.cfg": "allow = all\n"}, [Step({"a.py": "x = 1\n"}), Step({"rules/a.cfg": None})])
    options = ("--commits", "5", "--", "--rubric", SMALL)
    _, _, first, second, _, total = _run("benchmarks/history.py", folder, *options).splitlines()
    assert " | pass | " in first
    assert " | fail | `rules-kept` was met (1), is not-met (0), because of code" in second
    assert "Before: " in second
    assert total == "1 fail, 1 pass"


@pytest.mark.parametrize("count", [pytest.param(9, id="cut"), pytest.param(70, id="repeated")])
def test_reports_are_measured_on_documents_that_add_up(count: int) -> None:
    resized = runpy.run_path(str(PROJECT / "benchmarks" / "report.py"))["resized"]
    made = Assessment.model_validate(resized(sample().model_dump(mode="json"), count))
    assert len(made.findings) == count
    check_sums(made, "made.json")
