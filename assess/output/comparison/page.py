"""The comparison as one HTML file, without scripts, under the same strict policy as the report."""

from __future__ import annotations

from assess.model.comparison import Comparison
from assess.output.comparison.section import Section
from assess.output.options import DEFAULT, Options


def render_page(comparison: Comparison, options: Options = DEFAULT) -> str:
    """The complete page in the organisation's look; its style stands inside it.

    Raises: OutputError when an overriding template cannot be rendered.
    """
    from assess.output.html import page

    return page("html/compare.html", options, styles=("compare.css",), scripted=False, it=Section(comparison)).decode()
