"""Scripts with parameters, and scripts among which a variable chooses."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from assess.facts.store import Facts
from assess.links.ci.commands import reached_commands
from assess.links.scope.roles import Roles
from assess.snapshot.memory import MemorySnapshot

HEAD = "on: pull_request\njobs:\n  a:\n    runs-on: x\n    steps:\n    - run: "
CHECKS = {"ci/lint.sh": "ruff check .\n", "ci/unit.sh": "pytest\n", "tools/other.sh": "mypy .\n"}


def commands(files: Mapping[str, str]) -> set[str]:
    facts = Facts(MemorySnapshot(files))
    return {run.command for run in reached_commands(facts, Roles(facts))}


@pytest.mark.parametrize(
    ("script", "call", "reached"),
    [
        pytest.param("echo $1\n", "./run.sh lint", set(), id="a parameter that nothing starts"),
        pytest.param("./$1/${2}.sh\n", "./run.sh $A $B", set(), id="a folder that nobody can tell"),
        pytest.param("./ci/$1.sh\n", "./run.sh lint", {"ruff check ."}, id="the parameter says which"),
        pytest.param("task=$1\nbash ci/${task}.sh\n", "bash run.sh unit", {"pytest"}, id="kept in a variable"),
        pytest.param("./ci/${TASK}.sh\n", "./run.sh", {"ruff check .", "pytest"}, id="any of the folder"),
        pytest.param("$1 check .\n", "./run.sh ruff", {"ruff check ."}, id="the program is the parameter"),
    ],
)
def test_scripts_that_choose(script: str, call: str, reached: set[str]) -> None:
    found = commands(CHECKS | {"run.sh": script, ".github/workflows/ci.yml": f"{HEAD}{call}\n"})
    assert found & {"ruff check .", "pytest", "mypy ."} == reached


@pytest.mark.parametrize(
    "variables",
    [
        pytest.param("  entry: ci/lint.sh\n", id="mapping"),
        pytest.param("- name: entry\n  value: ci/lint.sh\n", id="list"),
    ],
)
def test_variables_of_azure_pipelines(variables: str) -> None:
    pipeline = f"trigger: [main]\nvariables:\n{variables}steps:\n- script: $(entry) now\n"
    assert "ruff check ." in commands(CHECKS | {"azure-pipelines.yml": pipeline})
