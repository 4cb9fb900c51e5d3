"""The comparison of two assessments as text, Markdown, HTML and JSON; rendered from its document alone."""

from __future__ import annotations

import json
from pathlib import Path

from assess.errors import InputError, OutputError
from assess.model.comparison import Comparison

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
    if path.suffix.lower() not in SUFFIX_OF:
        raise InputError(f"a comparison cannot be written as '{path}'", hint=f"known suffixes: {' '.join(SUFFIX_OF)}")
    if not path.parent.is_dir():
        raise OutputError(f"the folder of '{path}' does not exist", hint=f"create it: mkdir -p '{path.parent}'")
    return SUFFIX_OF[path.suffix.lower()]


def render(comparison: Comparison, shape: str) -> bytes:
    """The comparison in one format: json, html, markdown or text."""
    if shape == "json":
        text = json.dumps(comparison.model_dump(mode="json"), indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    elif shape == "html":
        from assess.output.comparison.page import render_page

        text = render_page(comparison)
    elif shape == "markdown":
        from assess.output.comparison.markdown import render_markdown

        text = render_markdown(comparison)
    else:
        from assess.output.comparison.plain import render_plain

        text = render_plain(comparison)
    return text.encode("utf-8", "replace")
