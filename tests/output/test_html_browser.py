"""The page in a real browser: filters, links, themes, print, no scripts, no requests, accessibility."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from assess.output.html import render
from assess.output.options import Options
from axe_playwright_python.sync_playwright import Axe

from .brands import example
from .changes import hostile_comparison
from .sample import sample
from .variants import hostile

Open = Callable[..., Any]


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("report")
    pages = {
        "sample": render(sample()),
        "hostile": render(hostile()),
        "branded": render(sample(), Options(brand=example())),
        "compared": render(hostile(), Options(comparison=hostile_comparison())),
    }
    made = {name: folder / f"{name}.html" for name in pages}
    for name, content in pages.items():
        made[name].write_bytes(content)
    return made


@pytest.fixture
def open_page(browser: Any, files: dict[str, Path]) -> Iterator[Open]:
    """Opens a report; afterwards, nothing was requested but the file, and nothing went wrong."""
    contexts, requests, wrong = [], [], []

    def opened(name: str = "sample", address: str = "", **options: Any) -> Any:
        context = browser.new_context(reduced_motion="reduce", **options)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: requests.append(request.url))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
        page.on("dialog", lambda dialog: wrong.append(dialog.message))
        page.goto(f"{files[name].as_uri()}{address}")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert {url.partition("#")[0] for url in requests if not url.startswith(("data:font/", "data:image/"))} <= {
        path.as_uri() for path in files.values()
    }
    assert wrong == []


def _visible(page: Any) -> int:
    return int(page.locator(".finding:visible").count())


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("name", "opened"),
    [
        pytest.param("sample", "details", id="every finding open"),
        pytest.param("compared", ".finding:nth-of-type(2)", id="with what changed"),
        pytest.param("branded", ".finding:nth-of-type(2)", id="in an organisation's colours"),
    ],
)
def test_no_accessibility_violation(open_page: Open, name: str, opened: str, scheme: str) -> None:
    page = open_page(name, color_scheme=scheme, viewport={"width": 1280, "height": 900})
    page.evaluate("which => document.querySelectorAll(which).forEach((fold) => { fold.open = true; })", opened)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_filters_narrow_the_findings_and_stand_in_the_address(open_page: Open) -> None:
    page = open_page()
    assert _visible(page) == 44
    page.select_option("[name=layer]", "mlops")
    page.select_option("[name=outcome]", "not-met")
    assert page.locator(".finding:visible .title").all_inner_texts() == [
        "A registered model version is deployed by pipeline",
        "A candidate is blocked unless it beats threshold and champion",
    ]
    assert page.inner_text("#shown") == "2 of 44 findings"
    assert page.evaluate("location.hash") == "#layer=mlops&outcome=not-met"
    page.click("#filters-reset")
    assert _visible(page) == 44
    assert page.evaluate("location.hash") == ""


def test_the_address_restores_filters_text_and_order(open_page: Open) -> None:
    page = open_page(address="#text=allusers+bucket&sort=points")
    assert page.locator(".finding:visible .title").all_inner_texts()[0].startswith("Data stores are closed")
    assert _visible(page) == 1
    assert page.locator("#findings-title").evaluate("title => title.getBoundingClientRect().top") < 200
    page.fill("[name=text]", "")
    gains = [float(v) for v in page.eval_on_selector_all(".finding", "all => all.map((f) => f.dataset.open)")]
    assert gains == sorted(gains, reverse=True)
    page.select_option("[name=sort]", "")
    assert page.locator("#grouped .finding:visible").count() == 44


def test_a_link_opens_its_finding_even_when_a_filter_hid_it(open_page: Open) -> None:
    page = open_page(address="#criterion-seeded-runs")
    assert page.locator("details[open]").count() == 1
    assert page.locator("#criterion-seeded-runs").is_visible()
    page.select_option("[name=layer]", "mlops")
    page.click(".three a >> nth=0")
    page.locator("#criterion-training-smoke-test").wait_for(state="visible")
    assert _visible(page) == 44


def test_filter_and_open_finding_stand_in_the_address_together(open_page: Open) -> None:
    page = open_page(address="#layer=devops&sort=points&at=criterion-seeded-runs")
    assert page.locator("details[open]").count() == 1
    assert page.locator("#criterion-seeded-runs").is_visible()
    shown = _visible(page)
    assert 0 < shown < 44
    page.reload()
    assert page.locator("#criterion-seeded-runs").is_visible()
    assert _visible(page) == shown


def test_a_logo_is_shown_as_a_picture(open_page: Open) -> None:
    page = open_page("branded")
    assert page.get_by_role("img", name="Example Retail").evaluate("image => image.naturalWidth") > 0


def test_a_server_s_strictest_policy_leaves_a_readable_page(browser: Any, files: dict[str, Path]) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    headers = {"Content-Security-Policy": "sandbox; default-src 'none'", "Content-Type": "text/html; charset=utf-8"}
    content = files["sample"].read_bytes()
    page.route("**/*", lambda route: route.fulfill(status=200, headers=headers, body=content))
    page.goto("http://ci.example.org/report.html")
    assert page.locator("details.finding").count() == 44
    assert page.locator("body").evaluate("body => getComputedStyle(body).margin") == "8px", "the style is blocked"
    boxes = page.eval_on_selector_all("svg", "all => all.map((s) => s.getBoundingClientRect().height)")
    assert max(boxes) <= 16
    page.click("details.finding >> nth=1 >> summary")
    assert page.locator("#criterion-tests-assert-behaviour").is_visible()
    context.close()


def test_a_cell_leads_to_its_criteria(open_page: Open) -> None:
    page = open_page()
    page.click('a[href="#cell-mlops-modeling"]')
    assert page.locator("#cell-mlops-modeling h4").is_visible()
    assert 0 <= page.locator("#cell-mlops-modeling").bounding_box()["y"] < 600


def test_the_theme_button_goes_round(open_page: Open) -> None:
    page = open_page(color_scheme="light")
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.click("#theme")
    page.click("#theme")
    assert page.inner_text("#theme") == "Theme: dark"
    assert page.evaluate(ground) != light
    page.click("#theme")
    assert page.evaluate(ground) == light


def test_without_scripts_everything_is_there_and_dead_controls_are_not(open_page: Open) -> None:
    page = open_page(java_script_enabled=False)
    assert _visible(page) == 44
    assert not page.locator("#filters").is_visible()
    assert not page.locator("#theme").is_visible()
    heights = page.locator(".finding .story").all()
    assert len(heights) == 44
    assert all((story.bounding_box() or {"height": 0})["height"] > 20 for story in heights)
    assert (page.locator(".ledger").bounding_box() or {"height": 0})["height"] > 500


def test_print_shows_every_story_and_no_controls(open_page: Open) -> None:
    page = open_page()
    page.emulate_media(media="print")
    assert not page.locator("#filters").is_visible()
    assert page.locator("#criterion-seeded-runs .story").bounding_box()["height"] > 20


@pytest.mark.parametrize("width", [360, 768, 1280, 3840])
def test_no_sideways_scrolling(open_page: Open, width: int) -> None:
    page = open_page("hostile", viewport={"width": width, "height": 800})
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_hostile_texts_do_nothing(open_page: Open) -> None:
    page = open_page("hostile")
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    page.fill("[name=text]", "<script>")
    assert page.evaluate("window.pwned") is None
    assert page.locator("img, iframe, table table, main script").count() == 0


def test_what_changed_leads_to_the_findings(open_page: Open) -> None:
    page = open_page("compared")
    page.click("nav.sections a[href='#change']")
    assert page.locator("#change tfoot td").first.inner_text() == "together"
    link = page.locator("#change th a[href^='#criterion-']").first
    anchor = link.get_attribute("href")
    link.click()
    assert page.locator(f"details.finding[open]:has({anchor})").count() == 1
    assert page.evaluate("window.pwned") is None
