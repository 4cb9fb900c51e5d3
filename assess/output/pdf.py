"""The PDF report: a two-page summary that stands alone, then everything; tagged, reproducible, nothing fetched."""

from __future__ import annotations

import hashlib
from typing import Any

from assess.errors import OutputError
from assess.model.assessment import Assessment
from assess.output.options import DEFAULT, Options

NAME = "pdf"
SUFFIXES = (".pdf",)

FINDINGS_LIMIT = 400
"""Most findings that are printed in full; beyond that layout takes tens of seconds, and the page says so."""
PACKAGES = "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core"

FONTS = (
    ("Source Sans 3", 400, "source-sans-3-latin-400-normal.woff2"),
    ("Source Sans 3", 600, "source-sans-3-latin-600-normal.woff2"),
    ("Source Sans 3 ext", 400, "source-sans-3-latin-ext-400-normal.woff2"),
    ("Source Sans 3 ext", 600, "source-sans-3-latin-ext-600-normal.woff2"),
    ("IBM Plex Mono", 400, "ibm-plex-mono-latin-400-normal.woff2"),
)
_BUNDLED = "bundled:"
_PLAIN_TAGS = (
    ("<dl ", "<div "),
    ("</dl>", "</div>"),
    ("<dt>", '<p class="dt">'),
    ("</dt>", "</p>"),
    ("<dd>", '<div class="dd">'),
    ("</dd>", "</div>"),
)


def render(assessment: Assessment, options: Options = DEFAULT) -> bytes:
    """The finished document; its dates are those of the assessment, so equal assessments give equal bytes.

    Raises: OutputError when the native libraries are missing, naming their packages.
    """
    weasyprint = _weasyprint()
    markup = _markup(assessment, options)
    fetcher = _closed_fetcher(weasyprint)
    page = weasyprint.HTML(string=markup, base_url=None, url_fetcher=fetcher)
    identifier = hashlib.sha256(markup.encode("utf-8", "replace")).hexdigest()[:32].encode("ascii")
    content: bytes = page.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=identifier)
    return content


def _weasyprint() -> Any:
    try:
        import weasyprint
    except OSError as error:
        first = str(error).partition("\n")[0][:200]
        message = f"the PDF libraries cannot be loaded: {first}"
        raise OutputError(message, hint=f"on Debian or Ubuntu: {PACKAGES}") from error
    return weasyprint


def _closed_fetcher(weasyprint: Any) -> Any:
    """Gives the bundled fonts and nothing else: no file, no network, no data address."""
    from weasyprint.urls import URLFetcherResponse

    from assess.output.presentation.templates import asset_bytes

    allowed = {f"{_BUNDLED}{name}": name for _, _, name in FONTS}

    def fetch(url: str) -> Any:
        if url not in allowed:
            raise ValueError(f"reports fetch nothing: {url[:80]}")
        return URLFetcherResponse(url, asset_bytes(f"fonts/{allowed[url]}"), {"Content-Type": "font/woff2"})

    return fetch


def _markup(assessment: Assessment, options: Options) -> str:
    from markupsafe import Markup

    from assess.output.presentation.templates import environment
    from assess.output.presentation.view import view

    document = assessment if options.with_run else assessment.model_copy(update={"run": None})
    page = environment().get_template("pdf/report.html")
    text = page.render(
        v=view(document),
        style=Markup(_style(options)),  # noqa: S704
        paper=options.page_size.lower(),
        summary_only=options.summary_only,
        full=not options.summary_only,
        created=document.as_of[:10],
        room=FINDINGS_LIMIT,
    )
    return _without_definition_lists(text)


def _without_definition_lists(text: str) -> str:
    """Tagged PDF has no definition lists that pass PDF/UA; values are escaped, so every such tag is our own."""
    for old, new in _PLAIN_TAGS:
        text = text.replace(old, new)
    return text


def _style(options: Options) -> str:
    from assess.output.presentation.templates import asset
    from assess.output.presentation.texts import english

    text = english()
    faces = "".join(
        f"@font-face{{font-family:'{family}';font-weight:{weight};src:url({_BUNDLED}{name}) format('woff2')}}\n"
        for family, weight, name in FONTS
    )
    rules = asset("pdf/report.css").replace("PAGE_WORD", text("pdf.page")).replace("OF_WORD", text("pdf.of"))
    return f"{faces}@page{{size:{options.page_size}}}\n{rules}"
