"""The comparison as one HTML file, without scripts, under the same strict policy as the report."""

from __future__ import annotations

from assess.model.comparison import Comparison
from assess.output.comparison.section import Section


def render_page(comparison: Comparison) -> str:
    """The complete page; its style stands inside it."""
    from markupsafe import Markup

    from assess.output.html import policy
    from assess.output.presentation.templates import asset, environment

    style = asset("html/report.css") + asset("html/compare.css")
    page = environment().get_template("html/compare.html")
    text: str = page.render(
        it=Section(comparison),
        csp=policy(style, ""),
        style=Markup(style),  # noqa: S704
    )
    return text
