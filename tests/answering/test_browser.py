"""The page in a real browser, over a real server on the loopback address."""

from __future__ import annotations

import http.client
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from assess.answering.access import Access
from assess.answering.application import Application
from assess.cli.questionnaire.serve import LOOPBACK, listening
from assess.errors import InputError
from axe_playwright_python.sync_playwright import Axe

from .subjects import scanned, subject

Open = Callable[..., Any]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[Access, int]]:
    hosts: list[str] = []
    access = Access(hosts)
    made = listening(Application(subject(tmp_path), access, "Ana Kovač"), 0)
    hosts.append(f"{LOOPBACK}:{made.effective_port}")
    thread = Thread(target=made.run, daemon=True)
    thread.start()
    yield access, made.effective_port
    made.trigger.pull_trigger(lambda: made.asyncore.close_all(made._map, ignore_all=True))
    thread.join(10)
    made.task_dispatcher.shutdown()
    assert not thread.is_alive()


@pytest.fixture
def open_page(browser: Any, server: tuple[Access, int]) -> Iterator[Open]:
    """A page opened by a link of its own; afterwards nothing was asked of any other place and nothing went wrong."""
    access, port = server
    contexts, requests, wrong = [], [], []

    def opened(**options: Any) -> Any:
        context = browser.new_context(reduced_motion="reduce", **options)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: requests.append(request.url))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(f"http://{LOOPBACK}:{port}/enter?link={access.link()}")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert [url for url in requests if not url.startswith(f"http://{LOOPBACK}:{port}/")] == []
    assert wrong == []


def _first(kind: str) -> str:
    rubric, assessment = scanned()
    found = (c for i in assessment.questionnaire.open if (c := rubric.criterion(i)) is not None)
    return next(c.id for c in found if c.question and c.question.type == kind)


def _saved(page: Any, identifier: str) -> None:
    page.wait_for_function(
        "(id) => document.getElementById(id).querySelector('[data-told]').textContent === 'Saved.'", arg=identifier
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_accessibility_violation(open_page: Open, scheme: str) -> None:
    page = open_page(color_scheme=scheme, viewport={"width": 1000, "height": 900})
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_an_answer_is_saved_when_it_is_chosen_by_keyboard(open_page: Open, tmp_path: Path) -> None:
    page, identifier = open_page(), _first("yes-no")
    page.locator(f"#{identifier} input[value=yes]").focus()
    page.keyboard.press("Space")
    _saved(page, identifier)
    page.locator(f"#{identifier} input[name=evidence]").fill("ticket 7")
    page.keyboard.press("Tab")
    page.wait_for_function("() => document.querySelector('[data-progress=\"\"]').textContent.startsWith('1 of')")
    _saved(page, identifier)
    page.reload()
    assert page.locator(f"#{identifier} input[value=yes]").is_checked()
    assert "ticket 7" in (tmp_path / ".maturity" / "answers.yaml").read_text()


def test_a_structured_answer_is_saved_part_by_part(open_page: Open, tmp_path: Path) -> None:
    page, identifier = open_page(), _first("structured")
    for field, text in zip(page.locator(f"#{identifier} input[name^='part.']").all()[:2], ("7.2", "5.0"), strict=True):
        field.fill(text)
        field.press("Tab")
        _saved(page, identifier)
    text = (tmp_path / ".maturity" / "answers.yaml").read_text()
    assert "7.2" in text
    assert "5.0" in text


def test_without_scripts_the_button_saves(open_page: Open) -> None:
    page, identifier = open_page(java_script_enabled=False), _first("yes-no")
    page.locator(f"#{identifier} input[value=no]").check()
    page.locator(f"#{identifier} button.save").click()
    assert page.url.endswith(f"#{identifier}")
    assert page.locator(f"#{identifier} input[value=no]").is_checked()


def test_two_browsers_lose_nothing(open_page: Open, tmp_path: Path) -> None:
    ana, jun = open_page(), open_page()
    jun.fill("#who", "Jun Mori")
    jun.get_by_role("button", name="Use this name").click()
    identifier = _first("yes-no")
    ana.locator(f"#{identifier} input[value=yes]").check()
    _saved(ana, identifier)
    jun.locator(f"#{identifier} input[value=no]").check()
    told = jun.locator(f"#{identifier} [data-told]")
    told.get_by_text("Somebody answered this question meanwhile").wait_for()
    assert "Ana Kovač, 2026-11-23: yes" in told.inner_text()
    jun.locator(f"#{identifier} button.save").click()
    _saved(jun, identifier)
    text = (tmp_path / ".maturity" / "answers.yaml").read_text()
    assert "Ana Kovač" in text
    assert "Jun Mori" in text


@pytest.mark.parametrize("width", [pytest.param(360, id="phone"), pytest.param(1000, id="desk")])
def test_nothing_is_wider_than_the_window(open_page: Open, width: int) -> None:
    page = open_page(viewport={"width": width, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_body_of_100_megabytes_is_refused_unread(server: tuple[Access, int]) -> None:
    connection = http.client.HTTPConnection(LOOPBACK, server[1], timeout=20)
    connection.putrequest("POST", "/answer/x")
    connection.putheader("Content-Type", "application/x-www-form-urlencoded")
    connection.putheader("Content-Length", "100000000")
    connection.endheaders()
    assert connection.getresponse().status == 413
    connection.close()


def test_a_port_in_use_is_told(tmp_path: Path) -> None:
    application = Application(subject(tmp_path), Access([]))
    with socket.socket() as other:
        other.bind((LOOPBACK, 0))
        other.listen()
        taken = other.getsockname()[1]
        with pytest.raises(InputError, match=f"port {taken} cannot be listened on"):
            listening(application, taken)
