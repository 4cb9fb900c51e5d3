"""What no font can draw is taken out before layout; everything else stays."""

from __future__ import annotations

import io

import pytest
import weasyprint
from assess.output.options import Options
from assess.output.pdf import render
from assess.output.presentation.drawable import SIGN, drawable
from pypdf import PdfReader

from .sample import sample

PAGE = "<html><head><style>p {{ margin: 0 }}</style></head><body><p>{}</p></body></html>"
NEUME, MINOAN = "\U0001cf50", "\U00012f90"
"""A sign and a letter that fonts for everyday use lack."""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Kovač – “plain” …", "Kovač – “plain” …", id="what the bundled fonts hold"),
        pytest.param("≤ 5 Я", "≤ 5 Я", id="what a font of the system holds"),
        pytest.param(f"{NEUME} Goals", "Goals", id="a sign goes with the space behind it"),
        pytest.param(f"a {NEUME}\u200d{NEUME}\ufe0f b", "a b", id="signs that are joined go together"),
        pytest.param(f"x{MINOAN}y", f"x{SIGN}y", id="a letter becomes a box"),
        pytest.param(f"a{NEUME}</p>", "a</p>", id="a sign at the end of a text"),
    ],
)
def test_only_what_no_font_can_draw_is_taken_out(text: str, expected: str) -> None:
    found = drawable(PAGE.format(text), lambda page: weasyprint.HTML(string=page).write_pdf())
    assert found == PAGE.format(expected)


def test_a_document_refers_to_no_missing_glyph() -> None:
    made = sample()
    named = made.model_copy(update={"subject": made.subject.model_copy(update={"name": f"{NEUME} shop {MINOAN}"})})
    content = render(named, Options(summary_only=True))
    assert b"WP-Encod" not in content, "the mark of a font with missing glyphs"
    assert f"shop {SIGN}" in PdfReader(io.BytesIO(content)).pages[0].extract_text()
