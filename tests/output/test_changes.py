"""Comparisons and plans rendered: reviewed texts, hostile input, and the page in a real browser."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from assess.output.comparison import render as render_comparison
from assess.output.comparison.wording import hundredths, signed
from assess.output.plan import render as render_plan
from assess.output.plan.checklist import issue_drafts
from assess.output.schema import schema
from axe_playwright_python.sync_playwright import Axe
from hypothesis import given
from hypothesis import strategies as st

from .changes import comparison, hostile_comparison, plan
from .golden import assert_golden

STEERS = ("\x1b", "\u202e", "\x07")
TAKES_EFFECT = ("<script", "<img", "<svg", "</style><", *STEERS)


@pytest.mark.parametrize("shape", ["text", "markdown"])
def test_reviewed_texts(shape: str) -> None:
    assert_golden(f"comparison.{shape}", render_comparison(comparison(), shape).decode())
    assert_golden(f"plan.{shape}", render_plan(plan(), shape).decode())


@pytest.mark.parametrize("shape", ["text", "markdown", "html"])
def test_nothing_hostile_takes_effect_in_a_comparison(shape: str) -> None:
    text = render_comparison(hostile_comparison(), shape).decode()
    assert [bad for bad in (STEERS if shape == "text" else TAKES_EFFECT) if bad in text] == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("comparison.schema.json", lambda: render_comparison(comparison(), "json"), id="comparison"),
        pytest.param("comparison.schema.json", lambda: render_comparison(hostile_comparison(), "json"), id="hostile"),
        pytest.param("plan.schema.json", lambda: render_plan(plan(), "json"), id="plan"),
    ],
)
def test_documents_keep_their_published_schemas(name: str, content: Callable[[], bytes]) -> None:
    validator = jsonschema.Draft202012Validator(schema(name))
    validator.check_schema(schema(name))
    found = json.loads(content())
    assert list(validator.iter_errors(found)) == []
    del found["schema_version"]
    assert len(list(validator.iter_errors(found | {"surprise": 1}))) == 2


def test_nothing_hostile_takes_effect_in_a_plan() -> None:
    plain = render_plan(plan(poisoned=True), "text").decode()
    assert [bad for bad in STEERS if bad in plain] == []
    texts = [render_plan(plan(poisoned=True), "markdown").decode()]
    drafts = issue_drafts(plan(poisoned=True))
    texts += [draft.decode() for draft in drafts.values()]
    assert [bad for text in texts for bad in TAKES_EFFECT if bad in text] == []
    assert all(Path(name).name == name and not name.startswith(".") for name in drafts)


def test_no_cell_is_a_formula() -> None:
    rows = list(csv.reader(io.StringIO(render_plan(plan(poisoned=True), "csv").decode("utf-8-sig"))))
    assert len(rows) == 1 + len(plan(poisoned=True).steps)
    assert [cell for row in rows for cell in row if cell.startswith(("=", "+", "@", "\t"))] == []


@given(st.lists(st.integers(-(10**7), 10**7)))
def test_two_decimals_add_up_to_their_rounded_sum(millionths: list[int]) -> None:
    cut = hundredths([unit / 10**6 for unit in millionths])
    assert abs(sum(cut) - sum(millionths) / 10**4) <= 0.5
    assert all(abs(whole - unit / 10**4) < 1 for whole, unit in zip(cut, millionths, strict=True))


def test_signs() -> None:
    assert [signed(n) for n in (0, 5, -130)] == ["0.00", "+0.05", "\u22121.30"]


@pytest.mark.parametrize("made", [comparison, hostile_comparison], ids=["ordinary", "hostile"])
def test_the_page_in_a_browser(made: Any, browser: Any, tmp_path: Path) -> None:
    file = tmp_path / "change.html"
    file.write_bytes(render_comparison(made(), "html"))
    wrong: list[str] = []
    requests: list[str] = []
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
        page.on("request", lambda request: requests.append(request.url))
        page.goto(file.as_uri())
        assert page.evaluate("window.pwned") is None
        assert page.locator("tfoot td").first.inner_text() == "together"
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        context.close()
    assert wrong == []
    assert set(requests) == {file.as_uri()}
