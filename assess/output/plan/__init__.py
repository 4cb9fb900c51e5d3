"""The plan as text, Markdown checklist, CSV, JSON and issue drafts; rendered from its document alone."""

from __future__ import annotations

from pathlib import Path

from assess.model.plan import Plan
from assess.output.json import document_text
from assess.output.suffixes import format_of

SUFFIX_OF = {".json": "json", ".md": "markdown", ".markdown": "markdown", ".csv": "csv", ".txt": "text"}


def for_path(path: Path) -> str:
    """The format of a file by its suffix. Raises: InputError for unknown ones, OutputError for missing folders."""
    return format_of(path, SUFFIX_OF, "a plan")


def render(plan: Plan, shape: str) -> bytes:
    """The plan in one format: json, markdown, csv or text."""
    from assess.output.plan.checklist import render_markdown
    from assess.output.plan.plain import render_plain
    from assess.output.plan.sheet import render_csv

    if shape == "csv":
        return render_csv(plan)
    if shape == "json":
        text = document_text(plan)
    else:
        text = render_markdown(plan) if shape == "markdown" else render_plain(plan)
    return text.encode("utf-8", "replace")
