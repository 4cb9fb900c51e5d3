"""Paths left out take away credit and never evidence against; leaving out can't raise a score."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from assess.model.assessment import Assessment
from assess.model.scale import Outcome, Rung
from hypothesis import given, settings
from hypothesis import strategies as st

from .subjects import ATTESTED, RUBRIC, SHOP, answers, assessed_files, finding, proven, proven_numbers

LIVE_KEY = 'KEY = "AKIA' + "QZ7TR3XW5NPL2MVB" + '"\n'
LOGGING = "import logging\n\n\ndef f():\n    logging.info('f')\n"
SILENT = "def f():\n    return 1\n"
MIXED = {**SHOP, **{f"shop/quiet{n}.py": SILENT for n in range(3)}, "shop/loud.py": LOGGING, "shop/keys.py": "K = 1\n"}


def excluding(files: dict[str, str], *globs: str, **asked: Any) -> Assessment:
    """The assessment of the files with these globs left out."""
    return assessed_files({**files, ".maturity/config.yaml": f"exclude: {json.dumps(globs)}\n"}, **asked)


def test_what_is_left_out_gives_no_credit() -> None:
    found = finding(excluding(SHOP, "CODEOWNERS"), "owner-named")
    assert (found.rung, found.outcome) == (Rung.ABSENT, Outcome.UNKNOWN)


def test_what_is_left_out_is_listed() -> None:
    assessment = excluding(SHOP, "tests/**", "CODEOWNERS")
    [left] = [part for part in assessment.configuration.left_out if part.reason == "excluded"]
    assert (left.files, set(left.examples)) == (2, {"CODEOWNERS", "tests/test_cart.py"})


def test_evidence_against_stands() -> None:
    found = finding(excluding({**SHOP, "shop/keys.py": LIVE_KEY}, "shop/keys.py"), "no-secrets")
    assert found.refuted
    assert found.outcome is Outcome.NOT_MET


def test_a_cap_stands() -> None:
    lossy = SHOP[".github/workflows/ci.yml"].replace("pytest", "pytest || true")
    files = {**SHOP, ".github/workflows/ci.yml": lossy}
    for globs in (("*.md",), (".github/**",)):
        found = finding(excluding(files, *globs), "tests-in-ci")
        assert found.rung is Rung.PRESENT


@pytest.mark.parametrize(
    ("globs", "rung"),
    [
        pytest.param((), Rung.DECLARED, id="two of six"),
        pytest.param(("shop/quiet*.py", "shop/cart.py"), Rung.DECLARED, id="the rest left out"),
        pytest.param(("shop/train.py", "shop/loud.py"), Rung.ABSENT, id="those that count left out"),
        pytest.param(("shop/**",), Rung.ABSENT, id="all left out"),
    ],
)
def test_shares_are_counted_over_the_whole(globs: tuple[str, ...], rung: Rung) -> None:
    assert finding(excluding(MIXED, *globs), "modules-logged").rung is rung


def test_shares_of_the_whole_are_exact() -> None:
    files = {f"shop/loud{n}.py": LOGGING for n in range(3)} | {f"shop/quiet{n}.py": SILENT for n in range(2)}
    assert finding(excluding(files), "modules-logged").rung is Rung.WIRED
    fewer = excluding(files, "shop/loud0.py", "shop/quiet0.py")
    assert finding(fewer, "modules-logged").rung is Rung.DECLARED, "two of five, not two of three"


def test_linguist_marks_leave_out_alike() -> None:
    files = {f"shop/loud{n}.py": LOGGING for n in range(2)} | {f"shop/quiet{n}.py": SILENT for n in range(2)}
    marked = {**files, ".gitattributes": "shop/quiet*.py linguist-vendored\n"}
    assert finding(assessed_files(files), "modules-logged").rung is Rung.DECLARED
    assert finding(assessed_files(marked), "modules-logged").rung is Rung.DECLARED


@pytest.mark.parametrize(
    ("criterion", "files", "glob", "answer"),
    [
        pytest.param(
            "model-registered",
            {**SHOP, "README.md": "Models live in our registry repository.\n"},
            "shop/train.py",
            ATTESTED,
            id="done elsewhere",
        ),
        pytest.param(
            "outcomes-tracked",
            {**SHOP, "dashboards/sales.json": "{}\n"},
            "dashboards/**",
            "{value: not-applicable, reason: It is free}",
            id="not applicable",
        ),
    ],
)
def test_leaving_out_opens_no_way_for_an_answer(criterion: str, files: dict[str, str], glob: str, answer: str) -> None:
    said = {**files, ".maturity/answers.yaml": answers(**{criterion.replace("-", "_"): answer})}
    before = assessed_files(said)
    after = excluding(said, glob)
    assert finding(after, criterion).applies.value == finding(before, criterion).applies.value
    assert finding(after, criterion).score.low <= finding(before, criterion).score.low
    assert proven(after) <= proven(before)


FILES = {
    **MIXED,
    ".github/workflows/lossy.yml": SHOP[".github/workflows/ci.yml"].replace("pytest", "pytest || true"),
    ".pre-commit-config.yaml": "repos:\n  - repo: https://github.com/kynan/nbstripout\n    hooks: [{id: nbstripout}]\n",
    "look.ipynb": '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}\n',
    "dashboards/sales.json": "{}\n",
    "MLproject": "name: shop\n",
    "Dockerfile": "FROM python:3.12\nCOPY . .\nCMD python -m shop.train\n",
    "requirements.txt": "scikit-learn==1.5.0\nmlflow\n",
    "tools/requirements.txt": "ruff==0.6.0\n",
    "docs/guide.md": "# Guide\n\nHow to use the shop.\n",
    "legacy/old.py": SILENT,
}
GLOBS = st.lists(
    st.one_of(
        st.sampled_from(sorted(FILES)),
        st.sampled_from(sorted({f"{path.split('/')[0]}/**" for path in FILES if "/" in path})),
        st.sampled_from(
            ["*", "**", "*.py", "*.md", "*.y*ml", "{*.json,*.toml}", "**/test_*", "[", "{", "shop/quiet?.py"]
        ),
    ),
    max_size=4,
    unique=True,
)


def not_raised(before: Assessment, after: Assessment) -> None:
    """No proven number of the second is above that of the first."""
    assert [f.applies.value for f in before.findings] == [f.applies.value for f in after.findings]
    pairs = zip(before.findings, after.findings, strict=True)
    assert [f.criterion for f, g in pairs if g.score.low > f.score.low] == []
    for one, other in zip(proven_numbers(before), proven_numbers(after), strict=True):
        assert other <= one


SAID = answers(owner_named=ATTESTED, outcomes_tracked=ATTESTED, model_registered=ATTESTED)


@lru_cache(maxsize=2)
def with_everything(rubric: Path | None) -> Assessment:
    """The files with nothing left out."""
    return assessed_files({**FILES, ".maturity/answers.yaml": SAID if rubric else ""}, rubric=rubric)


def with_less(rubric: Path | None, globs: list[str]) -> Assessment:
    """The same with these globs left out."""
    return excluding({**FILES, ".maturity/answers.yaml": SAID if rubric else ""}, *globs, rubric=rubric)


@settings(deadline=None, max_examples=60)
@given(globs=GLOBS)
def test_no_glob_raises_a_score_of_the_small_rubric(globs: list[str]) -> None:
    not_raised(with_everything(RUBRIC), with_less(RUBRIC, globs))


@settings(deadline=None, max_examples=8)
@given(globs=GLOBS)
def test_no_glob_raises_a_score_of_the_built_in_rubric(globs: list[str]) -> None:
    not_raised(with_everything(None), with_less(None, globs))
