"""Compares an output with its golden file; `ASSESS_REWRITE_GOLDEN=1 pytest tests/output` rewrites them."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path(__file__).parent / "golden"


def assert_golden(name: str, content: str) -> None:
    """Fails where the content differs from the reviewed file."""
    path = FOLDER / name
    if os.environ.get("ASSESS_REWRITE_GOLDEN"):
        FOLDER.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
    assert content == path.read_text(encoding="utf-8")
