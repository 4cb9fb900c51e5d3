"""The generated reference is in step with the code and the rubric."""

from __future__ import annotations

from pathlib import Path

import pytest
from assess.cli.reference import pages

REFERENCE = Path(__file__).parent.parent / "docs" / "reference"
HOW = "run `make reference`"


@pytest.fixture(scope="module")
def made() -> dict[str, str]:
    return pages()


def test_the_pages_are_the_generated_ones(made: dict[str, str]) -> None:
    assert {path.name for path in REFERENCE.glob("*.md")} == set(made), HOW


@pytest.mark.parametrize("name", ["commands.md", "configuration.md", "criteria.md", "formats.md", "probes.md"])
def test_a_page_is_in_step(made: dict[str, str], name: str) -> None:
    assert (REFERENCE / name).read_text("utf-8") == made[name], HOW
