from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import pytest
from assess.model.scale import Truth
from assess.probes.locks import PARAMS, observe

from tests.probes.viewing import view

PROJECT = '[project]\nname = "a"\ndependencies = ["click>=8"]\n'
LOCK = '[[package]]\nname = "click"\nversion = "8.1"\n'
WORKFLOW = "on: [pull_request]\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: uv sync --frozen\n"
INSTALLED = {"pyproject.toml": PROJECT, "uv.lock": LOCK, ".github/workflows/ci.yml": WORKFLOW}
LOCKED = {"pyproject.toml": PROJECT, "uv.lock": LOCK}
STALE = {"pyproject.toml": PROJECT, "uv.lock": LOCK.replace("click", "flask")}
State = Literal["installed", "locked", "tracked", "all-pinned", "some-pinned", "stale"]
EVERY: tuple[State, ...] = ("some-pinned", "all-pinned", "tracked", "locked", "installed", "stale")


@pytest.mark.parametrize(
    ("files", "held"),
    [
        pytest.param({"a.py": ""}, "", id="no manifest"),
        pytest.param({"requirements.txt": "a>=1\n"}, "", id="open ranges"),
        pytest.param({"requirements.txt": "a==1\nb\n"}, "some-pinned", id="one exact"),
        pytest.param({"requirements.txt": "a==1\n"}, "some-pinned all-pinned", id="all exact"),
        pytest.param(STALE, "some-pinned all-pinned tracked stale", id="stale lock"),
        pytest.param(LOCKED, "some-pinned all-pinned tracked locked", id="lock that nobody installs from"),
        pytest.param({**INSTALLED, ".github/workflows/ci.yml": WORKFLOW.replace("      -", "      # -")}, "some-pinned all-pinned tracked locked", id="commented step"),
        pytest.param(INSTALLED, "some-pinned all-pinned tracked locked installed", id="installed by CI"),
    ],
)  # fmt: skip
def test_states(files: Mapping[str, str], held: str) -> None:
    subject = view(files)
    found = [state for state in EVERY if observe(PARAMS(state=state), subject).value is Truth.YES]
    assert found == [state for state in EVERY if state in held.split()]


def test_the_evidence_is_the_step_and_the_lock() -> None:
    found = observe(PARAMS(state="installed"), view(INSTALLED))
    assert [(e.path, e.line) for e in found.evidence] == [(".github/workflows/ci.yml", 6), ("uv.lock", 1)]


def test_a_small_part_of_a_monorepo_is_not_enough() -> None:
    others = {f"p{i}/requirements.txt": f"b{i}>=1\n" for i in range(3)}
    subject = view({**LOCKED, **others})
    assert observe(PARAMS(state="locked"), subject).value is Truth.NO
    assert observe(PARAMS(state="locked", share=0.25), subject).value is Truth.YES
    assert observe(PARAMS(state="some-pinned"), subject).value is Truth.YES


@pytest.mark.parametrize("state", ["locked", "installed", "stale"])
def test_an_unreadable_lock_leaves_it_open(state: State) -> None:
    subject = view({"pyproject.toml": PROJECT, "uv.lock": "<<<<<<<\n"})
    assert observe(PARAMS(state=state), subject).value is Truth.UNKNOWN


def test_an_unreadable_manifest_leaves_it_open() -> None:
    found = observe(PARAMS(state="locked"), view({"pyproject.toml": "[project\n"}))
    assert found.value is Truth.UNKNOWN
    assert found.evidence[0].path == "pyproject.toml"
