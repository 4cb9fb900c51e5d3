"""What applies: profile, configuration, answers, command line; and what the scan only proposes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from assess.errors import InputError, Problems
from assess.model.assessment import Assessment
from assess.model.scale import Outcome

from tests.conftest import MakeRepo

from .subjects import SHOP, answers, assessed, assessed_files, finding, proven

CONFIG = ".maturity/config.yaml"
ANSWERS = ".maturity/answers.yaml"
NO_MODEL = {**SHOP, "shop/train.py": "def train():\n    return None\n"}


def setter(assessment: Assessment, trait: str) -> tuple[bool, str]:
    """Whether a trait holds, and who set it."""
    return next((t.holds, t.set_by) for t in assessment.configuration.traits if t.id == trait)


WRITTEN = "traits:\n  trains-models: {holds: false, reason: It only sells}\n"
SAID = answers(trains_models="{value: no, reason: It only sells}")


@pytest.mark.parametrize(
    ("files", "asked", "holds", "set_by"),
    [
        pytest.param({}, {}, True, "profile", id="the default profile"),
        pytest.param({}, {"profile": "service"}, False, "profile", id="a profile of the request"),
        pytest.param({CONFIG: "profile: service\n"}, {}, False, "profile", id="a profile of the configuration"),
        pytest.param(
            {CONFIG: "profile: service\n"}, {"profile": "product"}, True, "profile", id="the request's profile wins"
        ),
        pytest.param({ANSWERS: SAID}, {}, False, "answer", id="an answer"),
        pytest.param(
            {ANSWERS: answers(trains_models="{value: unknown, reason: Ask Ana}")}, {}, True, "profile", id="not known"
        ),
        pytest.param({CONFIG: WRITTEN}, {}, False, "configuration", id="the configuration"),
        pytest.param(
            {CONFIG: WRITTEN.replace("false", "true"), ANSWERS: SAID},
            {},
            True,
            "configuration",
            id="it beats an answer",
        ),
        pytest.param(
            {CONFIG: WRITTEN}, {"traits": (("trains-models", True),)}, True, "command line", id="the command line wins"
        ),
    ],
)
def test_who_sets_a_trait(
    repo: MakeRepo, files: dict[str, str], asked: dict[str, Any], holds: bool, set_by: str
) -> None:
    assessment = assessed(repo({**SHOP, **files}), **asked)
    assert setter(assessment, "trains-models") == (holds, set_by)
    assert finding(assessment, "model-registered").applies.value is holds


def test_an_answer_about_a_trait_expires(repo: MakeRepo) -> None:
    said = answers(trains_models="{value: no, reason: It only sells, when: 2026-01-01}")
    folder = repo({**SHOP, ANSWERS: said})
    assert setter(assessed(folder), "trains-models") == (False, "answer")
    assert setter(assessed(folder, as_of=date(2027, 6, 1)), "trains-models") == (True, "profile")


def test_personal_data_is_assumed_in_every_profile_until_somebody_denies_it(repo: MakeRepo) -> None:
    denial = answers(personal_data="{value: no, reason: Only prices}")
    silent, denied = repo(SHOP), repo({**SHOP, ANSWERS: denial}, name="other")
    assert setter(assessed(silent, profile="service"), "personal-data") == (True, "profile")
    assert finding(assessed(silent), "fairness-reviewed").outcome is Outcome.UNKNOWN
    assert finding(assessed(denied), "fairness-reviewed").outcome is Outcome.NOT_APPLICABLE


def test_both_places_of_the_configuration_say_the_same(repo: MakeRepo) -> None:
    table = '[tool.assess]\nprofile = "service"\nname = "The shop"\n'
    in_project = assessed(repo({**SHOP, "pyproject.toml": table}))
    own = assessed(repo({**SHOP, CONFIG: "profile: service\nname: The shop\n"}, name="other"))
    assert in_project.configuration == own.configuration
    assert in_project.subject.name == own.subject.name == "The shop"


def test_two_places_at_once_are_a_mistake(repo: MakeRepo) -> None:
    folder = repo({**SHOP, CONFIG: "profile: service\n", "pyproject.toml": '[tool.assess]\nprofile = "product"\n'})
    with pytest.raises(Problems, match="stands in two places"):
        assessed(folder)


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        pytest.param({"profile": "servise"}, "no profile is called 'servise' .*service", id="profile"),
        pytest.param(
            {"traits": (("trains-model", True),)}, "no trait is called 'trains-model' .*trains-models", id="trait"
        ),
    ],
)
def test_unknown_words_are_mistakes(repo: MakeRepo, asked: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        assessed(repo(SHOP), **asked)


def test_what_the_scan_believes_is_a_proposal_and_changes_no_score(repo: MakeRepo) -> None:
    assessment = assessed(repo(NO_MODEL))
    [proposal] = assessment.configuration.proposals
    assert (proposal.trait, proposal.holds) == ("trains-models", False)
    assert set(proposal.criteria) == {"model-registered", "fairness-reviewed"}
    left = finding(assessment, "model-registered")
    assert left.applies.value
    assert left.applies.proposal == "Nothing here trains a model."
    assert left.outcome is Outcome.NOT_MET


def test_confirming_gives_the_headline_that_was_promised(repo: MakeRepo) -> None:
    folder = repo(NO_MODEL)
    before = assessed(folder)
    promised = before.summary.if_confirmed
    assert promised.command == "assess confirm no-trains-models"
    assert promised.proven is not None
    assert promised.proven > proven(before)
    after = assessed(folder, traits=(("trains-models", False),))
    assert after.summary.score is not None
    assert (promised.proven, promised.possible) == (after.summary.score.proven, after.summary.score.possible)
    assert promised.level == after.summary.maturity_level
    assert after.configuration.proposals == ()


def test_a_trait_that_somebody_wrote_down_is_not_proposed_again(repo: MakeRepo) -> None:
    assessment = assessed(repo({**NO_MODEL, CONFIG: WRITTEN.replace("false", "true")}))
    assert assessment.configuration.proposals == ()
    assert assessment.summary.if_confirmed.proven == proven(assessment)


def test_a_proposed_trait_brings_nothing_that_leaves_anyhow(repo: MakeRepo) -> None:
    said = answers(fairness_reviewed="{value: not-applicable, reason: Prices only}")
    folder = repo({**SHOP, ANSWERS: said})
    assessment = assessed(folder, profile="service")
    assert [p.criteria for p in assessment.configuration.proposals] == [("model-registered",)]


LIBRARY = (("library", True),)
CONFIRMED = {CONFIG: "not_applicable: {outcomes-tracked: nobody sells it}\n"}


def test_a_criterion_may_be_proposed_away_by_itself(repo: MakeRepo) -> None:
    assessment = assessed(repo(SHOP), traits=LIBRARY)
    assert finding(assessment, "outcomes-tracked").applies.proposal == "A library has no outcomes of its own."
    assert finding(assessment, "outcomes-tracked").applies.value
    promised = assessment.summary.if_confirmed
    assert str(promised.command).endswith(" outcomes-tracked")
    after = assessed(repo({**SHOP, **CONFIRMED}, name="confirmed"), traits=LIBRARY)
    assert after.summary.score is not None
    assert (promised.proven, promised.possible) == (after.summary.score.proven, after.summary.score.possible)


def test_a_confirmed_criterion_leaves_while_the_scan_says_so() -> None:
    held = assessed_files({**SHOP, **CONFIRMED}, traits=LIBRARY)
    applies = finding(held, "outcomes-tracked").applies
    assert (applies.value, applies.left_by, applies.proposal) == (False, "configuration", None)
    assert applies.reason == "Confirmed (nobody sells it): A library has no outcomes of its own."
    assert [c.state for c in held.configuration.not_applicable] == ["active"]


def test_a_confirmation_that_the_scan_no_longer_shares_is_stale() -> None:
    stale = assessed_files({**SHOP, **CONFIRMED})
    assert finding(stale, "outcomes-tracked").applies.value
    assert [c.state for c in stale.configuration.not_applicable] == ["stale"]
    assert stale.summary.score == assessed_files(SHOP).summary.score


@pytest.mark.parametrize(
    ("extra", "applies"),
    [
        pytest.param({}, False, id="no notebook, no hygiene of notebooks"),
        pytest.param({"look.ipynb": '{"cells": []}\n'}, True, id="a notebook"),
    ],
)
def test_a_means_leaves_by_detection(repo: MakeRepo, extra: dict[str, str], applies: bool) -> None:
    assert finding(assessed(repo({**SHOP, **extra})), "notebooks-clean").applies.value is applies
