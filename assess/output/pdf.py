"""The PDF report: a two-page summary that stands alone, then everything; tagged, reproducible, nothing fetched.

Layout runs in a process of its own, so that neither a crash of the native libraries nor a page that never ends takes
the other reports with it.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import subprocess
import sys
from typing import Any, NoReturn

from assess.errors import OutputError
from assess.model.assessment import Assessment
from assess.output.comparison.section import Section
from assess.output.options import DEFAULT, Options

NAME = "pdf"
SUFFIXES = (".pdf",)

FINDINGS_LIMIT = 400
"""Most findings that are printed in full; beyond that layout takes tens of seconds, and the page says so."""
MEMORY_LIMIT_BYTES = 4 * 1024**3
PACKAGES = "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core"

FONTS = (
    ("Source Sans 3", 400, "source-sans-3-latin-400-normal.woff2"),
    ("Source Sans 3", 600, "source-sans-3-latin-600-normal.woff2"),
    ("Source Sans 3 ext", 400, "source-sans-3-latin-ext-400-normal.woff2"),
    ("Source Sans 3 ext", 600, "source-sans-3-latin-ext-600-normal.woff2"),
    ("IBM Plex Mono", 400, "ibm-plex-mono-latin-400-normal.woff2"),
)
_BUNDLED = "bundled:"
_LOGO = "bundled:logo"
_NO_LIBRARIES = 3
"""Exit code of the child whose native libraries cannot be loaded."""
_START = "import json,sys; sys.path[:]=json.loads(sys.argv[1]); from assess.output.pdf import lay_out; lay_out()"
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

    Raises: OutputError when the native libraries are missing, naming their packages, and when layout fails or takes
    too long.
    """
    order: dict[str, object] = {"markup": _markup(assessment, options), "logo": None}
    if options.brand and options.brand.logo:
        logo = options.brand.logo
        order["logo"] = [logo.media_type, base64.b64encode(logo.content).decode("ascii")]
    command = [sys.executable, "-c", _START, json.dumps(sys.path)]
    try:
        done = subprocess.run(
            command, input=json.dumps(order).encode(), capture_output=True, timeout=options.pdf_seconds, check=False
        )
    except subprocess.TimeoutExpired as error:
        message = f"the PDF was not laid out within {options.pdf_seconds} seconds"
        raise OutputError(message, hint="the HTML report holds the same; --summary makes two pages") from error
    except OSError as error:
        raise OutputError(f"the PDF cannot be laid out: {error.strerror}") from error
    if done.returncode:
        _fail(done.returncode, done.stderr)
    return done.stdout


def _fail(code: int, said: bytes) -> NoReturn:
    """Tells why the child failed. Raises: OutputError."""
    last = (said.decode("utf-8", "replace").strip().splitlines() or [""])[-1][:200]
    if code == _NO_LIBRARIES:
        raise OutputError(f"the PDF libraries cannot be loaded: {last}", hint=f"on Debian or Ubuntu: {PACKAGES}")
    how = f"signal {-code}" if code < 0 else last or f"exit code {code}"
    raise OutputError(f"the PDF could not be laid out: {how}", hint="the HTML report holds the same")


def lay_out() -> None:
    """The child: an order on stdin, the document on stdout."""
    import gc

    order = json.load(sys.stdin)
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT_BYTES, resource.RLIM_INFINITY))
    try:
        import weasyprint
    except OSError as error:
        sys.exit(_library_failure(error))
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)
    from assess.output.presentation.drawable import drawable

    fetcher = _closed_fetcher(order["logo"])

    def page(markup: str) -> Any:
        return weasyprint.HTML(string=markup, base_url=None, url_fetcher=fetcher)

    markup = drawable(order["markup"], lambda markup: page(markup).write_pdf())
    identifier = hashlib.sha256(markup.encode("utf-8", "replace")).hexdigest()[:32].encode("ascii")
    content = page(markup).write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=identifier)
    with open(1, "wb", closefd=False) as stream:
        stream.write(content)


def _library_failure(error: OSError) -> int:
    with open(2, "w", encoding="utf-8", errors="replace", closefd=False) as stream:
        stream.write(str(error).partition("\n")[0][:200] + "\n")
    return _NO_LIBRARIES


def _closed_fetcher(logo: list[str] | None) -> Any:
    """Gives the bundled fonts, the checked logo, and nothing else: no file, no network, no data address."""
    from weasyprint.urls import URLFetcherResponse

    from assess.output.presentation.templates import asset_bytes

    allowed = {f"{_BUNDLED}{name}": name for _, _, name in FONTS}

    def fetch(url: str) -> Any:
        if url == _LOGO and logo:
            return URLFetcherResponse(url, base64.b64decode(logo[1]), {"Content-Type": logo[0]})
        if url not in allowed:
            raise ValueError(f"reports fetch nothing: {url[:80]}")
        return URLFetcherResponse(url, asset_bytes(f"fonts/{allowed[url]}"), {"Content-Type": "font/woff2"})

    return fetch


def _markup(assessment: Assessment, options: Options) -> str:
    from markupsafe import Markup

    from assess.output.presentation.templates import rendered
    from assess.output.presentation.view import view

    document = assessment if options.with_run else assessment.model_copy(update={"run": None})
    shown = view(document)
    text = rendered(
        "pdf/report.html",
        options.overrides,
        v=shown,
        changed=Section(options.comparison, shown.anchors) if options.comparison else None,
        style=Markup(_style(options)),  # noqa: S704
        paper=options.page_size.lower(),
        summary_only=options.summary_only,
        full=not options.summary_only,
        created=document.as_of[:10],
        room=FINDINGS_LIMIT,
        brand=options.brand,
        logo_address=_LOGO,
    )
    return _without_definition_lists(text)


def _without_definition_lists(text: str) -> str:
    """Tagged PDF has no definition lists that pass PDF/UA; values are escaped, so every such tag is our own."""
    for old, new in _PLAIN_TAGS:
        text = text.replace(old, new)
    return text


def _style(options: Options) -> str:
    from assess.output.branding.brand import pdf_colours
    from assess.output.presentation import templates
    from assess.output.presentation.texts import english

    text = english()
    faces = "".join(
        f"@font-face{{font-family:'{family}';font-weight:{weight};src:url({_BUNDLED}{name}) format('woff2')}}\n"
        for family, weight, name in FONTS
    )
    rules = templates.style("pdf", options.overrides)
    rules = rules.replace("PAGE_WORD", text("pdf.page")).replace("OF_WORD", text("pdf.of"))
    colours = pdf_colours(options.brand) if options.brand else ""
    return f"{faces}@page{{size:{options.page_size}}}\n{rules}{colours}"
