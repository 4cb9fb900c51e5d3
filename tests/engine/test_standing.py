"""When layers are established, what blocks them, and the level: examples worked out by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest
from assess.engine.score import Scored, score
from assess.model.assessment import Blocker, LevelInterval
from assess.model.scale import Tier

from .strategies import decided, interval, level, rubric_settings

HALF = Fraction(1, 2)
QUARTER = Fraction(1, 4)
NO, YES, OPEN = (0, 0), (1, 1), (0, 1)
TWO_LAYERS = rubric_settings(thresholds=(60.0, 60.0), areas=2)

ESSENTIAL = Tier.ESSENTIAL


@pytest.mark.parametrize(
    ("scored", "statuses", "blocked", "levels"),
    [
        pytest.param(
            [decided("a", (0, 0), YES, tier=ESSENTIAL), decided("b", (1, 0), YES)],
            ["established", "established"],
            [],
            level(2, 2, 2, 2),
            id="all established",
        ),
        pytest.param(
            [decided("a", (0, 0), (QUARTER, 1), tier=ESSENTIAL), decided("b", (0, 1), YES)],
            ["established", "not-applicable"],
            [],
            level(1, 1, 1, 1),
            id="an essential criterion that is partly met does not block",
        ),
        pytest.param(
            [
                decided("a", (0, 0), NO, tier=Tier.ADVANCED),
                decided("b", (0, 1), YES, weight=9.0),
                decided("c", (0, 0), YES, weight=9.0),
            ],
            ["established", "not-applicable"],
            [],
            level(1, 1, 1, 1),
            id="another tier does not block",
        ),
        pytest.param(
            [decided("a", (0, 0), NO, tier=ESSENTIAL, applies=False), decided("b", (0, 1), YES)],
            ["established", "not-applicable"],
            [],
            level(1, 1, 1, 1),
            id="an essential criterion that does not apply does not block",
        ),
        pytest.param(
            [
                decided("a", (0, 0), OPEN, tier=ESSENTIAL),
                decided("b", (0, 0), YES, weight=4.0),
                decided("c", (1, 0), YES),
            ],
            ["developing", "premature"],
            [Blocker(kind="essential", ref="a", gap=1.0), Blocker(kind="layer", ref="l0")],
            level(0, 2, 0, 2),
            id="an essential criterion is unknown",
        ),
        pytest.param(
            [
                decided("a", (0, 0), NO, tier=ESSENTIAL, waived=True),
                decided("b", (0, 0), YES, weight=4.0),
                decided("c", (1, 0), YES),
            ],
            ["developing", "premature"],
            [Blocker(kind="essential", ref="a", gap=1.0), Blocker(kind="layer", ref="l0")],
            level(0, 0, 2, 2),
            id="a waiver unblocks the level with waivers alone",
        ),
        pytest.param(
            [decided("a", (0, 0), NO, tier=ESSENTIAL, waived=True), decided("b", (0, 0), YES)],
            ["developing", "not-applicable"],
            [Blocker(kind="essential", ref="a", gap=1.0), Blocker(kind="threshold", ref="l0", gap=10.0)],
            level(0, 0, 0, 1),
            id="a waiver excuses no low score",
        ),
        pytest.param(
            [decided("a", (0, 0), (Fraction(5994, 10000), Fraction(5994, 10000)))],
            ["developing", "not-applicable"],
            [Blocker(kind="threshold", ref="l0", gap=0.1)],
            level(0, 0, 0, 1),
            id="59.94 prints as 59.9 and is below 60",
        ),
        pytest.param(
            [decided("a", (0, 0), (Fraction(5995, 10000), Fraction(5995, 10000)))],
            ["established", "not-applicable"],
            [],
            level(1, 1, 1, 1),
            id="59.95 prints as 60.0 and reaches 60",
        ),
        pytest.param(
            [decided("a", (0, 0), NO), decided("b", (1, 0), (HALF, HALF))],
            ["developing", "developing"],
            [
                Blocker(kind="threshold", ref="l0", gap=60.0),
                Blocker(kind="threshold", ref="l1", gap=10.0),
                Blocker(kind="layer", ref="l0"),
            ],
            level(0, 0, 0, 2),
            id="both layers fall short",
        ),
    ],
)
def test_standing(scored: list[Scored], statuses: list[str], blocked: list[Blocker], levels: LevelInterval) -> None:
    scores = score(TWO_LAYERS, scored)
    assert [layer.status for layer in scores.layers] == statuses
    assert [blocker for layer in scores.layers for blocker in layer.blocked_by] == blocked
    assert scores.maturity_level == levels


def test_a_gap_in_the_middle_ends_the_level() -> None:
    rubric = rubric_settings(thresholds=(60.0,) * 4, areas=1)
    scored = [decided("a", (0, 0), YES), decided("c", (2, 0), NO), decided("d", (3, 0), YES)]
    scores = score(rubric, scored)
    assert [layer.status for layer in scores.layers] == [
        "established", "not-applicable", "developing", "premature",
    ]  # fmt: skip
    assert scores.maturity_level == level(1, 1, 1, 3)
    assert [layer.foundation.proven for layer in scores.layers] == [1.0, 1.0, 1.0, 0.0]


def test_the_weakest_layer_below_is_the_foundation() -> None:
    rubric = rubric_settings(thresholds=(80.0, 50.0, 60.0), areas=1)
    scored = [decided("a", (0, 0), (HALF, HALF)), decided("b", (1, 0), YES), decided("c", (2, 0), YES)]
    # 50 of 80, then 100 of 50: five eighths for both layers above.
    assert [layer.foundation.proven for layer in score(rubric, scored).layers] == [1.0, 0.625, 0.625]
    assert score(rubric, scored).score == interval(58.3, 58.3)


def test_every_layer_below_that_is_not_established_blocks_even_a_premature_one() -> None:
    rubric = rubric_settings(thresholds=(60.0,) * 4, areas=1)
    scored = [decided("a", (0, 0), NO), decided("b", (1, 0), YES), decided("d", (3, 0), YES)]
    assert [blocker.ref for blocker in score(rubric, scored).layers[3].blocked_by] == ["l0", "l1"]
