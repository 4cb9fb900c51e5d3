from __future__ import annotations

import csv
import io

import pytest
from assess.spreadsheet import neutral, restored, table
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("covers a = b", id="sign inside"),
        pytest.param("12.5", id="number"),
        pytest.param("src/train.py:12", id="path"),
    ],
)
def test_ordinary_text_stays(text: str) -> None:
    assert neutral(text) == text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('=HYPERLINK("https://a.example","x")', id="formula"),
        pytest.param("+1", id="plus"),
        pytest.param("-1+cmd|' /C calc'!A0", id="minus"),
        pytest.param("@SUM(A1)", id="at"),
        pytest.param("\t=1", id="tab before"),
        pytest.param("  =1", id="spaces before"),
        pytest.param("\n=1", id="line before"),
        pytest.param("＝1", id="full width"),
        pytest.param("'quoted", id="an apostrophe of its own"),
    ],
)
def test_what_opens_a_formula_is_shielded(text: str) -> None:
    assert neutral(text) == f"'{text}"


@given(st.text())
def test_every_text_comes_back(text: str) -> None:
    assert restored(neutral(text)) == text


def test_a_table_is_read_back() -> None:
    content = table([("a", "b", "c"), ("=1", -2.5, None), ('x, y\n"z"', 3, "ü")])
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert rows == [["a", "b", "c"], ["'=1", "-2.5", ""], ['x, y\n"z"', "3", "ü"]]
