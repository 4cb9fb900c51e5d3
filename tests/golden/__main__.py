"""Rewrites the summaries."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.golden.summary import NAMES, assessment, golden, summary

with tempfile.TemporaryDirectory() as scratch:
    for name in NAMES:
        golden(name).write_text(summary(assessment(name, Path(scratch))), "utf-8")
