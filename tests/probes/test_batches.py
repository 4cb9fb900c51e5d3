from __future__ import annotations

import pytest
from assess.model.scale import Truth
from assess.probes.batches import PARAMS, observe

from tests.probes.viewing import Made, view


def many(count: int, *, lines: int | None = 10, every_days: float = 2.0, path: str = "src/a.py") -> list[Made]:
    return [Made(days_ago=i * every_days, files={path: lines}) for i in range(count)]


@pytest.mark.parametrize(
    "history",
    [
        pytest.param([], id="no history"),
        pytest.param(many(19), id="too few changes"),
        pytest.param(many(25, every_days=0.5), id="too few days"),
        pytest.param([Made(days_ago=1, authored_days_ago=900 - i) for i in range(30)], id="rewritten history"),
        pytest.param(many(25, path="data/x.csv"), id="nothing but data"),
    ],
)
def test_unknown(history: list[Made]) -> None:
    seen = observe(PARAMS(), view(history=history))
    assert (seen.value, seen.share) == (Truth.UNKNOWN, (0.0, 1.0))


def test_changes_after_a_history_was_made_over_count() -> None:
    old = [Made(days_ago=70, authored_days_ago=900 - i, files={"src/a.py": 900}) for i in range(60)]
    seen = observe(PARAMS(), view(history=many(25, every_days=2) + old))
    assert seen.share == (1.0, 1.0)


def test_large_changes() -> None:
    seen = observe(PARAMS(), view(history=many(10, lines=900) + [Made(days_ago=25 + i) for i in range(30)]))
    assert seen.share == (0.75, 0.75)
    assert seen.evidence[1].text.startswith("900 lines")


def test_lock_and_generated_lines_do_not_count() -> None:
    history = [
        Made(days_ago=i * 2, files={"poetry.lock": 9000, "web/dist/app.js": 800, "src/a.py": 5}) for i in range(20)
    ]
    assert observe(PARAMS(), view(history=history)).share == (1.0, 1.0)


def test_quiet_repository_practises_nothing_now() -> None:
    history = [Made(days_ago=i * 20) for i in range(30)]
    assert observe(PARAMS(), view(history=history)).share == (0.0, 0.0)
    assert observe(PARAMS(look_back=True), view(history=history)).share == (1.0, 1.0)


def test_files_stand_in_where_lines_are_missing() -> None:
    wide = Made(days_ago=0, files={f"src/{i}.py": None for i in range(9)})
    seen = observe(PARAMS(), view(history=[wide, *many(19, lines=None)]))
    assert seen.share == (0.95, 0.95)
    assert "only files could be counted" in seen.evidence[0].text
