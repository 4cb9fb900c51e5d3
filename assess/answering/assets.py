"""What the page loads from its own server: style, script, fonts, and an organisation's logo."""

from __future__ import annotations

from assess.answering.responses import Reply
from assess.output.options import Options

_FONTS = tuple(
    f"source-sans-3-{script}-{weight}-normal.woff2" for script in ("latin", "latin-ext") for weight in (400, 600)
)


def asset(name: str, look: Options) -> Reply | None:
    """One file by its name; None when there is no such file."""
    from assess.output.presentation import templates

    if name == "page.css":
        return Reply("200 OK", _style(look).encode("utf-8", "replace"), "text/css; charset=utf-8")
    if name == "page.js":
        return Reply("200 OK", templates.asset_bytes("questionnaire/page.js"), "text/javascript; charset=utf-8")
    if name in _FONTS:
        return Reply("200 OK", templates.asset_bytes(f"fonts/{name}"), "font/woff2")
    if name == "logo" and look.brand and look.brand.logo:
        return Reply("200 OK", look.brand.logo.content, look.brand.logo.media_type)
    return None


def _style(look: Options) -> str:
    from assess.output.branding.brand import html_colours
    from assess.output.presentation import templates

    style = templates.style("questionnaire", look.overrides, "page.css")
    return style + (html_colours(look.brand) if look.brand else "")
