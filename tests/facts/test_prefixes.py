"""Cheaper patterns that find at least the same files."""

import pytest
import re2
from assess.facts.prefixes import index_form
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("pattern", "cheaper"),
    [
        pytest.param(r"mlflow\.log", r"mlflow\.log", id="no gap"),
        pytest.param(r"ab[^\n]{0,80}cd", r"ab[^\n]{0,80}cd", id="too little before the gap"),
        pytest.param(r"(?:predict[^\n]{0,80}x)", r"(?:predict[^\n]{0,80}x)", id="a gap inside brackets"),
        pytest.param(r"a\|bcde[\s\S]{0,9}x", r"a\|bcde", id="an escaped bar is no alternative"),
        pytest.param(r"(?i)predict\w*[\s\S]{0,300}join", r"(?i)predict\w*", id="a gap after a flag"),
        pytest.param(r"retrain[^\n]{0,80}cron|cron[^\n]{0,80}retrain", "retrain|cron", id="each alternative"),
        pytest.param(r"retrain[^\n]{0,80}cron|x", r"retrain|x", id="one alternative without a gap"),
    ],
)
def test_index_form(pattern: str, cheaper: str) -> None:
    assert index_form(pattern) == cheaper


PATTERNS = (
    r"(?i)retrain\w*[\s\S]{0,200}(?:\bcron\b|schedule)|cron[\s\S]{0,200}train",
    r"(?i)\bpredictions?\w*\.(?:merge|join)\([^\n]{0,160}(?:actual|outcome)",
    r"lifecycle[\s\S]{0,300}inference|inference[\w\s=\n{-]{0,200}lifecycle",
)
WORDS = st.sampled_from(
    ["retrain", "cron", "schedule", "predictions.merge(", "actual", "lifecycle", "inference", " ", "\n"]
)


@pytest.mark.parametrize("pattern", PATTERNS)
@given(words=st.lists(WORDS, max_size=12))
def test_whatever_the_pattern_finds_its_cheaper_form_finds(pattern: str, words: list[str]) -> None:
    text = "".join(words)
    if re2.search(pattern, text):
        assert re2.search(index_form(pattern), text)
