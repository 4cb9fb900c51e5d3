"""The HTML report: one file that works offline, without scripts and under a strict content-security policy."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence

from assess.model.assessment import Assessment
from assess.output.comparison.section import Section
from assess.output.options import DEFAULT, Options

NAME = "html"
SUFFIXES = (".html", ".htm")

FONTS = (
    ("Source Sans 3", 400, "source-sans-3-latin-400-normal.woff2"),
    ("Source Sans 3", 600, "source-sans-3-latin-600-normal.woff2"),
    ("IBM Plex Mono", 400, "ibm-plex-mono-latin-400-normal.woff2"),
)
"""Family, weight and file of the fonts that the page carries with it."""
EXTENDED_FONTS = (
    ("Source Sans 3", 400, "source-sans-3-latin-ext-400-normal.woff2"),
    ("Source Sans 3", 600, "source-sans-3-latin-ext-600-normal.woff2"),
)
"""Those that it carries only if it holds a letter of theirs: names such as Kovač."""
_EXTENDED = re.compile("[\u0100-\u024f\u1e00-\u1eff]")


def render(assessment: Assessment, options: Options = DEFAULT) -> bytes:
    """The complete page; style, script and fonts stand inside it."""
    from assess.output.presentation.view import view

    document = assessment if options.with_run else assessment.model_copy(update={"run": None})
    shown = view(document)
    changed = Section(options.comparison, shown.anchors) if options.comparison else None
    extended = _EXTENDED.search(repr((document, options.comparison))) is not None
    more = ("compare.css",) if changed else ()
    return page("html/report.html", options, extended=extended, styles=more, v=shown, changed=changed)


def page(
    template: str,
    options: Options,
    *,
    extended: bool = False,
    styles: Sequence[str] = (),
    scripted: bool = True,
    **values: object,
) -> bytes:
    """A page of its own from a template: style, script, fonts, policy and brand are handed to it beside the values.

    `extended` adds the fonts of Latin letters beyond Western Europe, `styles` further style sheets; `scripted`
    says whether the report's script belongs to it.

    Raises: OutputError when an overriding template cannot be rendered.
    """
    from markupsafe import Markup

    from assess.output.branding.brand import html_colours
    from assess.output.presentation import templates

    brand = options.brand
    sheets = templates.style("html", options.overrides, "report.css", *styles)
    style = _font_faces(extended) + sheets + (html_colours(brand) if brand else "")
    script = templates.asset("html/report.js") if scripted else ""
    text = templates.rendered(
        template,
        options.overrides,
        csp=policy(style, script, pictures=bool(brand and brand.logo)),
        style=Markup(style),  # noqa: S704
        script=Markup(script),  # noqa: S704
        brand=brand,
        **values,
    )
    return text.encode("utf-8", "replace")


def policy(style: str, script: str, *, pictures: bool = False) -> str:
    """Nothing may be loaded, sent or framed; only this very style and script may run, and only a logo be shown."""
    return "; ".join(
        (
            "default-src 'none'",
            *(["img-src data:"] if pictures else []),
            f"style-src 'sha256-{_digest(style)}'",
            f"script-src 'sha256-{_digest(script)}'",
            "font-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
        )
    )


def _digest(content: str) -> str:
    return base64.b64encode(hashlib.sha256(content.encode("utf-8")).digest()).decode("ascii")


def _font_faces(extended: bool) -> str:
    from assess.output.presentation.templates import asset_bytes

    faces = []
    for family, weight, name in (*FONTS, *(EXTENDED_FONTS if extended else ())):
        data = base64.b64encode(asset_bytes(f"fonts/{name}")).decode("ascii")
        source = f"url(data:font/woff2;base64,{data}) format('woff2')"
        source += ";unicode-range:U+100-24F,U+1E00-1EFF" if "-ext-" in name else ""
        faces.append(f"@font-face{{font-family:'{family}';font-weight:{weight};font-display:swap;src:{source}}}\n")
    return "".join(faces)
