import unicodedata

import pytest
from assess.output.terminal import NARROWEST, render_terminal

from .golden import assert_golden
from .sample import sample
from .variants import hostile, nothing_applies


def test_the_plain_page_as_reviewed() -> None:
    assert_golden("sample.txt", render_terminal(sample(), colour=False, width=100))


def test_plain_text_holds_neither_styles_nor_drawing() -> None:
    page = render_terminal(sample(), colour=False, width=100)
    assert "\x1b" not in page
    assert {c for c in page if not c.isascii()} <= {"–", "…"}
    assert "[####" in page


def test_colour_says_the_same_words() -> None:
    page = render_terminal(sample(), colour=True, width=100)
    assert "\x1b[1m" in page
    assert "█" in page
    assert "Level 0 of 4, possibly 2: one answer decides it." in page


@pytest.mark.parametrize("width", [pytest.param(w, id=f"{w} columns") for w in (20, 60, 80, 120, 200)])
@pytest.mark.parametrize("assessment", [pytest.param(sample(), id="ordinary"), pytest.param(hostile(), id="hostile")])
def test_no_line_is_wider_than_the_terminal(width: int, assessment: object) -> None:
    from rich.cells import cell_len

    page = render_terminal(assessment, colour=False, width=width)  # type: ignore[arg-type]
    assert max(cell_len(line) for line in page.splitlines()) <= max(width, NARROWEST)


def test_hostile_texts_steer_no_terminal() -> None:
    page = render_terminal(hostile(), colour=False, width=100)
    bad = {c for c in page if unicodedata.category(c) in ("Cc", "Cf", "Cs") and c != "\n"}
    assert bad == set()
    assert len(page) < 40_000


def test_hostile_texts_are_no_styles() -> None:
    page = render_terminal(hostile(), colour=True, width=100)
    assert "\x1b[31mred" not in page


def test_nothing_applies() -> None:
    page = render_terminal(nothing_applies(), colour=False, width=100)
    assert "Nothing applies, so there is no score." in page
    assert "No layer applies." in page
