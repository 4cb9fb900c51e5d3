from __future__ import annotations

import json

import pytest
from assess.facts.extractor import Unparsable
from assess.facts.notebooks import NOTEBOOKS, Notebook, read_notebook


def code(source: object, count: int | None = None, outputs: object = ()) -> dict[str, object]:
    return {"cell_type": "code", "source": source, "execution_count": count, "outputs": list(outputs)}  # type: ignore[call-overload]


def notebook(*cells: dict[str, object], **more: object) -> Notebook:
    return read_notebook(json.dumps({"cells": list(cells), **more}, indent=1))


@pytest.mark.parametrize(
    ("counts", "in_order"),
    [
        pytest.param([], False, id="no cells"),
        pytest.param([None, None], False, id="never run"),
        pytest.param([1, 3, 2], False, id="out of order"),
        pytest.param([7, 8, 9], False, id="run again in an old session"),
        pytest.param([1, 2, 3], True, id="from top to bottom"),
    ],
)
def test_order_of_execution(counts: list[int | None], in_order: bool) -> None:
    assert notebook(*(code("x = 1", c) for c in counts)).executed_in_order is in_order


def test_empty_cells_do_not_count() -> None:
    assert notebook(code("x", 1), code("", None), code([], None)).executed_in_order


def test_lines_of_the_file() -> None:
    text = json.dumps({"metadata": {"source": ["x"]}, "cells": [code(["a\n", "b"]), code(["c"])]}, indent=1)
    rows = text.split("\n")
    cells = read_notebook(text).cells
    assert [rows[n - 1].strip() for cell in cells for n in cell.lines] == ['"a\\n",', '"b"', '"c"']


def test_one_string_of_many_lines_stands_on_one_line() -> None:
    cell = notebook(code("a\nb\nc")).cells[0]
    assert len(set(cell.lines)) == 1
    assert len(cell.lines) == 3
    assert cell.line_at(2) == cell.line == cell.line_at(99)


def test_language_outputs_and_words() -> None:
    made = notebook(
        code("x", 1, [{"text": "1"}]),
        {"cell_type": "markdown", "source": "two words"},
        metadata={"kernelspec": {"language": "R"}},
    )
    assert (made.language, made.has_outputs, made.words) == ("r", True, 2)


def test_format_three() -> None:
    sheet = {"cells": [{"cell_type": "code", "input": ["x = 1"], "prompt_number": 1, "outputs": []}]}
    made = read_notebook(json.dumps({"worksheets": [sheet], "nbformat": 3}, indent=1))
    assert made.cells[0].source == "x = 1"
    assert made.cells[0].line > 1


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("{\n 'cells'", 2, id="not JSON"),
        pytest.param("[1, 2]", 1, id="not an object"),
        pytest.param("[" * 100_000, None, id="nested too deeply"),
    ],
)
def test_unparsable(text: str, line: int | None) -> None:
    with pytest.raises(Unparsable) as problem:
        read_notebook(text)
    assert problem.value.line == line


def test_checkpoints_are_not_read() -> None:
    assert not NOTEBOOKS.selects(".ipynb_checkpoints/a.ipynb")
    assert NOTEBOOKS.selects("notebooks/a.ipynb")
