"""String constants that may name a file, a folder or a module of the repository."""

from __future__ import annotations

import re
from posixpath import splitext

LONGEST = 200
_PATH = re.compile(r"[\w.@{}$*+-]*+(?:[/\\][\w.@{}$*+-]*+)*+")
_MODULE = re.compile(r"[A-Za-z_]\w*+(?:\.[A-Za-z_]\w*+)++(?::[A-Za-z_][\w.]*+(?:\(\))?+)?+|[A-Za-z_]\w*+:[A-Za-z_]\w*+")
_SUFFIXES = frozenset(
    [
        ".py",
        ".ipynb",
        ".r",
        ".rmd",
        ".qmd",
        ".sql",
        ".sh",
        ".js",
        ".ts",
        ".java",
        ".scala",
        ".jar",
        ".yml",
        ".yaml",
        ".json",
        ".toml",
        ".ini",
        ".cfg",
        ".csv",
        ".parquet",
        ".pkl",
        ".joblib",
        ".h5",
        ".pt",
        ".onnx",
        ".txt",
        ".md",
        ".html",
        ".j2",
        ".jinja",
        ".jinja2",
        ".feather",
        ".avro",
        ".xml",
        ".conf",
        ".env",
        ".tf",
        ".whl",
        ".zip",
    ]
)


def names_something(value: str) -> bool:
    """Whether a text looks like a path (`sql/clean.sql`, `train.py`) or a dotted module (`app.main:app`)."""
    if not 3 <= len(value) <= LONGEST or "://" in value or value.isdigit():
        return False
    if ("/" in value or splitext(value)[1].lower() in _SUFFIXES) and _PATH.fullmatch(value):
        return any(c.isalpha() for c in value)
    return _MODULE.fullmatch(value) is not None
