"""Examples worked out by hand."""

from __future__ import annotations

from fractions import Fraction
from time import process_time

import pytest
from assess.engine.score import Scored, Scores, score, with_applicability
from assess.errors import InputError
from assess.model.assessment import LevelInterval
from assess.model.finding import Points

from .strategies import decided, interval, level, rubric_settings

HALF = Fraction(1, 2)
QUARTER = Fraction(1, 4)
TWO_LAYERS = rubric_settings(thresholds=(60.0, 60.0), areas=2)


def four_cells(*scores: tuple[Fraction | int, Fraction | int]) -> list[Scored]:
    """One criterion per cell of two layers and two areas: c00, c01, c10, c11."""
    cells = [(0, 0), (0, 1), (1, 0), (1, 1)]
    return [decided(f"c{la}{ar}", (la, ar), one) for (la, ar), one in zip(cells, scores, strict=True)]


NO, YES, OPEN = (0, 0), (1, 1), (0, 1)


@pytest.mark.parametrize(
    ("scored", "gated", "ungated", "coverage", "levels"),
    [
        pytest.param([], None, None, None, level(0, 0, 0, 0), id="a rubric without criteria"),
        pytest.param(
            [decided("c", score=YES, applies=False)], None, None, None, level(0, 0, 0, 0), id="nothing applies"
        ),
        pytest.param(
            four_cells(NO, NO, NO, NO), (0, 0), (0, 0), 100.0, level(0, 0, 0, 2), id="nothing is there"
        ),
        pytest.param(
            four_cells(YES, YES, YES, YES), (100, 100), (100, 100), 100.0, level(2, 2, 2, 2), id="all is met"
        ),
        pytest.param(
            four_cells(OPEN, OPEN, OPEN, OPEN), (0, 100), (0, 100), 0.0, level(0, 2, 0, 2), id="nothing is known"
        ),
        pytest.param(
            # Nothing below: the upper half counts for nothing.
            four_cells(NO, NO, YES, YES), (0, 0), (50, 50), 100.0, level(0, 0, 0, 2), id="built on sand"
        ),
        pytest.param(
            # Below 50 of 60: five sixths of 50 points above, 25 of 50 below.
            four_cells(YES, NO, YES, YES), (66.7, 66.7), (75, 75), 100.0, level(0, 0, 0, 2), id="a cracked foundation"
        ),
        pytest.param(
            # Possible: 75 below, so whole; 37.5 + 50. Proven: 50 of 60; 25 + 5/6 * 25.
            four_cells(YES, (0, HALF), YES, OPEN), (45.8, 87.5), (50, 87.5), 62.5, level(0, 2, 0, 2), id="open ends"
        ),
        pytest.param(
            # Two of four cells apply, a quarter each; below 50 of 60.
            [*four_cells(YES, NO, YES, NO)[:3], decided("c11", (1, 1), applies=False)],
            (61.1, 61.1),
            (66.7, 66.7),
            100.0,
            level(0, 0, 0, 2),
            id="one of four leaves with its share",
        ),
        pytest.param(
            # The cell's quarter is shared 3 to 1; 3/32 are missing of 15/16 that apply.
            [
                decided("heavy", score=(HALF, HALF), weight=3),
                decided("light", score=YES, weight=1, applies=False),
                *four_cells(YES, YES, YES, YES)[1:],
            ],
            (90, 90),
            (90, 90),
            100.0,
            level(2, 2, 2, 2),
            id="weights count within the full cell",
        ),
        pytest.param(
            [decided("c", (1, 1), (HALF, HALF))], (50, 50), (50, 50), 100.0, level(0, 0, 0, 1),
            id="a layer with nothing applicable is no foundation and is not counted",
        ),
    ],
)  # fmt: skip
def test_headline(
    scored: list[Scored],
    gated: tuple[float, float] | None,
    ungated: tuple[float, float] | None,
    coverage: float | None,
    levels: LevelInterval,
) -> None:
    scores = score(TWO_LAYERS, scored)
    assert scores.score == (gated and interval(*gated))
    assert scores.ungated == (ungated and interval(*ungated))
    assert scores.coverage == coverage
    assert scores.maturity_level == levels


def cracked() -> Scores:
    return score(TWO_LAYERS, four_cells(YES, NO, YES, (QUARTER, 1)))


def test_layers_areas_and_cells() -> None:
    scores = cracked()
    lower, upper = scores.layers
    assert (lower.proven, lower.foundation.proven, lower.status) == (50.0, 1.0, "developing")
    assert (upper.proven, upper.possible, upper.foundation.proven) == (62.5, 100.0, 0.833333)
    assert (upper.status, upper.status_possible) == ("premature", "premature")
    # a0: 100 below, 5/6 of 100 above; a1: nothing below, 5/6 of 25 (or of 100) above.
    assert [(area.proven, area.possible) for area in scores.areas] == [(91.7, 91.7), (10.4, 41.7)]
    assert [(cell.layer, cell.area, cell.proven, cell.possible, cell.criteria) for cell in scores.cells] == [
        ("l0", "a0", 100.0, 100.0, 1),
        ("l0", "a1", 0.0, 0.0, 1),
        ("l1", "a0", 100.0, 100.0, 1),
        ("l1", "a1", 25.0, 100.0, 1),
    ]


def test_ledger() -> None:
    book = cracked().ledger
    assert [(line.kind, line.ref, line.value, line.proven, line.possible, line.open) for line in book.lines] == [
        ("criterion", "c00", 25.0, 25.0, 25.0, 0.0),
        ("criterion", "c01", 25.0, 0.0, 0.0, 25.0),
        ("criterion", "c10", 25.0, 25.0, 25.0, 0.0),
        ("criterion", "c11", 25.0, 6.25, 25.0, 18.75),
        ("foundation", "l0", 0.0, 0.0, 0.0, 0.0),
        ("foundation", "l1", 0.0, -5.208333, -8.333333, 0.0),
    ]
    assert book.total == interval(51.041667, 66.666667)


def test_a_layer_with_nothing_applicable_has_no_ledger_line() -> None:
    book = score(TWO_LAYERS, [decided("c", (1, 0), YES)]).ledger
    assert [(line.kind, line.ref) for line in book.lines] == [("criterion", "c"), ("foundation", "l1")]


def test_points() -> None:
    assert cracked().points == {
        "c00": Points(earned=25.0, open=0.0),
        # 25 of its own, and the sixth of 31.25 that the foundation took.
        "c01": Points(earned=0.0, open=30.208333),
        # Five sixths; one unit more, so that all sum to the total.
        "c10": Points(earned=20.833334, open=0.0),
        # Five sixths of what is missing above.
        "c11": Points(earned=5.208333, open=15.625),
    }


def test_a_criterion_that_does_not_apply_has_no_points_and_no_line() -> None:
    scores = score(TWO_LAYERS, [*four_cells(NO, NO, NO, NO), decided("gone", (0, 0), OPEN, applies=False)])
    assert scores.points["gone"] == Points(earned=0.0, open=0.0)
    assert "gone" not in {line.ref for line in scores.ledger.lines}
    assert scores.cells[0].criteria == 1


def test_observed_share_is_of_the_points_that_count() -> None:
    scored = [
        decided("seen", (0, 0), YES, observed=True),
        decided("missing", (0, 1), NO, observed=True),
        decided("told", (1, 0), YES, observed=False),
    ]
    # 25 seen of 25 + 5/6 * 25.
    assert score(TWO_LAYERS, scored).observed_share == 0.545455
    assert score(TWO_LAYERS, scored[1:]).observed_share is None


def test_confirmed_proposals_are_scored_with_the_same_function() -> None:
    scored = four_cells(YES, NO, YES, YES)
    without = with_applicability(scored, {"c01": False})
    assert [one.applies for one in without] == [True, False, True, True]
    assert score(TWO_LAYERS, without).score == interval(100, 100)
    assert score(TWO_LAYERS, with_applicability(without, {"c01": True})) == score(TWO_LAYERS, scored)


def test_weights_of_layers_and_areas_count_as_written() -> None:
    rubric = rubric_settings((60.0, 60.0), 2, layer_weights=(0.3, 0.1), area_weights=(60.0, 40.0))
    scores = score(rubric, four_cells(YES, YES, YES, NO))
    assert [line.value for line in scores.ledger.lines[:4]] == [45.0, 30.0, 15.0, 10.0]
    assert scores.score == interval(90, 90)


def test_a_weight_without_end_is_refused() -> None:
    with pytest.raises(InputError, match="must be finite"):
        score(TWO_LAYERS, [decided("c", weight=float("inf"))])


@pytest.mark.parametrize(
    "ends",
    [
        pytest.param((1, HALF), id="low above high"),
        pytest.param((-1, 0), id="below zero"),
        pytest.param((0, 2), id="above one"),
    ],
)
def test_an_impossible_score_cannot_be_made(ends: tuple[Fraction | int, Fraction | int]) -> None:
    with pytest.raises(ValueError, match="no score interval"):
        decided("c", score=ends)


def test_a_large_rubric_is_scored_at_once() -> None:
    rubric = rubric_settings()
    scored = [
        decided(f"c{i}", (i % 4, i // 4 % 4), (Fraction(i % 5, 8), HALF), weight=1 + i % 7 / 10) for i in range(160)
    ]
    started = process_time()
    scores = score(rubric, scored)
    assert len(scores.points) == 160
    assert process_time() - started < 1.0
