from __future__ import annotations

import json

import pytest

from tests.cli.conftest import Assess
from tests.cli.console import SMALL


def test_criteria_stand_under_their_cells_from_the_bottom_up(assess: Assess) -> None:
    out = assess("criteria", "--rubric", SMALL).out
    lines = [line.split("  ")[0] or line.split()[0] for line in out.splitlines() if line]
    assert lines == [
        "DevOps / Software engineering",
        "has-readme",
        "rules-kept",
        "DevOps / Business problem",
        "users-asked",
        "MLOps / Software engineering",
        "models-kept",
        "4 criteria of A small rubric 1.0",
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param(("--layer", "mlops"), ["models-kept"], id="one layer"),
        pytest.param(("--area", "business-problem"), ["users-asked"], id="one area"),
        pytest.param(("--layer", "mlops", "--area", "business-problem"), [], id="an empty cell"),
    ],
)
def test_a_part_of_them_as_json(assess: Assess, words: tuple[str, ...], expected: list[str]) -> None:
    found = json.loads(assess("criteria", "--rubric", SMALL, "--format", "json", *words).out)
    assert [criterion["id"] for criterion in found] == expected


def test_an_unknown_layer_is_bad_usage(assess: Assess) -> None:
    done = assess("criteria", "--rubric", SMALL, "--layer", "mlop")
    assert (done.code, done.err) == (2, "error: no layer is called 'mlop' (did you mean 'mlops'?)\n")


def test_the_built_in_rubric_is_the_default(assess: Assess) -> None:
    done = assess("criteria", "--layer", "devops", "--area", "software-engineering")
    assert done.code == 0
    assert "ci-on-change" in done.out
