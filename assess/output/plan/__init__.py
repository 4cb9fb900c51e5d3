"""The plan as text, Markdown checklist, CSV, JSON and issue drafts; rendered from its document alone."""

from __future__ import annotations

import json
from pathlib import Path

from assess.errors import InputError, OutputError
from assess.model.plan import Plan

SUFFIX_OF = {".json": "json", ".md": "markdown", ".markdown": "markdown", ".csv": "csv", ".txt": "text"}


def for_path(path: Path) -> str:
    """The format of a file by its suffix. Raises: InputError for unknown ones, OutputError for missing folders."""
    if path.suffix.lower() not in SUFFIX_OF:
        raise InputError(f"a plan cannot be written as '{path}'", hint=f"known suffixes: {' '.join(SUFFIX_OF)}")
    if not path.parent.is_dir():
        raise OutputError(f"the folder of '{path}' does not exist", hint=f"create it: mkdir -p '{path.parent}'")
    return SUFFIX_OF[path.suffix.lower()]


def render(plan: Plan, shape: str) -> bytes:
    """The plan in one format: json, markdown, csv or text."""
    from assess.output.plan.checklist import render_markdown
    from assess.output.plan.plain import render_plain
    from assess.output.plan.sheet import render_csv

    if shape == "csv":
        return render_csv(plan)
    if shape == "json":
        text = json.dumps(plan.model_dump(mode="json"), indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    else:
        text = render_markdown(plan) if shape == "markdown" else render_plain(plan)
    return text.encode("utf-8", "replace")
