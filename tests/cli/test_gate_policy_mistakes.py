"""Mistakes in the limits of a configuration: each with its place, all in one run, before anything is judged."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Assess
from tests.conftest import MakeRepo

README = {"README.md": "# Shop\n\nIt sells things to people.\n"}
CONFIG = ".maturity/config.yaml"


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        pytest.param("gate:\n  min_score: 101\n", [f"{CONFIG}:2:3: min_score: "], id="a limit above 100"),
        pytest.param(
            "gate:\n  min_layer: {devops: 101}\n", [f"{CONFIG}:2:15: devops: "], id="a layer's limit above 100"
        ),
        pytest.param("gate:\n  min_level: -1\n", [f"{CONFIG}:2:3: min_level: "], id="a level below nothing"),
        pytest.param(
            "gate:\n  min_level: 3\n",
            [f"{CONFIG}:2:3: min_level: 3 cannot be reached, the rubric has 2 layers"],
            id="a level above all",
        ),
        pytest.param(
            "gate:\n  min_area: {sales: 1}\n  require:\n    - has-readme\n    - has-reedme\n"
            "  branches:\n    main: {min_layer: {devop: 1}}\n",
            [
                f"{CONFIG}:2:14: gate.min_area: 'sales' is not known",
                f"{CONFIG}:5:7: gate.require: 'has-reedme' is not known (did you mean 'has-readme'?)",
                f"{CONFIG}:7:24: gate.branches.main.min_layer: 'devop' is not known (did you mean 'devops'?)",
            ],
            id="names that are not known, all at once",
        ),
        pytest.param(
            "gate:\n  branches:\n    '*': {min_score: 1}\n    main: {min_score: 2}\n",
            [f"{CONFIG}:4:5: the limits of 'main' are never used: '*' stands before it"],
            id="a branch behind a wider one",
        ),
        pytest.param(
            "gate:\n  min_score: 1\n  baseline: HEAD\n",
            [f"{CONFIG}:3:3: a baseline without no_regress"],
            id="a baseline for nothing",
        ),
        pytest.param(
            "gate:\n  require: [has-readme]\nnot_applicable: {says-hello: there is none}\n",
            [f"{CONFIG}:2:3: 'has-readme' is required, and not_applicable says that it does not apply here"],
            id="required and not applicable",
        ),
        pytest.param(
            "gate:\n  min_scor: 1\n",
            [f"{CONFIG}:2:3: unknown key 'min_scor' (did you mean 'min_score'?)"],
            id="a misspelt key",
        ),
    ],
)
def test_mistakes(repo: MakeRepo, assess: Assess, text: str, messages: list[str]) -> None:
    done = assess("gate", repo({**README, CONFIG: text}), "--warn-only")
    assert (done.code, done.out) == (2, "")
    for message in messages:
        assert message in done.err


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        pytest.param(
            ("--min-area", "business-problem=1", "--min-area", "business-problem=2"),
            "'business-problem' cannot have the limits 1 and 2",
            id="two limits of one area",
        ),
        pytest.param(("--min-score", "101"), "101.0 is not in the range 0<=x<=100", id="a limit above 100"),
        pytest.param(("--require", "has-reedme"), "did you mean 'has-readme'?", id="a misspelt criterion"),
        pytest.param(("--branch", ""), "it is empty", id="an unset variable"),
    ],
)
def test_options_that_cannot_be(repo: MakeRepo, assess: Assess, limits: tuple[str, ...], message: str) -> None:
    done = assess("gate", repo(README), *limits)
    assert (done.code, done.out) == (2, "")
    assert message in done.err


def test_limits_by_branch_on_a_detached_head(repo: MakeRepo, assess: Assess) -> None:
    from tests.repositories import git

    folder = repo({**README, CONFIG: "gate: {min_score: 0, branches: {main: {min_score: 99}}}\n"})
    assert assess("gate", folder).code == 1
    git(folder, "checkout", "--quiet", "--detach")
    unknown = assess("gate", folder)
    assert (unknown.code, "say it: --branch NAME" in unknown.err) == (2, True)
    assert assess("gate", folder, "--branch", "topic").code == 0
    main = assess("gate", folder, "--branch", "refs/heads/main")
    assert (main.code, "limits of branch main, as written for 'main'" in main.out) == (1, True)
