"""Patterns over the attributes of resources, compiled once."""

from __future__ import annotations

from functools import lru_cache

import re2


@lru_cache(maxsize=512)
def attribute_regex(glob: str) -> re2._Regexp[str]:
    """One glob over dotted keys; without a dot it matches the last key at any depth."""
    body = ".*".join(re2.escape(piece) for piece in glob.split("*"))
    return re2.compile(f"(?i){body}" if "." in glob else f"(?i)(?:.*\\.)?{body}")


@lru_cache(maxsize=512)
def value_regex(pattern: str) -> re2._Regexp[str] | None:
    """A value's pattern, case aside; None takes every value. Raises: ValueError for a pattern that is none."""
    if not pattern:
        return None
    try:
        return re2.compile(f"(?i){pattern}")
    except re2.error as problem:
        raise ValueError(f"not a regular expression: {problem}") from problem
