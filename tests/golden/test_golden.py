"""Assessments of three small repositories are what somebody has reviewed."""

from __future__ import annotations

from pathlib import Path

import pytest
from assess.cli.confirm import sorted_out
from assess.configuration import Located
from assess.model.assessment import Assessment
from assess.model.config import TraitSetting
from assess.pipeline import Settled, settle

from .summary import NAMES, assessment, golden, request, summary


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("golden")


@pytest.fixture(scope="module")
def found(scratch: Path) -> dict[str, Assessment]:
    return {name: assessment(name, scratch) for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_the_summary_is_the_reviewed_one(found: dict[str, Assessment], name: str) -> None:
    assert summary(found[name]) == golden(name).read_text("utf-8"), "look at `python -m tests.golden && git diff`"


def test_the_better_repository_scores_more(found: dict[str, Assessment]) -> None:
    scores = [found[name].summary.ungated for name in NAMES]
    proven = [score.proven for score in scores if score]
    assert proven == sorted(proven)
    assert proven[-1] > 2 * proven[1] > 4 * proven[0]


@pytest.mark.parametrize("name", NAMES)
def test_confirming_gives_what_was_promised(found: dict[str, Assessment], scratch: Path, name: str) -> None:
    promised = found[name].summary.if_confirmed
    words = (promised.command or "assess confirm").split()[2:]
    settled = settle(request(name, scratch))
    traits, criteria = sorted_out(tuple(words), settled.rubric)
    config = settled.located.config
    config = config.model_copy(
        update={
            "traits": {**config.traits, **{t: TraitSetting(holds=holds, reason="seen") for t, holds in traits.items()}},
            "not_applicable": dict.fromkeys(criteria, "seen"),
        }
    )
    after = assessment(name, scratch, Settled(Located(config, settled.located.place), settled.rubric)).summary
    assert after.score is not None
    assert (promised.proven, promised.possible) == (after.score.proven, after.score.possible)
    assert promised.level == after.maturity_level
