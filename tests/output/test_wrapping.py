from __future__ import annotations

import pytest
from assess.output.presentation.wrapping import fitted
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("text", "columns", "shown"),
    [
        pytest.param("a b c", None, "a b c", id="no terminal"),
        pytest.param("a  b   c", 40, "a  b   c", id="short lines stay as they are"),
        pytest.param("", 40, "", id="nothing"),
        pytest.param(
            "  name: some words that go on and on\nnext", 30, "  name: some words that go on\n      and on\nnext",
            id="a long line goes on below its own beginning",
        ),
        pytest.param("x" * 40 + " y", 30, "x" * 40 + "\n    y", id="a long word is not broken"),
    ],
)  # fmt: skip
def test_fitted(text: str, columns: int | None, shown: str) -> None:
    assert fitted(text, columns) == shown


@given(st.lists(st.text("ab ", min_size=1, max_size=20)), st.integers(30, 90))
def test_no_word_is_lost(words: list[str], columns: int) -> None:
    text = " ".join(words)
    assert fitted(text, columns).split() == text.split()
    assert all(len(line) <= columns or " " not in line.strip() for line in fitted(text, columns).split("\n"))
