"""Fixtures for all tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests.repositories import Files, Step, make_repo

settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

CHROMIUM = Path("/usr/bin/chromium")
MakeRepo = Callable[..., Path]


@pytest.fixture
def repo(tmp_path: Path) -> MakeRepo:
    """Makes a repository below the test's own folder: `repo({path: text}, [Step(...)], name="shop")`."""

    def make(files: Files, commits: Sequence[Step] = (), *, name: str = "shop", remote: str = "") -> Path:
        return make_repo(tmp_path / name, files, commits, remote=remote)

    return make


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium, headless and without network services of its own."""
    if not CHROMIUM.exists():
        pytest.fail("the HTML report is tested in a real browser: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-background-networking"]
        )
        yield started
        started.close()
