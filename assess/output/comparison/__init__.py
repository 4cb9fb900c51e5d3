"""The comparison of two assessments as text, Markdown, HTML and JSON; rendered from its document alone."""

from __future__ import annotations

from pathlib import Path

from assess.model.comparison import Comparison
from assess.output.json import document_text
from assess.output.options import DEFAULT, Options
from assess.output.presentation.texts import OWN, speaking
from assess.output.suffixes import format_of

SUFFIX_OF = {
    ".json": "json",
    ".html": "html",
    ".htm": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
}


def for_path(path: Path) -> str:
    """The format of a file by its suffix. Raises: InputError for unknown ones, OutputError for missing folders."""
    return format_of(path, SUFFIX_OF, "a comparison")


def render(comparison: Comparison, shape: str, options: Options = DEFAULT) -> bytes:
    """The comparison in one format: json, html, markdown or text.

    Raises: OutputError when an overriding template cannot be rendered.
    """
    with speaking(options.overrides.text(OWN) if options.overrides else None):
        return _text(comparison, shape, options).encode("utf-8", "replace")


def _text(comparison: Comparison, shape: str, options: Options) -> str:
    if shape == "json":
        text = document_text(comparison)
    elif shape == "html":
        from assess.output.comparison.page import render_page

        text = render_page(comparison, options)
    elif shape == "markdown":
        from assess.output.comparison.markdown import render_markdown

        text = render_markdown(comparison)
    else:
        from assess.output.comparison.plain import render_plain

        text = render_plain(comparison)
    return text
