"""One folder of the repository as the product; its surroundings are context."""

from __future__ import annotations

import pytest
from assess.errors import AssessError
from assess.model.scale import Outcome, Rung

from tests.conftest import MakeRepo

from .subjects import ATTESTED, CART, SHOP, TEST, TRAINING, WORKFLOW, answers, assessed, assessed_files, finding

MONOREPO = {
    ".github/workflows/ci.yml": WORKFLOW.replace("pytest", "pytest services/shop"),
    ".github/CODEOWNERS": "* @ana\n",
    "CODEOWNERS": "* @ana\n",
    "services/shop/README.md": "# Shop\n",
    "services/shop/cart.py": CART,
    "services/shop/tests/test_cart.py": TEST,
    "services/forecast/train.py": TRAINING,
    "services/forecast/look.ipynb": '{"cells": []}\n',
    "dashboards/sales.json": "{}\n",
}


def test_ci_and_owners_of_the_top_are_seen(repo: MakeRepo) -> None:
    assessment = assessed(repo(MONOREPO), folder="services/shop")
    assert finding(assessment, "tests-in-ci").rung is Rung.WIRED
    assert finding(assessment, "owner-named").rung is Rung.WIRED
    assert assessment.subject.path == "services/shop"


@pytest.mark.parametrize(
    ("criterion", "whole", "part"),
    [
        pytest.param("model-registered", Rung.WIRED, Rung.ABSENT, id="a model of another product"),
        pytest.param("modules-logged", Rung.DECLARED, Rung.ABSENT, id="code of another product"),
        pytest.param("outcomes-tracked", Rung.PRESENT, Rung.ABSENT, id="documents of another folder"),
    ],
)
def test_what_lies_beside_the_folder_gives_no_credit(criterion: str, whole: Rung, part: Rung) -> None:
    assert finding(assessed_files(MONOREPO), criterion).rung is whole
    assert finding(assessed_files(MONOREPO, "services/shop/"), criterion).rung is part


def test_nothing_beside_the_folder_makes_a_criterion_apply() -> None:
    assert finding(assessed_files(MONOREPO), "notebooks-clean").applies.value
    assert not finding(assessed_files(MONOREPO, "services/shop/"), "notebooks-clean").applies.value


def test_a_model_beside_the_folder_is_no_reason_to_believe_that_one_is_trained() -> None:
    [proposal] = assessed_files(MONOREPO, "services/shop/").configuration.proposals
    assert (proposal.trait, proposal.holds) == ("trains-models", False)


def test_what_is_outside_is_told() -> None:
    left = {part.reason: part for part in assessed_files(MONOREPO, "services/shop/").configuration.left_out}
    assert left["outside"].files == 3
    assert left["outside"].examples[0] == "dashboards/sales.json"


def test_answers_and_configuration_of_the_folder_come_first(repo: MakeRepo) -> None:
    own = {
        "services/shop/.maturity/answers.yaml": answers(users_asked=ATTESTED),
        "services/shop/.maturity/config.yaml": "profile: service\n",
    }
    folder = repo({**MONOREPO, ".maturity/config.yaml": "name: Everything\n", **own})
    part, whole = assessed(folder, folder="services/shop"), assessed(folder)
    assert (part.configuration.profile, whole.configuration.profile) == ("service", "product")
    assert finding(part, "users-asked").outcome is Outcome.MET
    assert finding(whole, "users-asked").outcome is Outcome.UNKNOWN


def test_the_top_as_folder_is_the_whole(repo: MakeRepo) -> None:
    folder = repo(SHOP)
    assert assessed(folder, folder=".") == assessed(folder)


@pytest.mark.parametrize("folder", ["services/shopp", "../shop", "services/shop/cart.py"])
def test_a_folder_that_is_none(repo: MakeRepo, folder: str) -> None:
    with pytest.raises(AssessError, match=r"no folder|leads out"):
        assessed(repo(MONOREPO), folder=folder)
