"""The fixed texts: in one place, and replaceable."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from assess.errors import InputError, Problems
from assess.output.options import Options
from assess.output.presentation.overrides import load_overrides
from assess.output.presentation.texts import check_own, english
from assess.output.registry import for_name, render
from assess.resources import folder

from .sample import sample

TEMPLATES = sorted(
    f"{part}/{file.name}"
    for part in ("html", "pdf", "shared")
    for file in (folder("reports") / part).iterdir()
    if file.name.endswith(".html")
)
_JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_HIDDEN = re.compile(r"<(?:style|script)\b.*?</(?:style|script)>|<!doctype html>", re.DOTALL)
_SPOKEN = re.compile(r'\b(?:aria-label|alt|title|placeholder|data-text|data-open|data-close)="([^"]*)"')
_TAG = re.compile(r"<[^>]*>")


@pytest.mark.parametrize("name", TEMPLATES)
def test_templates_hold_no_words_of_their_own(name: str) -> None:
    text = _HIDDEN.sub("", _JINJA.sub("", (folder("reports") / name).read_text(encoding="utf-8")))
    spoken = " ".join(_SPOKEN.findall(text))
    assert re.findall(r"[A-Za-z]{2,}", re.sub(r"&\w+;", "", f"{_TAG.sub(' ', text)} {spoken}")) == []


def test_the_script_holds_no_words_of_its_own() -> None:
    script = (folder("reports") / "html" / "report.js").read_text(encoding="utf-8")
    assert re.findall(r'"[A-Za-z]+ [a-z]+[^"]*"', script) == ['"use strict"']


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("a = ", "not valid TOML", id="no TOML"),
        pytest.param("[scroe]\nproven = 'x'", "no text is called 'scroe.proven' (did you mean 'score.proven'?)", id="a name"),
        pytest.param("[score]\nof = 3\n", "no text is called 'score.of'", id="a key that is not there"),
        pytest.param("[score]\nproven = 3\n", "'score.proven' is one text", id="a number"),
        pytest.param("[score]\nproven = '{name}'\n", "'score.proven' holds {name}; known here: none", id="a place"),
        pytest.param("[level]\nsure = '{of.real}'\n", "'level.sure' cannot be filled in", id="a way inside"),
        pytest.param("[level]\nsure = '{of'\n", "'level.sure' cannot be filled in", id="an open brace"),
        pytest.param("[score]\ncriteria = 'x'\n", "'score.criteria' has plural forms", id="no plural"),
        pytest.param("[score]\ncriteria = {one = 'x'}\n", "'score.criteria' has plural forms", id="no other"),
        pytest.param("[score]\ncriteria = {other = '{x}'}\n", "holds {x}; known here: {count}, {word}", id="its place"),
    ],
)  # fmt: skip
def test_texts_that_cannot_stand_before_the_shipped_ones(text: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        check_own(text, "look/texts/en.toml")
    assert message in str(caught.value)
    assert str(caught.value).startswith("look/texts/en.toml: ")


def test_every_mistake_is_told(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "en.toml").write_text("[score]\nprovn = 'x'\npossible = 1\n")
    with pytest.raises(Problems) as caught:
        load_overrides(tmp_path)
    assert len(caught.value.problems) == 2


@pytest.mark.parametrize("name", ["html", "markdown"])
def test_own_texts_stand_before_the_shipped_ones_and_for_one_report_only(name: str, tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "en.toml").write_text(
        "[level]\nopen = 'Step {proven} of {of}, perhaps {possible}'\n"
        "[decides]\nanswers = {one = 'one reply is missing', other = '{word} replies are missing'}\n"
    )
    options = Options(overrides=load_overrides(tmp_path))
    found = render(sample(), for_name(name), options).decode()
    assert "Step 0 of 4, perhaps 2" in found
    assert "one reply is missing" in found
    assert "Step 0" not in render(sample(), for_name(name)).decode()
    assert english()("level.short", level=1) == "level 1"
