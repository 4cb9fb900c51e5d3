"""A document alone is enough to score its assessment anew, and to weigh every finding again."""

from __future__ import annotations

from typing import Any

import pytest
from assess.comparison.mixture import Pair
from assess.comparison.sides import side_of, work
from assess.engine.rounding import SCORE_DECIMALS, printed
from assess.model.assessment import Assessment
from assess.output.json import load, render

from tests.pipeline.subjects import ATTESTED, CLAIMED, SHOP, answers, assessed_files

ANSWERED = {
    ".maturity/answers.yaml": answers(users_asked=ATTESTED, outcomes_tracked=CLAIMED, fairness_reviewed="{value: none}")
}
LEAVES_OUT = {".maturity/config.yaml": "exclude: [tests/**]\n"}


@pytest.fixture(scope="module", params=[{}, ANSWERED, LEAVES_OUT], ids=["as it is", "answered", "left out"])
def saved(request: pytest.FixtureRequest) -> Assessment:
    return load(render(assessed_files({**SHOP, **request.param})))


def test_every_score_comes_out_as_printed(saved: Assessment) -> None:
    side = side_of(saved)
    scores = Pair.of(side, side, ()).scores(())
    assert saved.summary.score is not None
    shown: dict[tuple[str, ...], Any] = {("score",): saved.summary.score}
    shown |= {("area", area.id): area for area in saved.areas if area.proven is not None}
    shown |= {("layer", layer.id): layer for layer in saved.layers if layer.proven is not None}
    shown |= {("cell", c.layer, c.area): c for c in saved.cells if c.proven is not None}
    assert scores.keys() == shown.keys()
    for key, (low, high) in scores.items():
        ends = (printed(low, SCORE_DECIMALS), printed(high, SCORE_DECIMALS))
        assert ends == (shown[key].proven, shown[key].possible)


def test_every_finding_is_weighed_again_alike(saved: Assessment) -> None:
    side = side_of(saved)
    for record in side.records.values():
        pieces = (record.worth, record.shown, record.told, side.held, side.settings.credits)
        assert work(*pieces, set_aside=record.set_aside) == record.worked
