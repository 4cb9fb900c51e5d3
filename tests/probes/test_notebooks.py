from __future__ import annotations

import json

import pytest
from assess.model.scale import Truth
from assess.probes.notebooks import PARAMS, observe

from tests.probes.viewing import view


def notebook(*counts: int | None, outputs: bool = False, words: int = 0) -> str:
    cells: list[dict[str, object]] = [
        {"cell_type": "code", "source": "x = 1", "execution_count": c, "outputs": [{"text": "1"}] if outputs else []}
        for c in counts
    ]
    cells.append({"cell_type": "markdown", "source": "word " * words})
    return json.dumps({"cells": cells}, indent=1)


def share(are: str, **files: str) -> tuple[float, float] | None:
    return observe(PARAMS.model_validate({"are": are}), view({f"nb/{k}.ipynb": v for k, v in files.items()})).share


def test_no_notebooks() -> None:
    seen = observe(PARAMS(), view({"a.py": "x = 1"}))
    assert (seen.value, seen.share) == (Truth.NO, (0.0, 0.0))


def test_samples_are_out_of_scope() -> None:
    files = {"examples/a.ipynb": notebook(1), "src/a.py": "x = 1\n"}
    assert observe(PARAMS(), view(files)).share == (0.0, 0.0)


@pytest.mark.parametrize(
    ("are", "good", "bad"),
    [
        pytest.param("stripped", notebook(None), notebook(1, outputs=True), id="outputs stripped"),
        pytest.param("with-outputs", notebook(1, outputs=True), notebook(None), id="outputs kept"),
        pytest.param("in-order", notebook(1, 2), notebook(2, 1), id="run in order"),
        pytest.param("explained", notebook(1, words=60), notebook(1, words=10), id="explained"),
        pytest.param("short", notebook(1), notebook(*([1] * 200)), id="short"),
        pytest.param("there", notebook(1), notebook(), id="with code"),
    ],
)
def test_half_of_them(are: str, good: str, bad: str) -> None:
    assert share(are, a=good, b=bad) == (0.5, 0.5)


def test_the_worst_come_first() -> None:
    files = {"a.ipynb": notebook(1), "b.ipynb": notebook(1, outputs=True)}
    seen = observe(PARAMS(are="stripped"), view(files))
    assert [e.path for e in seen.evidence] == ["b.ipynb", "a.ipynb"]
    assert "outputs kept" in seen.evidence[0].text


def test_a_broken_notebook_widens_the_share() -> None:
    assert share("stripped", a=notebook(None), b="{") == (0.5, 1.0)
    assert observe(PARAMS(), view({"a.ipynb": "{"})).value is Truth.UNKNOWN
