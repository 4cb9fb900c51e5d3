"""The PDF read back: pages, words, outline, tags, fonts, dates, and what it must not do."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import page as page_validation
import pytest
from assess.errors import OutputError
from assess.model.assessment import Assessment
from assess.output.options import Options
from assess.output.pdf import render
from pypdf import PdfReader

from .brands import example
from .changes import comparison
from .sample import sample
from .variants import hostile, nothing_applies


@pytest.fixture(scope="module")
def content() -> bytes:
    return render(sample())


@pytest.fixture(scope="module")
def reader(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def _titles(outline: list[object], depth: int = 0) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    for item in outline:
        if isinstance(item, list):
            found += _titles(item, depth + 1)
        else:
            found.append((depth, item.title))  # type: ignore[attr-defined]
    return found


def test_the_summary_is_two_pages_and_says_what_matters(reader: PdfReader) -> None:
    first, second = (" ".join(reader.pages[i].extract_text().split()) for i in (0, 1))
    for expected in (
        "demand-forecast",
        "38.6",
        "60.8",
        "Level 0 of 4, possibly 2: one answer decides it.",
        "Premature",
    ):
        assert expected in first
    assert "CI trains on a tiny sample" in second
    assert "+5.5" in second
    assert "Contents" not in second
    assert "Contents" in reader.pages[2].extract_text()


def test_the_outline_leads_through_the_chapters(reader: PdfReader) -> None:
    titles = _titles(reader.outline)
    assert [title for depth, title in titles if depth == 0] == [
        "Summary",
        "Contents",
        "Layer 1: DevOps",
        "Layer 2: Data automation",
        "Layer 3: Platform automation",
        "Layer 4: MLOps",
        "Ledger",
        "Questionnaire",
        "Scope and limits",
        "Provenance",
    ]
    assert (2, "Randomness is controlled") in titles


def test_pages_are_numbered_and_headed(reader: PdfReader) -> None:
    count = len(reader.pages)
    last = reader.pages[-1].extract_text()
    assert f"Page {count} of {count}" in last
    assert "Readiness of demand-forecast" in last
    assert "Readiness of demand-forecast" not in reader.pages[0].extract_text().splitlines()[0]


def test_it_is_tagged_for_everybody(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(content)
    result = page_validation.validate_pdf(str(path), profile=page_validation.ValidationProfile.PDF_UA_1)
    assert result.is_compliant, str(result)


def test_metadata_fonts_and_dates(reader: PdfReader) -> None:
    metadata = reader.metadata
    assert metadata is not None
    assert metadata.title == "Readiness of demand-forecast"
    assert (metadata["/CreationDate"], metadata["/ModDate"]) == ("D:20261123", "D:20261123")
    assert reader.trailer["/Root"]["/Lang"] == "en"
    fonts = {name for p in reader.pages for name in _fonts(p)}
    assert all("+" in name for name in fonts), "every font is an embedded subset"
    assert any("Source" in name for name in fonts)


def _fonts(page: object) -> set[str]:
    resources = page["/Resources"].get("/Font", {})  # type: ignore[index]
    return {str(font.get_object()["/BaseFont"]) for font in resources.values()}


def test_the_same_bytes_from_another_process_and_clock(content: bytes) -> None:
    program = (
        "import hashlib; from assess.output.pdf import render; from tests.output.sample import sample; "
        "print(hashlib.sha256(render(sample())).hexdigest())"
    )
    root = Path(__file__).parents[2]
    ran = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True)
    import hashlib

    assert ran.stdout.strip() == hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize("size", ["A4", "Letter"])
@pytest.mark.parametrize(
    ("assessment", "cells"),
    [
        pytest.param(sample(), 16, id="ordinary"),
        pytest.param(hostile(), 0, id="hostile"),
        pytest.param(nothing_applies(), 16, id="nothing applies"),
    ],
)
def test_the_short_form_is_two_pages_whatever_stands_in_it(assessment: Assessment, cells: int, size: str) -> None:
    short = PdfReader(io.BytesIO(render(assessment, Options(summary_only=True, page_size=size))))  # type: ignore[arg-type]
    assert len(short.pages) == 2
    width = float(short.pages[0].mediabox.width)
    assert round(width) == (595 if size == "A4" else 612)
    first, second = (" ".join(sheet.extract_text().split()) for sheet in short.pages)
    found = first.count(" criteria") + first.count(" criterion") + first.count("nothing applies")
    assert found >= cells, "the matrix is there to its last row"
    assert "(automation reaches it)" in second, "the last line is there"


def test_hostile_texts_bring_no_action_and_no_foreign_link(caplog: pytest.LogCaptureFixture) -> None:
    found = PdfReader(io.BytesIO(render(hostile())))
    for p in found.pages:
        for annotation in p.get("/Annots", []):
            action = annotation.get_object().get("/A", {})
            assert action.get("/S") in (None, "/URI")
            assert str(action.get("/URI", "https://")).startswith(("https://", "http://"))
    assert "/JavaScript" not in str(found.trailer["/Root"])
    assert "window.pwned" in found.pages[2].extract_text()


PANGO = "raise OSError(\"cannot load library 'libpango-1.0-0'\\nand more\")"


@pytest.mark.parametrize(
    ("library", "message"),
    [
        pytest.param(PANGO, r"cannot load library 'libpango-1.0-0' .*apt-get install libpango-1.0-0", id="no Pango"),
        pytest.param("import os; os.abort()", "could not be laid out: signal 6", id="a crash"),
        pytest.param("def HTML(**_): raise MemoryError('full')", "MemoryError: full", id="a failure"),
        pytest.param("while True: pass", "not laid out within 1 seconds", id="an endless layout"),
    ],
)
def test_what_goes_wrong_in_layout_is_one_output_s_error(
    library: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "weasyprint").mkdir()
    (tmp_path / "weasyprint" / "__init__.py").write_text(library + "\n")
    (tmp_path / "weasyprint" / "urls.py").write_text("URLFetcherResponse = None\n")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(OutputError, match=message):
        render(sample(), Options(pdf_seconds=1 if "while" in library else 60))


def test_a_branded_document_shows_its_logo_and_stays_accessible(tmp_path: Path) -> None:
    content = render(sample(), Options(brand=example(), summary_only=True))
    path = tmp_path / "report.pdf"
    path.write_bytes(content)
    result = page_validation.validate_pdf(str(path), profile=page_validation.ValidationProfile.PDF_UA_1)
    assert result.is_compliant, str(result)
    first = PdfReader(io.BytesIO(content)).pages[0]
    assert "Example Retail" in first.extract_text()
    assert b"/Figure" in first.get_contents().get_data()


def test_what_changed_is_a_chapter_and_keeps_the_tags_right(tmp_path: Path) -> None:
    made = render(sample(), Options(comparison=comparison()))
    chapters = [title for depth, title in _titles(PdfReader(io.BytesIO(made)).outline) if depth == 0]
    assert chapters[1:4] == ["Contents", "What changed", "Layer 1: DevOps"]
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages[2:5])
    assert "Score 31.8 \u2192 38.6 proven." in text
    path = tmp_path / "report.pdf"
    path.write_bytes(made)
    result = page_validation.validate_pdf(str(path), profile=page_validation.ValidationProfile.PDF_UA_1)
    assert result.is_compliant, str(result)
