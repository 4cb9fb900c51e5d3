from __future__ import annotations

from datetime import timedelta

import pytest
from assess.model.scale import Truth
from assess.probes.cadence import PARAMS, observe
from assess.snapshot.protocol import Tag

from tests.probes.viewing import BORIS, NOW, Made, view

RENOVATE = "renovate[bot] <29139614+renovate[bot]@users.noreply.github.com>"
HISTORY = [
    Made("Add (#4)", days_ago=2),
    Made("Bump x (#3)", days_ago=4, author=RENOVATE),
    Made("Merge pull request #2 from acme/renovate/y-2.x", days_ago=5, parents=2, brings=(Made(author=RENOVATE),)),
    Made("Fix (#1)", days_ago=9, author=BORIS),
    Made("Old", days_ago=900, author="Cene Zajc <cene@example.org>"),
]
TAGS = (
    Tag("v2.0.0", "m000000", NOW + timedelta(days=3)),
    Tag("v1.1.0", "m000001", NOW - timedelta(days=3)),
    Tag("nightly", "m000001", NOW - timedelta(days=3)),
    Tag("v1.0.0", "m000004", NOW - timedelta(days=900)),
)


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        pytest.param(PARAMS(min_commits=3), Truth.NO, id="bots are no people's commits"),
        pytest.param(PARAMS(min_authors=3), Truth.NO, id="author who left"),
        pytest.param(PARAMS(min_tags=2), Truth.NO, id="tags after the commit, long ago, without number"),
        pytest.param(PARAMS(min_update_bot=3), Truth.NO, id="too few updates"),
        pytest.param(PARAMS(max_update_bot=1), Truth.NO, id="more updates than allowed"),
        pytest.param(PARAMS(max_update_bot=2), Truth.YES, id="as many updates as allowed"),
        pytest.param(PARAMS(min_commits=2, min_authors=2), Truth.YES, id="two people at work"),
        pytest.param(PARAMS(min_tags=1), Truth.YES, id="one release"),
        pytest.param(PARAMS(min_update_bot=2), Truth.YES, id="updates squashed and merged"),
        pytest.param(PARAMS(min_authors=3, within_days=1000), Truth.YES, id="longer window"),
    ],
)
def test_minima(params: PARAMS, expected: Truth) -> None:
    assert observe(params, view(history=HISTORY, tags=TAGS)).value is expected


def test_cut_off_history_is_unknown_until_reached() -> None:
    shallow = view(history=HISTORY[:4], shallow=True)
    assert observe(PARAMS(min_authors=3), shallow).value is Truth.UNKNOWN
    assert observe(PARAMS(min_authors=2), shallow).value is Truth.YES


def test_a_cap_takes_no_guess_for_certain() -> None:
    assert observe(PARAMS(max_update_bot=0, certain=True), view()).value is Truth.NO
    assert observe(PARAMS(certain=True), view(history=HISTORY[:4], shallow=True)).value is Truth.NO
    assert observe(PARAMS(max_update_bot=2, certain=True), view(history=HISTORY)).value is Truth.YES


def test_no_history() -> None:
    assert observe(PARAMS(), view()).value is Truth.UNKNOWN
